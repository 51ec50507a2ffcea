"""Which partitions of the département are discussed in the demonstration?

The inter-CPTS brings one that keeps every EPCI whole; the Guichet copies it and lightens by hand
the only territory that is too large. Two CPTS leave remarks; two more scenarios are computed when
someone opens the study.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import AreaRole, Community
from maillage.apps.demo.country import InventedEpci, departements
from maillage.apps.geography.models import Departement
from maillage.apps.workshop.actions import redraw
from maillage.apps.workshop.actions import study as studies
from maillage.apps.workshop.actions.redraw import AskedMove, DoesNotTouch, WouldBreak
from maillage.apps.workshop.actions.study import Wanted
from maillage.apps.workshop.asking import Asked
from maillage.apps.workshop.ground import ground_of
from maillage.apps.workshop.models import Scenario
from maillage.apps.workshop.wishes import heard_on
from maillage.domain.partition import Window

TITLE = "Quel découpage pour l’Ambrine\u00a0?"
BROUGHT, LIGHTER = "EPCI entiers", "EPCI entiers, Garverdane allégée"
# Small EPCI go with the one to the north of them; the others stand alone (ranks of EPCI).
JOINED: Mapping[int, int] = {15: 10, 16: 11, 17: 12, 18: 13, 19: 14}
MOVES = 3
REMARKS = (
    (0, 4, "Les cabinets de cette commune travaillent avec ceux d’en face depuis dix ans."),
    (5, 2, "L’hôpital le plus proche est de l’autre côté de la rivière\u00a0: à voir ensemble."),
)


class Planner(Protocol):
    """The story being written (`load.Telling`)."""

    def plan(self, days: int, act: Callable[[datetime], object]) -> None: ...


def plan(telling: Planner, inter: Community) -> None:
    """Plan the study of an inter-CPTS, its two scenarios and what is said of them."""
    telling.plan(20, lambda at: _ask(inter, at))
    telling.plan(15, lambda at: _lighten(inter, at))
    for rank, (epci, commune, text) in enumerate(REMARKS):
        telling.plan(9 - rank, _remark(inter, epci, commune, text))


def _ambrine() -> tuple[InventedEpci, ...]:
    return departements()[0].epci


def _leader(community: Community) -> Person:
    return community.roles.get(kind="COORDINATOR", until__isnull=True).person


def _ask(inter: Community, at: datetime) -> None:
    area = Departement.objects.get(pk="F1")
    heard = heard_on(ground_of(area), on=localdate(at))
    wishes = tuple(each.wished for each in heard)
    asked = Asked(Window(), kinds=("compact", "count"), wishes=wishes)
    by = _leader(inter)
    study = studies.ask_study(area=area, wanted=Wanted(TITLE, asked, body=inter), by=by, at=at)
    territories = {
        commune.code: f"{JOINED.get(rank, rank):02d}"
        for rank, epci in enumerate(_ambrine())
        for commune in epci.communes
    }
    studies.bring_scenario(study=study, name=BROUGHT, territories=territories, by=by, at=at)


def _scenario(inter: Community, name: str) -> Scenario:
    return Scenario.objects.get(study__body=inter, name=name)


def _lighten(inter: Community, at: datetime) -> None:
    """Move communes of the largest territory to the one south of it, those that may leave."""
    officer = AreaRole.objects.get(departement="F1", outside_body="GUICHET").person
    copy = redraw.copy_scenario(scenario=_scenario(inter, BROUGHT), name=LIGHTER, by=officer, at=at)
    assert copy.current  # noqa: S101  # a copy has its first version
    epcis = _ambrine()
    to = copy.current.territories[epcis[5].communes[0].code]
    number = 1
    for commune in epcis[0].communes[1:]:
        asked = AskedMove([commune.code], to, number)
        try:
            number = redraw.move(scenario=copy, asked=asked, by=officer, at=at).number
        except (WouldBreak, DoesNotTouch):
            continue
        if number > MOVES:
            return


def _remark(inter: Community, epci: int, commune: int, text: str) -> Callable[[datetime], object]:
    def leave(at: datetime) -> None:
        code = _ambrine()[epci].communes[commune].code
        cpts = Community.objects.get(echelon="LOCAL", perimeters__communes=code)
        redraw.leave_remark(
            scenario=_scenario(inter, LIGHTER),
            commune=code,
            text=text,
            by=cpts.roles.get(kind="CHAIR", until__isnull=True).person,
            at=at,
        )

    return leave
