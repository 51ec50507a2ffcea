"""Do the outlines of the year arrive as a file that can be read, and is their absence told?"""

from pathlib import Path

import pytest

from maillage.apps.geography.contours import reading
from maillage.gateways.contours import client, fake


def fetch(folder: Path, *, departement: str = "34", year: int = 2025) -> client.Fetched:
    return client.fetch(fake.carti_download, departement=departement, year=year, folder=folder)


def test_a_departement_arrives_as_a_file_that_is_read(tmp_path: Path) -> None:
    fetched = fetch(tmp_path)

    drawn = reading.read(fetched.path)

    assert fetched.year == 2025
    assert drawn.codes == ("34001", "34002")
    assert drawn.names == ("Bourg", "Rive")


def test_the_whole_country_arrives_with_the_arrondissements_under_their_own_code(
    tmp_path: Path,
) -> None:
    fetched = fetch(tmp_path, departement="")

    assert reading.read(fetched.path).codes == ("34001", "34002", "13201")


def test_a_year_not_published_yet_gives_the_one_before(tmp_path: Path) -> None:
    assert fetch(tmp_path, year=2026).year == 2025


def test_two_years_not_published_are_named(tmp_path: Path) -> None:
    with pytest.raises(client.ContoursDoNotArrive, match="ni ceux de 2031 ni ceux de 2030"):
        fetch(tmp_path, year=2031)


def test_a_departement_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(client.NoSuchDepartement, match="« 99 »"):
        fetch(tmp_path, departement="99")


def test_where_nothing_answers_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(client.ContoursDoNotArrive, match="Internet ne répond pas"):
        client.fetch(fake.unreachable, departement="34", year=2026, folder=tmp_path)
