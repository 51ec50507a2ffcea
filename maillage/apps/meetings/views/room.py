"""Signing without an account: from the code shown in the room, or from one's own link."""

from uuid import UUID, uuid5

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import attendance as acts
from maillage.apps.meetings.actions.attendance import Signature
from maillage.apps.meetings.forms.signing import LinkForm, RoomForm
from maillage.apps.meetings.models import Attendance, Sheet
from maillage.apps.meetings.queries import room as codes
from maillage.apps.meetings.queries import signing as queries
from maillage.apps.meetings.queries.sheet import sheet_at, still_to_sign
from maillage.apps.post import links
from maillage.domain.attendance import Channel, Manner
from maillage.domain.refusal import Refusal
from maillage.web.forms import carried_out
from maillage.web.refusals import dead_link


@login_not_required
@never_cache
@require_safe
def room(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    sheet = sheet_at(uuid)
    try:
        codes.check_code(sheet, code, at=now())
    except Refusal as refusal:
        return refused(request, refusal)
    usual = sheet.meeting.mode_value.manners[0]
    form = RoomForm(seat=codes.seat_for(sheet), lines=still_to_sign(sheet), usual=usual)
    return render(request, "meetings/room.html", {"sheet": sheet, "form": form})


@login_not_required
@require_POST
def sign_in_room(request: HttpRequest, uuid: UUID) -> HttpResponse:
    sheet, moment = sheet_at(uuid), now()
    form = RoomForm(request.POST, lines=queries.pickable(sheet))
    kept: list[Attendance] = []

    def sign() -> None:
        gesture = codes.gesture_of(form.cleaned_data["seat"], sheet)
        signature = Signature(form.who, form.manner_chosen, Channel.QR, gesture)
        kept.append(acts.sign(sheet=sheet, signature=signature, at=moment))

    if carried_out(form, sign):
        return signed(request, sheet, kept[0])
    return render(request, "meetings/room.html", {"sheet": sheet, "form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, code: str) -> HttpResponse:
    moment = now()
    try:
        link = links.read(code, emails.SIGN, at=moment)
        line = queries.line_of_link(link)
    except Refusal as refusal:
        return refused(request, refusal)
    if line.signed_at and line.manner:
        return signed(request, line.sheet, line)
    form = LinkForm(request.POST or None, mode=line.sheet.meeting.mode_value)
    # The link is one person's for one meeting: whatever the network repeats is one gesture.
    gesture = uuid5(line.uuid, link.digest)
    if request.method == "POST" and carried_out(
        form,
        lambda: acts.sign(
            sheet=line.sheet,
            signature=Signature(
                line.uuid, Manner(form.cleaned_data["manner"]), Channel.LINK, gesture
            ),
            at=moment,
        ),
    ):
        return signed(request, line.sheet, queries.line_of_link(link))
    return render(request, "meetings/sign.html", {"sheet": line.sheet, "form": form, "line": line})


def signed(request: HttpRequest, sheet: Sheet, line: Attendance) -> HttpResponse:
    return render(request, "meetings/signed.html", {"sheet": sheet, "line": line})


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say why nothing was signed: what the address opened is no more, or not yet."""
    if isinstance(refusal, queries.SheetNotOpen):
        return render(request, "meetings/not_yet.html", {"reason": str(refusal)}, status=409)
    return dead_link(request, refusal)
