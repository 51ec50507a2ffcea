"""Can the address of a territory be kept, shared, and read again to the commune?"""

import pytest

from maillage.apps.communities.queries import selection
from maillage.apps.communities.tests import make
from maillage.apps.geography.models import Commune, FormerCommune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country() -> None:
    epci = make.epci("999000001")
    for number in range(1, 7):
        make.commune(f"D100{number}", epci=epci)
    make.commune("D1010")


def test_a_whole_epci_is_written_in_one_word() -> None:
    read = selection.read("D1001,D1002,D1003,D1004,D1005,D1006")

    assert read.text == "e999000001"


def test_an_epci_less_one_commune_stays_short_and_reads_back_the_same() -> None:
    read = selection.read("e999000001,-D1003,D1010")

    assert read.text == "e999000001,-D1003,D1010"
    assert selection.read(read.text).codes == read.codes
    assert "D1003" not in read.codes


def test_a_commune_taken_out_can_be_added_again() -> None:
    read = selection.read("e999000001,-D1003,D1003")

    assert "D1003" in read.codes


def test_a_departement_is_added_in_one_gesture() -> None:
    assert len(selection.read("dD1").codes) == 7


def test_the_whole_epci_of_a_commune_is_added_and_taken_out_by_that_commune() -> None:
    assert selection.read("D1010,iD1002").text == "e999000001,D1010"
    assert selection.read("e999000001,D1010,-iD1002").text == "D1010"
    assert selection.read("iD1010").codes == {"D1010"}


def test_a_commune_that_merged_leads_to_its_successor_and_says_so() -> None:
    FormerCommune.objects.create(
        code="D1099", name="Ancienne", successor=Commune.objects.get(pk="D1010")
    )

    read = selection.read("D1099")

    assert read.codes == {"D1010"}
    assert read.merged == {"D1099": "D1010"}


@pytest.mark.parametrize("token", ["99999", "e123456789", "dZZ", "<script>"])
def test_what_names_nothing_is_said_and_left_out(token: str) -> None:
    read = selection.read(f"D1001,{token}")

    assert read.codes == {"D1001"}
    assert len(read.unknown) == 1
