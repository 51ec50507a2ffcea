"""The agenda and the documents of a meeting, by its members or from a personal link."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.meetings import access, emails
from maillage.apps.meetings.actions import agenda as points
from maillage.apps.meetings.actions import document as documents
from maillage.apps.meetings.actions import reply as replies
from maillage.apps.meetings.forms.meeting import (
    DocumentForm,
    PointForm,
    PointGestureForm,
    ProposalForm,
    ReplyForm,
)
from maillage.apps.meetings.models import Invitation, Meeting
from maillage.apps.meetings.queries import calendar, polls
from maillage.apps.meetings.queries import meetings as queries
from maillage.apps.meetings.queries.follow_ups import pending_before
from maillage.apps.meetings.queries.invited import proposing_code, reply_box
from maillage.apps.meetings.queries.signing import attesting_code, own_signing_code
from maillage.apps.meetings.views.meetings import tell_errors
from maillage.apps.post import links
from maillage.domain.meetings import State
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.refusals import dead_link
from maillage.web.requests import signed_in


@require_POST
def add_point(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.READ_MEETINGS, on=localdate())
    form = PointForm(request.POST)
    if carried_out(
        form, lambda: points.add_item(meeting=row, point=form.point, by=user.person, at=now())
    ):
        messages.success(request, "Le point est noté.")
    tell_errors(request, form)
    return redirect("meetings:meeting", slug=slug, uuid=uuid)


@require_http_methods(["GET", "POST"])
def change_point(request: HttpRequest, slug: str, uuid: UUID, code: UUID) -> HttpResponse:
    user, moment = signed_in(request), now()
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=localdate(moment))
    item = queries.point_of(row, code)
    form = PointForm.over(item, request.POST or None, is_held=row.state_value is State.CLOSED)
    if request.method == "POST" and carried_out(
        form,
        lambda: points.change_item(
            meeting=row, item=item.uuid, point=form.point, by=user.person, at=moment
        ),
    ):
        messages.success(request, "Le point est enregistré.")
        return redirect("meetings:meeting", slug=slug, uuid=uuid)
    frame = queries.frame_of(row.community, user.person, on=localdate(moment))
    context = {"frame": frame, "meeting": row, "item": item, "form": form}
    return render(request, "meetings/change_point.html", context)


@require_POST
def move_point(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=localdate())
    form = PointGestureForm(request.POST)
    acts = {"accept": points.accept_item, "remove": points.remove_item, "raise": points.raise_item}
    carried_out(
        form,
        lambda: acts[form.cleaned_data["gesture"]](
            meeting=row, item=form.cleaned_data["item"], by=user.person, at=now()
        ),
    )
    tell_errors(request, form)
    return redirect("meetings:meeting", slug=slug, uuid=uuid)


@require_POST
def keep_agenda(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    person, moment = signed_in(request).person, now()
    row = access.meeting_for(
        signed_in(request), slug, uuid, to=Right.RUN_MEETINGS, on=localdate(moment)
    )
    try:
        if request.POST.get("gesture") == "drop":
            points.drop_template(meeting=row, by=person, at=moment)
            messages.success(request, "Les prochaines repartiront de l’ordre du jour d’origine.")
        else:
            points.keep_template(meeting=row, by=person, at=moment)
            messages.success(request, "Les prochaines de même nature partiront de celui-ci.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:meeting", slug=slug, uuid=uuid)


@require_POST
def add_document(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=localdate())
    form = DocumentForm(request.POST, request.FILES)
    if carried_out(form, lambda: _join(request, row, form)):
        messages.success(request, "Le document est joint.")
    tell_errors(request, form)
    return redirect("meetings:meeting", slug=slug, uuid=uuid)


def _join(request: HttpRequest, row: Meeting, form: DocumentForm) -> None:
    file, by = form.cleaned_data["file"], signed_in(request).person
    if file.size > documents.MOST_BYTES:
        raise documents.FileTooBig
    documents.add_document(meeting=row, name=file.name, body=file.read(), by=by, at=now())


@require_POST
def remove_document(request: HttpRequest, slug: str, uuid: UUID, code: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.RUN_MEETINGS, on=localdate())
    try:
        documents.remove_document(meeting=row, document=code, by=user.person, at=now())
        messages.success(request, "Le document est retiré.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:meeting", slug=slug, uuid=uuid)


@require_safe
def document(request: HttpRequest, slug: str, uuid: UUID, code: UUID) -> HttpResponse:
    user = signed_in(request)
    row = access.meeting_for(user, slug, uuid, to=Right.READ_MEETINGS, on=localdate())
    return _sent(row, code)


def _sent(row: Meeting, uuid: UUID) -> HttpResponse:
    found = queries.document_of(row, uuid)
    if found is None:
        raise Http404
    file, body = found
    # Never shown by the browser: a file is someone else's words.
    named = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return HttpResponse(body, content_type=file.media_type, headers={"Content-Disposition": named})


def invited(code: str, purpose: str) -> Invitation:
    """Return whom a personal link was made for.

    :raises Refusal: it was altered, has expired, or the person is not invited any more.
    """
    link = links.read(code, purpose, at=now())
    invitation = polls.invitation_by(link.subject)
    if invitation is None:
        raise links.LinkAltered
    return invitation


@login_not_required
@never_cache
@require_safe
def seen(request: HttpRequest, code: str) -> HttpResponse:
    try:
        invitation = invited(code, emails.SEE)
    except Refusal as refusal:
        return dead_link(request, refusal)
    context = {
        "invitation": invitation,
        "paper": queries.paper_of(invitation.meeting),
        "code": code,
        "signing": own_signing_code(invitation),
        "attesting": attesting_code(invitation),
        "box": reply_box(invitation, at=now()),
        "pending": pending_before(invitation.meeting),
        "proposing": proposing_code(invitation),
        "point_form": ProposalForm(),
    }
    return render(request, "meetings/seen.html", context)


@login_not_required
@require_POST
def propose(request: HttpRequest, code: str) -> HttpResponse:
    try:
        invitation = invited(code, emails.PROPOSE)
    except Refusal as refusal:
        return dead_link(request, refusal)
    form, by = ProposalForm(request.POST), invitation.person
    if by is None:
        raise Http404
    if carried_out(
        form,
        lambda: points.add_item(meeting=invitation.meeting, point=form.point, by=by, at=now()),
    ):
        messages.success(request, "Votre point est proposé à qui prépare la réunion.")
    tell_errors(request, form)
    return redirect(emails.personal_path(invitation))


@login_not_required
@require_POST
def reply(request: HttpRequest, code: str) -> HttpResponse:
    try:
        invitation = invited(code, emails.REPLY)
    except Refusal as refusal:
        return dead_link(request, refusal)
    form = ReplyForm(request.POST)
    if carried_out(
        form, lambda: replies.reply_to(invitation=invitation, reply=form.said, at=now())
    ):
        messages.success(request, "C’est noté\u00a0; vous pourrez changer votre réponse.")
    tell_errors(request, form)
    if request.user.is_authenticated and request.user.person == invitation.person:
        meeting = invitation.meeting
        return redirect("meetings:meeting", slug=meeting.community.slug, uuid=meeting.uuid)
    return redirect(emails.personal_path(invitation))


@login_not_required
@never_cache
@require_safe
def seen_document(request: HttpRequest, code: str, uuid: UUID) -> HttpResponse:
    try:
        invitation = invited(code, emails.SEE)
    except Refusal as refusal:
        return dead_link(request, refusal)
    return _sent(invitation.meeting, uuid)


@login_not_required
@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    held = calendar.feed_by(code)
    if held is None:
        raise Http404
    return HttpResponse(
        calendar.feed_text(held, at=now()),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, no-cache",
            "Content-Disposition": 'inline; filename="maillage.ics"',
        },
    )
