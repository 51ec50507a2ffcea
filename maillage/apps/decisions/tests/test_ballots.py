"""Votes the law asks for; a secret one cannot be linked to its voter."""

from typing import Any

import pytest
from django.db import connection, models

from maillage.apps.accounts.models import Person, User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.models import Community
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions import ballot as actions
from maillage.apps.decisions.actions import vote as votes
from maillage.apps.decisions.actions.ballot import NothingToVoteOn, Paper
from maillage.apps.decisions.actions.holding import BallotClosed
from maillage.apps.decisions.actions.vote import (
    AlreadyVoted,
    NotYourVote,
    TooManyChoices,
    VotedAlready,
)
from maillage.apps.decisions.models import Ballot, Decision, OpenVote, Urn, Voter
from maillage.apps.decisions.tests import make
from maillage.apps.journal.models import Entry
from maillage.apps.journal.tests.make import assert_journaled
from maillage.domain.ballots import Majority, TooManyProxies, TooSmallForSecrecy
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
ELECTION: dict[str, Any] = {"candidates": ("Aurore", "Basile", "Célestine"), "seats": 2}


def assembly() -> tuple[Community, User]:
    cpts = make.cpts()
    return cpts, make.holder(cpts)


def opened(place: tuple[Community, User], colleges: str = "AAAA", **paper: object) -> Ballot:
    roll = [Voice(accounts.person(), "" if c == "A" else c) for c in colleges]
    return actions.open_ballot(
        community=place[0],
        paper=Paper("Rapport moral", **paper),  # type: ignore[arg-type]  # passed through as named
        roll=roll,
        by=place[1].person,
        at=make.NOW,
    )


def voters(ballot: Ballot) -> list[Voter]:
    return list(ballot.voters.select_related("person", "ballot").order_by("pk"))


def who(voter: Voter) -> Person:
    assert voter.person
    return voter.person


def vote(ballot: Ballot, voter: Voter, *keys: str, by: Person | None = None) -> None:
    chosen = list(ballot.options.filter(key__in=keys).values_list("uuid", flat=True))
    votes.cast_vote(voter=voter, chosen=chosen, by=by or voter.person, at=make.NOW)


def close(place: tuple[Community, User], ballot: Ballot) -> Decision:
    return actions.close_ballot(ballot=ballot, by=place[1].person, at=make.NOW)


def test_a_motion_is_carried_and_registered() -> None:
    place = assembly()
    ballot = opened(place)
    for voter, key in zip(voters(ballot), ("FOR", "FOR", "AGAINST"), strict=False):
        vote(ballot, voter, key)

    decision = close(place, ballot)

    assert (decision.result, decision.content["votes"]) == ("ADOPTED", {"Pour": "2", "Contre": "1"})
    assert (decision.content["voters"], decision.content["voted"]) == (4, 3)
    assert_journaled("decision.registered")


def test_an_open_vote_is_changed_until_closing_and_not_after() -> None:
    place = assembly()
    ballot = opened(place)
    voter = voters(ballot)[0]
    vote(ballot, voter, "FOR")
    vote(ballot, voter, "AGAINST")

    assert close(place, ballot).result == "REJECTED"
    with pytest.raises(BallotClosed):
        vote(ballot, voter, "FOR")
    with pytest.raises(BallotClosed):
        close(place, ballot)


def test_an_election_fills_its_seats_with_the_majority() -> None:
    place = assembly()
    ballot = opened(place, majority=Majority.ABSOLUTE, **ELECTION)
    for voter, keys in zip(voters(ballot), ("01", "01", "0", ""), strict=True):
        vote(ballot, voter, *keys)

    decision = close(place, ballot)

    assert decision.result == "ELECTED"
    assert (decision.content["elected"], decision.content["empty_seats"]) == (["Aurore"], 1)


def test_a_college_counts_for_its_weight() -> None:
    place = assembly()
    ballot = opened(place, "BCCC", weights={"B": 60, "C": 40})
    vote(ballot, voters(ballot)[0], "FOR")
    for voter in voters(ballot)[1:]:
        vote(ballot, voter, "AGAINST")

    assert close(place, ballot).content["votes"] == {"Pour": "60", "Contre": "40"}


def test_a_proxy_votes_for_who_gave_it_and_who_gave_it_no_longer_does() -> None:
    ballot = opened(assembly(), proxy_limit=1)
    giver, holder, third, _ = voters(ballot)
    votes.give_proxy(giver=giver, holder=holder, by=who(giver), at=make.NOW)

    with pytest.raises(NotYourVote):
        vote(ballot, giver, "FOR")
    vote(ballot, giver, "FOR", by=holder.person)
    vote(ballot, holder, "AGAINST")

    assert OpenVote.objects.count() == 2
    with pytest.raises(TooManyProxies):
        votes.give_proxy(giver=third, holder=holder, by=who(third), at=make.NOW)
    with pytest.raises(VotedAlready):
        votes.give_proxy(giver=giver, holder=third, by=who(giver), at=make.NOW)


