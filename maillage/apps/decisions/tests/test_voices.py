"""Who has a voice: members of the list, structures, roles, communities; and for how much."""

import pytest

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Community
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import statutes as statutes_actions
from maillage.apps.decisions.actions import vote as votes
from maillage.apps.decisions.actions.ballot import Paper, close_ballot, open_ballot
from maillage.apps.decisions.actions.statutes import ArticleMissing, Stated
from maillage.apps.decisions.models import Ballot, Proposal, Voter, silence_of, weights_of
from maillage.apps.decisions.tests import make
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.members.models import College
from maillage.apps.members.tests import make as members
from maillage.domain.ballots import OutOfCollege, VoiceWithoutWeight, WeightsIncomplete
from maillage.domain.consensus import Rule, Silence, SilenceNotInStatutes
from maillage.domain.membership import Category
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
MEMBERS, BOARD = Proposal.Electorate.MEMBERS, Proposal.Electorate.BOARD


def names(community: Community, electorate: Proposal.Electorate = MEMBERS) -> list[str]:
    return sorted(voice.name for voice in access.voices_of(community, electorate, on=make.TODAY))


def test_members_in_good_standing_have_a_voice_with_or_without_an_account() -> None:
    cpts = make.cpts()
    members.member(cpts, "Alix", "Membre")
    members.member(cpts, "Bo", "Attente", accepted_on=None)
    members.member(cpts, "Cleo", "Opposée", objected_on=make.LONG_AGO)
    members.member(cpts, "Dan", "Partenaire", category=Category.PARTNER)
    members.structure_member(cpts, "Maison des Essais")

    assert names(cpts) == ["Alix Membre", "Maison des Essais"]


def test_a_role_keeps_its_voice_until_the_list_speaks_of_its_holder() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    late = make.holder(cpts, RoleKind.MEMBER).person
    members.member(cpts, person=late, accepted_on=None)

    assert names(cpts) == [str(chair)]
    assert names(cpts, BOARD) == [str(chair)]


def test_a_coordinator_and_a_partner_read_without_a_voice() -> None:
    cpts = make.cpts()
    make.holder(cpts, RoleKind.COORDINATOR)
    make.holder(cpts, RoleKind.PARTNER)

    assert names(cpts) == []


def test_a_structure_written_twice_in_the_list_has_one_voice() -> None:
    cpts = make.cpts()
    members.structure_member(cpts, "Maison des Essais")
    members.structure_member(cpts, "Maison des Essais")

    assert names(cpts) == ["Maison des Essais"]


def test_each_affiliated_community_has_one_voice() -> None:
    place = make.circle(2)

    assert names(place.inter, Proposal.Electorate.COMMUNITIES) == sorted(
        member.name for member in place.members
    )


def test_a_proposal_to_the_members_calls_people_and_structures() -> None:
    cpts = make.cpts()
    place = make.Circle(cpts, make.holder(cpts), {})
    members.member(cpts, "Alix", "Membre")
    members.structure_member(cpts, "Maison des Essais")

    proposal = make.opened(place, electorate=MEMBERS)

    called = {participant.name for participant in proposal.participants.all()}
    assert {"Alix Membre", "Maison des Essais", str(place.leader.person)} == called


# --- Weights --------------------------------------------------------------------------------


def colleges(cpts: Community, *named: str) -> list[College]:
    return [College.objects.create(community=cpts, name=name) for name in named]


def stated(cpts: Community, by: object, **said: object) -> None:
    statutes_actions.state_statutes(
        community=cpts,
        stated=Stated(**said),  # type: ignore[arg-type]  # passed through as named
        by=by,  # type: ignore[arg-type]  # a person
        at=make.NOW,
    )


