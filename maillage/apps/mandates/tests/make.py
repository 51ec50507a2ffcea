"""Bodies of each échelon, their seats and those who sit; nobody here exists."""

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.actions.role import Invitee
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.tests.make import LONG_AGO, NOW, TODAY, body, cpts, holder, officer
from maillage.apps.mandates.actions import mandate as actions
from maillage.apps.mandates.actions.mandate import Commission, Nominee, Seats
from maillage.apps.mandates.models import Delegation, Mandate
from maillage.domain.echelon import Echelon
from maillage.domain.mandates import Approval, Body, Seat, Term

__all__ = ["LONG_AGO", "NOW", "TODAY", "body", "cpts", "holder", "officer"]


@dataclass(frozen=True)
class Ladder:
    """An inter-CPTS, its regional one, the federation, and who runs each."""

    inter: Community
    regional: Community
    federation: Community
    chair: User
    president: User


def join(member: Community, above: Community) -> None:
    Affiliation.objects.create(
        member=member,
        body=above,
        since=LONG_AGO,
        member_rank=member.echelon_value.rank,
        body_rank=above.echelon_value.rank,
    )


def ladder() -> Ladder:
    inter, regional, federation = body(), body(Echelon.REGIONAL), body(Echelon.NATIONAL)
    join(inter, regional)
    join(regional, federation)
    return Ladder(inter, regional, federation, holder(inter), holder(federation))


def seats(community: Community, by: User, **more: object) -> Delegation:
    said = {"body": Body.CTS, "detail": "CTS d’essai", **more}
    return actions.declare_delegation(
        community=community,
        seats=Seats(**said),  # type: ignore[arg-type]  # passed through as named
        by=by.person,
        at=NOW,
    )


def regional_seats(place: Ladder) -> Delegation:
    return seats(place.inter, place.chair, body=Body.REGIONAL, seat_in=place.regional, detail="")


def give(
    delegation: Delegation,
    by: User,
    profession: str = "médecin",
    *,
    seat: Seat = Seat.TITULAR,
    since: date = LONG_AGO,
    until: date | None = TODAY + timedelta(days=400),
    name: str = "Aurore",
) -> Mandate:
    invitee = Invitee(f"{name.lower()}@exemple.test", name, "Essai")
    return actions.give_mandate(
        delegation=delegation,
        nominee=Nominee(invitee, profession),
        commission=Commission(seat, Term(since, until), "bureau du 02/11/2026"),
        by=by.person,
        at=NOW,
    )


def give_to(
    delegation: Delegation, by: User, person: Person | None, *, until: date | None = None
) -> Mandate:
    return actions.give_mandate(
        delegation=delegation,
        nominee=Nominee(person=person),
        commission=Commission(Seat.TITULAR, Term(LONG_AGO, until), "bureau du 02/11/2026"),
        by=by.person,
        at=NOW,
    )


def decide(mandate: Mandate, by: User, to: Approval, reason: str = "") -> Mandate:
    return actions.decide_mandate(mandate=mandate, to=to, reason=reason, by=by.person, at=NOW)
