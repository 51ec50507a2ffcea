"""A coordinator's year: the list pasted, a meeting run from its convocation to its one document."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, prepare_a_meeting, turn_to

NAMES = (
    *("Aubépinard", "Brumelin", "Chantelys", "Dourvenac", "Escourbiac", "Fanjolet", "Grelvin"),
    *("Houspillac", "Irvandel", "Jasquelin", "Kerbravel", "Larmoisel", "Mirvanche", "Nodebert"),
    "Ourlivac",
)
FIRST_NAMES = (
    *("Anselme", "Bérénice", "Colombe", "Désiré", "Eulalie", "Firmin", "Gontran", "Honorine"),
    *("Isaure", "Jacinthe", "Kilian", "Léopold", "Mahaut", "Nestor", "Ondine", "Philémon"),
    *("Quitterie", "Rodrigue", "Solange", "Théodule"),
)
PROFESSIONS = ("MG", "IDEL", "MK", "pharmacien", "sage-femme")
LISTED = 300
SIGNED_ON_PAPER = 30
# At three keys a second, half a minute: two minutes leave time to read the sheet.
KEYS = 120


def list_of(count: int) -> str:
    """Return the cells of a spreadsheet, as a person would copy them."""
    lines = ["NOM\tPrénom\tProfession\tStructure\tAdresse mail"]
    for n in range(count):
        name, first_name = NAMES[n % 15], FIRST_NAMES[n // 15]
        address = f"membre{n}@demonstration.invalid"
        lines.append(f"{name}\t{first_name}\t{PROFESSIONS[n % 5]}\tMSP du Pont\t{address}")
    return "\n".join(lines)


def test_a_list_of_three_hundred_members_is_pasted_read_again_accepted_and_undone(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    become(page, "coordination, CPTS")
    page.get_by_role("link", name="CPTS d’Espindane").first.click()
    turn_to(page, "Membres")
    before = page.get_by_role("heading", name=re.compile(r"^\d+ membres$")).inner_text()

    page.get_by_role("link", name="Importer une liste").click()
    sight.look(page)
    page.get_by_label("Ou collez ici les cellules").fill(list_of(LISTED))
    page.get_by_role("button", name="Lire la liste").click()
    expect(page.get_by_role("main")).to_contain_text(f"{LISTED} fiches à créer")
    sight.look(page)
    page.get_by_role("button", name="Accepter la liste").click()

    expect(page.get_by_role("status")).to_contain_text(f"{LISTED} créés")
    sight.look(page)
    page.get_by_role("button", name="Annuler cet import").first.click()
    expect(page.get_by_role("heading", name=before)).to_be_visible()


def sign_the_sheet(page: Page, sight: Sight) -> None:
    """Open the sheet, mark who came, add someone, seal it."""
    page.get_by_role("link", name="Émargement").click()
    page.get_by_role("button", name="Ouvrir la feuille").click()
    sight.look(page)
    page.locator("main tbody tr").first.get_by_role("radio", name="présent").check()
    page.get_by_role("button", name="Enregistrer les lignes").click()
    page.get_by_label("Prénom et nom").fill("Solange Ourlivac")
    page.get_by_role("button", name="Ajouter à la feuille").click()
    page.get_by_role("button", name="Clore et sceller").click()
    expect(page.get_by_role("main")).to_contain_text("scellée")
    sight.look(page)


def write_the_minutes(page: Page, sight: Sight) -> None:
    """Write a conclusion and an action of the third item."""
    page.get_by_role("link", name="Relevé de conclusions").click()
    page.get_by_role("button", name="Commencer le relevé").click()
    page.get_by_role("link", name="Écrire ce point").nth(2).click()
    sight.look(page)
    page.get_by_label("Conclusions").fill("La salle est retenue pour l’année.")
    page.get_by_role("button", name="Enregistrer ce point").click()
    page.get_by_role("link", name="Noter une action").nth(2).click()
    page.get_by_label("Action").fill("Réserver la salle")
    page.get_by_label("Responsable").select_option(index=1)
    page.get_by_role("button", name="Noter l’action").click()
    expect(page.get_by_role("main")).to_contain_text("Réserver la salle")
    sight.look(page)


def test_a_meeting_is_run_from_its_convocation_to_its_one_document(
    visit: Callable[..., Page], sight: Sight, tmp_path: Path
) -> None:
    page = visit()
    become(page, "coordination, CPTS")
    page.get_by_role("link", name="CPTS d’Espindane").first.click()
    prepare_a_meeting(page, "Bureau de la journée")
    sight.look(page)
    page.get_by_role("button", name="Convoquer").click()
    expect(page.get_by_role("status")).to_contain_text("convocation")
    meeting = page.url

    sign_the_sheet(page, sight)
    page.goto(meeting)
    write_the_minutes(page, sight)
    page.get_by_role("button", name="Approuver le relevé").click()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Télécharger en PDF").click()
    waited.value.save_as(tmp_path / "releve.pdf")
    assert (tmp_path / "releve.pdf").read_bytes().startswith(b"%PDF-")
    page.get_by_role("button", name="Envoyer").click()

    expect(page.get_by_role("main")).to_contain_text("envoyé")
    page.get_by_role("link", name="Toutes les actions ouvertes").click()
    expect(page.get_by_role("main")).to_contain_text("Réserver la salle")
    sight.look(page)


def typed(page: Page, keys: list[str]) -> int:
    """Press keys, nothing else; return how many were needed."""
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def test_a_paper_sheet_of_thirty_is_copied_by_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit()
    become(page, "coordination, CPTS")
    page.get_by_role("link", name="CPTS d’Espindane").first.click()
    prepare_a_meeting(page, "Assemblée sur papier", kind="Assemblée générale")
    page.get_by_role("button", name="Convoquer").click()
    page.get_by_role("link", name="Émargement", exact=True).click()
    page.get_by_role("button", name="Ouvrir la feuille").click()

    # From the link that leads past the head of the page, as whoever has no mouse does.
    page.get_by_role("link", name="par profession").focus()
    is_paper = page.get_by_role("checkbox", name="Je recopie la feuille de papier signée")
    pressed = 0
    while not is_paper.evaluate("box => box === document.activeElement") and pressed < KEYS:
        pressed += typed(page, ["Tab"])
    pressed += typed(page, ["Space", "Tab"])
    for number in range(1, SIGNED_ON_PAPER + 1):
        excused = [",", "e"] if number % 10 == 0 else []
        pressed += typed(page, [*str(number), *excused, "Enter"])
    pressed += typed(page, ["Enter"])

    told = page.get_by_role("status").filter(has_text="Lignes enregistrées")
    expect(told).to_contain_text(f"Lignes enregistrées : {SIGNED_ON_PAPER}")
    expect(page.get_by_role("main")).to_contain_text("27 présents, 3 excusés")
    assert pressed <= KEYS
