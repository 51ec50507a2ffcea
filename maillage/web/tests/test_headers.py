"""What does every page tell the browser to refuse?"""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def directives(client: Client, address: str) -> dict[str, str]:
    policy = client.get(address).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


@pytest.mark.parametrize("address", ["/compte/login/", "/nulle-part/"])
def test_nothing_is_loaded_but_from_here(client: Client, address: str) -> None:
    said = directives(client, address)

    assert said["default-src"] == "'none'"
    assert said["script-src"] == "'self'"
    assert said["style-src"] == "'self'"
    assert "unsafe" not in str(said)


def test_nobody_frames_our_pages_nor_receives_our_forms(client: Client) -> None:
    said = directives(client, "/compte/login/")

    assert said["frame-ancestors"] == "'none'"
    assert said["form-action"] == "'self'"
    assert said["base-uri"] == "'none'"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_a_page_says_how_it_may_be_used(client: Client, header: str, value: str) -> None:
    assert client.get("/compte/login/").headers[header] == value


def test_a_sign_in_page_is_kept_by_nobody(client: Client) -> None:
    assert "no-store" in client.get("/compte/login/").headers["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts(client: Client) -> None:
    page = client.get("/compte/login/")

    assert page.cookies["csrftoken"]["httponly"]
    assert page.cookies["csrftoken"]["samesite"] == "Lax"
