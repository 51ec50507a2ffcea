"""What do all pages have, and what do they say when something is wrong?"""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from maillage.ui.context import STYLE_SHEETS, Destination, address, entries, everyone, signed_in

UI = Path(__file__).parents[1]
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
WITHOUT_CONTEXT = ("400.html", "403_csrf.html", "500.html")
GUIDE = pytest.mark.urls("maillage.ui.tests.guide")


def request(path: str = "/") -> HttpRequest:
    asked = RequestFactory().get(path)
    asked.user = AnonymousUser()
    return asked


@GUIDE
def test_the_guide_shows_every_component_without_a_missing_word(client: Client) -> None:
    response = client.get("/guide/")

    assert response.status_code == 200


@GUIDE
def test_a_page_is_french_and_offers_to_skip_to_its_matter(client: Client) -> None:
    html = client.get("/").content.decode()

    assert '<html lang="fr">' in html
    assert '<a class="skip-link" href="#contenu">' in html
    assert 'id="contenu"' in html


@GUIDE
def test_a_stranger_is_asked_for_a_commune(client: Client) -> None:
    html = client.get("/").content.decode()

    assert "Quelle CPTS couvre ma commune" in html
    assert 'action="/annuaire/" method="get"' in html
    assert html.count("btn-primary") == 1


@GUIDE
def test_the_demonstration_says_so_on_every_page(client: Client, settings: Settings) -> None:
    settings.DEMONSTRATION = True

    assert "Démonstration" in client.get("/").content.decode()


@GUIDE
def test_a_real_instance_is_not_called_a_demonstration(client: Client, settings: Settings) -> None:
    settings.DEMONSTRATION = False

    assert "Démonstration" not in client.get("/").content.decode()


@GUIDE
@pytest.mark.parametrize(
    ("path", "nearness"), [("/annuaire/", "page"), ("/annuaire/cpts-x/", "true"), ("/x/", "")]
)
def test_navigation_says_where_one_is(path: str, nearness: str) -> None:
    (entry,) = entries([Destination("Annuaire", "directory", everyone)], request(path))

    assert entry.nearness == nearness


@GUIDE
def test_navigation_leaves_out_what_does_not_exist_or_does_not_concern() -> None:
    destinations = [
        Destination("Annuaire", "directory", everyone),
        Destination("Ailleurs", "nowhere", everyone),
        Destination("Cette semaine", "home", signed_in),
    ]

    assert [entry.label for entry in entries(destinations, request())] == ["Annuaire"]


@GUIDE
def test_an_address_that_does_not_exist_is_empty() -> None:
    assert address("nowhere") == ""


@pytest.mark.parametrize("name", WITHOUT_CONTEXT)
def test_a_broken_page_needs_nothing_to_be_shown(name: str) -> None:
    html = render_to_string(name)

    assert '<a class="btn btn-primary" href="/">' in html
    assert '<html lang="fr">' in html


@GUIDE
@pytest.mark.parametrize("name", ["403.html", "404.html", "429.html"])
def test_a_refused_page_says_what_to_do(name: str) -> None:
    html = render_to_string(name, request=request())

    assert html.count("<h1>") == 1
    assert "Revenir à l’accueil" in html


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_template_holds_a_style_or_a_script(template: Path) -> None:
    source = template.read_text()

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|javascript:", source)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_punctuation_never_begins_a_line(template: Path) -> None:
    assert not re.search(r"\w [;:?!»]|« ", template.read_text())


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_templates_stay_small(template: Path) -> None:
    assert len(template.read_text().splitlines()) <= 80


def test_every_style_sheet_is_called_and_stays_small() -> None:
    sheets = {f"ui/{sheet.name}": sheet for sheet in (UI / "static" / "ui").glob("*.css")}

    assert set(sheets) == {*STYLE_SHEETS, "ui/print.css", "ui/live-map.css"}
    assert all(len(sheet.read_text().splitlines()) <= 400 for sheet in sheets.values())
