"""Who finds a line in the mail of the day, and who never does."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import Community
from maillage.apps.members.actions import links, membership, terms
from maillage.apps.members.actions.reminders import Reminded, remind_members
from maillage.apps.members.actions.terms import Chosen, HabitsChanged
from maillage.apps.members.models import Membership
from maillage.apps.members.tests import make
from maillage.apps.post import delivery
from maillage.apps.post.models import Mail, Reminder
from maillage.domain.membership import Regime, Terms

pytestmark = pytest.mark.django_db
NOW, TODAY = make.NOW, make.TODAY


def asking_a_fee() -> tuple[Community, User]:
    cpts = make.cpts()
    chair = make.holder(cpts)
    terms.set_regime(
        community=cpts, terms=Terms(Regime.ADHESION, Decimal(20)), since=TODAY,
        by=chair.person, at=NOW,
    )  # fmt: skip
    return cpts, chair


def agreed(cpts: Community, **fields: object) -> Membership:
    return make.member(cpts, email="a@exemple.test", consent_on=make.LONG_AGO, **fields)  # type: ignore[arg-type]  # passed on as named


def choose(cpts: Community, by: User, **chosen: object) -> None:
    values = {"is_open": False, "reminds": True, "how_to_pay": ""} | chosen
    terms.set_habits(
        community=cpts, chosen=Chosen(**values), expected_version=0, by=by.person, at=NOW  # type: ignore[arg-type]  # as typed above
    )  # fmt: skip


def test_a_fee_due_is_recalled_with_its_amount_and_how_to_pay_it() -> None:
    cpts, chair = asking_a_fee()
    agreed(cpts)
    choose(cpts, chair, how_to_pay="Par virement.")

    assert remind_members(at=NOW) == Reminded(lines=1)

    text = Reminder.objects.get().text
    assert text == f"{cpts.name}\u00a0: votre cotisation de 20\u00a0€ est à régler. Par virement."


def test_run_again_it_says_nothing_again_until_a_month_later() -> None:
    cpts, _ = asking_a_fee()
    agreed(cpts)

    for day in range(40):
        at = NOW + timedelta(days=day)
        remind_members(at=at)
        delivery.gather(at=at)

    digests = Mail.objects.filter(kind="DIGEST").order_by("pk")
    assert [(mail.digest_on - TODAY).days for mail in digests if mail.digest_on] == [0, 30]


def test_whoever_pays_before_the_mail_leaves_is_not_reminded() -> None:
    cpts, chair = asking_a_fee()
    held = agreed(cpts)
    remind_members(at=NOW)

    membership.record_fee(membership=held, paid_on=TODAY, by=chair.person, at=NOW)

    assert not Reminder.objects.exists()
    assert remind_members(at=NOW) == Reminded()


def test_whoever_was_invited_and_accepts_is_not_reminded() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    held = agreed(cpts, accepted_on=None)
    links.send_link(membership=held, by=chair.person, at=NOW)
    later = NOW + timedelta(days=8)
    assert remind_members(at=later) == Reminded(lines=1)
    address = Reminder.objects.get().text.rpartition("/adhesion/")[2].strip("/")

    links.accept_membership(code=address, at=later)

    assert not Reminder.objects.exists()
    assert remind_members(at=later) == Reminded()


def test_whoever_leaves_or_objects_is_not_reminded() -> None:
    cpts, chair = asking_a_fee()
    leaving, objecting = agreed(cpts), agreed(cpts)
    remind_members(at=NOW)

    membership.end_membership(membership=leaving, until=TODAY, by=chair.person, at=NOW)
    code = links.make_link(membership=objecting, by=chair.person, at=NOW)
    links.object_to_membership(code=code, at=NOW)

    assert not Reminder.objects.exists()


def test_a_community_that_wants_no_reminder_sends_none_and_takes_back_those_that_wait() -> None:
    cpts, chair = asking_a_fee()
    agreed(cpts)
    remind_members(at=NOW)

    choose(cpts, chair, reminds=False)

    assert not Reminder.objects.exists()
    assert remind_members(at=NOW) == Reminded()


def test_without_an_address_agreed_to_nobody_is_written_to_and_it_is_counted() -> None:
    cpts, _ = asking_a_fee()
    make.member(cpts, email="sans-accord@exemple.test")

    assert remind_members(at=NOW) == Reminded(without_address=1)
    assert not Reminder.objects.exists()


def test_a_structure_is_reminded_of_its_fee_at_its_own_address() -> None:
    cpts, _ = asking_a_fee()
    make.structure_member(cpts, email="msp@exemple.test", consent_on=make.LONG_AGO)

    assert remind_members(at=NOW) == Reminded(lines=1)
    assert Reminder.objects.get().address == "msp@exemple.test"


def test_an_adhesion_renewed_each_year_is_renewed_from_the_link_of_the_reminder() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    yearly = Terms(Regime.ADHESION, is_renewed=True)
    terms.set_regime(community=cpts, terms=yearly, since=make.LONG_AGO, by=chair.person, at=NOW)
    held = agreed(cpts)

    remind_members(at=NOW)
    text = Reminder.objects.get().text
    links.accept_membership(code=text.rpartition("/adhesion/")[2].strip("/"), at=NOW)

    held.refresh_from_db()
    assert "à renouveler depuis le" in text
    assert held.accepted_on == localdate(NOW)


def test_the_links_go_once_to_everyone_who_has_yet_to_accept() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    agreed(cpts, accepted_on=None)
    make.member(cpts, accepted_on=None, email="deux@exemple.test")
    agreed(cpts)

    assert links.invite_all(community=cpts, by=chair.person, at=NOW) == 2

    assert Mail.objects.count() == 2
    with pytest.raises(links.NobodyToInvite, match="ont reçu"):
        links.invite_all(community=cpts, by=chair.person, at=NOW)


def test_two_people_changing_the_choices_at_once_do_not_overwrite_each_other() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    choose(cpts, chair, is_open=True)

    with pytest.raises(HabitsChanged, match="rechargez"):
        choose(cpts, chair)


def test_the_command_says_how_many_lines_it_kept(capsys: pytest.CaptureFixture[str]) -> None:
    cpts, _ = asking_a_fee()
    agreed(cpts)

    call_command("members", "remind")

    assert '"without_address": 0' in capsys.readouterr().out
