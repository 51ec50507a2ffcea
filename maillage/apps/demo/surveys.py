"""What do the professionals between two CPTS of the demonstration wish?

A first survey is closed: most wish to stay, three communes would rather go with their neighbour,
and the study of the inter-CPTS hears them. A second one runs, since CPTS were born meanwhile: some
have answered, others find their link in the mail, and one CPTS relays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.borders.actions import survey as surveys
from maillage.apps.borders.actions.answering import Given, give_answer
from maillage.apps.borders.actions.survey import Plan
from maillage.apps.borders.models import Border, Invitee, Survey
from maillage.apps.communities.models import Community
from maillage.apps.demo.cast import DOMAIN, FIRST_NAMES, LAST_NAMES, PROFESSIONS
from maillage.apps.geography.models import Departement
from maillage.domain.border_lists import Guest
from maillage.domain.borders import Reason

REASONS = tuple(Reason)


class Planner(Protocol):
    """The story being written (`load.Telling`)."""

    def plan(self, days: int, act: Callable[[datetime], object]) -> None: ...


@dataclass(frozen=True)
class Told:
    """A survey: opened and ended so many days ago (ended < 0: still to come), who is invited.

    `asked` says, for each of the most inhabited border communes, how many are invited, how many
    answer, and how many of these put a CPTS other than their own first.
    """

    title: str
    note: str
    opened: int
    ended: int
    asked: Sequence[tuple[int, int, int]]
    # The last communes are relayed by the CPTS that covers them.
    relayed: int = 0


FIRST = Told(
    "Quelle CPTS souhaitez-vous rejoindre\u00a0?",
    "Avant de parler des limites, nous voulons savoir ce que vous souhaitez.",
    opened=78,
    ended=48,
    asked=((8, 7, 1), (7, 6, 5), (7, 6, 0), (6, 6, 6), (6, 5, 1), (7, 6, 5), (6, 5, 0), (4, 2, 1)),
)
SECOND = Told(
    "Des CPTS sont nées cet automne\u00a0: laquelle souhaitez-vous\u00a0?",
    "Deux CPTS ont démarré depuis notre première enquête. Ce que vous souhaitez a pu changer.",
    opened=8,
    ended=-13,
    asked=((6, 3, 1), (5, 2, 0), (5, 3, 2), (4, 0, 0)),
    relayed=1,
)


def plan(telling: Planner, inter: Community) -> None:
    """Plan both surveys of an inter-CPTS, and each answer on its day."""
    for told in (FIRST, SECOND):
        telling.plan(told.opened, partial(_open, inter, told))
        telling.plan(told.opened, partial(_invite, inter, told))
        for rank, (_, answering, elsewhere) in enumerate(told.asked):
            for number in range(answering):
                days = told.opened - 1 - (rank + number * 3) % (told.opened - max(told.ended, 1))
                act = _answer(inter, told, rank, number, leaves=number < elsewhere)
                telling.plan(max(days, 0), act)
        if told.ended > 0:
            telling.plan(told.ended, partial(_close, inter, told))


def _leader(community: Community) -> Person:
    return community.roles.get(kind="COORDINATOR", until__isnull=True).person


def _survey(inter: Community, told: Told) -> Survey:
    return inter.border_surveys.get(title=told.title)


def _borders(survey: Survey, told: Told) -> list[Border]:
    """Return the border communes asked about: the most inhabited that a CPTS covers."""
    covered = survey.borders.filter(candidates__place=1).distinct()
    return list(covered.select_related("commune").order_by("-commune__population"))[
        : len(told.asked)
    ]


def _open(inter: Community, told: Told, at: datetime) -> None:
    last = localdate(at) + timedelta(days=told.opened - told.ended)
    asked = Plan(told.title, Departement.objects.get(pk="F1"), last, told.note)
    surveys.open_survey(community=inter, plan=asked, by=_leader(inter), at=at)


def _guests(border: Border, rank: int, count: int) -> list[Guest]:
    found = []
    for number in range(count):
        place = 31 * rank + 7 * number
        name = f"{FIRST_NAMES[place % len(FIRST_NAMES)]} {LAST_NAMES[place % len(LAST_NAMES)]}"
        address = f"bordure{rank}.{number}@{DOMAIN}"
        trade = PROFESSIONS[place % len(PROFESSIONS)]
        found.append(Guest(name, address, border.commune_id, trade))
    return found


def _invite(inter: Community, told: Told, at: datetime) -> None:
    survey = _survey(inter, told)
    listed = [
        _guests(border, rank, told.asked[rank][0])
        for rank, border in enumerate(_borders(survey, told))
    ]
    direct = len(listed) - told.relayed
    for guests in listed[direct:]:
        border = survey.borders.get(commune=guests[0].commune)
        cpts = border.candidates.select_related("community").get(place=1).community
        surveys.invite(survey=survey, guests=guests, community=cpts, by=_leader(cpts), at=at)
    everyone = [guest for guests in listed[:direct] for guest in guests]
    surveys.invite(survey=survey, guests=everyone, community=inter, by=_leader(inter), at=at)


def _answer(
    inter: Community, told: Told, rank: int, number: int, *, leaves: bool
) -> Callable[[datetime], object]:
    def answer(at: datetime) -> None:
        address = f"bordure{rank}.{number}@{DOMAIN}"
        invitee: Invitee = _survey(inter, told).invitees.get(address=address)
        ranked = list(
            invitee.border.candidates.order_by("place").values_list("community_id", flat=True)
        )
        if leaves:
            ranked = ranked[1:] + ranked[:1]
        why = {REASONS[rank % len(REASONS)], REASONS[number % len(REASONS)]}
        give_answer(invitee=invitee, given=Given(ranked[:3], frozenset(why)), at=at)

    return answer


def _close(inter: Community, told: Told, at: datetime) -> None:
    surveys.close_survey(survey=_survey(inter, told), by=_leader(inter), at=at)
