"""The meetings of a community: their list, the page of each, and the gestures on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.communities import access as communities
from maillage.apps.meetings import access
from maillage.apps.meetings.actions import convocation, feed
from maillage.apps.meetings.actions import meeting as actions
from maillage.apps.meetings.forms.meeting import (
    CancelForm,
    DocumentForm,
    GuestForm,
    InviteesForm,
    MeetingForm,
    NewMeetingForm,
    PointForm,
)
from maillage.apps.meetings.models import Meeting
from maillage.apps.meetings.queries import meetings as queries
from maillage.apps.meetings.queries.invited import candidates
from maillage.domain.meetings import Kind
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.ui.templatetags.ui import plural
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    community = communities.community_for(user, slug, to=Right.READ_MEETINGS, on=localdate())
    page = queries.meetings_page(community, user.person, at=now())
    return render(request, "meetings/meetings.html", {"frame": page.frame, "page": page})


@require_safe
def meeting(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.READ_MEETINGS, on=localdate())
    page = queries.meeting_page(row, user.person, at=now())
    context = {
        "frame": page.frame,
        "page": page,
        "point_form": PointForm(),
        "document_form": DocumentForm(),
    }
    return render(request, "meetings/meeting.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.RUN_MEETINGS, on=today)
    wanted = request.GET.get("nature", "")
    kind = Kind(wanted) if wanted in {k.value for k in Kind} else Kind.WORKING_GROUP
    turn = queries.proposed_host(community, on=today)
    form = NewMeetingForm(
        request.POST or None,
        initial=NewMeetingForm.usual(kind, today, turn),
        hosts=queries.hosts(community, on=today),
        turn=turn,
    )
    made: list[Meeting] = []
    if request.method == "POST" and carried_out(
        form, lambda: made.extend(_prepare(request, slug, form))
    ):
        said = "La réunion est préparée" if len(made) == 1 else f"{len(made)} réunions préparées"
        messages.success(request, f"{said} : rien n’est encore envoyé.")
        _warn_of_days_off(request, made)
        return redirect("meetings:meeting", slug=slug, uuid=made[0].uuid)
    frame = queries.frame_of(community, user.person, on=today)
    return render(request, "meetings/new.html", {"frame": frame, "form": form})


def _warn_of_days_off(request: HttpRequest, made: list[Meeting]) -> None:
    """Say which meetings of a series fall on a day off; that of a single one is on its page."""
    odd = [(each, reason) for each in made if (reason := queries.day_off_of(each))]
    if len(made) > 1 and odd:
        days = "\u00a0; ".join(f"{localdate(each.starts_at):%d/%m/%Y}, {why}" for each, why in odd)
        messages.warning(request, f"À vérifier avant de convoquer\u00a0: {days}.")


def _prepare(request: HttpRequest, slug: str, form: NewMeetingForm) -> list[Meeting]:
    user, at = signed_in(request), now()
    community = communities.community_for(user, slug, to=Right.RUN_MEETINGS, on=localdate(at))
    rule, by = form.rule, user.person
    if rule is None:
        return [actions.prepare_meeting(community=community, plan=form.plan, by=by, at=at)]
    return actions.prepare_series(
        community=community,
        plan=form.plan,
        rule=rule,
        number=form.cleaned_data["number"] or 1,
        by=by,
        at=at,
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=today)
    hosts = queries.hosts(row.community, on=today)
    form = MeetingForm(request.POST or None, initial=MeetingForm.of(row), hosts=hosts)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.edit_meeting(
            meeting=row,
            plan=form.plan,
            expected_version=form.cleaned_data["version"] or 0,
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "C’est enregistré ; les personnes convoquées sont prévenues.")
        return redirect("meetings:meeting", slug=slug, uuid=uuid)
    frame = queries.frame_of(row.community, user.person, on=today)
    return render(request, "meetings/edit.html", {"frame": frame, "meeting": row, "form": form})


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=today)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.cancel_meeting(
            meeting=row, reason=form.cleaned_data["reason"], by=user.person, at=now()
        ),
    ):
        messages.success(request, "La réunion est annulée ; les personnes convoquées l’apprennent.")
        return redirect("meetings:meeting", slug=slug, uuid=uuid)
    frame = queries.frame_of(row.community, user.person, on=today)
    return render(request, "meetings/cancel.html", {"frame": frame, "meeting": row, "form": form})


@require_http_methods(["GET", "POST"])
def invitees(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=today)
    among = candidates(row, on=today)
    form = InviteesForm(request.POST or None, among=among)
    if request.method == "POST" and carried_out(
        form,
        lambda: convocation.set_invitees(
            meeting=row, invited=form.chosen, by=user.person, at=now()
        ),
    ):
        messages.success(request, "La liste des personnes invitées est enregistrée.")
        return redirect("meetings:meeting", slug=slug, uuid=uuid)
    frame = queries.frame_of(row.community, user.person, on=today)
    context = {
        "frame": frame,
        "meeting": row,
        "form": form,
        "guest_form": GuestForm(),
        "without_address": among.without_address,
    }
    return render(request, "meetings/invitees.html", context)


@require_POST
def invite_guest(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=localdate())
    form = GuestForm(request.POST)
    if carried_out(
        form,
        lambda: convocation.invite_guest(meeting=row, guest=form.guest, by=user.person, at=now()),
    ):
        messages.success(request, "L’invité est ajouté : convoquez-le quand vous voulez.")
    tell_errors(request, form)
    return redirect("meetings:invitees", slug=slug, uuid=uuid)


@require_POST
def convoke(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=localdate())
    try:
        sent = convocation.convoke(meeting=row, by=user.person, at=now())
        messages.success(request, f"Envoi de {plural(sent, 'convocation')}.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:meeting", slug=slug, uuid=uuid)


@require_POST
def community_feed(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    community = communities.community_for(user, slug, to=Right.READ_MEETINGS, on=localdate())
    if request.POST.get("gesture") == "close":
        feed.close_feed(person=user.person, community=community, at=now())
        messages.success(request, "Cette adresse d’agenda ne répond plus.")
    else:
        feed.open_feed(person=user.person, community=community, at=now())
        messages.success(request, "Votre adresse d’agenda est prête ; elle vous est personnelle.")
    return redirect("meetings:meetings", slug=slug)


def tell_errors(request: HttpRequest, form: object) -> None:
    """Say what a form of one line refused, on the page that follows."""
    errors = getattr(form, "errors", {})
    for error in (message for listed in errors.values() for message in listed):
        messages.error(request, str(error))
