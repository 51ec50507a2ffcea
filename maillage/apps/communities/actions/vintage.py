"""How do territories follow the communes from one vintage to the next?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.geography import actions as geography
from maillage.apps.geography.models import Commune
from maillage.apps.geography.readers.records import Reference
from maillage.apps.journal import actions as journal
from maillage.domain.communes import Changes, MovedTerritory, move_territory

Say = Callable[[str], None]


@dataclass(frozen=True)
class MovedPerimeters:
    """The perimeters that followed, and what a person has to look at, by name of community.

    `kept`: codes that ended without a sure successor, left in the perimeter as they were.
    `enlarged`: communes that came in because they merged with one of the territory.
    """

    moved: tuple[Perimeter, ...]
    kept: Mapping[str, tuple[str, ...]]
    enlarged: Mapping[str, tuple[str, ...]]


def _silent(message: str) -> None:
    """Say nothing: nobody watches."""


@transaction.atomic
def change_vintage(
    *, reference: Reference, at: datetime, may_go_back: bool = False, say: Say = _silent
) -> tuple[geography.Loaded, MovedPerimeters]:
    """Load a reference and make the perimeters follow: both, or neither.

    :raises OlderVintage: the communes in place are of a later year, unless `may_go_back`.
    """
    loaded = geography.load_reference(reference=reference, at=at, may_go_back=may_go_back, say=say)
    moved = move_perimeters(changes=loaded.changes, on=reference.origin.effective_on, at=at)
    return loaded, moved


@transaction.atomic
def move_perimeters(*, changes: Changes, on: date, at: datetime) -> MovedPerimeters:
    """Close each perimeter in force that a vintage touches, and open the one that follows it."""
    touched = {*changes.merged, *changes.unmatched, *changes.recreated}
    perimeters = (
        Perimeter.objects.filter(until__isnull=True, communes__in=touched)
        .select_related("community")
        .order_by("community", "pk")
        .distinct()
    )
    communities = [perimeter.community_id for perimeter in perimeters]
    list(Community.objects.select_for_update(of=("self",)).filter(pk__in=communities))
    moved, kept, enlarged = [], {}, {}
    for perimeter in perimeters:
        codes = set(perimeter.communes.values_list("pk", flat=True))
        after = move_territory(codes, changes)
        name = perimeter.community.name
        if after.kept:
            kept[name] = after.kept
        if after.enlarged:
            enlarged[name] = tuple(sorted({c for cs in after.enlarged.values() for c in cs}))
        if after.codes != codes:
            moved.append(_follow(perimeter, codes, after, on, at))
    return MovedPerimeters(tuple(moved), kept, enlarged)


def _follow(
    current: Perimeter, codes: set[str], after: MovedTerritory, on: date, at: datetime
) -> Perimeter:
    since = max(on, current.since)
    current.until = since
    current.save(update_fields=["until"])
    follower = Perimeter.objects.create(
        community=current.community,
        number=current.number + 1,
        since=since,
        note=f"Suit les communes au {on:%d/%m/%Y} (fusions et communes rétablies).",
        by=None,
        recorded_at=at,
    )
    follower.communes.set(Commune.objects.filter(pk__in=after.codes))
    journal.record(
        "geography.perimeter_moved",
        by=None,
        at=at,
        on=current.community,
        community=current.community.uuid,
        facts={
            "number": follower.number,
            "since": since,
            "added": sorted(after.codes - codes),
            "removed": sorted(codes - after.codes),
            "added_count": len(after.codes - codes),
            "removed_count": len(codes - after.codes),
            "kept": list(after.kept),
            "enlarged": {code: list(parts) for code, parts in after.enlarged.items()},
        },
    )
    return follower
