"""Does the page of a CPTS say its funding, its rules, and let the right people fill it?"""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import Community
from maillage.apps.contract import queries
from maillage.apps.contract.tests import make
from maillage.apps.creation.models import JourneyMove
from maillage.apps.creation.tests import make as creation
from maillage.domain.journey import Act, Stage
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
SIGNED = {"signed_on": "2026-01-01"}


def page(client: Client, cpts: Community, user: User, **asked: str) -> str:
    client.force_login(user)
    return client.get(f"/communautes/{cpts.slug}/financement/", asked).content.decode()


def test_a_member_reads_the_size_the_payments_and_their_rules(client: Client) -> None:
    cpts = make.cpts(make.SIZE_3)
    member = creation.holder(cpts, RoleKind.MEMBER)

    shown = page(client, cpts, member, **SIGNED, acces_soins="2026-07-02")

    assert "taille 3" in shown
    assert "02/07/2026" in shown
    assert "33\u202f842,47\u00a0€" in shown
    assert "183 jours sur 365" in shown


def test_without_dates_the_forecast_supposes_the_latest_starts_and_says_so(client: Client) -> None:
    cpts = make.cpts(make.SIZE_3)

    shown = page(client, cpts, creation.holder(cpts))

    assert "Hypothèse de départ" in shown


def test_the_forecast_starts_from_the_signature_recorded_in_the_journey() -> None:
    cpts = make.cpts(make.SIZE_3)
    JourneyMove.objects.create(
        community=cpts,
        act=Act.SIGN_ACI.value,
        from_stage=Stage.NEGOTIATION.value,
        from_since=date(2025, 1, 1),
        to_stage=Stage.ACI_SIGNED.value,
        happened_on=date(2025, 5, 6),
        recorded_at=make.NOW,
    )

    assert queries.usual_forecast(cpts, on=date(2026, 11, 23)).signed_on == date(2025, 5, 6)


def test_unknown_lines_are_said_unknown_and_the_total_at_least(client: Client) -> None:
    cpts = make.cpts(make.SIZE_2)

    shown = page(client, cpts, creation.holder(cpts), **SIGNED, parcours="2026-01-01")

    assert "inconnu" in shown
    assert "au moins" in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"signed_on": "2026-02-30"}, "à corriger"),
        ({"signed_on": ""}, "Choisissez la date de signature"),
        ({"signed_on": "2018-01-01"}, "en vigueur"),
        ({"signed_on": "9999-01-01"}, "trop lointaine"),
        ({**SIGNED, "parcours": "2025-12-31"}, "avant"),
        ({**SIGNED, "parcours": "2031-01-01"}, "prend fin"),
    ],
)
def test_dates_that_cannot_be_those_of_a_contract_are_said(
    client: Client, asked: dict[str, str], said: str
) -> None:
    cpts = make.cpts()

    shown = page(client, cpts, creation.holder(cpts), **asked)

    assert "à corriger" in shown
    assert said in shown


def test_a_signature_before_the_association_exists_is_said(client: Client) -> None:
    cpts = make.cpts()
    Community.objects.filter(pk=cpts.pk).update(
        legal_form=Community.LegalForm.ASSOCIATION, founded_on=date(2026, 6, 1)
    )

    shown = page(client, cpts, creation.holder(cpts), **SIGNED)

    assert "association n’existe que depuis le 01/06/2026" in shown


def test_without_a_territory_the_page_offers_the_first_step(client: Client) -> None:
    cpts = make.cpts(population=None)

    assert "Composez d’abord ce territoire" in page(client, cpts, creation.holder(cpts))


