"""How is the proof that someone attended given?"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Attendance, Attestation, Sheet
from maillage.domain.attendance import Status
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

# Without the signs that are read for another: 0 and O, 1, I and L.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 3, 4


class SheetStillOpen(Refusal):
    """What may still change is not attested."""


class WasNotThere(Refusal):
    """Only someone present is attested to have attended."""


class NotYourAttendance(Refusal):
    """One asks for one's own attestation."""


@transaction.atomic
def issue_attestation(*, line: Attendance, by: Person, at: datetime) -> Attestation:
    """Give the attestation of a line, the same one each time it is asked.

    :raises NotYourAttendance: neither one's own nor someone who runs the meetings.
    :raises SheetStillOpen: the sheet is not sealed.
    :raises WasNotThere: the line does not say present.
    """
    meeting = line.sheet.meeting
    rights = access.rights_of(by, meeting.community, on=localdate(at))
    if line.person_id != by.pk and Right.RUN_MEETINGS not in rights:
        raise NotYourAttendance(
            "Une attestation se demande pour soi, ou par le secrétariat de la réunion."
        )
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=line.sheet_id)
    if not sheet.is_closed:
        raise SheetStillOpen(
            "La feuille d’émargement est encore ouverte : "
            "l’attestation se donne une fois la feuille scellée."
        )
    if line.status_value is not Status.PRESENT:
        raise WasNotThere(f"{line.name} n’a pas signé comme présent à cette réunion.")
    if known := Attestation.objects.filter(line=line).first():
        return known
    made = Attestation.objects.create(line=line, code=_code(), issued_at=at, issued_by=by)
    facts = {"person": line.person} if line.person else {"person": "une personne invitée"}
    journal.record(
        "attestation.issued",
        by=by,
        at=at,
        on=meeting,
        community=meeting.community.uuid,
        facts=facts,
    )
    return made


def _code() -> str:
    """Return a code nobody guesses: 31 signs to the power of 12."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
