"""The relevé of a meeting: read, written point by point, approved, sent, downloaded."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage import documents
from maillage.apps.communities import access
from maillage.apps.communities.queries import workspace
from maillage.apps.meetings.actions import follow_up, minutes_mail
from maillage.apps.meetings.actions import minutes as acts
from maillage.apps.meetings.forms.signing import ApprovalForm, TaskForm, TextForm, TitleForm
from maillage.apps.meetings.queries import minutes as queries
from maillage.apps.meetings.views.sheet import download, meeting_for
from maillage.apps.post import links
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.ui.templatetags.ui import plural
from maillage.web.forms import carried_out
from maillage.web.refusals import dead_link
from maillage.web.requests import signed_in


@require_safe
def minutes(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.READ_MEETINGS)
    page = queries.minutes_page(meeting, signed_in(request).person, on=localdate())
    context = {
        "page": page,
        "frame": page.frame,
        "meeting": meeting,
        "formats": list(documents.Format),
        "title": TitleForm(),
    }
    return render(request, "meetings/minutes.html", context)


@require_POST
def begin_minutes(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    acts.begin_minutes(meeting=meeting, by=signed_in(request).person, at=now())
    return redirect("meetings:minutes", slug=slug, uuid=uuid)


@require_POST
def add_item(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held, form = queries.begun_minutes(meeting), TitleForm(request.POST)
    person, moment = signed_in(request).person, now()
    carried_out(
        form,
        lambda: acts.add_item(minutes=held, title=form.cleaned_data["title"], by=person, at=moment),
    )
    for error in (each for listed in form.errors.values() for each in listed):
        messages.error(request, str(error))
    return redirect("meetings:minutes", slug=slug, uuid=uuid)


@require_http_methods(["GET", "POST"])
def write_item(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    person, moment = signed_in(request).person, now()
    today = localdate(moment)
    community = access.community_for(signed_in(request), slug, to=Right.RUN_MEETINGS, on=today)
    item = queries.item_of(community, uuid)
    is_draft = item.minutes.state == "DRAFT"
    form = TextForm(request.POST or None, text=queries.latest_text(item), is_draft=is_draft)
    if request.method == "POST" and carried_out(
        form,
        lambda: acts.write_item(
            item=item,
            words=form.words,
            expected_version=form.cleaned_data["expected_version"],
            reason=form.cleaned_data.get("reason", ""),
            by=person,
            at=moment,
        ),
    ):
        messages.success(request, f"Le point « {item.title} » est enregistré.")
        return redirect("meetings:minutes", slug=slug, uuid=item.minutes.meeting.uuid)
    latest = queries.latest_text(item)
    context = {
        "form": form,
        "item": item,
        "latest": latest,
        "theirs": form.rebased_on(latest),
        "frame": workspace.frame(slug, person, on=today, at="meetings:meetings"),
    }
    return render(request, "meetings/write_item.html", context)


@require_http_methods(["GET", "POST"])
def add_follow_up(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    person, moment = signed_in(request).person, now()
    today = localdate(moment)
    community = access.community_for(signed_in(request), slug, to=Right.RUN_MEETINGS, on=today)
    item = queries.item_of(community, uuid)
    form = TaskForm(request.POST or None, people=queries.possible_owners(item, on=today))
    if request.method == "POST" and carried_out(
        form, lambda: follow_up.add_follow_up(item=item, task=form.task, by=person, at=moment)
    ):
        messages.success(request, "L’action est notée.")
        return redirect("meetings:minutes", slug=slug, uuid=item.minutes.meeting.uuid)
    frame = workspace.frame(slug, person, on=today, at="meetings:meetings")
    return render(
        request, "meetings/add_follow_up.html", {"form": form, "item": item, "frame": frame}
    )


@require_POST
def approve_minutes(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held = queries.begun_minutes(meeting)
    try:
        done = acts.approve_minutes(minutes=held, by=signed_in(request).person, at=now())
        messages.success(request, f"Le relevé est approuvé sous le numéro {done.reference}.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:minutes", slug=slug, uuid=uuid)


@require_POST
def ask_approval(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held = queries.begun_minutes(meeting)
    try:
        asked = minutes_mail.ask_approval(minutes=held, by=signed_in(request).person, at=now())
        messages.success(request, f"L’approbation est demandée à {plural(asked, 'personne')}.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:minutes", slug=slug, uuid=uuid)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def approve_from_mail(request: HttpRequest, code: str) -> HttpResponse:
    moment = now()
    try:
        link = links.read(code, minutes_mail.APPROVE, at=moment)
        held, person = queries.to_approve(link)
    except Refusal as refusal:
        return dead_link(request, refusal)
    form = ApprovalForm(request.POST or None, initial={"read": acts.text_mark(held)})
    if request.method == "POST" and carried_out(
        form,
        lambda: acts.approve_minutes(
            minutes=held, by=person, at=moment, read=form.cleaned_data["read"]
        ),
    ):
        held.refresh_from_db()
    form.read_again(acts.text_mark(held))
    context = {"minutes": held, "points": queries.points_of(held), "form": form}
    return render(request, "meetings/approve.html", context)


@require_POST
def send_minutes(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held = queries.begun_minutes(meeting)
    try:
        count = minutes_mail.send_minutes(minutes=held, by=signed_in(request).person, at=now())
        messages.success(request, f"Le relevé part vers {plural(count, 'adresse')}.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:minutes", slug=slug, uuid=uuid)


@require_safe
def download_minutes(request: HttpRequest, slug: str, uuid: UUID, format: str) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.READ_MEETINGS)
    return download(queries.minutes_document(meeting), format)


@login_not_required
@never_cache
@require_safe
def read_minutes(request: HttpRequest, code: str) -> HttpResponse:
    try:
        link = links.read(code, minutes_mail.PURPOSE, at=now())
    except Refusal as refusal:
        return dead_link(request, refusal)
    return download(queries.minutes_document(queries.meeting_of_minutes(link.subject)), "pdf")
