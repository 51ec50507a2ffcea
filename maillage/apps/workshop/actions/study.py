"""How is a study asked for, and how are its scenarios computed, whichever machine answers?

A scenario waits as a row. Whoever computes it claims it first, works outside any transaction, then
writes the answer: two machines never compute the same one, and one that stopped leaves a claim
that grows old.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.geography.models import Departement, Region
from maillage.apps.journal import actions as journal
from maillage.apps.workshop import access
from maillage.apps.workshop.access import Area
from maillage.apps.workshop.asking import Asked, asked_of, checked, scenarios_of
from maillage.apps.workshop.ground import Ground, ground_of, vintage_of
from maillage.apps.workshop.models import Scenario, Study, Version
from maillage.domain import french
from maillage.domain.partition import Partition, Score, processors, score, solve
from maillage.domain.refusal import Refusal

# A claim older than this was left by a machine that stopped.
CLAIM_LASTS = timedelta(minutes=5)
GoOn = Callable[[float], bool]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Wanted:
    """A study to open: its title, what is asked, the seed, and on whose behalf."""

    title: str
    asked: Asked
    seed: int = 1
    body: Community | None = None


def engine_version() -> str:
    """Name the engine that answers."""
    return f"maillage {version('maillage')}"


def written_score(score: Score) -> dict[str, object]:
    """Return what is stored of a score."""
    parts = {name: round(value, 6) for name, value in vars(score.parts).items()}
    return {
        "count": score.count,
        "in_window": score.in_window,
        "j": round(score.j, 6),
        "broken": score.broken,
        **parts,
    }


@transaction.atomic
def ask_study(*, area: Area, wanted: Wanted, by: Person, at: datetime) -> Study:
    """Open a study: its scenarios then wait to be computed.

    :raises NotAtWork: the person only reads this workshop.
    :raises NothingToCut, NoContours: there is no ground; says what to load.
    :raises Refusal: the demands contradict each other, named.
    """
    access.demand_work(by, area, on=localdate(at))
    ground = ground_of(area)
    asked = checked(wanted.asked, ground.land)
    study = Study.objects.create(
        title=wanted.title.strip(),
        departement=area if isinstance(area, Departement) else None,
        region=area if isinstance(area, Region) else None,
        body=wanted.body,
        request=asked.written(),
        seed=wanted.seed,
        engine=engine_version(),
        vintage=vintage_of(area),
        by=by,
        asked_at=at,
    )
    Scenario.objects.bulk_create(
        Scenario(study=study, key=one.key, name=one.name, why=one.why)
        for one in scenarios_of(asked, ground.land, wanted.seed)
    )
    journal.record(
        "study.asked",
        by=by,
        at=at,
        on=study,
        community=study.body_key,
        facts={
            "place": str(area),
            "low": french.integer(asked.window.low),
            "high": french.integer(asked.window.high),
        },
    )
    return study


@transaction.atomic
def remove_study(*, study: Study, by: Person, at: datetime) -> None:
    """Take a study off the workshop; it stays in the database, and in the journal.

    :raises NotAtWork: the person only reads.
    :raises StudyInUse: one of its scenarios was put to a decision.
    """
    access.demand_work(by, study.area, on=localdate(at))
    if study.scenarios.filter(proposal__isnull=False).exists():
        raise StudyInUse
    study.removed_at = at
    study.save(update_fields=["removed_at"])
    journal.record("study.removed", by=by, at=at, on=study, community=study.body_key)


class StudyInUse(Refusal):
    """A scenario of the study was put to a decision."""

    def __init__(self) -> None:
        super().__init__(
            "Un scénario de cette étude a été proposé à la décision : l’étude reste lisible."
        )


class NotAPartition(Refusal):
    """A partition made elsewhere does not give one territory to each commune."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Ce fichier ne décrit pas un découpage d’ici : {why} Attendu : un CSV à deux "
            "colonnes, « code » (INSEE) et « territory », une ligne par commune."
        )


