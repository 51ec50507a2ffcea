"""Whoever is asked to accept a charter is told where to read it."""

import pytest
from django.test import Client
from django.urls import reverse

from maillage.apps.members.actions.links import make_link, send_link
from maillage.apps.members.actions.terms import Chosen, set_habits
from maillage.apps.members.forms import HabitsForm
from maillage.apps.members.models import Membership
from maillage.apps.members.tests import make
from maillage.apps.post.models import Mail

pytestmark = pytest.mark.django_db
CHARTER = "https://exemple.test/charte.pdf"


def asked(*, charter_url: str) -> tuple[Membership, str]:
    """Someone who was sent the link, and its code."""
    community = make.cpts()
    chair = make.holder(community).person
    chosen = Chosen(is_open=False, reminds=True, how_to_pay="", charter_url=charter_url)
    set_habits(community=community, chosen=chosen, expected_version=0, by=chair, at=make.NOW)
    held = make.member(community, email="alix@exemple.test", accepted_on=None)
    send_link(membership=held, by=chair, at=make.NOW)
    return held, make_link(membership=held, by=chair, at=make.NOW)


@pytest.mark.parametrize("charter_url", ["", CHARTER])
def test_the_mail_and_the_page_lead_to_the_charter_where_there_is_one(
    client: Client, charter_url: str
) -> None:
    _, code = asked(charter_url=charter_url)

    shown = client.get(reverse("members:answer", args=[code])).text
    mail = Mail.objects.get()

    assert (CHARTER in shown, CHARTER in mail.text) == (bool(charter_url), bool(charter_url))


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "pas une adresse"])
def test_what_is_no_address_of_the_web_is_refused(typed: str) -> None:
    assert "charter_url" in HabitsForm({"charter_url": typed}).errors
