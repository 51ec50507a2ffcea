"""What waits for someone this week on the way of the CPTS they carry or examine?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.creation import access
from maillage.apps.creation.queries.portfolio import clocks_of, last_signs, silence_source
from maillage.domain.french import SPACE
from maillage.domain.journey import EXPECTED, Party, Stage, awaited
from maillage.domain.journey.clock import Clock, ends_on, has_run_out, tacit_validation_on

# A home page shows a few; the portfolio shows all.
A_FEW = 5


class Urgency(Enum):
    """Why the line is on the page."""

    WAITING = "WAITING"
    LATE = "LATE"
    UPCOMING = "UPCOMING"


@dataclass(frozen=True)
class WeekItem:
    """One line of « cette semaine »: a title that leads somewhere, a sentence, a day if any."""

    urgency: Urgency
    title: str
    text: str
    url: str
    on: date | None = None


def week_items(person: Person, *, today: date) -> list[WeekItem]:
    """Return what waits for the person, what is late, what comes; the nearest day first."""
    carried = list(access.carried_by(person, on=today).order_by("search", "pk"))
    reviewed = list(access.reviewed_by(person, on=today).order_by("search", "pk"))
    clocks = clocks_of({community.pk: community for community in [*carried, *reviewed]}.values())
    items = [
        *(_turn_of_carriers(community, clocks.get(community.pk)) for community in carried),
        *_ends_of_terms([*carried, *reviewed], clocks, today),
        *_turn_of_reviewers(reviewed, clocks, today),
        _silence(reviewed, today),
    ]
    kept = [item for item in items if item is not None]
    return sorted(kept, key=lambda item: (list(Urgency).index(item.urgency), item.on or date.max))


def _address(community: Community) -> str:
    return reverse("creation:journey", args=[community.slug])


def _turn_of_carriers(community: Community, clock: Clock | None) -> WeekItem | None:
    stage = Stage(community.stage)
    is_paused = clock is not None and clock.paused_since is not None
    party = awaited(stage, is_paused=is_paused)
    if EXPECTED[stage].is_the_end or party not in {Party.CARRIERS, Party.ALL_THREE}:
        return None
    paused = "Délai légal suspendu : l’ARS attend vos compléments."
    return WeekItem(
        Urgency.WAITING,
        f"{community.name} : {stage.label}",
        paused if is_paused else EXPECTED[stage].sentences[0],
        _address(community),
    )


def _ends_of_terms(
    communities: Sequence[Community], clocks: Mapping[int, Clock], today: date
) -> list[WeekItem]:
    """Return the nearest ends of legal terms, and those that silence has already closed."""
    items = []
    for community in {community.pk: community for community in communities}.values():
        clock = clocks.get(community.pk)
        end = ends_on(clock) if clock else None
        if clock is None or end is None:
            continue
        if has_run_out(clock, today=today):
            lapsed = tacit_validation_on(clock)
            text = f"Réputé validé depuis le {lapsed:%d/%m/%Y}, faute d’opposition : constatez-le."
            items.append((end, Urgency.LATE, community, text))
        else:
            text = "Dernier jour pour s’opposer au projet de santé ; ensuite il est réputé validé."
            items.append((end, Urgency.UPCOMING, community, text))
    items.sort(key=lambda item: (item[0], item[2].pk))
    return [
        WeekItem(urgency, community.name, text, _address(community), end)
        for end, urgency, community, text in items[:A_FEW]
    ]


_TO_EXAMINE = {
    Stage.LETTER_SENT: ("lettre d’intention à examiner", "lettres d’intention à examiner"),
    Stage.PROJECT_SENT: ("projet de santé à examiner", "projets de santé à examiner"),
    Stage.PROJECT_VALIDATED: ("négociation à ouvrir", "négociations à ouvrir"),
}


def _awaits_reviewers(clock: Clock | None, today: date) -> bool:
    """Tell whether there is still something to examine: not while paused, nor after silence."""
    return clock is None or not (clock.paused_since or has_run_out(clock, today=today))


def _turn_of_reviewers(
    communities: Sequence[Community], clocks: Mapping[int, Clock], today: date
) -> list[WeekItem]:
    """Return one line per stage that waits for the outside bodies."""
    items = []
    for stage, (one, several) in _TO_EXAMINE.items():
        waiting = [
            community
            for community in communities
            if community.stage == stage.value and _awaits_reviewers(clocks.get(community.pk), today)
        ]
        if not waiting:
            continue
        names = ", ".join(community.name for community in waiting[:A_FEW])
        more = "…" if len(waiting) > A_FEW else ""
        title = f"1{SPACE}{one}" if len(waiting) == 1 else f"{len(waiting)}{SPACE}{several}"
        url = _address(waiting[0])
        if len(waiting) > 1:
            url = f"{reverse('creation:portfolio')}?etape={stage.value}"
        items.append(WeekItem(Urgency.WAITING, title, names + more, url))
    return items


def _silence(communities: Sequence[Community], today: date) -> WeekItem | None:
    """Return one line for all the CPTS that gave no sign for too long."""
    on_their_way = [c for c in communities if not EXPECTED[Stage(c.stage)].is_the_end]
    if not on_their_way:
        return None
    limit = int(silence_source(today).amount or 0)
    signs = last_signs(on_their_way)
    number = sum((today - signs[community.pk]).days > limit for community in on_their_way)
    if not number:
        return None
    return WeekItem(
        Urgency.LATE,
        f"{number}{SPACE}CPTS sans nouvelle depuis plus de {limit}{SPACE}jours",
        "Un appel suffit parfois à faire repartir un projet.",
        f"{reverse('creation:portfolio')}?seulement=on",
    )
