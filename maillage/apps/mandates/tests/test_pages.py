from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.creation.queries.week import Urgency
from maillage.apps.mandates.models import Mandate
from maillage.apps.mandates.queries import mandates_page, mandates_week, seats_table
from maillage.apps.mandates.tests import make
from maillage.documents import Format, render
from maillage.domain.mandates import Approval, Seat
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with travel(make.NOW, tick=False):
        yield


def browser(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def page(user: User, slug: str) -> str:
    return browser(user).get(reverse("mandates:mandates", args=[slug])).content.decode()


def test_seats_are_declared_and_filled_from_the_page() -> None:
    place = make.ladder()
    client = browser(place.chair)
    client.post(
        reverse("mandates:mandates", args=[place.inter.slug]),
        {"body": "REGIONAL", "seat_in": place.regional.pk, "titulars": 1, "substitutes": 0},
    )
    delegation = place.inter.delegations.get()

    said = {
        "email": "aurore@exemple.test",
        "first_name": "Aurore",
        "last_name": "Essai",
        "profession": "médecin",
        "seat": "TITULAR",
        "since": "2026-11-01",
        "until": "2027-10-31",
        "decided": "bureau du 02/11/2026",
    }
    url = reverse("mandates:give_mandate", args=[place.inter.slug, delegation.uuid])
    shown = client.post(url, said, follow=True).content.decode()

    assert "Le mandat est inscrit." in shown
    assert "en attente de validation" in shown
    refused = client.post(url, {**said, "email": "b@exemple.test"}).content.decode()
    assert "exerce la même profession" in refused


def test_the_federation_validates_from_its_page() -> None:
    place = make.ladder()
    mandate = make.give(make.regional_seats(place), place.chair)
    client = browser(place.president)
    url = reverse("mandates:decide_mandate", args=[place.federation.slug, mandate.uuid])

    assert "À valider" in page(place.president, place.federation.slug)
    told = client.post(url, {"verdict": "REFUSED"}, follow=True).content.decode()
    assert "Écrivez le motif du refus" in told
    client.post(url, {"verdict": "REFUSED", "reason": "Cumul de mandats."})

    assert "Cumul de mandats." in page(place.chair, place.inter.slug)
    assert "À valider" not in page(place.president, place.federation.slug)


def test_a_mandate_is_not_validated_through_another_federation() -> None:
    place, other = make.ladder(), make.ladder()
    mandate = make.give(make.regional_seats(place), place.chair)
    url = reverse("mandates:decide_mandate", args=[other.federation.slug, mandate.uuid])

    assert browser(other.president).post(url, {"verdict": "VALIDATED"}).status_code == 404


def test_a_mandate_is_not_ended_through_another_community() -> None:
    place, other = make.ladder(), make.ladder()
    mandate = make.give(make.regional_seats(place), place.chair)
    url = reverse("mandates:end_mandate", args=[other.inter.slug, mandate.uuid])

    assert browser(other.chair).post(url, {"until": "2026-11-23"}).status_code == 404
    assert Mandate.objects.get().until == mandate.until


def test_the_regional_body_reads_who_sits_in_it() -> None:
    place = make.ladder()
    mandate = make.give(make.regional_seats(place), place.chair)

    shown = page(make.holder(place.regional, RoleKind.MEMBER), place.regional.slug)

    assert mandate.person.full_name in shown
    assert "Mettre fin" not in shown


def test_vacant_seats_and_ends_to_come_are_counted() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    delegation = make.seats(cpts, chair, titulars=2, substitutes=1)
    make.give(delegation, chair, until=make.TODAY + timedelta(days=90))

    shown = mandates_page(cpts, chair.person, today=make.TODAY)

    assert (shown.vacant, shown.ending) == (2, 1)
    assert shown.sittings[0].vacant == {Seat.TITULAR: 1, Seat.SUBSTITUTE: 1}


def test_a_refused_mandate_leaves_its_seat_empty() -> None:
    place = make.ladder()
    mandate = make.give(make.regional_seats(place), place.chair)
    make.decide(mandate, place.president, Approval.REFUSED, "Cumul.")

    shown = mandates_page(place.inter, place.chair.person, today=make.TODAY)

    assert shown.sittings[0].vacant[Seat.TITULAR] == 2
    assert [line.mandate for line in shown.sittings[0].former] == [mandate]


@pytest.mark.parametrize(("days", "told"), [(91, 0), (90, 1), (0, 1), (-1, 0)])
def test_the_week_announces_an_end_ninety_days_before(days: int, told: int) -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    until = make.TODAY + timedelta(days=days)
    make.give(make.seats(cpts, chair), chair, until=until)

    items = mandates_week(chair.person, today=make.TODAY)

    assert [item.on for item in items] == [until] * told
    assert mandates_week(make.holder(cpts, RoleKind.MEMBER).person, today=make.TODAY) == []


def test_the_week_of_the_federation_says_what_waits_for_it() -> None:
    place = make.ladder()
    make.give(make.regional_seats(place), place.chair)

    (item,) = mandates_week(place.president.person, today=make.TODAY)

    assert (item.urgency, item.title) == (Urgency.WAITING, "1\u00a0mandat à valider")
    assert mandates_week(make.ladder().president.person, today=make.TODAY) == []


@pytest.mark.parametrize("format", list(Format))
def test_the_table_of_all_seats_is_a_document(format: Format) -> None:
    place = make.ladder()
    delegation = make.regional_seats(place)
    make.give(delegation, place.chair, name="| **Aurore** |")

    table = seats_table(place.inter, place.chair.person, today=make.TODAY)

    assert table.vacant == 3
    assert [len(held.rows) for held in table.delegations] == [4]
    assert len(render(table, format, at=make.NOW)) > 1000


def test_the_page_takes_as_many_queries_for_thirty_delegations(
    django_assert_max_num_queries: Any,
) -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    for number in range(30):
        delegation = make.seats(cpts, chair, detail=f"Instance {number}")
        make.give(delegation, chair, name=f"Aurore{number}")
    client = browser(chair)
    url = reverse("mandates:mandates", args=[cpts.slug])
    client.get(url)

    with django_assert_max_num_queries(25):
        client.get(url)