@transaction.atomic
def bring_scenario(
    *, study: Study, name: str, territories: Mapping[str, str], by: Person, at: datetime
) -> Scenario:
    """Bring a partition made elsewhere into a study: commune → name or number of its territory.

    :raises NotAtWork: the person only reads.
    :raises NotAPartition: communes lack, or are not of this area.
    """
    access.demand_work(by, study.area, on=localdate(at))
    ground = ground_of(study.area)
    words, codes = ground.words(), set(ground.land.codes)
    if lacking := sorted(codes - territories.keys()):
        raise NotAPartition(f"il y manque {words.communes_of(lacking)}.")
    if beyond := sorted(territories.keys() - codes):
        raise NotAPartition(f"{words.communes_of(beyond)} n’en sont pas.")
    names = {
        name: number for number, name in enumerate(dict.fromkeys(sorted(territories.values())))
    }
    numbers = ground.numbers({code: names[value] for code, value in territories.items()})
    made = Scenario.objects.create(
        study=study,
        key="brought",
        name=name.strip() or "Découpage apporté",
        why="Un découpage fait ailleurs, noté comme les autres.",
        by=by,
    )
    made.current = Version.objects.create(
        scenario=made,
        number=1,
        origin=Version.Origin.BROUGHT,
        territories=ground.stored(numbers),
        score=written_score(score(ground.land, numbers, asked_of(study).window)),
        told="Apporté par un fichier.",
        by=by,
        at=at,
    )
    made.state = Scenario.State.READY
    made.save(update_fields=["current", "state"])
    journal.record("scenario.brought", by=by, at=at, on=made, community=study.body_key)
    return made


def claim_next(*, study: Study | None = None, at: datetime) -> Scenario | None:
    """Take the next scenario to compute, of a study or of any; None when nothing waits."""
    free = Q(state=Scenario.State.WAITING) | Q(
        state=Scenario.State.RUNNING, claimed_at__lt=at - CLAIM_LASTS
    )
    waiting = Scenario.objects.filter(free, study__removed_at__isnull=True)
    if study:
        waiting = waiting.filter(study=study)
    for scenario in waiting.select_related("study__departement", "study__region").order_by("pk"):
        # The condition is asked again as it is written: one machine alone gets it.
        taken = Scenario.objects.filter(free, pk=scenario.pk).update(
            state=Scenario.State.RUNNING, claimed_at=at
        )
        if taken:
            scenario.state, scenario.claimed_at = Scenario.State.RUNNING, at
            return scenario
    return None


def compute(*, scenario: Scenario, at: datetime, go_on: GoOn, clock: Clock) -> Scenario:
    """Compute a claimed scenario and write its first version; a refusal is kept as its answer.

    `go_on` (share done → continue?) stops with the best so far; `clock` says how long it took.
    """
    begun = clock()
    try:
        ground = ground_of(scenario.study.area)
        asked = asked_of(scenario.study)
        found = next(
            one
            for one in scenarios_of(asked, ground.land, scenario.study.seed)
            if one.key == scenario.key
        )
        with processors() as run:
            partition = solve(ground.land, found.request, go_on=go_on, run=run)
    except Refusal as refusal:
        scenario.state, scenario.problem = Scenario.State.FAILED, str(refusal)[:500]
        scenario.save(update_fields=["state", "problem"])
        return scenario
    return _written(scenario, ground, partition, seconds=clock() - begun, at=at)


@transaction.atomic
def _written(
    scenario: Scenario, ground: Ground, found: Partition, *, seconds: float, at: datetime
) -> Scenario:
    held = Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)
    if held.state != Scenario.State.RUNNING:
        # Another machine, which had taken over an old claim, answered first.
        return held
    held.current = Version.objects.create(
        scenario=held,
        number=1,
        origin=Version.Origin.COMPUTED,
        territories=ground.stored(found.territories),
        score=written_score(found.score),
        told="Calculé par le moteur.",
        at=at,
    )
    held.state, held.is_complete = Scenario.State.READY, found.complete
    held.seconds = round(seconds, 2)
    held.save()
    journal.record(
        "scenario.computed",
        by=None,
        at=at,
        on=held,
        community=scenario.study.body_key,
        facts={"count": found.score.count, "j": f"{found.score.j:.3f}".replace(".", ",")},
    )
    return held
