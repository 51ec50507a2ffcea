"""A few communes in the database, and the same for whoever writes the files of their needs."""

from collections.abc import Sequence
from pathlib import Path

from maillage.apps.geography.tests import make as places
from maillage.apps.health.actions.needs import LoadedNeeds, load_needs, prepare
from maillage.apps.health.actions.totals import places_in_place
from maillage.apps.health.readers.needs import Hints, read_needs
from maillage.apps.health.synthetic.needs import Town
from maillage.apps.health.tests.make import AT

# From a hamlet to a town, in a département and a région of their own.
PEOPLE = (150, 400, 900, 2_000, 9_000, 45_000)


def towns(departement: str = "34", people: Sequence[int] = PEOPLE) -> list[Town]:
    """Return communes 34001, 34002…, the last being the town of their bassin de vie."""
    centre = f"{departement}{len(people):03}"
    return [
        Town(f"{departement}{rank:03}", f"Commune {rank}", departement, f"R{departement}", count,
             centre, f"Commune {len(people)}")
        for rank, count in enumerate(people, start=1)
    ]  # fmt: skip


def placed(departement: str = "34", people: Sequence[int] = PEOPLE) -> list[Town]:
    """Put these communes in the database too."""
    found = towns(departement, people)
    for town in found:
        places.commune(town.code, town.name, population=town.people)
    return found


def load(
    path: Path, *, hints: Hints | None = None, is_fictional: bool = False
) -> list[LoadedNeeds]:
    """Read a file and put it in place, as the command does."""
    book, _, readings = read_needs(path, hints or Hints())
    known = places_in_place(is_fictional=is_fictional)
    return [
        load_needs(
            prepared=prepare(name=path.name, digest=book.digest, reading=one, places=known),
            at=AT,
            is_fictional=is_fictional,
        )
        for one in readings
    ]
