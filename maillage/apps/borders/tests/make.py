"""A row of communes between two CPTS, a survey of their professionals; nobody here exists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from maillage.apps.accounts.models import User
from maillage.apps.borders import access, emails
from maillage.apps.borders.actions import survey as actions
from maillage.apps.borders.actions.answering import Given, give_answer
from maillage.apps.borders.actions.survey import Plan
from maillage.apps.borders.models import Border, Candidate, Invitee, Survey
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests.make import (
    NOW,
    TODAY,
    body,
    commune,
    cpts,
    departement,
    holder,
)
from maillage.apps.geography.models import Neighbour
from maillage.domain.border_lists import Guest

__all__ = ["NOW", "TODAY", "holder"]

LAST = TODAY + timedelta(days=20)
CODES = ("D1001", "D1002", "D1003", "D1004")


@dataclass(frozen=True)
class Row:
    """Four communes from west to east, two CPTS of two communes, who leads above them."""

    west: Community
    east: Community
    inter: Community
    leader: User


def row() -> Row:
    for code, name in zip(CODES, ("Amont", "Bourg-Nord", "L’Étang", "Dunes"), strict=True):
        commune(code, name)
    Neighbour.objects.bulk_create(
        Neighbour(a_id=one, b_id=other, border_km=1) for one, other in pairwise(CODES)
    )
    inter = body()
    return Row(
        west=cpts(*CODES[:2], name="CPTS de l’Ouest"),
        east=cpts(*CODES[2:], name="CPTS de l’Est"),
        inter=inter,
        leader=holder(inter),
    )


def plan(closes_on: date = LAST) -> Plan:
    return Plan("Quelle CPTS ?", departement(), closes_on)


def opened(at: Row) -> Survey:
    return actions.open_survey(community=at.inter, plan=plan(), by=at.leader.person, at=NOW)


def guests(count: int, code: str = "D1002") -> list[Guest]:
    return [Guest(f"Personne {n}", f"p{n}.{code}@essai.fr".lower(), code) for n in range(count)]


def invited(survey: Survey, place: Row, listed: Sequence[Guest]) -> list[Invitee]:
    actions.invite(
        survey=survey, guests=listed, community=place.inter, by=place.leader.person, at=NOW
    )
    found = {each.address: each for each in survey.invitees.all()}
    return [found[guest.address] for guest in listed]


def answered(survey: Survey, place: Row, code: str, wanted: Sequence[Community]) -> None:
    """Invite one professional a CPTS named, who puts that CPTS first."""
    everyone = invited(survey, place, guests(len(wanted), code))
    for invitee, first in zip(everyone, wanted, strict=True):
        give_answer(invitee=invitee, given=Given([first.pk]), at=NOW)


def code_of(invitee: Invitee) -> str:
    return access.code_for(invitee, emails.end_of(invitee))


def keys(community: Community, inter: Community, leader: User) -> dict[str, UUID | str]:
    """Return what the addresses of surveys name, for a CPTS alone in its département."""
    assert inter.departement
    survey = Survey.objects.create(
        community=inter,
        departement=inter.departement,
        title="Quelle CPTS ?",
        closes_on=LAST + timedelta(days=4_000),
        opened_at=NOW,
        opened_by=leader.person,
    )
    border = Border.objects.create(survey=survey, commune_id="D1001")
    Candidate.objects.create(border=border, community=community, place=1)
    invitee = Invitee.objects.create(
        survey=survey, border=border, name="Quelqu’un", address="q@essai.fr", invited_at=NOW
    )
    return {"survey": survey.uuid, "survey_code": code_of(invitee)}
