"""What does the invented country need? Files in the layouts of the real ones, figures invented.

They are read by the very acts that read the real files, and stand beside these. Bassins de vie do
not follow the EPCI: each commune turns to the nearest town.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import cos, dist, radians
from pathlib import Path

from django.utils.timezone import localdate

from maillage.apps.demo import country
from maillage.apps.health.actions.needs import load_needs, prepare
from maillage.apps.health.actions.totals import places_in_place
from maillage.apps.health.readers.needs import Hints, read_needs
from maillage.apps.health.synthetic import needs, needs_ameli
from maillage.apps.health.synthetic.needs import APL_NAMES, Town

# A commune so peopled is the centre of a bassin de vie.
TOWN = 6_000
INVENTED = "Démonstration\u00a0: fichiers inventés, sans aucune personne réelle"
DAYS_AGO = 40


def write_needs(now: datetime) -> None:
    """Write and load what is to be known of the people of the invented country."""
    towns = list(invented_towns())
    hints = Hints(as_of=localdate(now) - timedelta(days=DAYS_AGO))
    places = places_in_place(is_fictional=True)
    with tempfile.TemporaryDirectory() as folder:
        for path in _files(Path(folder), towns):
            book, _, readings = read_needs(path, hints)
            for reading in readings:
                prepared = prepare(
                    name=path.name,
                    digest=book.digest,
                    reading=replace(reading, source=INVENTED, source_url=""),
                    places=places,
                )
                load_needs(prepared=prepared, at=now, is_fictional=True)


def _files(folder: Path, towns: Sequence[Town]) -> Iterator[Path]:
    for code in APL_NAMES:
        yield needs.apl(folder / f"{code.lower()}-invente.xlsx", towns, code=code, years=(2023,))
    yield needs.ages(folder / "ages-inventes.zip", towns)
    yield needs.structure(folder / "evolution-inventee.csv", towns)
    yield needs.incomes(folder / "revenus-inventes.csv", towns)
    yield needs.density(folder / "densite-inventee.xlsx", towns)
    yield needs.basins(folder / "bassins-inventes.xlsx", towns)
    yield needs.doctors_zoning(folder / "zonage-medecins-invente.xlsx", towns)
    yield needs.others_zoning(folder / "zonage-infirmiers-invente.csv", towns)
    yield needs_ameli.pathologies(folder / "pathologies-inventees.csv", towns)
    yield needs_ameli.liberal(folder / "liberaux-inventes.csv", towns)
    yield needs_ameli.without_doctor(folder / "ald-sans-medecin-inventee.csv", towns)
    yield needs_ameli.observatory(folder / "c2s-inventee.xlsx", towns)
    ambrine = [town for town in towns if town.departement == "F1"]
    yield needs_ameli.cpam(folder / "medecin-traitant-invente.csv", ambrine)


def invented_towns() -> Iterator[Town]:
    """Yield the invented communes, each with the bassin de vie of its nearest town."""
    for departement in country.departements():
        communes = [commune for epci in departement.epci for commune in epci.communes]
        centres = [commune for commune in communes if commune.population >= TOWN]
        for commune in communes:
            nearest = min(centres, key=lambda centre: _apart(centre, commune))
            yield Town(
                commune.code,
                commune.name,
                departement.code,
                country.REGION[0],
                commune.population,
                nearest.code,
                nearest.name,
            )


def _apart(one: country.InventedCommune, other: country.InventedCommune) -> float:
    """Return how far two communes are, by a corner of each, in degrees of latitude."""
    (x, y), (u, v) = one.ring[0], other.ring[0]
    squeeze = cos(radians(y))
    return dist((x * squeeze, y), (u * squeeze, v))
