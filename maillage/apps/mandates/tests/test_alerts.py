"""Who is told that a mandate ends, waits or was refused: in the digest, once, never for nothing."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from time_machine import travel

from maillage.apps.mandates.actions.alerts import remind_ends
from maillage.apps.mandates.actions.mandate import end_mandate
from maillage.apps.mandates.tests import make
from maillage.apps.members.tests import make as members
from maillage.apps.post import delivery
from maillage.apps.post.models import Mail, Reminder
from maillage.domain.mandates import Approval
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
SOON = make.TODAY + timedelta(days=90)


def told(who: str) -> list[str]:
    return list(Reminder.objects.filter(address=who).values_list("text", flat=True))


def test_who_leads_and_who_sits_are_told_ninety_days_before_the_end_and_once() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    mandate = make.give(make.seats(cpts, chair), chair, until=SOON)
    make.holder(cpts, RoleKind.MEMBER)

    first, again = remind_ends(at=make.NOW), remind_ends(at=make.NOW)
    delivery.gather(at=make.NOW)
    tomorrow = remind_ends(at=make.NOW + timedelta(days=1))

    assert (first, again, tomorrow) == (2, 2, 0)
    texts = list(Mail.objects.filter(kind="DIGEST").values_list("text", flat=True))
    assert len(texts) == 2
    assert all(
        f"finit le {SOON:%d/%m/%Y}" in text and str(mandate.person) in text for text in texts
    )


def test_an_end_that_is_far_or_already_provided_for_says_nothing() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    far = make.give(make.seats(cpts, chair), chair, until=SOON + timedelta(days=1))
    followed = make.seats(cpts, chair, detail="autre")
    make.give(followed, chair, until=SOON, name="Basile")
    make.give(followed, chair, since=SOON + timedelta(days=1), name="Célestine")

    assert remind_ends(at=make.NOW) == 0
    end_mandate(mandate=far, until=SOON, by=chair.person, at=make.NOW)
    assert remind_ends(at=make.NOW) == 2


def test_a_holder_without_an_account_is_told_at_the_address_they_gave() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    held = members.member(cpts, "Alix", "Siège", email="alix@exemple.test", consent_on=make.TODAY)
    make.give_to(make.seats(cpts, chair), chair, held.person, until=SOON)

    remind_ends(at=make.NOW)

    assert len(told("alix@exemple.test")) == 1


def test_a_regional_mandate_waits_for_the_federation_and_its_refusal_comes_back_with_a_reason() -> (
    None
):
    place = make.ladder()
    mandate = make.give(make.regional_seats(place), place.chair)

    assert "à valider" in told(place.president.email)[0]
    make.decide(mandate, place.president, Approval.REFUSED, "Déjà titulaire ailleurs.")

    assert told(place.president.email) == []
    assert "Déjà titulaire ailleurs." in told(place.chair.email)[0]


@travel(make.NOW, tick=False)
def test_the_command_says_how_many_lines_it_kept() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    make.give(make.seats(cpts, chair), chair, until=SOON)
    out = StringIO()

    call_command("mandates", "remind", stdout=out)

    assert json.loads(out.getvalue()) == {"reminders": 2}
