"""Without a mouse and without scripts, everything that matters can still be done."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.steps import become, open_cpts

MANY = 120


def reach(page: Page, name: str, *, key: str = "Tab") -> None:
    """Move with the keyboard until what bears that name has the focus."""
    for _ in range(MANY):
        page.keyboard.press(key)
        focused = page.locator(":focus")
        if focused.count() and name in (named(focused.first) or ""):
            assert focused.first.is_visible()
            return
    raise AssertionError(f"le clavier n’atteint pas « {name} »")


def named(focused: object) -> str:
    snapshot = getattr(focused, "aria_snapshot", lambda: "")()
    return str(snapshot)


def test_a_perimeter_is_composed_and_saved_by_keyboard_without_scripts(
    visit: Callable[..., Page],
) -> None:
    page = visit(java_script_enabled=False)
    become(page, "coordination, CPTS")
    open_cpts(page, "CPTS du clavier", departement="Hérault (34)")

    reach(page, "Composer le territoire")
    page.keyboard.press("Enter")
    reach(page, "Ajouter une commune")
    page.keyboard.type("frontignan")
    page.keyboard.press("Enter")
    reach(page, "Ajouter Frontignan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Ajoutées")
    reach(page, "Motif")
    page.keyboard.type("Premier essai")
    reach(page, "Enregistrer ce territoire")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Le territoire est enregistré")
    expect(page.get_by_role("main")).to_contain_text("Frontignan")
