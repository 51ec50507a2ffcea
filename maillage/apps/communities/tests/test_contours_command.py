"""Does ``maillage geography contours`` say what it did, by names, and refuse in plain French?"""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from time_machine import travel

from maillage.apps.geography.models import Contour, ContourLoad
from maillage.apps.geography.tests import make, mosaics

pytestmark = pytest.mark.django_db
NATIONAL = Path(__file__).parents[5] / "shared" / "data" / "contours"


def run(*arguments: str) -> str:
    err = StringIO()
    call_command("geography", "contours", *arguments, stdout=StringIO(), stderr=err)
    return err.getvalue()


def test_what_was_loaded_and_what_does_not_fit_is_told_by_names(tmp_path: Path) -> None:
    make.commune("34001", "Agde")
    make.commune("34002", "Béziers")
    make.commune("34003", "Cers")
    overlapping = ("34002", mosaics.polygon(mosaics.square(0.5, 0)))
    path = mosaics.file(tmp_path, [*mosaics.row("34001"), overlapping, *mosaics.row("34777")])

    said = run(str(path), "--vintage", "2026")

    assert "Communes dessinées : 2" in said
    assert "entre Agde et Béziers" in said
    assert "Commune 34777 (34777)" in said
    assert "Cers (34003)" in said
    assert Contour.objects.count() == 2


def test_without_a_file_one_is_told_which_and_from_where() -> None:
    with pytest.raises(CommandError, match="IGN"):
        run()


def test_the_contours_of_the_year_are_downloaded_and_say_where_they_come_from(
    settings: Settings,
) -> None:
    settings.CONTOURS_DOWNLOAD = "maillage.gateways.contours.fake.carti_download"
    make.commune("34001", "Agde")
    make.commune("34002", "Béziers")

    with travel(datetime(2026, 1, 15, tzinfo=UTC), tick=False):
        said = run("--download", "--departement", "34")

    load = ContourLoad.objects.get()
    assert Contour.objects.count() == 2
    assert (load.vintage, load.licence) == ("COG 2025", "Licence Ouverte 2.0")
    assert "cartiflette" in load.source
    assert "Communes dessinées : 2" in said


def test_where_the_internet_does_not_answer_one_is_told_which_file_to_bring(
    settings: Settings,
) -> None:
    settings.CONTOURS_DOWNLOAD = "maillage.gateways.contours.fake.unreachable"

    with pytest.raises(CommandError, match=r"Internet ne répond pas.*communes-50m\.geojson"):
        run("--download")


def test_where_the_part_that_downloads_is_not_installed_one_is_told_how_to_have_it(
    settings: Settings,
) -> None:
    settings.CONTOURS_DOWNLOAD = "partie_absente.carti_download"

    with pytest.raises(CommandError, match="make contours"):
        run("--download")


def test_a_file_and_a_download_are_not_asked_together(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="l’un sans l’autre"):
        run("--download", str(tmp_path / "c.geojson"))


def test_the_contours_of_2018_lead_to_the_communes_of_today() -> None:
    path = NATIONAL / "communes-16-charente.geojson"
    if not path.is_file():
        pytest.skip("Les contours de 2018 (../shared/data/contours) sont absents de cette machine.")
    make.commune("16001")
    make.commune("16002")

    said = run(str(path), "--vintage", "COG 2018")

    assert Contour.objects.count() == 2
    assert "Ne mènent à aucune commune" in said
