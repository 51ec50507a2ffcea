"""The pages of a letter: who reads, who writes, what is downloaded."""

import zipfile
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Community
from maillage.apps.creation.models import LetterVersion
from maillage.apps.creation.tests import letters, make
from maillage.documents.letters import WRITTEN
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind

pytestmark = pytest.mark.django_db


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, community: Community, *more: object) -> str:
    return reverse(f"creation:{name}", args=[community.slug, *more])


PAGES = [("letter", ()), ("download_letter", ("pdf",))]


@pytest.mark.parametrize(("name", "more"), [*PAGES, ("edit_letter", ())])
def test_a_stranger_meets_nothing(name: str, more: tuple[str, ...]) -> None:
    client = signed(accounts.user())

    assert client.get(address(name, make.cpts(), *more)).status_code == 404


@pytest.mark.parametrize(("name", "more"), [*PAGES, ("edit_letter", ())])
def test_who_is_not_signed_in_is_asked_to(name: str, more: tuple[str, ...]) -> None:
    assert Client().get(address(name, make.cpts(), *more)).status_code == 302


def test_a_member_reads_and_may_not_write() -> None:
    cpts = make.cpts()
    client = signed(make.holder(cpts, RoleKind.MEMBER))

    page = client.get(address("letter", cpts))

    assert page.status_code == 200
    assert address("edit_letter", cpts) not in page.content.decode()
    assert client.get(address("edit_letter", cpts)).status_code == 403
    assert client.post(address("edit_letter", cpts), {"bearers": "x"}).status_code == 403
    assert not LetterVersion.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (AreaRoleKind.DESK_OFFICER, OutsideBody.GUICHET),
        (AreaRoleKind.REVIEWER, OutsideBody.ARS),
    ],
)
def test_those_who_follow_from_outside_read(kind: AreaRoleKind, body: OutsideBody) -> None:
    cpts = make.cpts()
    client = signed(make.officer(kind=kind, outside_body=body))

    assert client.get(address("letter", cpts)).status_code == 200
    assert client.get(address("edit_letter", cpts)).status_code == 403


def test_an_officer_of_another_departement_is_a_stranger() -> None:
    client = signed(make.officer("D2"))

    assert client.get(address("letter", make.cpts())).status_code == 404


def test_an_inter_cpts_has_no_letter_page() -> None:
    body = make.inter_cpts()

    assert signed(make.holder(body)).get(address("letter", body)).status_code == 404


def test_the_page_says_what_is_empty_and_what_is_proposed() -> None:
    cpts = make.cpts()
    page = signed(make.holder(cpts)).get(address("letter", cpts)).content.decode()

    assert "Lettre pré-remplie" in page
    assert page.count("Section non renseignée à ce jour.") == len(WRITTEN) - 2
    assert "Le projet est porté par" in page


def test_writing_the_letter_keeps_a_version_and_shows_it() -> None:
    cpts = make.cpts()
    client = signed(make.holder(cpts))

    done = client.post(
        address("edit_letter", cpts),
        {"expected_version": 0, "diagnosis": "Trois départs", "note": "Premier jet"},
        follow=True,
    )

    page = done.content.decode()
    assert done.redirect_chain == [(address("letter", cpts), 302)]
    assert "La lettre est enregistrée." in page
    assert "Trois départs" in page
    assert "Premier jet" in page


def test_the_page_offers_the_three_formats_of_the_version_shown() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    letters.saved(cpts, by=chair.person, bearers="Nous")

    page = signed(chair).get(address("letter", cpts)).content.decode()

    for format in ("docx", "odt", "pdf"):
        assert f'{address("download_letter", cpts, format)}?version=1"' in page


def test_lines_that_begin_with_a_dash_are_a_list_on_the_page_too() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    letters.saved(cpts, by=chair.person, partners="Avec :\n- l’hôpital\n- <b>la mairie</b>")

    page = signed(chair).get(address("letter", cpts)).content.decode()

    assert "<ul><li>l’hôpital</li><li>&lt;b&gt;la mairie&lt;/b&gt;</li></ul>" in page


def test_the_form_begins_with_what_is_known_and_reminds_of_patients() -> None:
    cpts = make.cpts()
    page = signed(make.holder(cpts)).get(address("edit_letter", cpts)).content.decode()

    assert "aucune donnée de patient" in page
    assert "Le projet est porté par" in page
    assert page.count("<textarea") == len(WRITTEN)


def test_the_second_writer_keeps_her_text_and_sees_the_other() -> None:
    cpts = make.cpts()
    first, second = make.holder(cpts), make.holder(cpts, RoleKind.SECRETARY)
    letters.saved(cpts, by=first.person, bearers="Le texte de la première", support="Commun")
    client = signed(second)

    told = client.post(
        address("edit_letter", cpts),
        {"expected_version": 0, "bearers": "Le texte de la seconde", "support": "Commun"},
    ).content.decode()

    assert f"{first.person} a enregistré la version 1" in told
    assert "Le texte de la première" in told
    assert "Le texte de la seconde</textarea>" in told
    assert told.count("<details open>") == 1
    assert 'name="expected_version" value="1"' in told


