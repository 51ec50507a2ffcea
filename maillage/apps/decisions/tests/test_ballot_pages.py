import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.decisions.access import voices_of
from maillage.apps.decisions.actions.ballot import Paper, open_ballot
from maillage.apps.decisions.models import Ballot, Decision, Proposal
from maillage.apps.decisions.tests import make
from maillage.apps.journal.models import Entry
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.members.tests import make as members
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


@travel(make.NOW, tick=False)
def test_an_assembly_elects_in_secret_from_its_pages() -> None:
    cpts = make.cpts()
    people = [make.holder(cpts), *(make.holder(cpts, RoleKind.MEMBER) for _ in range(3))]
    said = {
        "title": "Élection du bureau",
        "candidates": "Aurore\nBasile\nAurore",
        "seats": "1",
        "electorate": "MEMBERS",
        "majority": "ABSOLUTE",
        "proxy_limit": "1",
        "votes_by": "2026-11-30",
        "is_secret": "on",
    }

    browser(people[0]).post(reverse("decisions:new_ballot", args=[cpts.slug]), said)
    ballot = Ballot.objects.get()
    at = [cpts.slug, ballot.uuid]
    rows = {voter.person_id: voter for voter in ballot.voters.all()}
    aurore = ballot.options.get(label="Aurore").uuid
    proxy = {"giver": rows[people[3].person.pk].uuid, "holder": rows[people[2].person.pk].uuid}
    browser(people[3]).post(reverse("decisions:give_proxy", args=at), proxy)
    for someone, for_whom in ((0, 0), (1, 1), (2, 2), (2, 3)):
        vote = {"voter": rows[people[for_whom].person.pk].uuid, "chosen": aurore}
        browser(people[someone]).post(reverse("decisions:cast_vote", args=at), vote)
    shown = browser(people[0]).post(reverse("decisions:close_ballot", args=at), follow=True)

    assert ballot.options.count() == 2
    assert Decision.objects.get().content["elected"] == ["Aurore"]
    assert "<dt>Aurore</dt><dd><strong>4</strong></dd>" in shown.content.decode()


@travel(make.NOW, tick=False)
def test_a_ballot_is_not_reached_through_another_community() -> None:
    cpts, other = make.cpts(), make.cpts()
    chair, stranger = make.holder(cpts), make.holder(other)
    said = {
        "title": "Rapport moral",
        "seats": "1",
        "electorate": "BOARD",
        "majority": "SIMPLE",
        "proxy_limit": "0",
        "votes_by": "2026-11-30",
    }
    browser(chair).post(reverse("decisions:new_ballot", args=[cpts.slug]), said)
    ballot = Ballot.objects.get()

    for name in ("close_ballot", "cast_vote", "give_proxy"):
        url = reverse(f"decisions:{name}", args=[other.slug, ballot.uuid])
        assert browser(stranger).post(url).status_code == 404
    shown = browser(chair).get(reverse("decisions:ballot", args=[cpts.slug, ballot.uuid]))
    assert "Mettre dans l’urne" in shown.content.decode()


@travel(make.NOW, tick=False)
def test_a_community_reads_in_its_register_where_its_voice_is_called() -> None:
    place = make.circle(2)
    ballot = open_ballot(
        community=place.inter,
        paper=Paper("Budget commun"),
        roll=voices_of(place.inter, Proposal.Electorate.COMMUNITIES, on=make.TODAY),
        by=place.leader.person,
        at=make.NOW,
    )
    member = place.members[0]
    client = browser(place.chairs[member])
    register = reverse("decisions:register", args=[member.slug])
    voter = ballot.voters.get(community=member)
    at = [place.inter.slug, ballot.uuid]

    before = client.get(register).content.decode()
    client.post(reverse("decisions:cast_vote", args=at), {"voter": voter.uuid, "chosen": "BLANK"})
    after = client.get(register).content.decode()

    assert "Budget commun" in before
    assert "à voter" in before
    assert "vote donné" in after
    assert ballot.voters.filter(has_voted=True).count() == 1
    shown = client.get(reverse("decisions:ballot", args=at)).content.decode()
    assert "Clore et dépouiller" not in shown


@travel(make.NOW, tick=False)
def test_the_roll_is_read_by_those_who_read_the_list_of_members_and_that_is_journaled() -> None:
    cpts = make.cpts()
    chair, member = make.holder(cpts), make.holder(cpts, RoleKind.MEMBER)
    listed = members.member(cpts, "Alix", "Discrète").person
    assert listed
    ballot = open_ballot(
        community=cpts,
        paper=Paper("Comptes", proxy_limit=1),
        roll=voices_of(cpts, Proposal.Electorate.MEMBERS, on=make.TODAY),
        by=chair.person,
        at=make.NOW,
    )
    url = reverse("decisions:ballot", args=[cpts.slug, ballot.uuid])

    seen = browser(member).get(url).content.decode()
    assert "Alix Discrète" not in seen
    assert f">{chair.person}</option>" in seen
    assert not Entry.objects.filter(verb="personal_data.read").exists()
    assert "Alix Discrète" in browser(chair).get(url).content.decode()
    assert_journaled("personal_data.read", what="voix d’un scrutin")
