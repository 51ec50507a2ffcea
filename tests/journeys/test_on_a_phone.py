"""On a phone, from a mail, without a password: sign, answer dates; and when the network drops."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, follow_a_mail, prepare_a_meeting

PHONE = {"width": 390, "height": 844}
SIGNED = "votre présence à"


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Page:
    return visit(viewport=PHONE, has_touch=True, is_mobile=True)


def open_a_sheet(page: Page, title: str) -> None:
    """Convoke a meeting of today and open its sheet; stay on the sheet."""
    become(page, "coordination, CPTS")
    page.get_by_role("link", name="CPTS d’Espindane").first.click()
    prepare_a_meeting(page, title)
    page.get_by_role("button", name="Convoquer").click()
    page.get_by_role("link", name="Émargement").click()
    page.get_by_role("button", name="Ouvrir la feuille").click()


def lines_signed(page: Page) -> int:
    """Return how many lines of the sheet on screen say that their person is there."""
    page.reload()
    return page.locator("main tbody").get_by_role("radio", name="présent", checked=True).count()


def test_a_member_signs_the_sheet_from_the_link_of_the_convocation(
    visit: Callable[..., Page], phone: Page, sight: Sight
) -> None:
    desk = visit()
    open_a_sheet(desk, "Bureau signé du téléphone")

    follow_a_mail(phone, "Bureau signé du téléphone", "/signer/")
    sight.look(phone)
    phone.get_by_role("radio", name="À distance").check()
    phone.get_by_role("button", name="Je signe ma présence").click()

    expect(phone.get_by_role("main")).to_contain_text(SIGNED)
    sight.look(phone)
    assert lines_signed(desk) == 1
    expect(desk.get_by_role("main")).to_contain_text("à distance")


def test_a_signature_made_without_network_leaves_by_itself_and_only_once(
    visit: Callable[..., Page], phone: Page
) -> None:
    desk = visit()
    open_a_sheet(desk, "Bureau au fond de la vallée")
    follow_a_mail(phone, "Bureau au fond de la vallée", "/signer/")

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Je signe ma présence").click()
    expect(phone.get_by_text("Votre signature est gardée sur ce téléphone")).to_be_visible()
    assert lines_signed(desk) == 0
    phone.context.set_offline(False)

    expect(phone.get_by_role("main")).to_contain_text(SIGNED)
    assert lines_signed(desk) == 1
    phone.reload()
    assert lines_signed(desk) == 1


def test_a_member_says_which_dates_suit_and_may_change_the_answer(
    phone: Page, sight: Sight
) -> None:
    follow_a_mail(phone, "Quand pouvez-vous venir", "/sondage/")
    sight.look(phone)
    for date in phone.locator("main fieldset").all():
        date.get_by_role("radio", name="Oui").check()
    phone.get_by_role("button", name="Envoyer ma réponse").click()

    expect(phone.get_by_role("status")).to_contain_text("votre réponse est notée")
    sight.look(phone)
