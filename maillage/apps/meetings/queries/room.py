"""Which code is shown in the room now, and is a code that was scanned still good?

A code is drawn from the secret of the sheet and from the minute: it says nothing, and it is good
for the minute it was shown and the two that follow, the time to take out a phone. What the phone
then sends is a seat: signed, tied to the sheet, good for one signature until the sheet is sealed,
so that a signature kept by a phone without network is not lost.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.urls import reverse

from maillage.apps.meetings.models import Sheet
from maillage.documents import qr
from maillage.domain.refusal import Refusal

STEP = timedelta(minutes=1)
GOOD_FOR_STEPS = 3
_LENGTH = 20
_SALT = "meetings.seat"


class CodeExpired(Refusal):
    """The code was shown too long ago, or never was."""


class RoomClosed(Refusal):
    """The sheet is sealed: its codes open nothing any more."""


class SeatAltered(Refusal):
    """What the phone sent is not what the page gave it."""


@dataclass(frozen=True)
class RoomCode:
    """What is projected: an address, its picture, and until when it may be scanned."""

    address: str
    picture: str
    changes_in_s: int


def code_at(sheet: Sheet, at: datetime) -> str:
    """Return the code of the minute."""
    return _code(sheet, _step(at))


def room_code(sheet: Sheet, *, at: datetime, site: str) -> RoomCode:
    """Return what to show in the room now; `site` is the address of the instance."""
    path = reverse("meetings:room", args=[sheet.uuid, code_at(sheet, at)])
    address = f"{site}{path}"
    passed = at.timestamp() % STEP.total_seconds()
    return RoomCode(
        address=address,
        picture=qr.svg(address, "Code à scanner pour signer la feuille d’émargement"),
        changes_in_s=int(STEP.total_seconds() - passed) + 1,
    )


def check_code(sheet: Sheet, code: str, *, at: datetime) -> None:
    """Refuse a code that is not one of the last minutes.

    :raises RoomClosed: the sheet is sealed.
    :raises CodeExpired: it is too old, or false.
    """
    if sheet.is_closed:
        raise RoomClosed(
            "La feuille d’émargement de cette réunion est close : ce code n’ouvre plus rien. "
            "Si vous étiez présent, dites-le au secrétariat de la réunion."
        )
    now = _step(at)
    good = (_code(sheet, now - late) for late in range(GOOD_FOR_STEPS))
    if not any(hmac.compare_digest(code.encode(), each.encode()) for each in good):
        raise CodeExpired(
            "Ce code n’est plus valable : scannez celui qui est affiché maintenant dans la salle."
        )


def seat_for(sheet: Sheet) -> str:
    """Return what the phone sends back to sign once, even later."""
    return signing.dumps({"sheet": str(sheet.uuid), "gesture": str(uuid4())}, salt=_SALT)


def gesture_of(seat: str, sheet: Sheet) -> UUID:
    """Return the gesture of a seat.

    :raises SeatAltered: it was changed, or given for another meeting.
    """
    try:
        held = signing.loads(seat, salt=_SALT)
        is_here = held["sheet"] == str(sheet.uuid)
        gesture = UUID(held["gesture"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        is_here, gesture = False, None
    if not is_here or gesture is None:
        raise SeatAltered(
            "Cette page de signature n’est pas celle de cette réunion : "
            "scannez à nouveau le code affiché dans la salle."
        )
    return gesture


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _code(sheet: Sheet, step: int) -> str:
    drawn = hmac.new(bytes.fromhex(sheet.secret), str(step).encode(), hashlib.sha256)
    return drawn.hexdigest()[:_LENGTH]
