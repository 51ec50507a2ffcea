"""The pages of the members of a community."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from maillage.apps.communities.models import Community
from maillage.apps.journal.models import Entry
from maillage.apps.members.actions import links
from maillage.apps.members.models import ImportBatch, Membership
from maillage.apps.members.tests import make
from maillage.domain.membership import Category, State
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def keeper(community: Community, kind: RoleKind = RoleKind.COORDINATOR) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(make.holder(community, kind))
    return client


def page(client: Client, name: str, *arguments: object, query: str = "") -> str:
    response = client.get(reverse(f"members:{name}", args=arguments) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_an_empty_list_offers_the_first_step() -> None:
    community = make.cpts()

    shown = page(keeper(community), "list", community.slug)

    assert "Collez votre tableur" in shown


def test_the_list_is_found_again_by_name_whatever_the_accents() -> None:
    community = make.cpts()
    make.member(community, "Inès", "Brévolle")
    make.member(community, "Hugo", "Castoran")

    shown = page(keeper(community), "list", community.slug, query="?q=brevolle")

    assert "Brévolle" in shown
    assert "Castoran" not in shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?profession=10", {"Brévolle"}), ("?etat=AWAITING", {"Castoran"}),
     ("?etat=FORMER", {"Dravel"}), ("?college=pas-un-uuid&page=x&etat=RIEN",
                                    {"Brévolle", "Castoran"})],
)  # fmt: skip
def test_the_list_is_filtered_and_nonsense_filters_nothing(query: str, expected: set[str]) -> None:
    community = make.cpts()
    make.member(community, "Inès", "Brévolle", profession_code="10")
    make.member(community, "Hugo", "Castoran", accepted_on=None)
    make.member(community, "Luc", "Dravel", until=make.TODAY.replace(year=2025))

    shown = page(keeper(community), "list", community.slug, query=query)

    assert {name for name in ("Brévolle", "Castoran", "Dravel") if name in shown} == expected


def test_every_state_may_be_asked_for() -> None:
    community = make.cpts()
    make.member(community)

    shown = page(keeper(community), "list", community.slug)

    assert all(f'<option value="{state.value}">{state.label}' in shown for state in State)


def test_reading_the_list_and_a_member_is_journaled() -> None:
    community = make.cpts()
    held = make.member(community)
    client = keeper(community)

    page(client, "list", community.slug)
    page(client, "member", community.slug, held.uuid)

    assert Entry.objects.filter(verb="personal_data.read").count() == 2


def test_a_member_is_not_reached_through_another_community() -> None:
    mine, theirs = make.cpts(), make.cpts()
    held = make.member(theirs)

    response = keeper(mine).get(reverse("members:member", args=[mine.slug, held.uuid]))

    assert response.status_code == 404


def test_three_hundred_members_cost_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    community = make.cpts()
    for number in range(300):
        make.member(community, "Alix", f"Essai{number:03d}", structure=make.structure(community))
    client = keeper(community)
    client.get(reverse("account"))  # a first visit writes the session down

    for query in ("", "?q=essai", "?page=3"):
        with django_assert_max_num_queries(25):
            page(client, "list", community.slug, query=query)
    with django_assert_max_num_queries(25):
        client.get(reverse("members:export_workbook", args=[community.slug]))


def test_what_is_handed_over_opens_in_a_spreadsheet_and_runs_no_formula() -> None:
    community = make.cpts()
    make.member(community, "=cmd|'/c calc'!A1", "Dravel")

    answer = keeper(community).get(reverse("members:export_workbook", args=[community.slug]))

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][:2] == ["Dravel", "=cmd|'/c calc'!A1"]


def test_the_address_book_escapes_what_people_wrote() -> None:
    community = make.cpts()
    make.member(community, "Inès", "Brévolle; fille", email="ines@exemple.test")

    answer = keeper(community).get(reverse("members:export_cards", args=[community.slug]))

    text = answer.content.decode()
    assert "N:Brévolle\\; fille;Inès;;;\r\n" in text
    assert "EMAIL;TYPE=work:ines@exemple.test\r\n" in text


def test_someone_is_added_then_changed_by_the_form() -> None:
    community = make.cpts()
    client = keeper(community)
    typed = {
        "category": "PROFESSIONAL", "first_name": "Inès", "last_name": "Brévolle",
        "profession_code": "60", "since": "2026-01-05", "email": "ines@exemple.test",
        "consent_on": "2026-01-05", "structure": "Cabinet du Pont",
    }  # fmt: skip

    client.post(reverse("members:new", args=[community.slug]), typed)
    held = Membership.objects.get()
    client.post(
        reverse("members:edit", args=[community.slug, held.uuid]),
        typed | {"phone": "0612345678", "version": "0"},
    )

    held.refresh_from_db()
    assert (held.email, held.phone) == ("ines@exemple.test", "06 12 34 56 78")


def test_a_form_opened_before_someone_else_saved_is_refused_with_what_was_typed() -> None:
    community = make.cpts()
    held = make.member(community, "Inès", "Brévolle", version=3)

    answer = keeper(community).post(
        reverse("members:edit", args=[community.slug, held.uuid]),
        {"category": "PROFESSIONAL", "first_name": "Inès", "last_name": "Brévolle",
         "since": "2026-01-05", "version": "2", "specialty": "soins à domicile"},
    )  # fmt: skip

    assert "pendant que vous l’aviez ouverte" in answer.content.decode()
    assert "soins à domicile" in answer.content.decode()


def test_a_form_of_one_community_never_touches_the_others() -> None:
    here, elsewhere = make.cpts(), make.cpts()
    theirs = make.member(elsewhere, "Inès", "Brévolle", email="la-bas@exemple.test")
    mine = make.member(here, person=theirs.person, email="ici@exemple.test")
    before = Membership.objects.filter(pk=theirs.pk).values().get()

    keeper(here).post(
        reverse("members:edit", args=[here.slug, mine.uuid]),
        {"category": "PROFESSIONAL", "first_name": "Inès", "last_name": "Brévolle",
         "profession_code": "60", "since": "2026-01-05", "version": "0"},
    )  # fmt: skip

    mine.refresh_from_db()
    assert mine.email == ""
    assert Membership.objects.filter(pk=theirs.pk).values().get() == before


def test_the_name_of_someone_known_elsewhere_is_not_changed_from_here() -> None:
    here, elsewhere = make.cpts(), make.cpts()
    theirs = make.member(elsewhere, "Inès", "Brévolle")
    mine = make.member(here, person=theirs.person)

    answer = keeper(here).post(
        reverse("members:edit", args=[here.slug, mine.uuid]),
        {"category": "PROFESSIONAL", "first_name": "Autre", "last_name": "Nom",
         "profession_code": "60", "since": "2026-01-05", "version": "0"},
    )  # fmt: skip

    assert "ne se changent pas d’ici" in answer.content.decode()
    assert str(Membership.objects.get(pk=mine.pk).person) == "Inès Brévolle"


def test_a_list_is_pasted_read_over_accepted_and_undone() -> None:
    community = make.cpts()
    make.member(community, "Inès", "Brévolle")
    client = keeper(community)
    pasted = "Liste\n\nNom\tPrénom\tProfession\nBREVOLE\tInès\tMG\nDravel\tLuc\tMK\n\tseul\t\n"

    answer = client.post(reverse("members:import", args=[community.slug]), {"pasted": pasted})
    batch = ImportBatch.objects.get()
    shown = page(client, "preview", community.slug, batch.uuid)
    accepted = client.post(answer["Location"], {"ligne-5": "aside"})
    after = Membership.objects.count()
    client.post(reverse("members:undo", args=[community.slug, batch.uuid]))

    assert "Luc Dravel" in shown
    assert "Ligne 6" in shown
    assert accepted.status_code == 302
    assert (after, Membership.objects.count()) == (2, 1)


def test_a_likely_duplicate_is_shown_beside_who_it_may_be() -> None:
    community = make.cpts()
    held = make.member(community, "Inès", "Brévolle", email="ines@exemple.test")
    client = keeper(community)
    client.post(
        reverse("members:import", args=[community.slug]),
        {"pasted": "Nom\tPrénom\tTél\nBrevole\tInès\t0612345678"},
    )
    batch = ImportBatch.objects.get()

    shown = page(client, "preview", community.slug, batch.uuid)
    client.post(
        reverse("members:preview", args=[community.slug, batch.uuid]), {"ligne-2": f"m:{held.pk}"}
    )

    held.refresh_from_db()
    assert "à une lettre près" in shown
    assert "ines@exemple.test" in shown
    assert held.phone == "06 12 34 56 78"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.7\x00", "ni un tableur"), (b"a;b\nc;d", "en-têtes"),
     (b"Nom;Prenom\n" + b"Dravel;Luc\n" * 100_000, "découpez"), (b"", "vide")],
)  # fmt: skip
def test_a_hostile_file_gets_a_clear_answer_and_writes_nothing(content: bytes, words: str) -> None:
    community = make.cpts()

    answer = keeper(community).post(
        reverse("members:import", args=[community.slug]),
        {"file": SimpleUploadedFile("liste.csv", content)},
    )

    assert words in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_scripts_in_a_list_are_shown_as_text() -> None:
    community = make.cpts()
    client = keeper(community)
    client.post(
        reverse("members:import", args=[community.slug]),
        {"pasted": "Nom\tPrénom\tMail\n<script>x</script>\tLuc\t<b>"},
    )

    shown = page(client, "preview", community.slug, ImportBatch.objects.get().uuid)

    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_a_member_answers_from_a_link_without_an_account() -> None:
    community = make.cpts()
    held = make.member(community, accepted_on=None, email="a@exemple.test")
    code = links.make_link(membership=held, by=make.holder(community).person, at=now())
    someone = Client(SERVER_NAME="localhost")

    shown = page(someone, "answer", code)
    someone.post(reverse("members:answer", args=[code]), {"reponse": "accepter"})
    held.refresh_from_db()
    accepted = held.accepted_on
    someone.post(reverse("members:answer", args=[code]), {"reponse": "refuser"})
    held.refresh_from_db()

    assert community.name in shown
    assert accepted is not None
    assert held.objected_on is not None
    assert held.email == ""


def test_reading_a_link_answers_nothing_and_an_altered_one_says_why() -> None:
    community = make.cpts()
    held = make.member(community, accepted_on=None)
    code = links.make_link(membership=held, by=make.holder(community).person, at=now())
    someone = Client(SERVER_NAME="localhost")

    page(someone, "answer", code)
    altered = someone.post(
        reverse("members:answer", args=[code[:-2] + "xx"]), {"reponse": "refuser"}
    )
    held.refresh_from_db()

    assert (held.accepted_on, held.objected_on) == (None, None)
    assert altered.status_code == 410
    assert "Ce lien" in altered.content.decode()


def test_a_link_is_sent_to_whom_gave_an_address_and_refused_otherwise(
    mailoutbox: list[object],
) -> None:
    community = make.cpts()
    held = make.member(community)
    client = keeper(community)
    address = reverse("members:invite", args=[community.slug, held.uuid])

    client.post(address)
    refused = page(client, "member", community.slug, held.uuid)

    assert "pas d’adresse électronique" in refused
    assert not mailoutbox


def test_terms_colleges_and_rates_say_their_source() -> None:
    community = make.cpts()
    make.member(community, profession_code="10")
    make.member(community, profession_code="60")
    make.member(community, profession_code="10", category=Category.INTERN)
    client = keeper(community)

    client.post(
        reverse("members:state_practising", args=[community.slug]),
        {"profession_code": "10", "count": "4", "source": "Rézone CPTS", "stated_on": "2026-11-03"},
    )
    client.post(reverse("members:add_college", args=[community.slug]), {"name": "libéraux"})
    client.post(
        reverse("members:set_regime", args=[community.slug]),
        {"regime": "BY_RIGHT", "renewal": "CIVIL_YEAR", "since": "2026-11-01"},
    )
    shown = page(client, "terms", community.slug)

    assert "Rézone CPTS, 03/11/2026" in shown
    assert "25\u00a0%" in shown
    assert "effectif inconnu" in shown
    assert "libéraux" in shown
    assert "Membres de droit" in shown


def test_the_chart_shows_the_board_and_the_colleges() -> None:
    community = make.cpts()
    college = community.colleges.create(name="libéraux")
    make.member(community, "Inès", "Brévolle", college=college)

    who = keeper(community)
    make.holder(community, kind=RoleKind.CHAIR)
    make.holder(community, kind=RoleKind.BOARD)

    shown = page(who, "chart", community.slug)

    assert (
        shown.index("Présidence") < shown.index("Bureau ou conseil") < shown.index("Coordination")
    )
    assert "Collège «\u00a0libéraux\u00a0»\u00a0: 1\u00a0membre" in shown
    assert "Brévolle" in shown
