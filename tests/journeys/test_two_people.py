"""Two people change the same thing at once: the second is told, and nothing is lost."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, open_cpts


def test_the_second_to_save_a_perimeter_is_told_and_keeps_their_selection(
    visit: Callable[..., Page], sight: Sight
) -> None:
    first, second = visit(), visit()
    become(first, "coordination, CPTS")
    become(second, "coordination, CPTS")
    space = open_cpts(first, "CPTS à deux", departement="Hérault (34)", selection="34301")
    change = f"{space}perimetre/modifier/"

    for page, add in ((first, "34113"), (second, "34108")):
        page.goto(change)
        page.get_by_label("Ajouter une commune").fill(add)
        page.locator("#lieux a").first.click()
        expect(page.get_by_role("main")).to_contain_text("Ajoutées")
    first.get_by_role("button", name="Enregistrer ce territoire").click()
    expect(first.get_by_role("status")).to_contain_text("Le territoire est enregistré")
    second.get_by_role("button", name="Enregistrer ce territoire").click()

    expect(second.locator(".error-summary")).to_be_visible()
    sight.look(second)
    assert "34108" in second.content()
    second.goto(f"{space}perimetre/")
    expect(second.get_by_role("main")).to_contain_text("34113")
    expect(second.get_by_role("main")).not_to_contain_text("34108")


def test_the_second_to_save_a_letter_is_told_and_keeps_their_words(
    visit: Callable[..., Page], sight: Sight
) -> None:
    first, second = visit(), visit()
    become(first, "coordination, CPTS")
    become(second, "coordination, CPTS")
    space = open_cpts(first, "CPTS à quatre mains", departement="Hérault (34)", selection="34301")

    for page in (first, second):
        page.goto(f"{space}lettre/modifier/")
    first.locator("main textarea").first.fill("Ce que la première personne écrit.")
    second.locator("main textarea").first.fill("Ce que la seconde personne écrit.")
    first.get_by_role("button", name="Enregistrer cette version").click()
    expect(first.get_by_role("status")).to_be_visible()
    second.get_by_role("button", name="Enregistrer cette version").click()

    expect(second.get_by_role("main")).to_contain_text("Ce que la première personne écrit.")
    expect(second.locator("main textarea").first).to_have_value("Ce que la seconde personne écrit.")
    sight.look(second)
