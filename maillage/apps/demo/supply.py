"""Who practises in the invented country? Registers written in the layouts of the real ones.

They are read by the very acts that read the real files, and stand beside these: their communes are
not the same. Small communes far from the towns have fewer professionals than they should.
"""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.timezone import localdate

from maillage.apps.demo import country
from maillage.apps.health import actions
from maillage.apps.health.actions import Origin
from maillage.apps.health.synthetic import finess, rpps
from maillage.apps.health.synthetic.places import Place

# In France there are about 32 inhabitants for a line of the register, 1,000 for such a site.
INHABITANTS_A_LINE, INHABITANTS_A_SITE = 40, 1_000
# What is left of its professionals to a commune so small, at the edge.
SMALL, LEFT = 2_000, 0.55
INVENTED = "Démonstration : registres inventés, sans aucune personne réelle"


def write_supply(now: datetime) -> None:
    """Write and load the professionals and establishments of the invented country."""
    places = [
        Place(commune.code, f"{commune.code[:3]}00", commune.name, _drawn(commune.population))
        for invented in country.departements()
        for epci in invented.epci
        for commune in epci.communes
    ]
    people = sum(place.population for place in places)
    origin = Origin(source=INVENTED, as_of=localdate(now) - timedelta(days=9), is_fictional=True)
    with tempfile.TemporaryDirectory() as folder:
        persons = rpps.write(
            Path(folder) / "professionnels-inventes.txt",
            places,
            rows=people // INHABITANTS_A_LINE,
            seed=country.SEED,
        )
        actions.load_professionals(path=persons, origin=origin, at=now, say=_silent)
        sites = finess.write_new(
            Path(folder) / "etablissements-inventes.json",
            places,
            count=people // INHABITANTS_A_SITE,
            seed=country.SEED,
        )
        actions.load_establishments(path=sites, origin=origin, at=now, say=_silent)


def _drawn(population: int) -> int:
    return int(population * LEFT) if population < SMALL else population


def _silent(message: str) -> None:
    """Say nothing: nobody watches."""
