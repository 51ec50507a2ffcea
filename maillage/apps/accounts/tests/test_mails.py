"""What does someone read in the mails we send, once a real server has carried them?"""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import allauth
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core import mail
from django.template import engines
from django.test import Client
from pytest_django import Settings

from maillage.apps.accounts.tests import make
from maillage.apps.accounts.tests.test_signing_in import ASK_CODE, CODE, CONFIRM_CODE, is_signed_in

ALLAUTH_TEMPLATES = Path(str(allauth.__file__)).parent / "templates"
# Sent by what is not switched on: security keys, sign-up links, reset by code.
NEVER_SENT = {"webauthn_added", "webauthn_removed", "password_reset_code"}


class Mailbox:
    """Keep what a mail server receives."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 OK"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """Run a mail server on this machine, and send there."""
    handler = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield handler
    controller.stop()


@pytest.mark.django_db
def test_the_code_travels_through_a_mail_server_and_opens(client: Client, mailbox: Mailbox) -> None:
    user = make.user("camille@exemple.test", password=None)

    client.post(ASK_CODE, {"email": "camille@exemple.test"})

    (message,) = mailbox.received
    assert message["Subject"] == "[Maillage] Votre code de connexion"
    assert message["To"] == "camille@exemple.test"
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Bonjour,\n\nVoici votre code de connexion, à recopier")
    code = CODE.search(text)
    assert code

    client.post(CONFIRM_CODE, {"code": code.group(1)})
    assert is_signed_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_the_text_reads_without_markup_on_lines_that_servers_accept(
    client: Client, mailbox: Mailbox
) -> None:
    make.user("camille@exemple.test")

    client.post("/compte/password/reset/", {"email": "camille@exemple.test"})

    (message,) = mailbox.received
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    assert "<" not in text
    assert "&#x27;" not in text
    assert max(map(len, text.splitlines())) < 998


def mails_of_allauth() -> list[str]:
    found = [
        f"{app}/email/{path.name.removesuffix('_subject.txt')}"
        for app in ("account", "mfa")
        for path in (ALLAUTH_TEMPLATES / app / "email").glob("*_subject.txt")
    ]
    return sorted(name for name in found if Path(name).name not in NEVER_SENT)


@pytest.mark.parametrize("name", mails_of_allauth())
@pytest.mark.parametrize("part", ["subject", "message"])
def test_every_mail_is_in_our_words(name: str, part: str) -> None:
    template = engines["django"].engine.get_template(f"{name}_{part}.txt")  # type: ignore[attr-defined]  # Django's own engine

    assert "maillage/apps/accounts/templates" in template.origin.name


@pytest.mark.django_db
def test_a_name_chosen_at_sign_up_is_not_mailed_to_an_unproved_address(client: Client) -> None:
    signup = {"first_name": "Gagnez sur", "last_name": "publicite.test", "email": "a@exemple.test"}

    client.post(
        "/compte/signup/",
        signup | {"password1": make.PASSWORD, "password2": make.PASSWORD},
    )

    assert "publicite" not in str(mail.outbox[0].message())
