"""Is this attestation true, and what is printed on it?"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from maillage.apps.creation.queries.letter_document import emblem
from maillage.apps.meetings.models import Attestation
from maillage.apps.meetings.queries.attendance import span_of
from maillage.apps.meetings.queries.sheet import Row, meeting_facts
from maillage.apps.post import links
from maillage.documents import session
from maillage.domain.refusal import Refusal

_LONGEST_CODE = 40


class UnknownCode(Refusal):
    """No attestation bears this code."""


@dataclass(frozen=True)
class Proof:
    """What an attestation says, as anyone who has its code reads it."""

    code: str
    name: str
    facts: tuple[session.Fact, ...]
    community: str
    meeting: str
    issued_at: datetime
    seal: str


def cleaned(code: str) -> str:
    """Return a code as it is kept, however it was copied."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())[:_LONGEST_CODE]
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def proof_of(code: str) -> Proof:
    """Return what the attestation of a code says.

    :raises UnknownCode: none bears it.
    """
    made = (
        Attestation.objects.filter(code=cleaned(code))
        .select_related("line__person", "line__sheet__meeting__community")
        .first()
    )
    if made is None:
        raise UnknownCode(
            "Aucune attestation ne porte ce code : vérifiez chaque signe, "
            "ou demandez l’attestation à la personne qui vous l’a remise."
        )
    return _proof(made)


def _proof(made: Attestation) -> Proof:
    line, meeting = made.line, made.line.sheet.meeting
    row = Row(line, span_of(meeting))
    return Proof(
        code=made.code,
        name=line.name,
        facts=(
            session.Fact("Réunion", meeting.title),
            *(fact for fact in meeting_facts(meeting) if fact.label != "Participation"),
            session.Fact("Participation", row.detail or "présent"),
            session.Fact("Durée suivie", row.time),
        ),
        community=meeting.community.name,
        meeting=meeting.title,
        issued_at=made.issued_at,
        seal=line.sheet.digest,
    )


def attestation_document(made: Attestation) -> session.Attestation:
    """Return the attestation to print."""
    proof, community = _proof(made), made.line.sheet.meeting.community
    return session.Attestation(
        community=community.name,
        echelon=community.echelon_value.label,
        person=proof.name,
        words=f"{community.name} atteste que {proof.name} a pris part à la réunion ci-dessous.",
        facts=proof.facts,
        code=made.code,
        address=links.absolute(reverse("meetings:verify_code", args=[made.code])),
        issued_on=localdate(made.issued_at),
        seal=proof.seal,
        emblem=emblem(community),
    )
