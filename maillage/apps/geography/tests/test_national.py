"""Do the real communes of France load in time, and do the two sources agree?"""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from maillage.apps.geography import actions, queries
from maillage.apps.geography.actions.rows import announced
from maillage.apps.geography.models import Commune
from maillage.apps.geography.readers import insee, npm
from maillage.apps.geography.readers.records import Reference
from maillage.apps.geography.tests import make
from maillage.domain.communes import resolve

pytestmark = pytest.mark.national

PACKAGE = settings.NODE_MODULES / npm.PACKAGE
INSEE = Path(__file__).parents[4] / ".." / "shared" / "data" / "insee"
CONTOURS = INSEE.parent / "contours" / "communes-2018.geojson.gz"
OVERSEAS = ("975", "977", "978", "98")


@pytest.fixture(scope="module")
def package() -> Reference:
    if not PACKAGE.is_dir():
        pytest.skip(f"Le paquet {npm.PACKAGE} n’est pas installé : lancez « make setup ».")
    return npm.read(PACKAGE)


@pytest.fixture(scope="module")
def files() -> Reference:
    if not INSEE.is_dir():
        pytest.skip("Les fichiers de l’INSEE (../shared/data/insee) sont absents de cette machine.")
    return insee.read(INSEE, counted=2023)


def test_the_package_holds_the_communes_of_2026(package: Reference) -> None:
    communes = [commune for commune in package.communes if commune.parent is None]

    assert len(communes) == 34_969
    assert len(package.communes) - len(communes) == 45
    assert sum(commune.population is None for commune in communes) == 6


def test_the_two_sources_agree_save_overseas_collectivities(
    package: Reference, files: Reference
) -> None:
    by_package = {commune.code: commune for commune in package.communes}
    by_files = {commune.code: commune for commune in files.communes}

    assert {code for code in by_package if code not in by_files} == {
        code for code in by_package if code.startswith(OVERSEAS)
    }
    assert [c for code, c in by_files.items() if by_package.get(code) != c] == []
    assert {e.siren: e for e in package.epcis} == {e.siren: e for e in files.epcis}


def test_every_old_code_of_the_package_is_in_the_files(
    package: Reference, files: Reference
) -> None:
    by_package, by_files = announced(package), announced(files)

    assert by_package.keys() <= by_files.keys()
    # Six communes were split: the files name each part, the package the largest.
    differing = {code for code, into in by_package.items() if sorted(by_files[code]) != into}
    assert differing == {"08227", "45117", "51385", "51606", "60606", "77362"}
    assert all(set(by_package[code]) <= set(by_files[code]) for code in differing)


def test_each_commune_of_2018_is_current_or_leads_to_one_that_is(package: Reference) -> None:
    if not CONTOURS.is_file():
        pytest.skip("Les contours de 2018 (../shared/data/contours) sont absents de cette machine.")
    with gzip.open(CONTOURS, "rt") as contours:
        codes = set(re.findall(r'"code":\s*"(\w{5})"', contours.read()))
    current = {commune.code for commune in package.communes}
    successors = announced(package)

    held = {code: resolve(code, current=current, successors=successors) for code in codes}

    assert len(held) == 35_357
    assert [code for code, holders in held.items() if len(holders) != 1] == []
    assert sum(holders != (code,) for code, holders in held.items()) == 493


@pytest.mark.django_db
def test_the_whole_of_france_loads_and_is_searched(package: Reference) -> None:
    actions.load_reference(reference=package, at=make.NOW)

    assert Commune.objects.current().whole().count() == 34_969
    first = {text: queries.search_places(text)[0].name for text in ("st etienne", "l hay", "34172")}
    assert first == {
        "st etienne": "Saint-Étienne",
        "l hay": "L'Haÿ-les-Roses",
        "34172": "Montpellier",
    }
    assert queries.totals(queries.units_of(["75056"]).codes).population == 2_103_778
    assert len(queries.members_of("243400017")) == 31
