"""What becomes of each establishment of FINESS, in the former form and in the new?"""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillage.apps.geography.models import Departement
from maillage.apps.geography.tests import make as places
from maillage.apps.health import actions, queries
from maillage.apps.health.models import HealthLoad
from maillage.apps.health.queries import PlacedEstablishment
from maillage.apps.health.readers.refusals import ColumnsMissing, FileCutShort, NotThisFile
from maillage.apps.health.synthetic import finess
from maillage.apps.health.synthetic.places import Place
from maillage.apps.health.tests import make, registers

pytestmark = pytest.mark.django_db

BOURG_X, BOURG_Y = "873766.07", "6570414.61"


@pytest.fixture(autouse=True)
def _ground() -> None:
    registers.ground()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "finess"


def load(path: Path) -> HealthLoad:
    return actions.load_establishments(
        path=path, origin=actions.FINESS, at=make.AT, say=lambda message: None
    )


def old(path: Path, *lines: str, first: str = finess.FIRST_LINE) -> HealthLoad:
    path.write_text("\n".join([first, *lines]) + "\n", encoding="utf-8")
    return load(path)


def new(path: Path, *sites: dict[str, Any]) -> HealthLoad:
    path.write_text(json.dumps(finess.document([finess.entity(*sites)])), encoding="utf-8")
    return load(path)


def only(code: str = "34172") -> PlacedEstablishment:
    (found,) = queries.establishments_in([code])
    return found


# --- The former form ---


def test_a_line_of_the_former_file_and_its_coordinates_make_one_establishment(file: Path) -> None:
    made = old(file, finess.structure(), finess.location(x="770000", y="6279000"))

    found = only()
    assert (found.finess, found.name) == ("349900019", "PHARMACIE INVENTEE DU TILLEUL")
    assert (found.category, found.legal_entity) == ("620", "349900027")
    assert found.opened_on == date(1998, 3, 2)
    assert (found.x_km, found.y_km) == (770.0, 6279.0)
    assert made.as_of == date(2026, 5, 12)


def test_the_first_line_may_be_lacking_and_the_encoding_old(file: Path) -> None:
    text = finess.structure(rslongue="PHARMACIE DE L'ÉTÉ") + "\n"
    file.write_bytes(text.encode("iso-8859-1"))

    load(file)

    assert only().name == "PHARMACIE DE L'ÉTÉ"


def test_a_code_of_an_overseas_departement_is_translated(file: Path) -> None:
    island = Departement.objects.create(code="971", region=places.departement("34").region)
    places.commune("97105", "Basse-Test", within=island)
    source = "2,ATLASANTE,96,BAN,EPSG:5490"

    old(
        file,
        finess.structure(departement="9A", commune="105"),
        finess.location(x="642000", y="1770000", source=source),
    )

    found = only("97105")
    assert found.x_km is None


def test_a_header_added_by_whoever_publishes_it_again_is_read(file: Path) -> None:
    cells = dict(zip(finess.STRUCTURE, finess.structure().split(";"), strict=True))
    names = [*finess.STRUCTURE[1:], "coordxet", "coordyet"]
    values = [
        cells.get(name, {"coordxet": BOURG_X, "coordyet": BOURG_Y}.get(name, "")) for name in names
    ]

    old(file, ",".join(f'"{value}"' for value in values), first=",".join(names))

    assert only().x_km == pytest.approx(873.766, abs=0.001)


def test_a_category_that_describes_no_territory_is_left_aside_and_counted(file: Path) -> None:
    made = old(file, finess.structure(), finess.structure(nofinesset="349900035", categetab="430"))

    assert made.counts["other_categories"] == 1
    assert only().category == "620"


# --- The new form ---


def test_a_site_of_the_new_file_is_found_within_its_legal_entity(file: Path) -> None:
    new(file, finess.site(x=BOURG_Y, y=BOURG_X, key="34172_0515_00240"))

    found = only()
    assert found.legal_entity == "349900027"
    assert found.x_km == pytest.approx(873.766, abs=0.001)
    assert found.y_km == pytest.approx(6570.415, abs=0.001)


def test_degrees_and_metres_are_told_apart_by_what_they_can_be(file: Path) -> None:
    new(file, finess.site(x="5.254203", y="46.211257"))

    found = only()
    assert found.x_km == pytest.approx(873.77, abs=0.1)
    assert found.y_km == pytest.approx(6570.4, abs=0.1)


def test_the_centre_of_a_commune_is_refused_as_a_place(file: Path) -> None:
    made = new(file, finess.site(x=BOURG_X, y=BOURG_Y, key="34172"))

    assert only().x_km is None
    assert made.counts["centres"] == 1


def test_the_address_is_that_of_the_work_not_the_first(file: Path) -> None:
    elsewhere = {"usageAdresse": "01", "cogCommune": "34003", "codePostal": "34300"}

    new(file, finess.site(before=(elsewhere,)))

    assert only("34172").postcode == "34000"
    assert not queries.establishments_in(["34003"])


def test_a_closed_or_inactive_site_is_left_aside(file: Path) -> None:
    made = new(
        file,
        finess.site(),
        finess.site(finess="349900035", closed="2019-03-03"),
        finess.site(finess="349900043", state="I"),
    )

    assert made.counts["closed"] == 2
    assert only().finess == "349900019"


def test_a_compressed_new_file_is_read(file: Path) -> None:
    content = json.dumps(finess.document([finess.entity(finess.site())]))
    file.write_bytes(gzip.compress(content.encode()))

    load(file)

    assert only().finess == "349900019"


# --- What is refused ---


def test_a_refused_file_leaves_the_former_in_place(file: Path) -> None:
    former = new(file, finess.site())
    whole = json.dumps(finess.document([finess.entity(finess.site())] * 3))
    cases: list[tuple[type[Exception], str]] = [
        (FileCutShort, whole[: len(whole) // 2]),
        (NotThisFile, '{"autre": []}'),
        (NotThisFile, "nom;prenom\nA;B\n"),
        (FileCutShort, finess.FIRST_LINE + "\n" + finess.structure()[:60]),
        (ColumnsMissing, "nofinesset;rs;departement;commune\n1;A;34;172\n"),
    ]

    for refusal, content in cases:
        file.write_text(content, encoding="utf-8")
        with pytest.raises(refusal, match="Rien n’a changé"):
            load(file)

    assert HealthLoad.objects.get() == former
    assert only().finess == "349900019"


def test_both_forms_of_one_register_say_the_same(tmp_path: Path) -> None:
    ground = [Place("34172", "34000", "Montbel", 1000)]

    load(finess.write_old(tmp_path / "old.csv", ground, count=40))
    before = queries.establishments_in(["34172"])
    load(finess.write_new(tmp_path / "new.json", ground, count=40))

    assert queries.establishments_in(["34172"]) == before
    assert len(before) > 20
