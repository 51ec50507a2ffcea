from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from python_calamine import CalamineWorkbook

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.creation.actions import clock
from maillage.apps.creation.queries import portfolio as queries
from maillage.apps.creation.queries.portfolio import Portfolio, Wanted
from maillage.apps.creation.tests import make
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Act, Party, Stage
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def on_the_day() -> object:
    with time_machine.travel(make.NOW, tick=False):
        yield


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen_by(user: User, **wanted: Any) -> Portfolio:
    return queries.portfolio(user.person, Wanted(**wanted), today=make.TODAY)


def affiliate(member: Community, body: Community) -> None:
    Affiliation.objects.create(
        member=member,
        body=body,
        since=make.LONG_AGO,
        member_rank=member.echelon_value.rank,
        body_rank=body.echelon_value.rank,
    )


def test_a_desk_officer_sees_the_cpts_of_their_departement_and_no_other() -> None:
    here = make.cpts()
    make.cpts(departement_code="D2")
    make.inter_cpts()

    page = seen_by(make.officer())

    assert [line.community for line in page.lines] == [here]
    assert page.total == 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (AreaRoleKind.REVIEWER, OutsideBody.CPAM),
        (AreaRoleKind.FACILITATOR, OutsideBody.ACCELERATOR),
    ],
)
def test_reviewers_and_facilitators_follow_their_areas_too(
    kind: AreaRoleKind, body: OutsideBody
) -> None:
    make.cpts()

    assert seen_by(make.officer("D1", kind, body)).total == 1


def test_a_regulator_and_a_member_follow_nothing() -> None:
    community = make.cpts()
    regulator = make.officer("D1", AreaRoleKind.REGULATOR, OutsideBody.SAS)

    assert seen_by(regulator).total == 0
    assert seen_by(make.holder(community, RoleKind.MEMBER)).total == 0


def test_an_inter_cpts_officer_sees_its_affiliates_and_only_what_they_share() -> None:
    body, member = make.inter_cpts(), make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    make.cpts(name="Non affiliée")
    affiliate(member, body)

    chair = make.holder(body, RoleKind.CHAIR)

    (line,) = seen_by(chair).lines

    assert "sans nouvelle" not in as_(chair).get("/portefeuille/").content.decode().lower()
    assert (line.community, line.stage) == (member, Stage.PROJECT_SENT)
    assert (line.silent_days, line.clock, line.url) == (None, None, "")


def test_a_regional_officer_sees_affiliates_through_the_inter_cpts_below() -> None:
    body, member = make.inter_cpts(), make.cpts()
    top = make.inter_cpts(Echelon.REGIONAL)
    affiliate(member, body)
    affiliate(body, top)

    assert [line.community for line in seen_by(make.holder(top)).lines] == [member]


def test_counts_come_by_stage_in_the_order_of_the_journey() -> None:
    for stage in (Stage.ACI_SIGNED, Stage.EMERGENCE, Stage.EMERGENCE):
        make.cpts(stage)

    counts = [(row.stage, row.count) for row in seen_by(make.officer()).counts]

    assert counts == [(Stage.EMERGENCE, 2), (Stage.ACI_SIGNED, 1)]


def test_a_cpts_without_sign_for_longer_than_asked_is_flagged() -> None:
    quiet = make.cpts(since=make.TODAY - timedelta(days=61))
    make.cpts(since=make.TODAY - timedelta(days=60))

    page = seen_by(make.officer())

    assert [line.community for line in page.lines if line.is_silent] == [quiet]
    assert (page.silent, page.silence) == (1, 60)
    assert seen_by(make.officer(), silence=90).silent == 0


def test_recording_something_breaks_the_silence_even_backdated() -> None:
    community = make.cpts(since=date(2026, 1, 5))
    chair = make.holder(community).person
    make.move(community, Act.START_LETTER, date(2026, 2, 1), by=chair)

    (line,) = seen_by(make.officer()).lines

    assert line.silent_days == 0


def test_a_cpts_whose_missions_have_started_is_never_silent() -> None:
    make.cpts(Stage.MISSIONS_STARTED, date(2021, 1, 1))

    assert seen_by(make.officer(), only_silent=True).lines == []


def test_filters_narrow_the_list_and_leave_the_counts() -> None:
    sent = make.cpts(Stage.LETTER_SENT)
    make.cpts()

    page = seen_by(make.officer(), stage=Stage.LETTER_SENT)

    assert [line.community for line in page.lines] == [sent]
    assert page.total == 2
    assert seen_by(make.officer(), departement="D2").lines == []


def test_lines_are_ordered_as_asked() -> None:
    first = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    second = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 25))
    third = make.cpts(Stage.EMERGENCE, date(2026, 1, 1))
    officer = make.officer()

    assert [line.community for line in seen_by(officer, order="delai").lines][:2] == [second, first]
    assert seen_by(officer, order="etape").lines[0].community == third
    assert seen_by(officer).lines[0].community == third
    assert seen_by(officer, order="nom").lines[0].community == first


def test_a_paused_clock_waits_for_the_carriers() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    officer = make.officer()
    clock.pause_clock(
        community=community, on=make.TODAY, reason="Pièces.", by=officer.person, at=make.NOW
    )

    (line,) = seen_by(officer).lines

    assert line.is_paused
    assert line.ends_on is None
    assert line.awaited is Party.CARRIERS


def test_once_silence_has_decided_nobody_is_awaited() -> None:
    make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))

    page = seen_by(make.officer())

    assert page.lines[0].has_run_out
    assert page.lines[0].awaited is None
    assert page.outside == 0


def test_the_page_takes_as_many_queries_for_two_hundred_cpts_as_for_two(
    django_assert_max_num_queries: Any,
) -> None:
    officer = make.officer()
    for number in range(200):
        make.cpts(list(Stage)[number % 11], make.TODAY - timedelta(days=number))
    client = as_(officer)
    client.get("/portefeuille/")

    with django_assert_max_num_queries(12):
        response = client.get("/portefeuille/")

    assert "Page 1 sur" in response.content.decode()


def test_an_address_that_makes_no_sense_shows_everything() -> None:
    make.cpts(name="CPTS du Causse")

    response = as_(make.officer()).get("/portefeuille/?etape=XX&silence=-3&page=zz&tri=%00")

    assert "CPTS du Causse" in response.content.decode()


def test_someone_who_follows_nothing_is_told_how_to() -> None:
    response = as_(accounts.user()).get("/portefeuille/")

    assert "Aucune CPTS à suivre" in response.content.decode()


def test_the_spreadsheet_holds_the_lines_asked_for() -> None:
    make.cpts(Stage.LETTER_SENT, date(2026, 11, 3), name="=SOMME(A1)")
    make.cpts()

    response = as_(make.officer()).get("/portefeuille/portefeuille.xlsx?etape=LETTER_SENT")

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    head, line = rows.to_python()
    assert head[:4] == ["CPTS", "Département", "Étape", "Depuis le"]
    assert line[0] == "=SOMME(A1)"
    assert line[3] == date(2026, 11, 3)
