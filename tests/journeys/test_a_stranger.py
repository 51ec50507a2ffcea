"""Someone who knows nothing of us looks for the CPTS of their commune."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight


def test_a_stranger_finds_the_cpts_of_a_commune_and_how_to_reach_it(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()
    page.goto("/annuaire/")
    name = page.get_by_role("main").get_by_role("link", name="CPTS").first.inner_text()
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    commune = page.locator("tbody tr:not(.group) td").first.inner_text()

    page.goto("/")
    sight.look(page)
    page.get_by_label("Quelle CPTS couvre ma commune ?").fill(commune)
    page.get_by_role("button", name="Chercher").click()

    sight.look(page)
    page.locator("section", has_text="Par commune").get_by_role("link", name=name).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_role("main")).to_contain_text("01 99 00")
    sight.look(page)


def test_a_commune_that_no_cpts_covers_is_said_so(visit: Callable[..., Page], sight: Sight) -> None:
    page = visit()

    page.goto("/annuaire/?q=34301")

    expect(page.get_by_role("main")).to_contain_text("Sète")
    expect(page.get_by_role("main")).to_contain_text("ne couvre cette commune")
    sight.look(page)


def test_the_map_of_who_covers_what_is_open(visit: Callable[..., Page], sight: Sight) -> None:
    page = visit()

    for path in ("/france/", "/regions/F0/", "/departements/F1/", "/annuaire/"):
        page.goto(path)
        sight.look(page)


def test_an_address_that_leads_nowhere_says_so(visit: Callable[..., Page], sight: Sight) -> None:
    page = visit()
    page.goto("/compte/login/?next=/communautes/ailleurs/")

    sight.look(page)