def test_the_weights_of_the_statutes_weigh_the_votes_of_the_members() -> None:
    cpts = make.cpts()
    by = make.holder(cpts, RoleKind.COORDINATOR).person
    care, structures = colleges(cpts, "Soignants", "Structures")
    people = [members.member(cpts, "A", f"N{n}", college=care).person for n in range(3)]
    members.structure_member(cpts, college=structures)
    stated(cpts, by, weights={"Soignants": 60, "Structures": 40})

    ballot = open_ballot(
        community=cpts,
        paper=Paper("Rapport moral", weights=weights_of(cpts)),
        roll=access.voices_of(cpts, MEMBERS, on=make.TODAY),
        by=by,
        at=make.NOW,
    )
    for person in people:
        assert person
        give(ballot, ballot.voters.get(person=person), "FOR", by=person)
    give(ballot, ballot.voters.get(structure__isnull=False), "AGAINST", by=None)

    content = close_ballot(ballot=ballot, by=by, at=make.NOW).content
    assert content["votes"] == {"Pour": "60", "Contre": "40"}
    assert content["weights"] == {"Soignants": 60, "Structures": 40}
    assert_journaled("decisions.statutes_stated", weights="Soignants 60, Structures 40")
    assert_journaled("ballot.voted_by_link", member="Maison des Essais")


def give(ballot: Ballot, voter: Voter, key: str, *, by: object) -> None:
    chosen = [ballot.options.get(key=key).uuid]
    votes.cast_vote(voter=voter, chosen=chosen, by=by, at=make.NOW)  # type: ignore[arg-type]  # a person or nobody


def test_a_voice_in_no_college_is_told_rather_than_counted_for_nothing() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person

    with pytest.raises(VoiceWithoutWeight, match=str(chair)):
        open_ballot(
            community=cpts,
            paper=Paper("Rapport moral", weights={"Soignants": 1}),
            roll=access.voices_of(cpts, MEMBERS, on=make.TODAY),
            by=chair,
            at=make.NOW,
        )


def test_a_weight_is_given_to_every_college_or_to_none() -> None:
    cpts = make.cpts()
    by = make.holder(cpts).person
    colleges(cpts, "Soignants", "Structures")

    with pytest.raises(WeightsIncomplete, match="Structures"):
        stated(cpts, by, weights={"Soignants": 60})
    stated(cpts, by, weights={"Soignants": 60, "Structures": 40})
    stated(cpts, by)

    assert weights_of(cpts) == {}


def test_proxies_stay_in_their_college_where_the_statutes_say_so() -> None:
    cpts = make.cpts()
    by = make.holder(cpts).person
    roll = [access.Voice(accounts.person(), college) for college in "AAB"]
    paper = Paper("Rapport moral", proxy_limit=1, keeps_proxies_in_college=True)
    ballot = open_ballot(community=cpts, paper=paper, roll=roll, by=by, at=make.NOW)
    one, two, other = ballot.voters.order_by("pk")

    with pytest.raises(OutOfCollege):
        votes.give_proxy(giver=one, holder=other, by=by, at=make.NOW)
    votes.give_proxy(giver=one, holder=two, by=by, at=make.NOW)

    assert_journaled("ballot.proxy_given", giver=one.person, holder=two.person)


# --- Silence --------------------------------------------------------------------------------


def test_a_silence_says_something_only_by_an_article_of_the_statutes() -> None:
    place = make.circle()
    with pytest.raises(SilenceNotInStatutes):
        make.drafted(place, rule=make.silence(Silence.AGREES))
    with pytest.raises(ArticleMissing):
        stated(place.inter, place.leader.person, silence=Silence.AGREES)

    make.statutes(place, Silence.AGREES)

    assert silence_of(place.inter) is Silence.AGREES
    with pytest.raises(SilenceNotInStatutes):
        make.drafted(place, rule=make.silence(Silence.STANDS_ASIDE))
    rule: Rule = make.drafted(place, rule=make.silence(Silence.AGREES)).rule
    assert rule.silence is Silence.AGREES


def test_what_the_statutes_said_when_it_was_prepared_is_read_again_at_the_opening() -> None:
    place = make.circle()
    make.statutes(place, Silence.AGREES)
    prepared = make.drafted(place, rule=make.silence(Silence.AGREES))
    make.statutes(place, Silence.NOTHING)

    with pytest.raises(SilenceNotInStatutes):
        make.open_it(place, prepared)
