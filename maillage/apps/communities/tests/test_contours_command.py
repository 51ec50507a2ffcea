"""Does ``maillage geography contours`` say what it did, by names, and refuse in plain French?"""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.geography.models import Contour
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


def test_a_download_is_left_to_a_person() -> None:
    with pytest.raises(CommandError, match=r"communes-50m\.geojson"):
        run("--download")


def test_the_contours_of_2018_lead_to_the_communes_of_today() -> None:
    path = NATIONAL / "communes-16-charente.geojson"
    if not path.is_file():
        pytest.skip("Les contours de 2018 (../shared/data/contours) sont absents de cette machine.")
    make.commune("16001")
    make.commune("16002")

    said = run(str(path), "--vintage", "COG 2018")

    assert Contour.objects.count() == 2
    assert "Ne mènent à aucune commune" in said
