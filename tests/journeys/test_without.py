"""Without a mouse and without scripts, everything that matters can still be done."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.steps import become, open_cpts

MANY = 120


def reach(page: Page, name: str) -> None:
    """Move with the keyboard until what bears that name has the focus, in sight."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in focused.aria_snapshot():
            expect(focused).to_be_in_viewport()
            return
    raise AssertionError(f"le clavier n’atteint pas « {name} »")


def press(page: Page) -> None:
    """Press the button or follow the link that has the focus."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_perimeter_is_composed_and_saved_by_keyboard_without_scripts(
    visit: Callable[..., Page],
) -> None:
    page = visit(java_script_enabled=False)
    become(page, "coordination, CPTS")
    open_cpts(page, "CPTS du clavier", departement="Hérault (34)")

    reach(page, "Composer le territoire")
    press(page)
    reach(page, "Ajouter une commune")
    page.keyboard.type("frontignan")
    press(page)
    reach(page, "Ajouter Frontignan")
    press(page)
    expect(page.get_by_role("main")).to_contain_text("Ajoutées")
    reach(page, "Motif")
    page.keyboard.type("Premier essai")
    reach(page, "Enregistrer ce territoire")
    press(page)

    expect(page.get_by_role("status")).to_contain_text("Le territoire est enregistré")
    expect(page.get_by_role("main")).to_contain_text("Frontignan")
