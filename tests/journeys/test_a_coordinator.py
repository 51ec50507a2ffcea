"""A coordinator makes a CPTS from real communes, up to its letter of intent."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, figure, number, open_cpts, turn_to

SIGNATURES = {"DOCX": b"PK", "ODT": b"PK", "PDF": b"%PDF-"}


def test_a_territory_is_composed_from_a_search_an_epci_and_a_removal(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    become(page, "coordination, CPTS")

    page.goto("/territoire/")
    sight.look(page)
    search = page.get_by_label("Ajouter une commune, un EPCI entier ou un département")
    search.press_sequentially("sete", delay=20)
    page.get_by_role("link", name="Ajouter Sète", exact=True).click()
    alone = number(figure(page, "Population municipale"))
    page.get_by_label("Ajouter une commune").press_sequentially("cc des cevennes gang", delay=20)
    page.locator("#lieux a").first.click()
    page.get_by_label("Ajouter une commune").fill("Sète Agglopôle")
    page.locator("#lieux a").first.click()
    sight.look(page)
    whole = number(figure(page, "Population municipale"))
    details = page.locator("details.chosen").filter(has_text="Sète")
    details.locator("summary").click()
    page.get_by_role("link", name="Retirer Sète", exact=True).click()

    assert alone > 40_000
    assert number(figure(page, "Population municipale")) == whole - alone
    page.get_by_role("link", name="Ouvrir une CPTS sur ce territoire").click()
    sight.look(page)
    page.get_by_label("Nom", exact=True).fill("CPTS de l’étang")
    page.get_by_role("button", name="Ouvrir la communauté").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("CPTS de l’étang")
    assert number(figure(page, "Population municipale")) == whole - alone


def test_from_the_first_commune_to_the_three_formats_of_the_letter(
    visit: Callable[..., Page], sight: Sight, tmp_path: Path
) -> None:
    page = visit()
    become(page, "coordination, CPTS")
    open_cpts(page, "CPTS du port", departement="Hérault (34)", selection="34301,34113")

    sight.look(page)
    turn_to(page, "Territoire")
    sight.look(page)
    assert number(figure(page, "Population municipale")) > 50_000
    assert number(figure(page, "Taille ACI")[-1]) in {1, 2, 3, 4}

    turn_to(page, "Création et contrat", "Financement")
    sight.look(page)
    expect(page.get_by_role("main")).to_contain_text("€")
    turn_to(page, "Parcours")
    sight.look(page)
    page.get_by_role("link", name="Commencer la lettre d’intention").click()
    sight.look(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("C’est enregistré")

    turn_to(page, "Lettre d’intention")
    sight.look(page)
    page.get_by_role("link", name="Écrire la lettre").click()
    sight.look(page)
    page.locator("main textarea").first.fill("Le port, ses quartiers, et l’étang qui les unit.")
    page.get_by_role("button", name="Enregistrer cette version").click()
    expect(page.get_by_role("main")).to_contain_text("l’étang qui les unit")
    sight.look(page)
    for name, signature in SIGNATURES.items():
        with page.expect_download() as waited:
            page.get_by_role("main").get_by_role("link", name=name).first.click()
        file = tmp_path / waited.value.suggested_filename
        waited.value.save_as(file)
        assert file.suffix == f".{name.lower()}"
        assert file.read_bytes().startswith(signature)

    turn_to(page, "Membres")
    for name in ("Affiliations", "Rôles", "Journal"):
        turn_to(page, name)
        sight.look(page)


def test_the_forms_of_a_community_read_well(visit: Callable[..., Page], sight: Sight) -> None:
    page = visit()
    become(page, "coordination, CPTS")
    space = open_cpts(page, "CPTS des formulaires", departement="Hérault (34)")

    for form in ("fiche/", "perimetre/", "perimetre/modifier/?s=34301", "roles/"):
        page.goto(f"{space}{form}")
        sight.look(page)


def test_a_refused_form_reads_well(visit: Callable[..., Page], sight: Sight) -> None:
    page = visit()
    become(page, "coordination, CPTS")
    space = open_cpts(page, "CPTS des erreurs", departement="Hérault (34)")

    page.goto(f"{space}fiche/")
    page.get_by_label("SIREN").fill("123456789")
    page.get_by_role("main").get_by_role("button").first.click()

    expect(page.locator(".error-summary")).to_be_focused()
    sight.look(page)


def test_a_pasted_column_is_shown_before_it_is_kept(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()

    page.goto("/territoire/coller/")
    sight.look(page)
    page.locator("main textarea").fill("34301\nFrontignan\nNulle-Part-sur-Rien\nSaint-Martin\n")
    page.locator("main").get_by_role("button").first.click()

    expect(page.get_by_role("main")).to_contain_text("Nulle-Part-sur-Rien")
    sight.look(page)
