"""Do territories follow the communes when a new vintage is loaded?"""

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from maillage.apps.communities import actions
from maillage.apps.communities.actions.vintage import MovedPerimeters
from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.geography.models import Commune
from maillage.apps.geography.readers.records import FormerRecord
from maillage.apps.geography.tests import make
from maillage.apps.journal.models import Entry
from maillage.domain.communes import NO_CHANGES

pytestmark = pytest.mark.django_db

LAST_YEAR = {"34001": 860, "34002": 10, "34003": 20}
LOADED = date(2026, 3, 2)


def in_place(**communes: int) -> None:
    actions.change_vintage(reference=make.reference(communes or LAST_YEAR), at=make.NOW)


def perimeter(*codes: str, since: date = LOADED, name: str = "CPTS d’essai") -> Perimeter:
    departement = Commune.objects.get(pk=codes[0]).departement
    community = Community.objects.create(
        slug=f"cpts-{Community.objects.count()}",
        name=name,
        echelon="LOCAL",
        departement=departement,
        region=departement.region,
        stage="EMERGENCE",
        stage_since=since,
    )
    made = Perimeter.objects.create(
        community=community, number=1, since=since, recorded_at=make.NOW
    )
    made.communes.set(Commune.objects.filter(pk__in=codes))
    return made


def next_year(communes: dict[str, int], *former: FormerRecord) -> MovedPerimeters:
    reference = make.reference(communes, year=2027, former=former)
    return actions.change_vintage(reference=reference, at=make.NOW)[1]


def codes_of(made: Perimeter) -> set[str]:
    return set(made.communes.values_list("pk", flat=True))


def test_a_perimeter_follows_a_merger_and_keeps_its_history() -> None:
    in_place()
    before = perimeter("34001", "34002")

    moved = next_year({"34001": 870, "34003": 20}, FormerRecord("34002", "P", "34001"))

    (after,) = moved.moved
    before.refresh_from_db()
    assert (before.until, codes_of(before)) == (date(2027, 1, 1), {"34001", "34002"})
    assert (after.since, after.until, after.number) == (date(2027, 1, 1), None, 2)
    assert codes_of(after) == {"34001"}
    assert "01/01/2027" in after.note


def test_the_move_is_journaled_in_its_community() -> None:
    in_place()
    community = perimeter("34002").community

    next_year({"34001": 870, "34003": 20}, FormerRecord("34002", "P", "34001"))

    entry = Entry.objects.get(verb="geography.perimeter_moved")
    assert entry.community == community.uuid
    assert (entry.facts["added"], entry.facts["removed"]) == (["34001"], ["34002"])


def test_a_merger_with_a_commune_outside_is_reported() -> None:
    in_place()
    perimeter("34002", name="CPTS du Val")

    moved = next_year({"34001": 870, "34003": 20}, FormerRecord("34002", "P", "34001"))

    assert moved.enlarged == {"CPTS du Val": ("34001",)}


def test_a_commune_that_lives_again_stays_in_the_territory() -> None:
    in_place()
    next_year({"34001": 870, "34003": 20}, FormerRecord("34002", "P", "34001"))
    perimeter("34001")

    reference = make.reference(LAST_YEAR, year=2028)
    (after,) = actions.change_vintage(reference=reference, at=make.NOW)[1].moved

    assert codes_of(after) == {"34001", "34002"}


def test_a_code_without_successor_is_kept_and_reported() -> None:
    in_place()
    before = perimeter("34001", "34002", name="CPTS du Val")

    moved = next_year({"34001": 860, "34003": 20})

    assert moved.moved == ()
    assert moved.kept == {"CPTS du Val": ("34002",)}
    assert codes_of(before) == {"34001", "34002"}


def test_a_territory_untouched_does_not_move() -> None:
    in_place()
    before = perimeter("34003")

    moved = next_year({"34001": 870, "34003": 21}, FormerRecord("34002", "P", "34001"))

    before.refresh_from_db()
    assert moved.moved == ()
    assert before.until is None


def test_a_perimeter_of_the_past_does_not_move() -> None:
    in_place()
    past = perimeter("34002")
    Perimeter.objects.filter(pk=past.pk).update(until=date(2026, 6, 1))

    moved = next_year({"34001": 870, "34003": 20}, FormerRecord("34002", "P", "34001"))

    assert moved.moved == ()


def test_a_perimeter_that_began_after_the_vintage_is_replaced_the_day_it_began() -> None:
    in_place()
    before = perimeter("34002", since=date(2027, 5, 4))

    (after,) = next_year({"34001": 870, "34003": 20}, FormerRecord("34002", "P", "34001")).moved

    before.refresh_from_db()
    assert before.until == after.since == date(2027, 5, 4)


def test_loading_again_moves_nothing_more() -> None:
    in_place()
    perimeter("34002")
    reference = make.reference(
        {"34001": 870, "34003": 20}, year=2027, former=[FormerRecord("34002", "P", "34001")]
    )
    actions.change_vintage(reference=reference, at=make.NOW)

    _, again = actions.change_vintage(reference=reference, at=make.NOW)
    other = replace(reference, origin=replace(reference.origin, digest="autre"))
    _, elsewhere = actions.change_vintage(reference=other, at=make.NOW)

    assert again.moved == elsewhere.moved == ()
    assert Perimeter.objects.count() == 2


def test_nothing_changed_asks_nothing_of_perimeters(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(4):
        actions.move_perimeters(changes=NO_CHANGES, on=LOADED, at=make.NOW)
