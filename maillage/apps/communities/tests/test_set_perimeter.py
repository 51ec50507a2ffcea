"""How is a territory set, dated and never lost?"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.accounts.models import User
from maillage.apps.communities import access, actions
from maillage.apps.communities.actions.perimeter import (
    NothingChanged,
    PerimeterChangedMeanwhile,
    PerimeterDraft,
    PerimeterTooEarly,
    UnknownCommunes,
)
from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.communities.queries.territory import territory_of
from maillage.apps.communities.tests import make
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def _set(
    community: Community, by: User, *codes: str, since: date = make.TODAY, number: int = 1
) -> Perimeter:
    draft = PerimeterDraft(codes=codes, since=since, expected_number=number)
    return actions.set_perimeter(community=community, draft=draft, by=by.person, at=make.NOW)


@pytest.fixture
def community() -> Community:
    for code, population in (("D1001", 12_000), ("D1002", 30_000), ("D1003", None)):
        make.commune(code, population=population)
    return make.cpts("D1001")


def test_the_population_and_the_size_follow_the_communes(community: Community) -> None:
    chair = make.holder(community)

    _set(community, chair, "D1001", "D1002")

    territory = territory_of(community, on=make.TODAY)
    assert territory.population == 42_000
    assert territory.size is not None
    assert territory.size.size == 2


def test_a_commune_of_unknown_population_is_counted_apart(community: Community) -> None:
    _set(community, make.holder(community), "D1001", "D1003")

    territory = territory_of(community, on=make.TODAY)
    assert (territory.population, territory.unknown) == (12_000, 1)
    assert "au moins" in territory.unknown_note


def test_the_former_territory_can_still_be_read_at_its_date(community: Community) -> None:
    _set(community, make.holder(community), "D1002")

    yesterday = make.TODAY - timedelta(days=1)
    assert [c.pk for c in territory_of(community, on=yesterday).communes] == ["D1001"]
    assert [c.pk for c in territory_of(community, on=make.TODAY).communes] == ["D1002"]
    assert_journaled("perimeter.set")


def test_the_second_of_two_writers_is_told_and_nothing_is_lost(community: Community) -> None:
    chair, secretary = make.holder(community), make.holder(community, RoleKind.SECRETARY)
    _set(community, chair, "D1001", "D1002")

    with pytest.raises(PerimeterChangedMeanwhile, match=chair.person.full_name):
        _set(community, secretary, "D1003")

    assert [c.pk for c in territory_of(community, on=make.TODAY).communes] == ["D1001", "D1002"]


def test_codes_of_no_commune_are_named_and_nothing_is_written(community: Community) -> None:
    with pytest.raises(UnknownCommunes, match="99999"):
        _set(community, make.holder(community), "D1001", "99999")

    assert community.perimeters.count() == 1
    assert_not_journaled("perimeter.set")


def test_the_same_communes_change_nothing(community: Community) -> None:
    with pytest.raises(NothingChanged):
        _set(community, make.holder(community), "D1001")

    assert community.perimeters.get().until is None


def test_a_territory_cannot_begin_before_the_one_in_force(community: Community) -> None:
    with pytest.raises(PerimeterTooEarly, match="01/01/2020"):
        _set(community, make.holder(community), "D1002", since=date(2019, 12, 31))


def test_a_member_may_not_set_the_territory(community: Community) -> None:
    with pytest.raises(access.RightMissing, match="présidence ou à sa coordination"):
        _set(community, make.holder(community, RoleKind.MEMBER), "D1002")


def test_the_database_itself_refuses_two_territories_in_force(community: Community) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Perimeter.objects.create(
            community=community, number=2, since=make.TODAY, recorded_at=make.NOW
        )
