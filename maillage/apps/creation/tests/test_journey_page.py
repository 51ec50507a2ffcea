from datetime import date

import pytest
import time_machine
from django.test import Client

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Community
from maillage.apps.creation.models import ClockPause, JourneyMove
from maillage.apps.creation.tests import make
from maillage.domain.journey import Act, Stage
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


def address(community: Community, rest: str = "") -> str:
    return f"/communautes/{community.slug}/parcours/{rest}"


def text_of(user: User, community: Community, rest: str = "") -> str:
    response = as_(user).get(address(community, rest))
    assert response.status_code == 200
    return response.content.decode()


PAGES = [
    "",
    "enregistrer/envoyer-projet/",
    "enregistrer/valider-lettre/",
    "delai/suspendre/",
    "delai/reprendre/",
]


@pytest.mark.parametrize("rest", PAGES)
def test_a_stranger_finds_nothing(rest: str) -> None:
    assert as_(accounts.user()).get(address(make.cpts(), rest)).status_code == 404


@pytest.mark.parametrize("rest", PAGES)
def test_a_desk_officer_of_another_departement_finds_nothing(rest: str) -> None:
    assert as_(make.officer("D2")).get(address(make.cpts(), rest)).status_code == 404


@pytest.mark.parametrize("rest", PAGES[1:])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_reads_the_journey_and_records_nothing(rest: str, method: str) -> None:
    community = make.cpts()
    member = make.holder(community, RoleKind.MEMBER)

    assert "Parcours" in text_of(member, community)
    assert getattr(as_(member), method)(address(community, rest)).status_code == 403


def test_a_facilitator_reads_the_journey_and_records_nothing() -> None:
    community = make.cpts(Stage.LETTER_SENT)
    facilitator = make.officer("D1", AreaRoleKind.FACILITATOR, OutsideBody.ACCELERATOR)

    assert "enregistrer/" not in text_of(facilitator, community)
    response = as_(facilitator).get(address(community, "enregistrer/valider-lettre/"))
    assert response.status_code == 403


def test_someone_not_signed_in_is_led_to_sign_in() -> None:
    assert Client().get(address(make.cpts())).status_code == 302


def test_an_act_that_does_not_exist_is_not_found() -> None:
    community = make.cpts()

    response = as_(make.holder(community)).get(address(community, "enregistrer/tout-valider/"))

    assert response.status_code == 404


def test_an_inter_cpts_has_no_journey_to_show() -> None:
    body = make.inter_cpts()

    assert as_(make.holder(body)).get(address(body)).status_code == 404


def test_the_page_says_where_the_cpts_stands_and_whose_turn_it_is() -> None:
    community = make.cpts(Stage.LETTER_SENT, date(2026, 11, 3))

    page = text_of(make.holder(community), community)

    assert "C’est à l’ARS, à l’Assurance maladie et à l’URPS d’agir." in page
    assert "03/11/2026" in page
    assert "20\xa0jours" in page


def test_a_cpts_created_already_on_its_way_has_a_page_without_history() -> None:
    community = make.cpts(Stage.ACI_SIGNED)

    assert "est entrée dans Maillage" in text_of(make.holder(community), community)


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_page_for_each_side(stage: Stage) -> None:
    community = make.cpts(stage, date(2026, 11, 1))

    for user in (make.holder(community), make.officer()):
        assert stage.label.lower() in text_of(user, community).lower()


def test_a_chair_records_a_letter_sent_last_week() -> None:
    community = make.cpts(Stage.LETTER_DRAFTED)
    chair = as_(make.holder(community))

    response = chair.post(
        address(community, "enregistrer/envoyer-lettre/"),
        {"happened_on": "2026-11-16", "note": "Par courriel."},
        follow=True,
    )

    community.refresh_from_db()
    assert community.stage_value is Stage.LETTER_SENT
    assert community.stage_since == date(2026, 11, 16)
    assert "C’est enregistré" in response.content.decode()
    assert "Par courriel." in response.content.decode()


def test_a_form_filled_wrongly_says_what_to_do_and_keeps_what_was_typed() -> None:
    community = make.cpts(Stage.LETTER_SENT)

    response = as_(make.officer()).post(
        address(community, "enregistrer/renvoyer-lettre/"),
        {"happened_on": "2026-12-01", "note": "Préciser le calendrier."},
    )

    assert response.status_code == 200
    assert "n’est pas encore arrivé" in response.content.decode()
    assert "Préciser le calendrier." in response.content.decode()


def test_the_reader_of_a_stale_page_is_told_what_happened_meanwhile() -> None:
    community = make.cpts(Stage.LETTER_SENT)
    first = make.officer()
    make.move(community, Act.VALIDATE_LETTER, make.TODAY, by=first.person)

    response = as_(make.officer()).post(
        address(community, "enregistrer/ne-pas-retenir-lettre/"),
        {"happened_on": "2026-11-23", "note": "Trop petit.", "seen": ""},
    )

    assert f"enregistré par {first.person}" in response.content.decode()
    assert JourneyMove.objects.count() == 1


def test_a_hostile_note_is_shown_as_it_was_written() -> None:
    community = make.cpts(Stage.LETTER_DRAFTED)
    chair = make.holder(community)
    make.move(community, Act.SEND_LETTER, make.TODAY, by=chair.person, note="<script>x</script>")

    assert "&lt;script&gt;x&lt;/script&gt;" in text_of(chair, community)


