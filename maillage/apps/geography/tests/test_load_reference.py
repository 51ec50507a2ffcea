"""Does a reference take place whole, once, and without losing what was there?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from maillage.apps.geography import actions
from maillage.apps.geography.models import Commune, Dataset, Epci, FormerCommune, Postcode
from maillage.apps.geography.readers.coherence import IncoherentReference
from maillage.apps.geography.readers.records import FormerRecord, Reference
from maillage.apps.geography.tests import make
from maillage.apps.journal.models import Entry

pytestmark = pytest.mark.django_db


def load(reference: Reference, *, may_go_back: bool = False) -> actions.Loaded:
    return actions.load_reference(reference=reference, at=make.NOW, may_go_back=may_go_back)


def codes() -> set[str]:
    return set(Commune.objects.current().values_list("code", flat=True))


def test_a_first_load_puts_everything_in_place() -> None:
    loaded = load(
        make.reference(
            {"34001": 860, "34002": None},
            epci_of={"34001": "200000001"},
            postcodes={"34001": ["34000", "34070"]},
            former=[FormerRecord("34009", "Ancienne", "34001")],
        )
    )

    commune = Commune.objects.get(pk="34001")
    assert (commune.population, commune.epci_id, commune.search) == (
        860,
        "200000001",
        "commune 34001",
    )
    assert Commune.objects.get(pk="34002").population is None
    assert Postcode.objects.count() == 2
    assert FormerCommune.objects.get().search == "ancienne"
    assert loaded.dataset.population_vintage == "populations d’essai 2023"
    assert not loaded.changes


def test_a_load_is_journaled() -> None:
    load(make.reference({"34001": 860}))

    entry = Entry.objects.get(verb="geography.loaded")
    assert entry.by is None
    assert entry.facts["communes"] == 1


def test_loading_twice_changes_nothing() -> None:
    reference = make.reference({"34001": 860}, postcodes={"34001": ["34000"]})
    load(reference)

    again = load(reference)

    assert again.is_unchanged
    assert Dataset.objects.count() == 1
    assert Entry.objects.filter(verb="geography.loaded").count() == 1


def test_the_same_communes_from_another_source_write_no_commune() -> None:
    reference = make.reference({"34001": 860}, former=[FormerRecord("34009", "Ancienne", "34001")])
    load(reference)

    other = load(replace(reference, origin=replace(reference.origin, digest="autre")))

    assert not other.is_unchanged
    assert other.written == 0


def test_a_new_population_is_written() -> None:
    load(make.reference({"34001": 860, "34002": 10}))

    loaded = load(make.reference({"34001": 870, "34002": 10}, year=2027))

    assert loaded.written == 1
    assert Commune.objects.get(pk="34001").population == 870


def test_a_source_without_postcodes_leaves_those_in_place() -> None:
    load(make.reference({"34001": 860}, postcodes={"34001": ["34000"]}))

    load(make.reference({"34001": 870}, year=2027, postcodes=None))

    assert Postcode.objects.count() == 1


def test_postcodes_that_went_are_removed() -> None:
    load(make.reference({"34001": 860}, postcodes={"34001": ["34000"]}))

    load(make.reference({"34001": 860}, year=2027, postcodes={"34001": ["34001"]}))

    assert [postcode.code for postcode in Postcode.objects.all()] == ["34001"]


def test_a_commune_that_merged_is_retired_with_its_successor() -> None:
    load(make.reference({"34001": 860, "34002": 10}))

    loaded = load(
        make.reference(
            {"34001": 870},
            year=2027,
            former=[FormerRecord("34002", "Petite", "34001", date(2026, 12, 1))],
        )
    )

    assert loaded.changes.merged == {"34002": ("34001",)}
    assert Commune.objects.get(pk="34002").retired_on == date(2026, 12, 1)
    assert codes() == {"34001"}


def test_an_old_code_without_a_name_takes_the_one_its_commune_had() -> None:
    load(make.reference({"34001": 860, "34002": 10}))

    load(make.reference({"34001": 870}, year=2027, former=[FormerRecord("34002", "", "34001")]))

    assert FormerCommune.objects.get().name == "Commune 34002"


def test_a_commune_that_goes_without_successor_is_named() -> None:
    load(make.reference({"34001": 860, "34002": 10}))

    loaded = load(make.reference({"34001": 870}, year=2027))

    assert loaded.changes.unmatched == ("34002",)
    assert Commune.objects.get(pk="34002").retired_on == date(2027, 1, 1)


def test_a_commune_that_lives_again_comes_back_and_is_no_longer_an_old_code() -> None:
    load(make.reference({"34001": 860, "34002": 10}))
    load(make.reference({"34001": 870}, year=2027, former=[FormerRecord("34002", "P", "34001")]))

    loaded = load(make.reference({"34001": 860, "34002": 10}, year=2028))

    assert loaded.changes.recreated == {"34001": ("34002",)}
    assert Commune.objects.get(pk="34002").retired_on is None
    assert not FormerCommune.objects.exists()


def test_an_older_code_follows_its_successor_when_that_one_merges_too() -> None:
    first = [FormerRecord("34009", "Hameau", "34002")]
    load(make.reference({"34001": 860, "34002": 10}, former=first))

    load(make.reference({"34001": 870}, year=2027, former=[FormerRecord("34002", "P", "34001")]))

    assert FormerCommune.objects.get(code="34009").successor_id == "34001"


def test_an_epci_that_went_is_retired_and_one_that_returns_is_not() -> None:
    load(make.reference({"34001": 1}, epci_of={"34001": "200000001"}))

    load(make.reference({"34001": 1}, year=2027, epci_of={"34001": "200000002"}))

    assert Epci.objects.get(pk="200000001").retired_on == date(2027, 1, 1)
    load(make.reference({"34001": 1}, year=2028, epci_of={"34001": "200000001"}))
    assert Epci.objects.get(pk="200000001").retired_on is None


def test_a_source_retires_nothing_in_the_departements_it_does_not_cover() -> None:
    load(make.reference({"34001": 1, "98001": 2}, departements=("34", "98")))

    loaded = load(make.reference({"34001": 1}, year=2027))

    assert not loaded.changes
    assert codes() == {"34001", "98001"}


def test_invented_communes_are_left_alone() -> None:
    invented = make.departement("34", is_fictional=True)
    commune = make.commune("34999", within=invented, postcodes=["34999"])
    make.former("34998", commune, "Inventée")
    Epci.objects.create(siren="999999999", name="Inventé", nature="CC", is_fictional=True)

    load(make.reference({"35001": 1}, departements=("35",), postcodes={"35001": ["35000"]}))

    assert codes() == {"34999", "35001"}
    assert Postcode.objects.filter(commune=commune).exists()
    assert FormerCommune.objects.filter(successor=commune).exists()
    assert Epci.objects.current().filter(pk="999999999").exists()


def test_an_older_vintage_is_refused_unless_asked_for() -> None:
    load(make.reference({"34001": 1}, year=2027))

    with pytest.raises(actions.OlderVintage, match="01/01/2026"):
        load(make.reference({"34001": 1}, year=2026))
    assert not load(make.reference({"34001": 1}, year=2026), may_go_back=True).is_unchanged


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        (make.reference({"34001": 1}, departements=("35",)), "le département 34 .* manque"),
        (make.reference({"3401": 1}), "3401.* n’est pas un code"),
        (make.reference({}), "aucune commune"),
        (make.reference({"34001": 1}, epci_of={"34001": "12"}), "12.* n’est pas un SIREN"),
        (
            make.reference({"34001": 1}, former=[FormerRecord("34002", "", "34003")]),
            "34002 mène à 34003",
        ),
    ],
)
def test_files_that_do_not_go_together_are_refused(reference: Reference, problem: str) -> None:
    with pytest.raises(IncoherentReference, match=problem):
        load(reference)
    assert not Commune.objects.exists()


class Interrupted(Exception):
    """The machine stops in the middle."""


class StopsHalfway(list[FormerRecord]):
    """Rows that stop the machine once the communes are written."""

    def __iter__(self) -> Iterator[FormerRecord]:
        if Commune.objects.filter(pk="34002").exists():
            raise Interrupted
        return super().__iter__()


def test_a_load_interrupted_leaves_the_former_state() -> None:
    load(make.reference({"34001": 860}))
    halfway = replace(make.reference({"34001": 1, "34002": 2}, year=2027), former=StopsHalfway())

    with pytest.raises(Interrupted):
        load(halfway)

    assert codes() == {"34001"}
    assert Commune.objects.get(pk="34001").population == 860
    assert Dataset.objects.get().effective_on == date(2026, 1, 1)
    assert Entry.objects.filter(verb="geography.loaded").count() == 1
