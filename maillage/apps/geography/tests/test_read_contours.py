"""Which files of contours can be read, put right, or are refused in plain French?"""

import gzip
from pathlib import Path

import duckdb
import numpy as np
import pytest
import shapely

from maillage.apps.geography.contours import projection, reading, refusals
from maillage.apps.geography.tests import mosaics
from maillage.domain.partition.projection import lambert93


def test_a_compressed_file_is_read_as_well(tmp_path: Path) -> None:
    plain = mosaics.file(tmp_path, mosaics.row("34001", "34002"))
    packed = tmp_path / "c.geojson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    drawn = reading.read(packed)

    assert drawn.codes == ("34001", "34002")
    assert drawn.names[0] == "Commune 34001"


def test_one_departement_alone_may_be_read(tmp_path: Path) -> None:
    path = mosaics.file(tmp_path, mosaics.row("34001", "30002"))

    assert reading.read(path, departement="30").codes == ("30002",)


def test_metres_of_lambert_93_are_recognised_and_lead_back_to_degrees(tmp_path: Path) -> None:
    ring = np.array(mosaics.square(0, 0))
    metres = np.column_stack(lambert93(ring[:, 0], ring[:, 1])) * 1000
    path = mosaics.file(tmp_path, [("34001", mosaics.polygon(metres.tolist()))])

    drawn = reading.read(path)

    assert drawn.was_lambert93
    assert np.allclose(shapely.get_coordinates(drawn.geometries), ring, atol=1e-9)


def test_another_projection_is_refused(tmp_path: Path) -> None:
    web = mosaics.polygon([[4e5, 5.3e6], [5e5, 5.3e6], [5e5, 5.4e6], [4e5, 5.3e6]])
    path = mosaics.file(tmp_path, [("34001", web)])

    with pytest.raises(refusals.UnknownProjection, match="Lambert-93"):
        reading.read(path)


def test_an_outline_that_crosses_itself_is_repaired_and_named(tmp_path: Path) -> None:
    a, b, c, d, _ = mosaics.square(0, 0)
    path = mosaics.file(tmp_path, [("34001", mosaics.polygon([a, c, b, d, a]))])

    drawn = reading.read(path)

    assert drawn.repaired == ("Commune 34001 (34001)",)
    assert drawn.geometries[0].is_valid
    assert drawn.geometries[0].geom_type == "MultiPolygon"


def test_a_code_given_twice_joins_its_outlines_and_is_named(tmp_path: Path) -> None:
    path = mosaics.file(tmp_path, mosaics.row("34001", "34002", "34001"))

    drawn = reading.read(path)

    assert drawn.codes == ("34001", "34002")
    assert drawn.repeated == ("Commune 34001 (34001)",)
    assert len(drawn.geometries[0].geoms) == 2


def test_what_has_no_code_or_no_surface_is_left_aside_and_said(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [3.5, 43.6]}
    path = mosaics.file(
        tmp_path, [*mosaics.row("34001"), ("", mosaics.polygon()), ("34002", point)]
    )

    drawn = reading.read(path)

    assert drawn.codes == ("34001",)
    assert drawn.without_code == 1
    assert drawn.without_shape == ("Commune 34002 (34002)",)


def test_a_file_in_latin_1_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.geojson"
    path.write_bytes('{"features": [], "nom": "Béziers"}'.encode("latin-1"))

    with pytest.raises(refusals.WrongContourEncoding, match="UTF-8"):
        reading.read(path)


def test_a_file_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = mosaics.file(tmp_path, mosaics.row("34001", "34002"))
    path.write_text(path.read_text(encoding="utf-8")[:-120], encoding="utf-8")

    with pytest.raises(refusals.UnreadableContours, match="coupé"):
        reading.read(path)


def test_a_compressed_file_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "c.geojson.gz"
    packed.write_bytes(gzip.compress(b'{"features": []}' * 90)[:-12])

    with pytest.raises(refusals.UnreadableContours, match="coupé"):
        reading.read(packed)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("code;nom\n34001;Agde\n", "GeoJSON"),
        ('{"features": []}', "aucune commune"),
        ('{"features": [{"properties": {"id": 1}, "geometry": null}]}', "« code »"),
        ('{"features": [3]}', "GeoJSON"),
    ],
)
def test_what_is_no_geojson_of_communes_is_refused(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "c.geojson"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(refusals.UnreadableContours, match=why):
        reading.read(path)


def test_a_geoparquet_is_known_by_its_content(tmp_path: Path) -> None:
    shapes = mosaics.row("34001", "34002")
    path = mosaics.parquet_file(tmp_path, shapes, name="communes")

    drawn = reading.read(path, departement="34")

    plain = reading.read(mosaics.file(tmp_path, shapes))
    assert (drawn.codes, drawn.names) == (plain.codes, plain.names)
    assert np.array_equal(drawn.geometries, plain.geometries)


def test_a_geoparquet_without_shapes_in_one_of_them_says_so(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [3.5, 43.6]}
    path = mosaics.parquet_file(tmp_path, [*mosaics.row("34001"), ("34002", point)])

    drawn = reading.read(path)

    assert drawn.codes == ("34001",)
    assert drawn.without_shape == ("Commune 34002 (34002)",)


def test_a_geoparquet_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = mosaics.parquet_file(tmp_path, mosaics.row("34001", "34002"))
    path.write_bytes(path.read_bytes()[:-60])

    with pytest.raises(refusals.UnreadableContours, match="coupé"):
        reading.read(path)


def test_a_parquet_that_draws_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    duckdb.execute("COPY (SELECT '34001' AS code) TO $path (FORMAT parquet)", {"path": str(path)})

    with pytest.raises(refusals.UnreadableContours, match="colonne de formes"):
        reading.read(path)


def test_a_missing_file_says_where_to_find_one(tmp_path: Path) -> None:
    with pytest.raises(refusals.ContoursNotThere, match=r"data\.gouv\.fr"):
        reading.read(tmp_path / "rien.geojson")


def test_lambert_93_and_back_is_the_same_point() -> None:
    points = np.array([[-4.5, 48.4], [3.0, 46.5], [9.2, 42.1], [2.35, 48.85]])

    back = projection.degrees(np.column_stack(lambert93(points[:, 0], points[:, 1])) * 1000)

    assert np.allclose(back, points, atol=1e-9)


def test_overseas_an_area_is_not_stretched() -> None:
    ring = [(-53.0, 4.0), (-52.9, 4.0), (-52.9, 4.1), (-53.0, 4.1)]

    plane = projection.on_the_plane(["97311"], np.array([shapely.Polygon(ring)], dtype=object))

    assert plane[0].area == pytest.approx(11.10 * 11.06, rel=0.005)