def test_the_last_step_is_withdrawn_from_its_page() -> None:
    community = make.cpts(Stage.LETTER_DRAFTED)
    chair = make.holder(community)
    move = make.move(community, Act.SEND_LETTER, make.TODAY, by=chair.person)

    response = as_(chair).post(
        address(community, f"retirer/{move.uuid}/"),
        {"reason": "Pas encore partie.", "seen": str(move.uuid)},
        follow=True,
    )

    community.refresh_from_db()
    assert community.stage_value is Stage.LETTER_DRAFTED
    assert "Pas encore partie." in response.content.decode()


def test_a_step_that_is_not_the_last_any_more_is_not_withdrawn() -> None:
    community = make.cpts()
    chair = make.holder(community)
    first = make.move(community, Act.START_LETTER, date(2026, 5, 1), by=chair.person)
    make.move(community, Act.SEND_LETTER, date(2026, 6, 1), by=chair.person)

    response = as_(chair).get(address(community, f"retirer/{first.uuid}/"), follow=True)

    assert "n’est plus la dernière" in response.content.decode()


def test_the_clock_shows_its_last_day_and_the_text_it_comes_from() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))

    page = text_of(make.holder(community), community)

    assert "01/12/2026" in page
    assert "02/12/2026" in page
    assert "L1434-12" in page
    assert "Suspendre le délai" not in page


def test_a_reviewer_pauses_and_resumes_the_clock() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    reviewer = as_(make.officer("D1", AreaRoleKind.REVIEWER, OutsideBody.ARS))

    stopped = reviewer.post(
        address(community, "delai/suspendre/"),
        {"paused_on": "2026-10-11", "reason": "Budget manquant."},
        follow=True,
    )
    started = reviewer.post(
        address(community, "delai/reprendre/"),
        {"resumed_on": "2026-10-21", "way": "restart"},
        follow=True,
    )

    assert "l’ARS attend les porteurs" in stopped.content.decode()
    assert "21/12/2026" in started.content.decode()


def test_a_pause_recorded_by_error_is_taken_back() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    reviewer = as_(make.officer())
    reviewer.post(
        address(community, "delai/suspendre/"), {"paused_on": "2026-10-11", "reason": "Erreur."}
    )

    reviewer.post(
        address(community, f"delai/retirer/{ClockPause.objects.get().uuid}/"),
        {"reason": "Autre CPTS."},
    )

    assert ClockPause.objects.get().withdrawn_reason == "Autre CPTS."
    assert "01/12/2026" in reviewer.get(address(community)).content.decode()


def test_each_gesture_on_the_clock_has_its_page_and_says_what_is_missing() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    reviewer = make.officer()
    client = as_(reviewer)

    assert "Suspendre le délai légal" in text_of(reviewer, community, "delai/suspendre/")
    refused = client.post(address(community, "delai/suspendre/"), {"paused_on": "2026-09-01"})
    assert "à corriger" in refused.content.decode()
    client.post(
        address(community, "delai/suspendre/"), {"paused_on": "2026-10-11", "reason": "Pièces."}
    )
    assert "il restait" in text_of(reviewer, community, "delai/reprendre/")
    early = client.post(
        address(community, "delai/reprendre/"), {"resumed_on": "2026-10-10", "way": "continue"}
    )
    assert "choisissez pour la reprise" in early.content.decode()
    pause = ClockPause.objects.get()
    assert "n’avait jamais eu lieu" in text_of(reviewer, community, f"delai/retirer/{pause.uuid}/")


def test_a_clock_started_afresh_is_counted_from_the_day_it_resumed() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    reviewer = as_(make.officer())
    reviewer.post(
        address(community, "delai/suspendre/"), {"paused_on": "2026-10-11", "reason": "Pièces."}
    )
    reviewer.post(
        address(community, "delai/reprendre/"), {"resumed_on": "2026-10-21", "way": "restart"}
    )

    assert "à partir du 21/10/2026" in reviewer.get(address(community)).content.decode()


def test_a_projet_is_sent_on_the_day_the_ars_received_it() -> None:
    community = make.cpts(Stage.PROJECT_DRAFTED)

    page = text_of(make.holder(community), community, "enregistrer/envoyer-projet/")

    assert "Date de réception par l’ARS" in page


def test_the_page_of_a_withdrawal_says_where_the_cpts_goes_back() -> None:
    community = make.cpts(Stage.LETTER_DRAFTED)
    chair = make.holder(community)
    move = make.move(community, Act.SEND_LETTER, make.TODAY, by=chair.person)

    page = text_of(chair, community, f"retirer/{move.uuid}/")

    assert "reviendra à l’étape" in page


def test_once_the_term_is_over_either_side_may_note_the_silence() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))
    chair = make.holder(community)
    assert "réputé validé depuis le 02/11/2026" in text_of(chair, community)

    as_(chair).post(
        address(community, "enregistrer/constater-validation-tacite/"),
        {"happened_on": "2026-11-23"},
    )

    community.refresh_from_db()
    assert community.stage_value is Stage.PROJECT_VALIDATED
    assert community.stage_since == date(2026, 11, 2)