def test_the_treasurer_fills_an_amount_and_the_forecast_follows(client: Client) -> None:
    cpts = make.cpts(make.SIZE_2)
    client.force_login(creation.holder(cpts, RoleKind.TREASURER))

    answer = client.post(
        f"/communautes/{cpts.slug}/financement/montant/",
        {
            "cell": make.ACCESS_FIXED.code,
            "amount": "70000,50",
            "source": "contrat, article 4",
            "agreed_on": "2026-01-05",
        },
        follow=True,
    )

    assert "Le montant est inscrit" in answer.content.decode()
    assert "70\u202f000,50\u00a0€" in answer.content.decode()


def test_a_refused_amount_keeps_what_was_typed_and_says_why(client: Client) -> None:
    cpts = make.cpts(make.SIZE_2)
    client.force_login(creation.holder(cpts))

    answer = client.post(
        f"/communautes/{cpts.slug}/financement/montant/",
        {
            "cell": make.ACCESS_FIXED.code,
            "amount": "70000",
            "source": "contrat, article 4",
            "agreed_on": "2090-01-01",
        },
    )

    assert "n’est pas encore passé" in answer.content.decode()
    assert "contrat, article 4" in answer.content.decode()


def test_the_treasurer_withdraws_an_amount(client: Client) -> None:
    cpts = make.cpts(make.SIZE_2)
    treasurer = creation.holder(cpts, RoleKind.TREASURER)
    row = make.agreed(cpts, by=treasurer.person)
    client.force_login(treasurer)
    address = f"/communautes/{cpts.slug}/financement/montant/retirer/"
    form = {"cell": make.ACCESS_FIXED.code, "seen": str(row.uuid)}

    done = client.post(address, form, follow=True).content.decode()
    again = client.post(address, form, follow=True).content.decode()

    assert "Le montant est retiré" in done
    assert "a changé depuis" in again


def test_a_member_sees_the_page_without_the_forms_and_may_not_post(client: Client) -> None:
    cpts = make.cpts()
    member = creation.holder(cpts, RoleKind.MEMBER)

    assert "Inscrire ce montant" not in page(client, cpts, member)
    assert client.post(f"/communautes/{cpts.slug}/financement/montant/").status_code == 403


def test_a_stranger_finds_nothing(client: Client) -> None:
    cpts = make.cpts()
    client.force_login(creation.holder(make.cpts()))

    assert client.get(f"/communautes/{cpts.slug}/financement/").status_code == 404
    assert client.get(f"/communautes/{cpts.slug}/financement.xlsx").status_code == 404


def test_an_inter_cpts_has_no_aci(client: Client) -> None:
    body = creation.inter_cpts()
    client.force_login(creation.holder(body))

    assert client.get(f"/communautes/{body.slug}/financement/").status_code == 404


def test_the_spreadsheet_holds_the_forecast_on_screen(client: Client) -> None:
    cpts = make.cpts(make.SIZE_3)
    client.force_login(creation.holder(cpts))

    answer = client.get(
        f"/communautes/{cpts.slug}/financement.xlsx", {**SIGNED, "parcours": "2026-01-01"}
    )

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == ["Années", "Versements", "Échéances"]
    first = book.get_sheet_by_name("Versements").to_python()[3]
    assert first[:3] == [
        date(2026, 1, 1),
        "Fonctionnement\u00a0: versement entier, année 1",
        75000.0,
    ]


def test_a_spreadsheet_of_impossible_dates_leads_back_to_the_page(client: Client) -> None:
    cpts = make.cpts()
    client.force_login(creation.holder(cpts))

    answer = client.get(
        f"/communautes/{cpts.slug}/financement.xlsx", {"signed_on": "2018-01-01"}, follow=True
    )

    assert "en vigueur" in answer.content.decode()


def test_the_page_reads_the_database_a_fixed_number_of_times(
    client: Client, django_assert_max_num_queries: object
) -> None:
    cpts = make.cpts(make.SIZE_3)
    client.force_login(creation.holder(cpts))

    with django_assert_max_num_queries(25):  # type: ignore[operator]  # a fixture of pytest-django
        client.get(f"/communautes/{cpts.slug}/financement/")
