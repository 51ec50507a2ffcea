"""Are measures, neighbours, faults and drawings right, on mosaics that can be counted by hand?"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import shapely

from maillage.apps.geography.contours import reading
from maillage.apps.geography.contours.drawing import paths, simplified
from maillage.apps.geography.contours.survey import Survey, survey
from maillage.apps.geography.tests import mosaics


def surveyed(**shapes: Mapping[str, object]) -> Survey:
    geometries = np.array(
        [shapely.from_geojson(_text(shape)) for shape in shapes.values()], dtype=object
    )
    codes = tuple(f"34{number:03}" for number in range(len(shapes)))
    return survey(codes, geometries, [{"34": range(len(shapes))}])


def _text(shape: Mapping[str, object]) -> str:
    return str(dict(shape)).replace("'", '"')


def test_two_squares_share_a_kilometre_of_border() -> None:
    found = surveyed(
        a=mosaics.polygon(mosaics.square(0, 0)), b=mosaics.polygon(mosaics.square(1, 0))
    )

    assert found.borders.pairs.tolist() == [[0, 1]]
    assert found.borders.lengths[0] == pytest.approx(1, rel=0.01)
    assert found.borders.outer.tolist() == pytest.approx([3, 3], rel=0.01)
    assert found.areas.tolist() == pytest.approx([1, 1], rel=0.01)
    assert found.links == []


def test_squares_that_meet_at_a_corner_are_no_neighbours_but_are_linked() -> None:
    found = surveyed(
        a=mosaics.polygon(mosaics.square(0, 0)), b=mosaics.polygon(mosaics.square(1, 1))
    )

    assert found.borders.pairs.tolist() == []
    assert [(link.one, link.other, link.gap_km) for link in found.links] == [(0, 1, 0.0)]


def test_an_island_is_linked_to_the_nearest_commune() -> None:
    found = surveyed(
        a=mosaics.polygon(mosaics.square(0, 0)),
        b=mosaics.polygon(mosaics.square(1, 0)),
        island=mosaics.polygon(mosaics.square(5, 0)),
    )

    assert [(link.one, link.other) for link in found.links] == [(1, 2)]
    assert found.links[0].gap_km == pytest.approx(3, rel=0.01)


def test_a_string_of_islands_is_tied_from_the_nearest() -> None:
    found = surveyed(
        far=mosaics.polygon(mosaics.square(9, 0)),
        a=mosaics.polygon(mosaics.square(0, 0)),
        b=mosaics.polygon(mosaics.square(1, 0)),
        near=mosaics.polygon(mosaics.square(5, 0)),
    )

    assert [(link.one, link.other) for link in found.links] == [(2, 3), (0, 3)]


def test_a_hole_is_measured_and_its_neighbours_told() -> None:
    around = mosaics.polygon(mosaics.square(0, 0, width=3, height=3), mosaics.square(1, 1))

    hole = surveyed(a=around).faults.holes[0]

    assert hole.km2 == pytest.approx(1, rel=0.01)
    assert hole.around == (0,)


def test_an_enclave_fills_its_hole_and_shares_its_whole_border() -> None:
    found = surveyed(
        around=mosaics.polygon(mosaics.square(0, 0, width=3, height=3), mosaics.square(1, 1)),
        enclave=mosaics.polygon(mosaics.square(1, 1)),
    )

    assert found.faults.holes == ()
    assert found.borders.lengths[0] == pytest.approx(4, rel=0.01)


def test_an_overlap_is_measured_and_its_communes_told() -> None:
    overlap = surveyed(
        a=mosaics.polygon(mosaics.square(0, 0, width=1.5)),
        b=mosaics.polygon(mosaics.square(1, 0)),
    ).faults.overlaps[0]

    assert (overlap.one, overlap.other) == (0, 1)
    assert overlap.km2 == pytest.approx(0.5, rel=0.01)


def test_borders_drawn_with_other_vertices_are_still_found() -> None:
    left = mosaics.square(0, 0)
    left.insert(2, [left[1][0], round((left[1][1] + left[2][1]) / 2, 6)])

    found = surveyed(a=mosaics.polygon(left), b=mosaics.polygon(mosaics.square(1, 0)))

    assert found.borders.pairs.tolist() == [[0, 1]]
    assert found.borders.lengths[0] == pytest.approx(1, abs=0.06)
    assert found.links == []


def test_what_two_communes_share_stays_shared_once_simplified() -> None:
    wave = [(1 + 0.1 * (step % 2), step / 20) for step in range(21)]
    left = shapely.Polygon([(0, 0), *wave, (0, 1)])
    right = shapely.Polygon([(2, 0), *wave, (2, 1)])

    lighter = simplified(np.array([left, right], dtype=object), 0.3)

    assert shapely.get_num_coordinates(lighter).sum() < 20
    assert shapely.coverage_is_valid(lighter)
    assert shapely.area(lighter).sum() == pytest.approx(2)


def test_a_path_is_written_in_tens_of_metres_towards_the_south() -> None:
    drawn = paths(np.array([shapely.box(1, 2, 1.5, 2.25)], dtype=object))

    assert drawn == ["M150-200l0-25-50 0 0 25z"]


def test_the_real_herault_fits_together() -> None:
    path = Path(__file__).parents[5] / "shared/data/contours/communes-34-herault.geojson"
    if not path.is_file():
        pytest.skip("Les contours de 2018 (../shared/data/contours) sont absents de cette machine.")
    drawn = reading.read(path)

    found = survey(drawn.codes, drawn.geometries, [{"34": range(len(drawn.codes))}])

    assert len(found.codes) == 343
    assert found.areas.sum() == pytest.approx(6_224, rel=0.01)
    assert (found.faults.untidy, found.faults.overlaps) == ((), ())
    assert sum(len(drawing.fine) for drawing in found.drawings) < 100_000
    assert all(drawing.coarse for drawing in found.drawings)
