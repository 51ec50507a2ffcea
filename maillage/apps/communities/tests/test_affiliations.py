"""Who belongs to what: several bodies at once, always of a higher échelon."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.communities import access, actions
from maillage.apps.communities.actions.affiliation import AlreadyLeft, CannotJoin
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.queries.areas import consolidation
from maillage.apps.communities.tests import make
from maillage.apps.journal.tests.make import assert_journaled
from maillage.domain.echelon import Echelon
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def join(member: Community, body: Community) -> Affiliation:
    chair = member.roles.first()
    by = chair.person if chair else make.holder(member).person
    return actions.join_body(member=member, body=body, since=make.TODAY, by=by, at=make.NOW)


def test_a_cpts_may_belong_to_two_inter_cpts_at_once() -> None:
    community, first, second = make.cpts(), make.body(), make.body()

    join(community, first)
    join(community, second)

    assert community.affiliations.on(make.TODAY).count() == 2
    # Each act is written in the journal of both sides.
    assert_journaled("affiliation.begun", times=4)


def test_joining_twice_the_same_body_is_refused_with_its_name() -> None:
    community, body = make.cpts(), make.body(name="Inter-CPTS du Test")
    join(community, body)

    with pytest.raises(CannotJoin, match="déjà affiliée à Inter-CPTS du Test"):
        join(community, body)


@pytest.mark.parametrize("echelon", [Echelon.DEPARTMENTAL, Echelon.LOCAL])
def test_an_inter_cpts_joins_neither_its_equal_nor_a_cpts(echelon: Echelon) -> None:
    target = make.cpts() if echelon is Echelon.LOCAL else make.body(echelon)

    with pytest.raises(CannotJoin, match="échelon supérieur"):
        join(make.body(), target)


def test_the_database_itself_forbids_what_could_make_a_cycle() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.create(
            member=make.body(), body=make.cpts(), since=make.TODAY, member_rank=1, body_rank=0
        )


def test_either_side_may_end_an_affiliation_and_its_years_remain() -> None:
    community, body = make.cpts(), make.body()
    affiliation = join(community, body)
    later = make.NOW + timedelta(days=30)

    actions.end_affiliation(
        affiliation=affiliation,
        until=make.TODAY + timedelta(days=30),
        by=make.holder(body).person,
        at=later,
    )

    assert Affiliation.objects.on(make.TODAY).exists()
    with pytest.raises(AlreadyLeft):
        actions.end_affiliation(
            affiliation=affiliation,
            until=make.TODAY + timedelta(days=40),
            by=make.holder(community).person,
            at=later,
        )


def test_only_who_runs_the_community_may_affiliate_it() -> None:
    community = make.cpts()
    treasurer = make.holder(community, RoleKind.TREASURER)

    with pytest.raises(access.RightMissing):
        actions.join_body(
            member=community,
            body=make.body(),
            since=make.TODAY,
            by=treasurer.person,
            at=make.NOW,
        )


def test_the_whole_is_read_through_the_bodies_below_and_counts_a_commune_once() -> None:
    for code in ("D1001", "D1002", "D1003"):
        make.commune(code, population=10_000)
    one, two, alone = make.cpts("D1001", "D1002"), make.cpts("D1002"), make.cpts("D1003")
    body, region = make.body(), make.body(Echelon.REGIONAL)
    join(one, body)
    join(two, body)
    join(two, region)
    join(body, region)

    whole = consolidation(region, on=make.TODAY)

    assert {line.community for line in whole.lines} == {one, two}
    assert (whole.communes, whole.population) == (2, 20_000)
    assert [line.community for line in whole.outside] == [alone]
    assert whole.bodies_below == [body]