def test_having_seen_both_texts_the_second_writer_saves() -> None:
    cpts = make.cpts()
    letters.saved(cpts, by=make.holder(cpts).person, bearers="Première")
    client = signed(make.holder(cpts, RoleKind.SECRETARY))

    client.post(address("edit_letter", cpts), {"expected_version": 1, "bearers": "Les deux"})

    assert LetterVersion.objects.get(number=2).sections == {"bearers": "Les deux"}
    assert LetterVersion.objects.get(number=1).sections == {"bearers": "Première"}


def test_a_form_whose_version_was_tampered_with_writes_nothing() -> None:
    cpts = make.cpts()
    letters.saved(cpts, by=make.holder(cpts).person, bearers="Première")
    client = signed(make.holder(cpts))

    page = client.post(address("edit_letter", cpts), {"expected_version": "x", "bearers": "Y"})

    assert page.status_code == 200
    assert "Y</textarea>" in page.content.decode()
    assert LetterVersion.objects.count() == 1


def test_a_kept_version_is_read_as_it_was() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    letters.saved(cpts, by=chair.person, bearers="Ancien texte")
    letters.saved(cpts, by=chair.person, over=1, bearers="Nouveau texte")
    client = signed(chair)

    old = client.get(address("letter_version", cpts, 1)).content.decode()

    assert "Ancien texte" in old
    assert "Nouveau texte" not in old
    assert "gardée telle quelle" in old
    assert client.get(address("letter_version", cpts, 3)).status_code == 404


def test_the_page_of_a_letter_warns_when_the_territory_has_changed() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    long_before = make.NOW.replace(year=2025)
    letters.saved(cpts, by=chair.person, bearers="Nous", at=long_before)
    letters.territory(cpts, letters.commune("D1001", "Aubray", 900), since=make.TODAY)

    page = signed(chair).get(address("letter", cpts)).content.decode()

    assert "Le territoire a changé depuis cette version" in page


def test_a_hostile_section_is_shown_as_text() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    letters.saved(cpts, by=chair.person, bearers="<script>alert(1)</script>")

    page = signed(chair).get(address("letter", cpts)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("format", "media_type", "signature"),
    [
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK",
        ),
        ("odt", "application/vnd.oasis.opendocument.text", b"PK"),
        ("pdf", "application/pdf", b"%PDF-1.7"),
    ],
)
def test_the_letter_is_downloaded_in_three_formats(
    format: str, media_type: str, signature: bytes
) -> None:
    cpts = make.cpts(name="CPTS de l’Été / Nord")
    chair = make.holder(cpts)
    letters.saved(cpts, by=chair.person, bearers="Nous")

    answer = signed(chair).get(address("download_letter", cpts, format))

    assert answer.headers["Content-Type"] == media_type
    assert answer.content.startswith(signature)
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''Lettre%20d%E2%80%99intention")
    assert disposition.endswith(f"version%201.{format}")
    assert "/" not in disposition.split("''")[1]


def test_the_same_version_is_the_same_file() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    letters.saved(cpts, by=chair.person, bearers="Nous")
    client, file = signed(chair), address("download_letter", cpts, "odt") + "?version=1"

    assert client.get(file).content == client.get(file).content


def test_an_older_version_can_be_downloaded() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    letters.saved(cpts, by=chair.person, bearers="Ancien texte")
    letters.saved(cpts, by=chair.person, over=1, bearers="Nouveau texte")
    client, file = signed(chair), address("download_letter", cpts, "docx")

    old = zipfile.ZipFile(BytesIO(client.get(f"{file}?version=1").content))

    assert b"Ancien texte" in old.read("word/document.xml")
    assert client.get(f"{file}?version=9").status_code == 404


def test_an_unknown_format_is_not_found() -> None:
    cpts = make.cpts()
    client = signed(make.holder(cpts))

    assert client.get(f"/communautes/{cpts.slug}/lettre/telecharger/exe/").status_code == 404


def test_a_large_territory_and_many_versions_cost_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    rows = [letters.commune(f"D{n:04d}", f"Commune {n}", n, epci=f"CC {n % 9}") for n in range(60)]
    letters.territory(cpts, *rows)
    for over in range(8):
        letters.saved(cpts, by=chair.person, over=over, bearers=f"Texte {over}")
    client = signed(chair)
    client.get(address("letter", cpts))

    with django_assert_max_num_queries(25):
        client.get(address("letter", cpts))
    with django_assert_max_num_queries(25):
        client.get(address("edit_letter", cpts))
    with django_assert_max_num_queries(25):
        client.get(address("download_letter", cpts, "odt"))
