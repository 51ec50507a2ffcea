"""Who sits where in the demonstration: seats held, empty, ending soon, and one refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.actions.role import Invitee
from maillage.apps.communities.models import Community
from maillage.apps.demo.cast import DOMAIN
from maillage.apps.demo.deliberations import ELECTION
from maillage.apps.mandates.actions import mandate as actions
from maillage.apps.mandates.actions.mandate import Commission, Nominee, Seats
from maillage.apps.mandates.models import Delegation, Mandate
from maillage.domain.mandates import Approval, Body, Seat, Term

TITULAR, SUBSTITUTE = Seat.TITULAR, Seat.SUBSTITUTE


class Planner(Protocol):
    """The story being written (`load.Telling`)."""

    def plan(self, days: int, act: Callable[[datetime], object]) -> None: ...


@dataclass(frozen=True)
class Sitter:
    """Someone named so many days ago, for so many days."""

    first_name: str
    last_name: str
    profession: str
    seat: Seat
    ago: int
    length: int
    is_elected: bool = False


# At the CTS, a titular whose mandate ends in less than ninety days, and no substitute.
CTS = Sitter("Ambroise", "Corvelande", "sage-femme", TITULAR, 1060, 1095)
SAS = Sitter("Clémence", "Taussinard", "médecin généraliste", TITULAR, 240, 1095)
# At the région, the two elected by the assembly: one validated, one refused, then replaced by one
# who waits.
VALIDATED = Sitter("Solveig", "Mirandolle", "pharmacienne", TITULAR, 43, 1095, is_elected=True)
REFUSED = Sitter(
    "Tancrède", "Vaubernard", "médecin généraliste", TITULAR, 43, 1095, is_elected=True
)
REFUSED = replace(
    VALIDATED, first_name="Tancrède", last_name="Vaubernard", profession="médecin généraliste"
)
WAITING = Sitter("Eulalie", "Sarvignac", "infirmière libérale", TITULAR, 5, 1095)
WHY = "Déjà titulaire d’un mandat national : la fédération demande une autre personne."


def plan(telling: Planner, inter: Community, regional: Community, national: Community) -> None:
    """Plan the seats of an inter-CPTS, and what the federation makes of two of them."""
    outside: Sequence[tuple[Seats, Sequence[Sitter]]] = (
        (Seats(Body.CTS, 1, 1, "CTS de l’Ambrine"), [CTS]),
        (Seats(Body.SAS, 2, 0, "SAS de l’Ambrine"), [SAS]),
    )
    for seats, sitters in outside:
        telling.plan(1100, _declarer(inter, seats))
        for sitter in sitters:
            telling.plan(sitter.ago, _namer(inter, seats.body, sitter))
    telling.plan(75, _declarer(inter, Seats(Body.REGIONAL, seat_in=regional)))
    for sitter in (VALIDATED, REFUSED, WAITING):
        telling.plan(sitter.ago, _namer(inter, Body.REGIONAL, sitter))
    telling.plan(33, _judge(national, VALIDATED, Approval.VALIDATED, ""))
    telling.plan(32, _judge(national, REFUSED, Approval.REFUSED, WHY))


def _chair(community: Community) -> Person:
    return community.roles.get(kind="CHAIR", until__isnull=True).person


def _declarer(inter: Community, seats: Seats) -> Callable[[datetime], object]:
    def declare(at: datetime) -> Delegation:
        return actions.declare_delegation(community=inter, seats=seats, by=_chair(inter), at=at)

    return declare


def _namer(inter: Community, body: Body, sitter: Sitter) -> Callable[[datetime], object]:
    def name(at: datetime) -> Mandate:
        since = localdate(at)
        local = f"{sitter.first_name}.{sitter.last_name}".replace("è", "e").replace("é", "e")
        invitee = Invitee(f"{local.lower()}@{DOMAIN}", sitter.first_name, sitter.last_name)
        term = Term(since, since + timedelta(days=sitter.length))
        decision = inter.decisions.get(title=ELECTION.title) if sitter.is_elected else None
        decided = "" if decision else f"bureau du {since:%d/%m/%Y}"
        return actions.give_mandate(
            delegation=inter.delegations.get(body=body.value),
            nominee=Nominee(invitee, sitter.profession),
            commission=Commission(sitter.seat, term, decided, decision),
            by=_chair(inter),
            at=at,
        )

    return name


def _judge(
    national: Community, sitter: Sitter, to: Approval, reason: str
) -> Callable[[datetime], object]:
    def judge(at: datetime) -> Mandate:
        return actions.decide_mandate(
            mandate=Mandate.objects.get(person__last_name=sitter.last_name),
            to=to,
            reason=reason,
            by=_chair(national),
            at=at,
        )

    return judge
