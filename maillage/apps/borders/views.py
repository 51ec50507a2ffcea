"""Border surveys: opened above CPTS, answered from a mail, read by commune."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage import documents
from maillage.apps.borders import access
from maillage.apps.borders.actions import answering, forgetting
from maillage.apps.borders.actions import survey as actions
from maillage.apps.borders.forms import AnswerForm, ListForm, SurveyForm
from maillage.apps.borders.models import Survey
from maillage.apps.borders.queries import documents as printed
from maillage.apps.borders.queries import survey as queries
from maillage.apps.communities import access as communities
from maillage.apps.communities.queries import workspace
from maillage.domain.border_lists import read_list
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.refusals import dead_link
from maillage.web.requests import signed_in


@require_safe
def surveys(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.SEE, on=today)
    page = queries.surveys_page(community, user.person, today=today)
    return render(request, "borders/surveys.html", {"frame": page.frame, "page": page})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.PARTITION, on=today)
    form = SurveyForm(request.POST or None, community=community, today=today)
    opened: list[Survey] = []
    if request.method == "POST" and carried_out(
        form,
        lambda: opened.append(
            actions.open_survey(community=community, plan=form.plan, by=user.person, at=now())
        ),
    ):
        messages.success(request, "L’enquête est ouverte : invitez maintenant les professionnels.")
        return redirect("borders:survey", slug=slug, uuid=opened[0].uuid)
    frame = workspace.frame(slug, user.person, on=today, at=queries.TAB)
    return render(request, "borders/new.html", {"frame": frame, "form": form})


@require_safe
def survey(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community, found = access.survey_for(user, slug, uuid, to_invite=False, on=today)
    page = queries.survey_page(found, community, user.person, today=today)
    return render(request, "borders/survey.html", {"frame": page.frame, "page": page})


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Show who a pasted list would invite; mails leave once the person accepts."""
    user, today = signed_in(request), localdate()
    community, found = access.survey_for(user, slug, uuid, to_invite=True, on=today)
    communes = queries.border_communes(found, community)
    form = ListForm(request.POST or None)
    listed = read_list(form.cleaned_data["lines"], communes) if form.is_valid() else None
    if (
        listed
        and "accept" in request.POST
        and carried_out(
            form,
            lambda: actions.invite(
                survey=found,
                guests=listed.guests,
                community=community,
                by=user.person,
                at=now(),
            ),
        )
    ):
        messages.success(request, "Les invitations partent, chacune avec son lien personnel.")
        return redirect("borders:survey", slug=slug, uuid=uuid)
    frame = workspace.frame(slug, user.person, on=today, at=queries.TAB)
    context = {"frame": frame, "survey": found, "form": form, "listed": listed}
    return render(request, "borders/invite.html", context | {"communes": communes})


@require_POST
def close(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community, found = access.survey_for(user, slug, uuid, to_invite=True, on=today)
    try:
        actions.close_survey(survey=found, by=user.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "L’enquête est close : voici ses résultats, par commune.")
    return redirect("borders:survey", slug=community.slug, uuid=uuid)


@require_safe
def download(request: HttpRequest, slug: str, uuid: UUID, format: str) -> HttpResponse:
    user, moment = signed_in(request), now()
    today = localdate(moment)
    community, found = access.survey_for(user, slug, uuid, to_invite=False, on=today)
    page = queries.survey_page(found, community, user.person, today=today)
    kind = documents.Format(format)
    name = content_disposition_header(True, f"enquete-de-bordure.{kind}")
    return HttpResponse(
        documents.render(printed.report(page), kind, at=moment),
        content_type=kind.media_type,
        headers={"Content-Disposition": name or "attachment"},
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The one page of a professional, from their mail."""
    try:
        invitee = access.invitee_for(code, at=now())
    except Refusal as refusal:
        return dead_link(request, refusal)
    page = queries.answer_page(invitee, code, today=localdate())
    form = AnswerForm(
        request.POST or None,
        candidates=page.candidates,
        ranked=page.ranked,
        initial={"reasons": page.reasons},
    )
    if request.method == "POST" and carried_out(
        form, lambda: answering.give_answer(invitee=invitee, given=form.given, at=now())
    ):
        messages.success(
            request, "Merci, votre réponse est enregistrée. Vous pouvez la changer ici."
        )
        return redirect("borders:answer", code=code)
    return render(request, "borders/answer.html", {"page": page, "form": form})


@login_not_required
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Erase, from their mail, the name and address of a professional."""
    try:
        invitee = access.invitee_for(code, at=now())
    except Refusal as refusal:
        return dead_link(request, refusal)
    # What erases is never done by a bare address.
    if "sure" not in request.POST:
        return redirect("borders:answer", code=code)
    forgetting.leave(invitee=invitee, at=now())
    return render(request, "borders/left.html", {"survey": invitee.survey})
