"""How is a scenario redrawn by hand, undone, copied, and what happens when two people do?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.geography.models import Commune
from maillage.apps.journal import actions as journal
from maillage.apps.workshop import access
from maillage.apps.workshop.actions.study import written_score
from maillage.apps.workshop.asking import bench_of
from maillage.apps.workshop.ground import Ground, ground_of
from maillage.apps.workshop.models import Remark, Scenario, Version
from maillage.domain.partition import Move, Workbench
from maillage.domain.refusal import Refusal

NEW = -1


class ChangedMeanwhile(Refusal):
    """Someone else redrew the scenario since the page was read."""

    def __init__(self, who: Person | None, told: str) -> None:
        super().__init__(
            f"{who or 'Quelqu’un'} a modifié ce scénario pendant que vous le regardiez : {told} "
            "Votre choix est gardé ci-dessous, rien n’est perdu : regardez la carte à jour, puis "
            "déplacez à nouveau."
        )


class WouldBreak(Refusal):
    """A move after which a territory is not in one piece any more."""

    def __init__(self, verdict: str) -> None:
        super().__init__(
            f"{verdict} Choisissez aussi ces communes, une autre destination, ou cochez "
            "« Déplacer quand même » si vous recollez les morceaux ensuite."
        )


class DoesNotTouch(Refusal):
    """Communes that no commune of their new territory touches."""

    def __init__(self, communes: str, territory: str) -> None:
        super().__init__(
            f"{communes} : aucune frontière avec {territory}. Choisissez un territoire voisin, ou "
            "déplacez d’abord les communes qui les séparent ; ou cochez « Déplacer quand même »."
        )


class AlreadyThere(Refusal):
    """The communes are already where they are asked to go."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Ces communes sont déjà dans {name} : choisissez une autre destination.")


class AlreadySettled(Refusal):
    """The scenario was put to a decision."""

    def __init__(self) -> None:
        super().__init__(
            "Ce scénario a été proposé à la décision : il ne change plus. Copiez-le pour en "
            "dessiner une variante."
        )


class NothingToUndo(Refusal):
    """There is no version before, or none after."""

    def __init__(self, *, redo: bool) -> None:
        super().__init__(
            "Il n’y a rien à rétablir." if redo else "C’est la première version : rien à annuler."
        )


class RemarkMissing(Refusal):
    """A remark without words."""

    def __init__(self) -> None:
        super().__init__("Écrivez votre remarque avant de l’enregistrer.")


class NotOfThisArea(Refusal):
    """A remark on a commune of elsewhere."""

    def __init__(self) -> None:
        super().__init__("Choisissez une commune de ce scénario.")


@dataclass(frozen=True)
class AskedMove:
    """Communes to move, or those of an EPCI, the number of the territory (`NEW`: another one), and
    the version seen."""

    codes: Sequence[str]
    to: int
    seen: int
    anyway: bool = False
    epci: str = ""


def _held(scenario: Scenario, seen: int, by: Person, at: datetime) -> Scenario:
    """Hold a scenario for a change, if it is still the one that was looked at."""
    access.demand_work(by, scenario.study.area, on=localdate(at))
    held = (
        Scenario.objects.select_for_update(of=("self",))
        .select_related(
            "study__departement", "study__region", "study__body", "current__by", "current__parent"
        )
        .get(pk=scenario.pk)
    )
    if held.is_settled:
        raise AlreadySettled
    if held.current is None or held.current.number != seen:
        current = held.current
        raise ChangedMeanwhile(
            current.by if current else None, current.told if current else "il n’est plus prêt."
        )
    return held


@transaction.atomic
def move(*, scenario: Scenario, asked: AskedMove, by: Person, at: datetime) -> Version:
    """Move communes to a territory; the former version is kept.

    :raises ChangedMeanwhile: the scenario is not the one that was looked at.
    :raises DoesNotTouch: nothing of their new territory is beside them.
    :raises WouldBreak: a territory would not be in one piece, and nobody said to do it anyway.
    :raises AlreadyThere, AlreadySettled, FrozenCommune, UnknownCommune, NothingToMove: named.
    """
    held = _held(scenario, asked.seen, by, at)
    ground = ground_of(held.study.area)
    bench = bench_of(held, ground, on=localdate(at))
    to = bench.new if asked.to == NEW else asked.to
    done = bench.move([*asked.codes, *_members(ground, asked.epci)], to)
    if all(source == to for source in done.sources):
        raise AlreadyThere(bench.words.territory(to))
    if not done.holds and not asked.anyway:
        if not _touch(bench, done):
            raise DoesNotTouch(bench.words.communes_of(done.codes), bench.words.territory(to))
        raise WouldBreak(done.verdict)
    made = _next(held, _territories(bench), done, by=by, at=at, told=_told(bench, done, asked.to))
    journal.record(
        "scenario.redrawn",
        by=by,
        at=at,
        on=held,
        community=held.study.body_key,
        facts={"communes": len(done.codes), "number": made.number},
    )
    return made


