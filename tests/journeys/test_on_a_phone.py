"""On a phone, from a mail, without a password: sign, answer dates; and when the network drops."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.sight import Sight
from tests.journeys.steps import become, follow_a_mail, in_days, prepare_a_meeting, turn_to

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
    for asked in phone.locator("main fieldset").all():
        asked.get_by_role("radio", name="Oui").check()
    phone.get_by_role("button", name="Envoyer ma réponse").click()

    expect(phone.get_by_role("status")).to_contain_text("votre réponse est notée")
    sight.look(phone)


def test_a_cpts_objects_to_a_proposal_and_the_text_cannot_be_adopted(
    visit: Callable[..., Page], phone: Page, sight: Sight
) -> None:
    desk = visit()
    become(desk, "présidence, Inter-CPTS de l’Ambrine")
    desk.goto("/communautes/inter-cpts-de-lambrine/")
    turn_to(desk, "Réunions et décisions", "Décisions")
    desk.get_by_role("link", name="Proposer une décision").click()
    desk.get_by_label("Titre").fill("Un local commun")
    desk.get_by_label("Texte proposé").fill("Louer un local à l’année.")
    desk.get_by_label("Réponses attendues").fill(f"{in_days(20)}")
    desk.get_by_role("button", name="Enregistrer").click()
    desk.get_by_role("button", name="Ouvrir la proposition").click()
    desk.get_by_role("button", name="Envoyer le lien").click()

    follow_a_mail(phone, "Un local commun", "/repondre/")
    sight.look(phone)
    phone.get_by_role("radio", name="Objection").check()
    phone.get_by_role("button", name="Répondre").click()
    expect(phone.get_by_role("main")).to_contain_text("Écrivez votre objection")
    phone.get_by_label("Motif").fill("Trop loin de la moitié des communes.")
    phone.get_by_role("button", name="Répondre").click()

    expect(phone.get_by_role("main")).to_contain_text("Réponse enregistrée")
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("Trop loin de la moitié des communes.")
    sight.look(desk)
