"""Who is invited by habit, where are they written to, and who has a voice?"""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.communities.models import Community
from maillage.apps.meetings.actions import convocation, sheet
from maillage.apps.meetings.models import Attendance, Invitation, Meeting
from maillage.apps.meetings.tests import make
from maillage.apps.members.actions import terms
from maillage.apps.members.models import College
from maillage.apps.members.tests import make as members
from maillage.apps.post.models import Mail
from maillage.domain.meetings import Kind
from maillage.domain.membership import Category, Regime, Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def cpts() -> Community:
    return make.cpts()


def assembly(community: Community, kind: Kind = Kind.GENERAL_ASSEMBLY) -> Meeting:
    return make.prepared(community, make.holder(community).person, kind=kind)


def convoked(meeting: Meeting) -> None:
    convocation.convoke(meeting=meeting, by=meeting.created_by, at=make.NOW)
    meeting.refresh_from_db()


def line_of(meeting: Meeting, name: str) -> Attendance:
    opened = sheet.open_sheet(meeting=meeting, by=meeting.created_by, at=meeting.starts_at)
    return opened.lines.get(person__last_name=name)


@pytest.mark.parametrize("kind", [Kind.GENERAL_ASSEMBLY, Kind.MULTIPROFESSIONAL])
def test_every_member_of_the_list_is_invited_to_what_is_for_all(
    cpts: Community, kind: Kind
) -> None:
    doctor = members.member(cpts, "Odile", "Essai")
    partner = members.member(cpts, "Mairie", "Partenaire", category=Category.PARTNER)
    members.member(cpts, "Partie", "Ailleurs", until=make.TODAY)

    invited = assembly(cpts, kind).invitations.filter(person__memberships__isnull=False)

    assert set(invited.values_list("person", flat=True)) == {doctor.person_id, partner.person_id}


def test_a_bureau_expects_those_who_hold_a_role(cpts: Community) -> None:
    members.member(cpts)

    assert not assembly(cpts, Kind.BOARD).invitations.filter(person__memberships__isnull=False)


def test_a_member_known_by_an_address_alone_is_convoked_there(cpts: Community) -> None:
    members.member(cpts, "Odile", "Essai", email="odile@exemple.test", consent_on=make.TODAY)
    meeting = assembly(cpts)

    convoked(meeting)

    mail = Mail.objects.get(address="odile@exemple.test")
    assert "signez votre présence ici" in mail.text
    assert reverse("meetings:sign", args=["x"])[:-2] in mail.text


def test_a_member_is_written_to_where_they_told_this_community(cpts: Community) -> None:
    user = make.member(cpts)
    members.member(cpts, person=user.person, email="cabinet@exemple.test", consent_on=make.TODAY)

    convoked(assembly(cpts))

    assert Mail.objects.filter(address="cabinet@exemple.test").exists()
    assert not Mail.objects.filter(address=user.email).exists()


def test_a_structure_is_invited_by_its_address_and_has_no_voice(cpts: Community) -> None:
    members.structure_member(cpts, "EHPAD", email="ehpad@exemple.test", consent_on=make.TODAY)
    meeting = assembly(cpts)

    convoked(meeting)
    opened = sheet.open_sheet(meeting=meeting, by=meeting.created_by, at=meeting.starts_at)

    assert Mail.objects.filter(address="ehpad@exemple.test").exists()
    assert not opened.lines.get(guest_name="EHPAD").is_voter


def test_the_list_says_who_votes_and_in_which_college(cpts: Community) -> None:
    college = College.objects.create(community=cpts, name="Libéraux")
    members.member(cpts, "Odile", "Votante", college=college)
    members.member(cpts, "Mairie", "Partenaire", category=Category.PARTNER)
    meeting = assembly(cpts)
    convoked(meeting)

    voting = line_of(meeting, "Votante")

    assert (voting.is_voter, voting.college) == (True, "Libéraux")
    assert not line_of(meeting, "Partenaire").is_voter


def test_a_professional_who_is_a_member_by_right_votes_without_having_signed(
    cpts: Community,
) -> None:
    terms.set_regime(
        community=cpts,
        terms=Terms(Regime.BY_RIGHT),
        since=make.TODAY,
        by=make.holder(cpts).person,
        at=make.NOW,
    )
    members.member(cpts, "Odile", "Votante", accepted_on=None)
    meeting = assembly(cpts)
    convoked(meeting)

    assert line_of(meeting, "Votante").is_voter


def test_who_owes_a_fee_comes_without_a_vote_even_with_a_role(cpts: Community) -> None:
    chair = make.holder(cpts)
    terms.set_regime(
        community=cpts,
        terms=Terms(Regime.ADHESION, Decimal(10)),
        since=make.TODAY,
        by=chair.person,
        at=make.NOW,
    )
    members.member(cpts, person=chair.person)
    meeting = make.convoked(cpts, chair.person)

    opened = sheet.open_sheet(meeting=meeting, by=chair.person, at=meeting.starts_at)

    assert not opened.lines.get(person=chair.person).is_voter


# --- The page where they are chosen -------------------------------------------------------------


def chooses(meeting: Meeting, **sent: object) -> None:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(meeting.created_by.user)
    with travel(make.NOW, tick=False):
        browser.post(
            reverse("meetings:invitees", args=[meeting.community.slug, meeting.uuid]), sent
        )


def test_one_gesture_invites_everyone_and_another_the_bureau_alone(cpts: Community) -> None:
    members.member(cpts)
    members.structure_member(cpts, email="ehpad@exemple.test", consent_on=make.TODAY)
    meeting = assembly(cpts, Kind.BOARD)

    chooses(meeting, gesture="all")
    everyone = meeting.invitations.count()
    chooses(meeting, gesture="roles")

    assert (everyone, meeting.invitations.count()) == (3, 1)


def test_a_structure_no_longer_ticked_is_told_and_a_guest_from_elsewhere_stays(
    cpts: Community,
) -> None:
    members.structure_member(cpts, email="ehpad@exemple.test", consent_on=make.TODAY)
    meeting = assembly(cpts)
    Invitation.objects.create(
        meeting=meeting, guest_name="Mairie", guest_address="mairie@exemple.test"
    )
    convoked(meeting)

    chooses(meeting, people=[str(meeting.created_by.uuid)])

    assert "ne vous attend plus" in Mail.objects.filter(address="ehpad@exemple.test")[1].text
    assert set(meeting.invitations.values_list("guest_address", flat=True)) == {
        "",
        "mairie@exemple.test",
    }