def test_a_phoned_in_vote_is_entered_and_stays_its_owners() -> None:
    place = assembly()
    ballot = opened(place)
    voter, other = voters(ballot)[:2]

    vote(ballot, voter, "FOR", by=place[1].person)
    vote(ballot, voter, "AGAINST")

    assert_journaled("ballot.entered", member=voter.person)
    assert Voter.objects.get(pk=voter.pk).is_entered is False
    with pytest.raises(NotYourVote):
        vote(ballot, voter, "FOR", by=place[1].person)
    with pytest.raises(NotYourVote):
        vote(ballot, other, "FOR", by=voter.person)


def test_only_who_leads_opens_and_closes() -> None:
    place = assembly()
    ballot = opened(place)
    member = make.holder(place[0], RoleKind.MEMBER)

    with pytest.raises(RightMissing):
        opened((place[0], member))
    with pytest.raises(RightMissing):
        close((place[0], member), ballot)
    with pytest.raises(NothingToVoteOn):
        opened(place, "")


def test_more_choices_than_seats_or_another_ballots_are_refused() -> None:
    place = assembly()
    ballot, other = opened(place, **ELECTION), opened(place)
    voter = voters(ballot)[0]

    with pytest.raises(TooManyChoices):
        vote(ballot, voter, "0", "1", "2")
    strange = list(other.options.values_list("uuid", flat=True))[:1]
    with pytest.raises(TooManyChoices):
        votes.cast_vote(voter=voter, chosen=strange, by=voter.person, at=make.NOW)


# --- The secret -----------------------------------------------------------------------------


def test_a_secret_vote_is_counted_and_cannot_be_changed_or_entered_for_someone() -> None:
    place = assembly()
    ballot = opened(place, is_secret=True, **ELECTION)
    first, second, third, _ = voters(ballot)
    vote(ballot, first, "0", "1")
    vote(ballot, second, "0")
    vote(ballot, third)

    with pytest.raises(AlreadyVoted):
        vote(ballot, first, "2")
    with pytest.raises(NotYourVote):
        vote(ballot, voters(ballot)[3], "2", by=place[1].person)
    content = close(place, ballot).content
    assert content["votes"] == {"Aurore": "2", "Basile": "1", "Célestine": "0"}
    assert (content["blank"], content["voted"]) == ("1", 3)


def test_a_secret_ballot_needs_three_people_in_each_college() -> None:
    with pytest.raises(TooSmallForSecrecy):
        opened(assembly(), "BBBCC", is_secret=True, weights={"B": 1, "C": 1})


def related(model: type[models.Model]) -> set[type[models.Model]]:
    return {
        field.related_model
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type)
    }


def test_no_key_leads_from_the_urn_to_a_voter_or_a_person_nor_back() -> None:
    assert not related(Urn) & {Voter, Person, User}
    assert Urn not in related(Voter)


def test_neither_table_holds_a_moment() -> None:
    kinds = (models.DateField, models.DateTimeField, models.TimeField)

    for model in (Urn, Voter):
        assert not [f.name for f in model._meta.get_fields() if isinstance(f, kinds)]


def urn_rows(ballot: Ballot) -> list[tuple[int, int]]:
    return list(ballot.urns.order_by("pk").values_list("pk", "count"))


def test_a_vote_writes_no_row_so_that_order_and_ids_say_nothing() -> None:
    ballot = opened(assembly(), is_secret=True)
    before = [key for key, _ in urn_rows(ballot)]
    for voter, key in zip(voters(ballot), ("FOR", "AGAINST", "FOR"), strict=False):
        vote(ballot, voter, key)

    assert [key for key, _ in urn_rows(ballot)] == before
    assert OpenVote.objects.count() == 0


def test_whatever_the_order_of_the_votes_the_database_is_the_same() -> None:
    said = ("FOR", "AGAINST", "FOR", "AGAINST")
    left = []
    for turn in (said, said[::-1]):
        ballot = opened(assembly(), is_secret=True)
        for voter, key in zip(voters(ballot), turn, strict=True):
            vote(ballot, voter, key)
        roll = list(ballot.voters.order_by("pk").values_list("has_voted", flat=True))
        left.append((roll, [count for _, count in urn_rows(ballot)]))

    assert left[0] == left[1]


def test_each_vote_rewrites_every_counter_alike() -> None:
    """PostgreSQL stamps each row with its last transaction: all bear the last voter's."""
    ballot = opened(assembly(), is_secret=True)
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        vote(ballot, voters(ballot)[0], "FOR")

    writes = [sql for sql in statements if "decisions_urn" in sql and sql.startswith("UPDATE")]
    assert len(writes) == 1
    where = writes[0].split("WHERE")[-1]
    assert "ballot_id" in where
    assert "option_id" not in where
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT xmin::text FROM decisions_urn")
            assert len(cursor.fetchall()) == 1


def test_the_journal_says_that_someone_voted_never_what() -> None:
    ballot = opened(assembly(), is_secret=True)
    voter = voters(ballot)[0]

    vote(ballot, voter, "AGAINST")

    entry = Entry.objects.get(verb="ballot.voted")
    assert voter.person
    assert entry.facts == {"member": {"person": str(voter.person.uuid)}}
