"""A community decides: it votes in secret from phones, counts, and sends someone by that vote."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, follow_a_mail, in_days, turn_to

PHONE = {"width": 390, "height": 844}
TITLE = "Qui siège au conseil territorial"
SPACE = "/communautes/cpts-de-garverdane/"


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    return visit(viewport=PHONE, has_touch=True, is_mobile=True)


def open_a_secret_election(desk: Page, sight: Sight) -> None:
    become(desk, "présidence, CPTS de Garverdane")
    desk.goto(SPACE)
    turn_to(desk, "Réunions et décisions", "Décisions")
    desk.get_by_role("link", name="Ce que disent les statuts").click()
    sight.look(desk)
    desk.go_back()
    desk.get_by_role("link", name="Ouvrir un vote").click()
    sight.look(desk)
    desk.get_by_label("Titre").fill(TITLE)
    desk.get_by_label("Candidatures").fill("Solveig Mirandolle\nAmbroise Corvelande")
    desk.get_by_label("tous les membres").check()
    desk.get_by_label("On vote jusqu’au").fill(f"{in_days(0)}")
    desk.get_by_label("Vote secret").check()
    desk.get_by_role("button", name="Ouvrir le scrutin").click()


def test_members_elect_in_secret_from_their_phones_and_the_elected_is_sent_by_that_vote(
    visit: Callable[..., Page], phone: Page, sight: Sight
) -> None:
    desk = visit()
    open_a_secret_election(desk, sight)
    desk.get_by_role("button", name="Envoyer le lien").click()
    expect(desk.get_by_role("status")).to_contain_text("Liens envoyés")
    sight.look(desk)

    follow_a_mail(phone, TITLE, "/voter/")
    sight.look(phone)
    phone.get_by_role("radio", name="Solveig Mirandolle").check()
    phone.get_by_role("button", name="Mettre dans l’urne").click()
    expect(phone.get_by_role("main")).to_contain_text("ne peut être ni relu, ni changé")
    expect(phone.get_by_role("radio")).to_have_count(0)
    sight.look(phone)
    phone.reload()
    expect(phone.get_by_role("radio")).to_have_count(0)

    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("Ont voté : 1 sur")
    desk.get_by_role("button", name="Clore et dépouiller").click()
    expect(desk.get_by_role("main")).to_contain_text("Élection de Solveig Mirandolle")
    sight.look(desk)

    turn_to(desk, "Mandats")
    desk.get_by_label("Instance", exact=True).select_option(
        label="conseil territorial de santé (CTS)"
    )
    desk.get_by_label("Nom de l’instance").fill("CTS d’essai")
    desk.get_by_role("button", name="Déclarer ces sièges").click()
    desk.get_by_role("link", name="Nommer quelqu’un").first.click()
    sight.look(desk)
    desk.get_by_label("Personne déjà connue").select_option(index=1)
    desk.get_by_label("Décision du registre").select_option(index=1)
    desk.get_by_role("button", name="Inscrire le mandat").click()
    expect(desk.get_by_role("main")).to_contain_text("1 au registre")
    sight.look(desk)


def test_what_fourteen_cpts_agreed_upon_reads_well(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    become(page, "coordination, Inter-CPTS de l’Ambrine")
    page.goto("/communautes/inter-cpts-de-lambrine/decisions/")
    sight.look(page)

    for title in ("Plan de crise commun", "Élection de deux représentants"):
        page.get_by_role("link", name=title).click()
        sight.look(page)
        page.go_back()
    page.goto("/communautes/inter-cpts-de-lambrine/mandats/")
    sight.look(page)
