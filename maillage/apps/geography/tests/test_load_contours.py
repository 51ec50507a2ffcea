"""Do contours take place whole, follow the communes of today, and spare what they do not draw?"""

from decimal import Decimal
from pathlib import Path

import pytest

from maillage.apps.geography import actions
from maillage.apps.geography.actions import LoadedContours
from maillage.apps.geography.contours.refusals import NoContourMatches, UnreadableContours
from maillage.apps.geography.models import Commune, Contour, ContourLoad, FormerCommune, Neighbour
from maillage.apps.geography.tests import make, mosaics
from maillage.apps.journal.tests.make import assert_journaled

pytestmark = pytest.mark.django_db


def load(folder: Path, *shapes: tuple[str, dict[str, object]]) -> LoadedContours:
    return actions.load_contours(
        drawn=mosaics.drawn(folder, *shapes), origin=actions.Origin(vintage="2026"), at=make.NOW
    )


def test_contours_give_drawings_neighbours_and_unknown_areas(tmp_path: Path) -> None:
    make.commune("34001")
    make.commune("34002", area_km2=Decimal("7.50"))

    loaded = load(tmp_path, *mosaics.row("34001", "34002"))

    contour = Contour.objects.get(pk="34001")
    assert contour.fine.startswith("M")
    assert contour.geometry["type"] == "Polygon"
    assert contour.right - contour.left == pytest.approx(100, abs=3)
    assert Neighbour.objects.get().border_km == pytest.approx(1, rel=0.01)
    assert Commune.objects.get(pk="34001").area_km2 == Decimal("1.00")
    assert Commune.objects.get(pk="34002").area_km2 == Decimal("7.50")
    assert loaded.areas_given == 1
    assert_journaled("geography.contours_loaded", communes=2)


def test_an_area_that_came_from_former_contours_follows_the_new_ones(tmp_path: Path) -> None:
    make.commune("34001")
    load(tmp_path, *mosaics.row("34001"))

    load(tmp_path, ("34001", mosaics.polygon(mosaics.square(0, 0, width=2))))

    assert Commune.objects.get().area_km2 == pytest.approx(Decimal(2), abs=Decimal("0.05"))
    assert Contour.objects.get().gave_area


def test_communes_that_merged_since_are_drawn_as_one(tmp_path: Path) -> None:
    make.commune("34001")
    FormerCommune.objects.create(code="34009", name="Vieux-Bourg", successor_id="34001")

    loaded = load(tmp_path, *mosaics.row("34001", "34009"))

    assert loaded.mosaic.merged == {"34009": "34001"}
    assert Contour.objects.get().area_km2 == pytest.approx(2, rel=0.01)


def test_a_commune_shared_between_several_is_left_and_said(tmp_path: Path) -> None:
    for code in ("34001", "34002"):
        make.commune(code)
        FormerCommune.objects.create(code="34009", successor_id=code)

    loaded = load(tmp_path, *mosaics.row("34001", "34009"))

    assert loaded.mosaic.split == {"34009": ("34001", "34002")}
    assert loaded.missing == ("Commune 34002 (34002)",)


def test_communes_unknown_or_without_contour_are_named(tmp_path: Path) -> None:
    make.commune("34001", "Agde")
    make.commune("34002", "Béziers")
    make.commune("30001", "Aigaliers")

    loaded = load(tmp_path, *mosaics.row("34001", "34777"))

    assert loaded.mosaic.unmatched == ("Commune 34777 (34777)",)
    assert loaded.missing == ("Béziers (34002)",)


def test_arrondissements_drawn_with_their_commune_take_its_place(tmp_path: Path) -> None:
    marseille = make.commune("13055", "Marseille")
    make.arrondissement("13201", "Marseille 1er", marseille)

    loaded = load(tmp_path, *mosaics.row("13055", "13201"))

    assert loaded.mosaic.codes == ("13201",)
    assert loaded.missing == ()


def test_a_commune_drawn_whole_stands_for_its_arrondissements(tmp_path: Path) -> None:
    marseille = make.commune("13055", "Marseille")
    make.arrondissement("13201", "Marseille 1er", marseille)

    assert load(tmp_path, *mosaics.row("13055")).missing == ()


def test_other_departements_are_left_as_they_were(tmp_path: Path) -> None:
    make.commune("34001")
    make.commune("30001")
    load(tmp_path, *mosaics.row("34001", "30001"))
    first = ContourLoad.objects.get()

    load(tmp_path, *mosaics.row("34001"))

    assert Contour.objects.get(pk="30001").load == first
    assert Contour.objects.get(pk="34001").load != first
    assert Neighbour.objects.count() == 1


def test_a_file_that_leads_nowhere_leaves_the_former_contours(tmp_path: Path) -> None:
    make.commune("34001")
    load(tmp_path, *mosaics.row("34001"))

    with pytest.raises(NoContourMatches, match="geography load"):
        load(tmp_path, *mosaics.row("34777"))

    assert Contour.objects.count() == ContourLoad.objects.count() == 1


def test_a_load_that_fails_on_the_way_leaves_the_former_contours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.commune("34001")
    load(tmp_path, *mosaics.row("34001"))
    monkeypatch.setattr("maillage.apps.geography.actions.contours._give_areas", _breaks)

    with pytest.raises(UnreadableContours):
        load(tmp_path, *mosaics.row("34001"))

    assert Contour.objects.get().load == ContourLoad.objects.get()


def _breaks(load: ContourLoad) -> int:
    raise UnreadableContours(load.name, "panne.")


def test_an_island_is_linked_and_the_link_is_no_border(tmp_path: Path) -> None:
    make.commune("34001")
    make.commune("34002")

    load(tmp_path, *mosaics.row("34001"), ("34002", mosaics.polygon(mosaics.square(4, 0))))

    link = Neighbour.objects.get()
    assert (link.is_nearest_link, link.border_km) == (True, 0)
    assert link.gap_km == pytest.approx(3, rel=0.01)
