"""A territory is drawn on the map, a département is cut, and the borders say what they wish."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, figure, follow_a_mail, number

PHONE = {"width": 390, "height": 844}
MAP = ".live-map.is-drawn path.live-map-commune"
SURVEY = "Des CPTS sont nées cet automne"


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    return visit(viewport=PHONE, has_touch=True, is_mobile=True)


def test_a_territory_is_composed_on_the_map_and_its_diagnosis_read(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    become(page, "coordination, CPTS")

    page.goto("/territoire/?carte=F1")
    page.locator(MAP).nth(30).click()
    expect(page.locator(".figure").filter(has_text="Population municipale")).to_be_visible()
    alone = number(figure(page, "Population municipale"))
    page.locator(MAP).nth(31).click()
    expect(page.locator("main")).to_contain_text("2 communes")
    assert number(figure(page, "Population municipale")) > alone
    sight.look(page)

    page.get_by_role("link", name="Lire son diagnostic").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Territoire composé")
    expect(page.get_by_role("heading", name="Professionnels de santé")).to_be_visible()
    sight.look(page)


def test_an_inter_cpts_cuts_its_departement_moves_a_commune_and_undoes(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    become(page, "coordination, Inter-CPTS de l’Ambrine")
    page.goto("/departements/F1/atelier/")
    sight.look(page)
    page.get_by_role("link", name="Demander une étude").click()
    sight.look(page)
    page.get_by_role("button", name="Calculer les scénarios").click()
    ready = page.get_by_role("link", name="Ouvrir et redessiner : Respectueux des EPCI")
    expect(ready).to_be_visible(timeout=180_000)
    expect(page.get_by_role("status")).to_have_count(0, timeout=180_000)
    sight.look(page)
    ready.click()

    expect(page.locator(MAP).first).to_be_visible()
    expect(page.get_by_role("heading", name="Ce que souhaitent les professionnels")).to_be_visible()
    sight.look(page)
    page.locator("#suivi details summary").first.click()
    page.get_by_label("Vers").select_option(label="Un nouveau territoire")
    page.locator(MAP).nth(12).click()
    expect(page.locator("#codes option:checked")).to_have_count(1)
    page.get_by_role("button", name="Déplacer", exact=True).click()
    if page.get_by_label("Déplacer quand même").count():
        page.get_by_label("Déplacer quand même").check()
        page.get_by_role("button", name="Déplacer", exact=True).click()
    expect(page.locator("#etabli")).to_contain_text("la carte et les chiffres ont suivi")
    expect(page.locator("#etabli")).to_contain_text("Version 2")

    page.get_by_role("button", name="Annuler le dernier changement").click()
    expect(page.locator("#etabli")).to_contain_text("Version 1")
    page.get_by_role("button", name="Rétablir").click()
    expect(page.locator("#etabli")).to_contain_text("Version 2")
    sight.look(page)


def test_a_professional_says_from_a_phone_which_cpts_they_wish_and_changes_it(
    phone: Page, sight: Sight
) -> None:
    follow_a_mail(phone, SURVEY, "/enquete/")
    sight.look(phone)
    phone.set_viewport_size({"width": 390, "height": 844})
    first = phone.get_by_label("Je souhaite rejoindre")
    first.select_option(index=1)
    phone.get_by_label("sa taille").check()
    phone.locator("form").first.get_by_role("button").click()
    expect(phone.get_by_role("status")).to_contain_text("votre réponse est enregistrée")

    phone.get_by_label("Je souhaite rejoindre").select_option(index=2)
    phone.get_by_role("button", name="Changer ma réponse").click()
    expect(phone.get_by_role("status")).to_contain_text("votre réponse est enregistrée")
    assert phone.get_by_label("Je souhaite rejoindre").input_value() != ""
    sight.look(phone)


def test_what_the_borders_said_is_read_by_commune(visit: Callable[..., Page], sight: Sight) -> None:
    page = visit()
    become(page, "coordination, Inter-CPTS de l’Ambrine")
    page.goto("/communautes/inter-cpts-de-lambrine/enquetes/")
    sight.look(page)
    page.get_by_role("link", name=SURVEY).click()
    expect(page.get_by_role("main")).to_contain_text("à la clôture")
    sight.look(page)
    page.go_back()

    page.get_by_role("link", name="Quelle CPTS souhaitez-vous").click()
    expect(page.get_by_role("main")).to_contain_text("Ce que souhaitent les professionnels")
    sight.look(page)
