"""Someone makes an account, and comes back by password, by code, and with a second factor."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.instance import Instance
from tests.journeys.sight import Sight
from tests.journeys.steps import next_password, one_time_password

ADDRESS = "camille.essai@exemple.test"
PASSWORD = "le chemin monte doucement"


def sign_out(page: Page) -> None:
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()


def sign_in_by_password(page: Page) -> None:
    page.goto("/compte/login/")
    page.get_by_label("Courriel").fill(ADDRESS)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def expect_home(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette semaine")


def sign_up(page: Page, sight: Sight, instance: Instance) -> None:
    page.goto("/compte/signup/")
    sight.look(page)
    page.get_by_label("Prénom").fill("Camille")
    page.get_by_label("Nom", exact=True).fill("Essai")
    page.get_by_label("Courriel").fill(ADDRESS)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    sight.look(page)
    page.get_by_label("Code").fill(instance.last_code_for(ADDRESS))
    page.get_by_role("button", name="Valider").click()


def sign_in_by_code(page: Page, sight: Sight, instance: Instance) -> None:
    page.goto("/compte/login/")
    page.get_by_role("link", name="Recevoir un code par mail").click()
    sight.look(page)
    page.get_by_label("Courriel").fill(ADDRESS)
    page.get_by_role("button", name="Envoyer le code").click()
    sight.look(page)
    page.get_by_label("Code").fill(instance.last_code_for(ADDRESS))
    page.get_by_role("button", name="Valider le code").click()


def add_second_factor(page: Page, sight: Sight) -> tuple[str, str]:
    """Return the secret of the application and the code it was set up with."""
    page.goto("/compte/2fa/totp/activate/")
    if page.locator("input[type=password]").count():
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main").get_by_role("button").first.click()
    sight.look(page)
    secret = page.locator("main code").first.inner_text().strip()
    used = one_time_password(secret, at=page.evaluate("Date.now() / 1000"))
    page.locator("main input[name=code]").fill(used)
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_role("main")).to_contain_text("codes de secours")
    sight.look(page)
    return secret, used


def test_someone_signs_up_then_in_by_password_by_code_and_by_second_factor(
    visit: Callable[..., Page], sight: Sight, instance: Instance
) -> None:
    page = visit()

    sign_up(page, sight, instance)
    expect_home(page)
    sight.look(page)
    sign_out(page)

    sign_in_by_password(page)
    expect_home(page)
    sign_out(page)

    sign_in_by_code(page, sight, instance)
    expect_home(page)

    secret, used = add_second_factor(page, sight)
    for path in ("/compte/", "/compte/2fa/", "/compte/sessions/", "/compte/email/"):
        page.goto(path)
        sight.look(page)
    sign_out(page)

    sign_in_by_password(page)
    sight.look(page)
    page.locator("main input[name=code]").fill(next_password(secret, used))
    page.get_by_role("button", name="Se connecter").click()
    expect_home(page)


def test_a_wrong_password_says_what_else_can_be_done(
    visit: Callable[..., Page], sight: Sight
) -> None:
    page = visit()

    page.goto("/compte/login/")
    page.get_by_label("Courriel").fill("personne@exemple.test")
    page.get_by_label("Mot de passe", exact=True).fill("autre chose que le bon")
    page.get_by_role("button", name="Se connecter").click()

    expect(page.get_by_role("main")).to_contain_text("recevoir un code par mail")
    sight.look(page)