def _touch(bench: Workbench, done: Move) -> bool:
    """Tell whether communes moved have a border, or a link over the sea, with their territory."""
    moved, inside = set(done.codes), bench.territories == done.to
    pairs = np.concatenate([bench.land.borders, bench.land.links]).tolist()
    codes = bench.land.codes
    return any(
        (codes[one] in moved) != (codes[other] in moved) and inside[one] and inside[other]
        for one, other in pairs
    )


def _members(ground: Ground, siren: str) -> list[str]:
    return [code for code in ground.land.codes if siren and ground.towns[code].siren == siren]


def _territories(bench: Workbench) -> dict[str, int]:
    return dict(zip(bench.land.codes, bench.territories.tolist(), strict=True))


def _told(bench: Workbench, done: Move, to: int) -> str:
    where = "un nouveau territoire" if to == NEW else bench.words.territory(done.to)
    told = f"{bench.words.communes_of(done.codes)} vers {where}."
    return f"{told} {done.verdict}"[:400]


def _next(
    held: Scenario,
    territories: dict[str, int],
    done: Move,
    *,
    by: Person,
    at: datetime,
    told: str,
) -> Version:
    last = held.versions.aggregate(last=Max("number"))["last"] or 0
    made = Version.objects.create(
        scenario=held,
        number=last + 1,
        parent=held.current,
        origin=Version.Origin.MOVED,
        territories=territories,
        score=written_score(done.after),
        moved=list(done.codes),
        told=told,
        by=by,
        at=at,
    )
    _set(held, made)
    return made


def _set(held: Scenario, version: Version) -> None:
    held.current = version
    held.save(update_fields=["current"])


@transaction.atomic
def undo(*, scenario: Scenario, seen: int, by: Person, at: datetime) -> Version:
    """Come back to the version before; what was done can be redone.

    :raises NothingToUndo: it is the first one.
    :raises ChangedMeanwhile, AlreadySettled: as for `move`.
    """
    held = _held(scenario, seen, by, at)
    assert held.current  # noqa: S101  # a version was seen
    before = held.current.parent
    if before is None:
        raise NothingToUndo(redo=False)
    _set(held, before)
    _turned("scenario.undone", held, before, by, at)
    return before


@transaction.atomic
def redo(*, scenario: Scenario, seen: int, by: Person, at: datetime) -> Version:
    """Do again what was undone last.

    :raises NothingToUndo: nothing was undone from here.
    """
    held = _held(scenario, seen, by, at)
    assert held.current  # noqa: S101  # likewise
    after = held.current.children.order_by("-number").first()
    if after is None:
        raise NothingToUndo(redo=True)
    _set(held, after)
    _turned("scenario.redone", held, after, by, at)
    return after


def _turned(verb: str, held: Scenario, version: Version, by: Person, at: datetime) -> None:
    facts = {"number": version.number}
    journal.record(verb, by=by, at=at, on=held, community=held.study.body_key, facts=facts)


@transaction.atomic
def copy_scenario(*, scenario: Scenario, name: str, by: Person, at: datetime) -> Scenario:
    """Copy a scenario as it stands, to redraw it aside.

    :raises NotAtWork: the person only reads.
    """
    access.demand_work(by, scenario.study.area, on=localdate(at))
    current = scenario.current
    assert current  # noqa: S101  # only a ready one is copied
    made = Scenario.objects.create(
        study=scenario.study,
        key=scenario.key,
        name=name.strip() or f"{scenario.name[:60]}, variante",
        why=f"D’après « {scenario.name} », version {current.number}.",
        source=scenario,
        by=by,
    )
    made.current = Version.objects.create(
        scenario=made,
        number=1,
        origin=Version.Origin.COPIED,
        territories=current.territories,
        score=current.score,
        told=f"Copie de « {scenario.name} », version {current.number}.",
        by=by,
        at=at,
    )
    made.state = Scenario.State.READY
    made.save(update_fields=["current", "state"])
    journal.record(
        "scenario.copied",
        by=by,
        at=at,
        on=made,
        community=scenario.study.body_key,
        facts={"source": scenario.name},
    )
    return made


@transaction.atomic
def leave_remark(
    *, scenario: Scenario, commune: str, text: str, by: Person, at: datetime
) -> Remark:
    """Leave a remark on a commune of a scenario; whoever reads it may.

    :raises RemarkMissing: no words.
    :raises NotOfThisArea: the commune is not in the scenario.
    """
    if not text.strip():
        raise RemarkMissing
    found = Commune.objects.filter(pk=commune).first()
    if found is None or scenario.current is None or commune not in scenario.current.territories:
        raise NotOfThisArea
    made = Remark.objects.create(scenario=scenario, commune=found, text=text.strip(), by=by, at=at)
    journal.record(
        "scenario.remarked",
        by=by,
        at=at,
        on=scenario,
        community=scenario.study.body_key,
        facts={"commune": found.name},
    )
    return made


@transaction.atomic
def withdraw_remark(*, remark: Remark, by: Person, at: datetime) -> None:
    """Take a remark off the page."""
    remark.withdrawn_at = at
    remark.save(update_fields=["withdrawn_at"])
    journal.record(
        "scenario.remark_withdrawn",
        by=by,
        at=at,
        on=remark.scenario,
        community=remark.scenario.study.body_key,
        facts={"commune": remark.commune.name},
    )
