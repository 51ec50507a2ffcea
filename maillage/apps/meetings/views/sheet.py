"""The sheet of a meeting, for those who run it: opened, filled, shown in the room, sealed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage import documents
from maillage.apps.communities import access
from maillage.apps.communities.queries import workspace
from maillage.apps.meetings import access as meetings
from maillage.apps.meetings.actions import attendance as acts
from maillage.apps.meetings.actions import sheet as sheets
from maillage.apps.meetings.actions import statutes
from maillage.apps.meetings.forms.signing import (
    CloseForm,
    GuestForm,
    LineForm,
    RuleForm,
    channel_in,
    marks_in,
)
from maillage.apps.meetings.models import Meeting, rule_of
from maillage.apps.meetings.queries import room
from maillage.apps.meetings.queries import sheet as queries
from maillage.apps.meetings.views.meetings import tell_errors
from maillage.apps.post import links
from maillage.documents.session import Attestation, Minutes, PaperSheet
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


def meeting_for(request: HttpRequest, slug: str, uuid: UUID, *, to: Right) -> Meeting:
    """Fetch a meeting that the person may read or run, or answer 404 or 403."""
    return meetings.meeting_for(signed_in(request), slug, uuid, to=to, on=localdate())


@require_safe
def sheet(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.READ_MEETINGS)
    page = queries.sheet_page(meeting, signed_in(request).person, on=localdate())
    context = {
        "page": page,
        "frame": page.frame,
        "choices": queries.QUICK,
        "guest": GuestForm(auto_id="guest_%s"),
        "close": CloseForm(meeting=meeting, lines=page.present, chair=page.usual_chair),
    }
    return render(request, "meetings/sheet.html", context)


@require_POST
def open_sheet(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    try:
        sheets.open_sheet(meeting=meeting, by=signed_in(request).person, at=now())
        messages.success(request, "La feuille est ouverte : on peut signer.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:sheet", slug=slug, uuid=uuid)


@require_POST
def close_sheet(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held = queries.opened_sheet(meeting)
    form = CloseForm(request.POST, meeting=meeting, lines=queries.lines_of(held))
    person, moment = signed_in(request).person, now()
    if carried_out(
        form,
        lambda: sheets.close_sheet(sheet=held, by=person, at=moment, course=form.course),
    ):
        messages.success(request, "La feuille est close et scellée.")
    tell_errors(request, form)
    return redirect("meetings:sheet", slug=slug, uuid=uuid)


@require_POST
def mark_lines(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held = queries.opened_sheet(meeting)
    try:
        marked = acts.mark_lines(
            sheet=held,
            marks=list(marks_in(request.POST)),
            channel=channel_in(request.POST),
            by=signed_in(request).person,
            at=now(),
        )
        messages.success(request, f"Lignes enregistrées\u00a0: {marked.changed}.")
        for line in marked.kept:
            told = f"{line.name} avait été noté entre-temps ({line.status_value.label})"
            messages.warning(request, f"{told}\u00a0: cette ligne est restée telle quelle.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:sheet", slug=slug, uuid=uuid)


@require_POST
def add_guest(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held, form = queries.opened_sheet(meeting), GuestForm(request.POST)
    person, moment = signed_in(request).person, now()
    if carried_out(
        form, lambda: acts.add_guest(sheet=held, guest=form.guest, by=person, at=moment)
    ):
        messages.success(request, "Cette personne est sur la feuille.")
    tell_errors(request, form)
    return redirect("meetings:sheet", slug=slug, uuid=uuid)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    person, moment = signed_in(request).person, now()
    community = access.community_for(
        signed_in(request), slug, to=Right.RUN_MEETINGS, on=localdate(moment)
    )
    held = queries.line_of(community.slug, uuid)
    form = LineForm(request.POST or None, line=held, holders=queries.possible_holders(held))
    if request.method == "POST" and carried_out(
        form, lambda: acts.note_line(line=held, asked=form.asked, by=person, at=moment)
    ):
        messages.success(request, "La ligne est enregistrée.")
        return redirect("meetings:sheet", slug=slug, uuid=held.sheet.meeting.uuid)
    frame = workspace.frame(slug, person, on=localdate(moment), at="meetings:meetings")
    context = {"form": form, "frame": frame, "line": held, "meeting": held.sheet.meeting}
    return render(request, "meetings/line.html", context)


def site_of(request: HttpRequest) -> str:
    """Return where this page was asked: phones in the room ask the same place."""
    return request.build_absolute_uri("/").rstrip("/")


@never_cache
@require_safe
def room_screen(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    held = queries.opened_sheet(meeting)
    shown = room.room_code(held, at=now(), site=site_of(request))
    page = queries.sheet_page(meeting, signed_in(request).person, on=localdate())
    context = {"page": page, "meeting": meeting, "room": shown, "frame": page.frame}
    return render(request, "meetings/room_screen.html", context)


@never_cache
@require_safe
def room_picture(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    shown = room.room_code(
        queries.opened_sheet(meeting), at=now(), site=request.build_absolute_uri("/")[:-1]
    )
    return HttpResponse(shown.picture, content_type="image/svg+xml")


@require_safe
def paper_sheet(request: HttpRequest, slug: str, uuid: UUID, format: str) -> HttpResponse:
    meeting = meeting_for(request, slug, uuid, to=Right.RUN_MEETINGS)
    by_profession = request.GET.get("ordre") == "profession"
    address = links.absolute(request.path.rpartition("feuille/")[0])
    document = queries.paper_sheet(meeting, by_profession=by_profession, address=address)
    return download(document, format)


def download(document: Minutes | PaperSheet | Attestation, format: str) -> HttpResponse:
    """Answer with a document as a file to keep."""
    kind = documents.Format(format)
    file = documents.render(document, kind, at=now())
    name = content_disposition_header(True, f"{document.file_name}.{kind}")
    return HttpResponse(
        file, content_type=kind.media_type, headers={"Content-Disposition": name or "attachment"}
    )


@require_http_methods(["GET", "POST"])
def quorum(request: HttpRequest, slug: str) -> HttpResponse:
    person, moment = signed_in(request).person, now()
    community = access.community_for(
        signed_in(request), slug, to=Right.RUN_MEETINGS, on=localdate(moment)
    )
    form = RuleForm(request.POST or None, rule=rule_of(community))
    if request.method == "POST" and carried_out(
        form,
        lambda: statutes.set_rule(community=community, rule=form.rule(), by=person, at=moment),
    ):
        messages.success(request, "La règle des statuts est enregistrée.")
        return redirect("meetings:quorum", slug=slug)
    frame = workspace.frame(slug, person, on=localdate(moment), at="meetings:meetings")
    context = {"form": form, "frame": frame, "rule": rule_of(community)}
    return render(request, "meetings/quorum.html", context)
