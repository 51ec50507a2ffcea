"""Which CPTS resemble a territory, and what do they add up to?"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from maillage.apps.diagnosis.queries.country import Cpts, published_cpts, settlements
from maillage.apps.diagnosis.queries.files import Files
from maillage.apps.diagnosis.queries.grounds import Ground
from maillage.apps.diagnosis.queries.indicators import aged_shares
from maillage.apps.diagnosis.queries.tallies import tallies
from maillage.domain.diagnosis import Tally, settled
from maillage.domain.diagnosis.likeness import Likeness, most_alike, traits_of
from maillage.web import memory

Traits = tuple[float | None, ...]


@dataclass(frozen=True)
class Found:
    """A CPTS that resembles the territory, and its sums."""

    cpts: Cpts
    distance: float
    tally: Tally


def found_alike(
    ground: Ground, own: Tally, *, on: date, files: Files, since: Hashable, is_fictional: bool
) -> list[Found]:
    """Return the ten CPTS most like a territory, itself left out; none for a whole area."""
    if ground.is_whole_area or not ground.codes:
        return []
    everyone = published_cpts(on, since=since)
    traits = memory.recalled(
        ("traits", on), since=(files.stamp, since), make=lambda: _traits(everyone, files)
    )
    others = {
        key: traits[key]
        for key, cpts in everyone.items()
        if key != ground.community
        and cpts.is_fictional == is_fictional
        and cpts.codes != ground.codes
    }
    nearest = most_alike(traits_of(own), others)
    sums = memory.recalled(
        ("alike", on, tuple(likeness.key for likeness in nearest)),
        since=(files.stamp, since),
        make=lambda: _sums(everyone, nearest, files, is_fictional=is_fictional),
    )
    return [
        Found(everyone[likeness.key], likeness.distance, sums[likeness.key]) for likeness in nearest
    ]


def _traits(everyone: Mapping[int, Cpts], files: Files) -> dict[int, Traits]:
    """Read the traits of every published CPTS at once."""
    aged = aged_shares({key: cpts.codes for key, cpts in everyone.items()}, files)
    return {
        key: traits_of(
            replace(settled(settlements(cpts.codes, files).values()), needs=aged.get(key, {}))
        )
        for key, cpts in everyone.items()
    }


def _sums(
    everyone: Mapping[int, Cpts],
    nearest: Sequence[Likeness[int]],
    files: Files,
    *,
    is_fictional: bool,
) -> dict[int, Tally]:
    sets = {likeness.key: everyone[likeness.key].codes for likeness in nearest}
    places = settlements({code for codes in sets.values() for code in codes}, files)
    return tallies(sets, places, files=files, is_fictional=is_fictional) if sets else {}
