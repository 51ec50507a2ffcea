"""Does the coverage of an area follow the perimeters that were in force then?"""

from datetime import date

import pytest
from django.db.models import Q
from django.test import Client
from time_machine import travel

from maillage.apps.communities.queries.evolution import evolution
from maillage.apps.communities.queries.territory import perimeters_in_place
from maillage.apps.communities.tests import make

pytestmark = pytest.mark.django_db
PEOPLE = {"D1001": 1_000, "D1002": 3_000}


def told(on: date = make.TODAY) -> list[tuple[date, int, int, int]]:
    return [
        (moment.on, moment.communities, moment.covered_population, moment.white_population)
        for moment in evolution(
            PEOPLE, within=Q(commune__departement="D1"), on=on, since=perimeters_in_place()
        )
    ]


def test_what_began_later_was_white_before() -> None:
    for code, population in PEOPLE.items():
        make.commune(code, population=population)
    make.perimeter(make.cpts(), ["D1001"], since=date(2024, 6, 1))
    make.perimeter(make.cpts(), ["D1002"], since=date(2025, 6, 1))

    assert told() == [
        (date(2025, 1, 1), 1, 1_000, 3_000),
        (date(2026, 1, 1), 2, 4_000, 0),
        (make.TODAY, 2, 4_000, 0),
    ]


def test_a_perimeter_that_ended_covers_no_longer() -> None:
    make.commune("D1001")
    ended = make.perimeter(make.cpts(), ["D1001"], since=date(2024, 6, 1))
    ended.until = date(2025, 3, 1)
    ended.save()

    assert [count for _, count, _, _ in told()] == [1, 0, 0]


def test_without_any_perimeter_there_is_no_evolution() -> None:
    make.commune("D1001")

    assert told() == []


def test_what_is_not_published_is_not_told() -> None:
    make.commune("D1001")
    make.cpts("D1001", is_published=False)

    assert told() == []


def test_what_was_counted_follows_each_perimeter_that_opens_or_is_shown() -> None:
    make.commune("D1001")
    first = make.cpts("D1001")

    before = told()
    make.commune("D1002")
    make.cpts("D1002")
    both = told()
    first.is_published = False
    first.save()

    assert [line[1] for line in (before[-1], both[-1], told()[-1])] == [1, 2, 1]


def test_a_page_shows_the_years(client: Client) -> None:
    make.commune("D1001")
    make.cpts("D1001")

    with travel(make.NOW, tick=False):
        page = client.get("/departements/D1/").content.decode()

    assert "Évolution" in page
    assert "01/01/2025" in page
