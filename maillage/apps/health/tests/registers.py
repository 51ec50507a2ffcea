"""Which files of the registers do the tests load, onto which ground?"""

from collections.abc import Iterable
from pathlib import Path

from maillage.apps.geography.models import Postcode
from maillage.apps.geography.tests import make as places
from maillage.apps.health import actions
from maillage.apps.health.models import HealthLoad
from maillage.apps.health.synthetic import rpps
from maillage.apps.health.tests import make


def ground() -> None:
    """Put in place a few communes: one alone on its postcode, two that share one, Paris."""
    places.commune("34172", "Montbel", postcodes=["34000"])
    places.commune("34003", "Agde-les-Pins", postcodes=["34300"])
    places.commune("34004", "Saint-Test", postcodes=["34300"])
    paris = places.commune("75056", "Paris")
    for number in (8, 13):
        part = places.arrondissement(f"751{number:02d}", f"Paris {number}e", paris)
        Postcode.objects.create(code=f"750{number:02d}", commune=part)


def write(path: Path, lines: Iterable[str], *, header: str = "") -> Path:
    path.write_text("\n".join([header or rpps.header(), *lines]) + "\n", encoding="utf-8")
    return path


def load(path: Path, **more: bool) -> HealthLoad:
    return actions.load_professionals(
        path=path, origin=actions.RPPS, at=make.AT, say=lambda message: None, **more
    )
