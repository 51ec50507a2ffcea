"""Which CPTS does someone follow from outside, where does each stand, and which are silent?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.creation import access
from maillage.apps.creation.models import ClockPause, JourneyMove, LetterVersion, clock_of
from maillage.apps.geography.models import Departement
from maillage.domain.french import SPACE
from maillage.domain.journey import EXPECTED, Party, Stage, awaited, next_milestone
from maillage.domain.journey.clock import Clock, ends_on, has_run_out
from maillage.domain.parameters import Value, registry

SILENCE = "creation/silence_days"
PAGE = 50


@dataclass(frozen=True)
class Line:
    """One CPTS; of an affiliate that only shares its stage, the rest is None."""

    community: Community
    stage: Stage
    since: date
    clock: Clock | None = None
    has_run_out: bool = False
    silent_days: int | None = None
    is_silent: bool = False
    is_shared: bool = False

    @property
    def url(self) -> str:
        """Where the reader learns more; empty for an affiliate that is not in the directory."""
        slug = self.community.slug
        if not self.is_shared:
            return reverse("creation:journey", args=[slug])
        return reverse("communities:card", args=[slug]) if self.community.is_published else ""

    @property
    def is_paused(self) -> bool:
        return self.clock is not None and self.clock.paused_since is not None

    @property
    def awaited(self) -> Party | None:
        """Who must act next; nobody once the way is over, or once silence has decided."""
        if EXPECTED[self.stage].is_the_end or self.has_run_out:
            return None
        return awaited(self.stage, is_paused=self.is_paused)

    @property
    def ends_on(self) -> date | None:
        return ends_on(self.clock) if self.clock else None

    @property
    def following(self) -> Stage | None:
        return next_milestone(self.stage)


@dataclass(frozen=True)
class Wanted:
    """What the reader asked to see."""

    stage: Stage | None = None
    departement: str = ""
    silence: int | None = None
    only_silent: bool = False
    order: str = ""
    page: int = 1


@dataclass(frozen=True)
class StageCount:
    stage: Stage
    count: int


@dataclass(frozen=True)
class Portfolio:
    """Counts of everything followed, then the lines asked for."""

    total: int
    followed: int
    silent: int
    outside: int
    running: int
    silence: int
    silence_source: Value
    counts: list[StageCount]
    departements: list[Departement]
    lines: list[Line]
    page: Page[Line]

    @property
    def knows_more(self) -> bool:
        """Whether the reader follows some CPTS closely, beyond what affiliates share."""
        return self.followed > 0

    @property
    def silence_note(self) -> str:
        return f"depuis plus de {self.silence}{SPACE}jours"


def silence_source(today: date) -> Value:
    """Return the number of days after which a CPTS is said to be silent."""
    return registry(settings.PARAMETERS_DIR).value_on(today, SILENCE)


def portfolio(person: Person, wanted: Wanted, *, today: date) -> Portfolio:
    """Return the CPTS that the person follows, the most silent first unless asked otherwise."""
    source = silence_source(today)
    limit = wanted.silence or int(source.amount or 0)
    everything = [
        replace(line, is_silent=line.silent_days is not None and line.silent_days > limit)
        for line in lines_for(person, today=today)
    ]
    silent = [line for line in everything if line.is_silent]
    counted = Counter(line.stage for line in everything)
    places = {line.community.departement for line in everything if line.community.departement}
    shown = [
        line
        for line in (silent if wanted.only_silent else everything)
        if wanted.stage in (None, line.stage)
        and wanted.departement in ("", line.community.departement_id)
    ]
    shown.sort(key=_ORDERS.get(wanted.order, _by_silence))
    return Portfolio(
        total=len(everything),
        followed=sum(not line.is_shared for line in everything),
        silent=len(silent),
        outside=sum(line.awaited is not None and line.awaited.is_outside for line in everything),
        running=sum(line.ends_on is not None for line in everything),
        silence=limit,
        silence_source=source,
        counts=[StageCount(stage, counted[stage]) for stage in Stage if counted[stage]],
        departements=sorted(places, key=lambda place: place.code),
        lines=shown,
        page=Paginator(shown, PAGE).get_page(wanted.page),
    )


def _by_name(line: Line) -> tuple[str, int]:
    return (line.community.search, line.community.pk)


def _by_silence(line: Line) -> tuple[int, str, int]:
    return (-1 if line.silent_days is None else -line.silent_days - 1, *_by_name(line))


_STAGES = list(Stage)
_ORDERS = {
    "nom": lambda line: _by_name(line),
    "etape": lambda line: (_STAGES.index(line.stage), line.since, *_by_name(line)),
    "delai": lambda line: (line.ends_on or date.max, *_by_name(line)),
}


def lines_for(person: Person, *, today: date) -> list[Line]:
    """Return every CPTS the person follows: those of their areas, and the affiliates they lead.

    Of an affiliate outside their areas they read what it agreed to share: its name, its
    département and its stage (see `communities.queries.belonging`).
    """
    followed = access.watched_by(person, on=today)
    watched = list(followed.select_related("departement").order_by("pk"))
    known = {community.pk for community in watched}
    affiliates = access.affiliated_to_led_bodies(person, on=today)
    shared = [
        community
        for community in affiliates.select_related("departement").order_by("pk")
        if community.pk not in known
    ]
    return [*_full_lines(watched, today), *(_shared_line(community) for community in shared)]


def _shared_line(community: Community) -> Line:
    return Line(community, *_place(community), is_shared=True)


def _place(community: Community) -> tuple[Stage, date]:
    stage, since = community.stage_value, community.stage_since
    # The database holds it: only a CPTS has a stage, and every CPTS has one.
    assert stage is not None  # noqa: S101  # said to the type checker
    assert since is not None  # noqa: S101  # likewise
    return stage, since


def _full_lines(communities: Sequence[Community], today: date) -> list[Line]:
    signs = last_signs(communities)
    clocks = clocks_of(communities)
    lines = []
    for community in communities:
        stage, since = _place(community)
        clock = clocks.get(community.pk)
        lines.append(
            Line(
                community=community,
                stage=stage,
                since=since,
                clock=clock,
                has_run_out=clock is not None and has_run_out(clock, today=today),
                # Once missions have started, the way is over: silence means nothing any more.
                silent_days=None
                if EXPECTED[stage].is_the_end
                else max((today - signs[community.pk]).days, 0),
            )
        )
    return lines


def last_signs(communities: Iterable[Community]) -> Mapping[int, date]:
    """Return the last day each CPTS gave a sign: journey, clock, letter or territory."""
    signs = {community.pk: _place(community)[1] for community in communities}
    recorded = [
        rows.filter(**{f"{owner}__in": list(signs)})
        .order_by()
        .values_list(owner)
        .annotate(last=Max(moment))
        for rows, owner, moment in (
            (JourneyMove.objects.all(), "community_id", "recorded_at"),
            (ClockPause.objects.all(), "community_id", "recorded_at"),
            (Perimeter.objects.all(), "community_id", "recorded_at"),
            (LetterVersion.objects.all(), "letter__community_id", "created_at"),
        )
    ]
    here = get_current_timezone()
    for pk, moment in recorded[0].union(*recorded[1:], all=True):
        signs[pk] = max(signs[pk], moment.astimezone(here).date())
    return signs


def clocks_of(communities: Iterable[Community]) -> Mapping[int, Clock]:
    """Return the legal clock of each CPTS whose projet is being examined."""
    examined = {c.pk: c for c in communities if c.stage == Stage.PROJECT_SENT.value}
    last = dict(
        JourneyMove.objects.standing()
        .filter(community_id__in=examined)
        .values_list("community_id")
        .annotate(Max("pk"))
        .order_by()
    )
    pauses: dict[int, list[ClockPause]] = {}
    for row in ClockPause.objects.standing().filter(community_id__in=examined).order_by("pk"):
        if row.sending_id == last.get(row.community_id):
            pauses.setdefault(row.community_id, []).append(row)
    clocks = {
        pk: clock_of(*_place(community), pauses.get(pk, [])) for pk, community in examined.items()
    }
    return {pk: clock for pk, clock in clocks.items() if clock is not None}
