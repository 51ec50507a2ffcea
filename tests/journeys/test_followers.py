"""Those who follow CPTS from outside or from above: portfolio, opinion, consolidation."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, figure, number, turn_to


def test_a_desk_officer_reads_the_portfolio_and_records_what_was_decided(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    become(page, "chargé de mission, Guichet CPTS, Ambrine")

    sight.look(page)
    page.get_by_role("link", name="Ouvrir le portefeuille").click()
    sight.look(page)
    page.locator("main a[href='?etape=LETTER_SENT']").first.click()
    sight.look(page)
    page.locator("tbody a").first.click()
    turn_to(page, "Création et contrat", "Parcours")
    sight.look(page)
    page.get_by_role("link", name="Enregistrer la validation de la lettre").click()
    page.get_by_label("Précisions").fill("Avis favorable du comité du mois.")
    page.get_by_role("button", name="Enregistrer").click()

    expect(page.get_by_role("status")).to_contain_text("lettre d’intention validée")
    sight.look(page)


def test_an_inter_cpts_reads_its_cpts_together_and_those_that_are_not_in_it(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    become(page, "présidence, Inter-CPTS de l’Ambrine")

    page.get_by_role("link", name="Inter-CPTS de l’Ambrine").first.click()

    assert number(figure(page, "CPTS affiliées")) == 14
    assert number(figure(page, "Population couverte")) > 500_000
    expect(page.get_by_role("heading", name="Celles qui n’en sont pas")).to_be_visible()
    sight.look(page)


def test_the_administrator_entrusts_functions(visit: Callable[..., Page], sight: Sight) -> None:
    page = visit()
    page.goto("/demonstration/")
    sight.look(page)
    page.locator("summary", has_text="Administration").click()
    page.locator("details.chosen", has_text="Administration").get_by_role("button").first.click()

    page.goto("/instance/")

    sight.look(page)
