"""A vote from a link in a mail: one voice, one ballot, no account, and the secret kept."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Community
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import ballot as ballots
from maillage.apps.decisions.actions import links
from maillage.apps.decisions.actions import vote as votes
from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.actions.holding import VotingOver
from maillage.apps.decisions.models import Ballot, Option, Proposal, Urn, Voter
from maillage.apps.decisions.tests import make
from maillage.apps.journal.models import Entry
from maillage.apps.members.tests import make as members
from maillage.apps.post.models import Mail, Reminder, UsedLink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PHONE = Client(SERVER_NAME="localhost")


@pytest.fixture
def today() -> Any:
    with travel(make.NOW, tick=False):
        yield


def assembly(size: int = 3, **paper: Any) -> tuple[Community, User, Ballot]:
    """A CPTS whose members have no account, each with the address they gave."""
    cpts = make.cpts()
    by = make.holder(cpts)
    for number in range(size):
        members.member(
            cpts, "A", f"N{number}", email=f"n{number}@exemple.test", consent_on=make.TODAY
        )
    said: dict[str, Any] = {"votes_by": make.LATER, **paper}
    ballot = ballots.open_ballot(
        community=cpts,
        paper=Paper("Rapport moral", **said),
        roll=access.voices_of(cpts, Proposal.Electorate.MEMBERS, on=make.TODAY),
        by=by.person,
        at=make.NOW,
    )
    return cpts, by, ballot


def voters(ballot: Ballot) -> list[Voter]:
    rows = ballot.voters.filter(person__user__isnull=True).select_related("person", "ballot")
    return list(rows.order_by("pk"))


def url(voter: Voter) -> str:
    return reverse("decisions:vote_link", args=[access.vote_code_for(voter, voter.person)])


def option(ballot: Ballot, key: str = "FOR") -> Option:
    return ballot.options.get(key=key)


def put(voter: Voter, key: str = "FOR", *, through: Voter | None = None) -> str:
    said = {"voter": voter.uuid, "chosen": option(voter.ballot, key).uuid}
    return PHONE.post(url(through or voter), said, follow=True).content.decode()


def test_a_member_without_an_account_votes_from_a_phone() -> None:
    _, _, ballot = assembly()
    voter = voters(ballot)[0]

    before = PHONE.get(url(voter)).content.decode()
    after = put(voter)

    assert "Vote de A N0" in before
    assert "Ce vote est donné" in after
    assert "Changer ce vote" in after
    assert [vote.option.key for vote in voter.votes.select_related("option")] == ["FOR"]


def test_a_hostile_text_or_candidate_is_shown_as_text() -> None:
    hostile = "<script>alert(1)</script>"
    _, by, ballot = assembly(text=hostile, candidates=(hostile, "=cmd"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(by)
    page = client.get(reverse("decisions:ballot", args=[ballot.community.slug, ballot.uuid]))

    for shown in (PHONE.get(url(voters(ballot)[0])), page):
        assert "<script>alert" not in shown.content.decode()
        assert "&lt;script&gt;alert" in shown.content.decode()


def test_reading_the_link_votes_for_nobody() -> None:
    _, _, ballot = assembly()

    PHONE.get(url(voters(ballot)[0]))
    assert PHONE.head(url(voters(ballot)[0])).status_code == 200

    assert not ballot.voters.filter(has_voted=True).exists()


def test_a_secret_vote_serves_its_link_once() -> None:
    _, _, ballot = assembly(is_secret=True)
    voter = voters(ballot)[0]
    put(voter)

    again = put(voter, "AGAINST")

    assert "déjà dans l’urne" in again
    assert "Mettre dans l’urne" not in again
    assert sum(Urn.objects.values_list("count", flat=True)) == 1


def test_a_finger_that_slipped_is_no_blank_vote() -> None:
    _, _, ballot = assembly(is_secret=True)
    voter = voters(ballot)[0]
    for chosen in ([], ["BLANK", str(option(ballot).uuid)], ["n’importe quoi"]):
        page = PHONE.post(url(voter), {"voter": voter.uuid, "chosen": chosen}, follow=True)
        assert "Aucun vote n’est enregistré" in page.content.decode()
    assert not ballot.voters.filter(has_voted=True).exists()

    PHONE.post(url(voter), {"voter": voter.uuid, "chosen": "BLANK"})

    assert ballot.voters.get(has_voted=True).pk == voter.pk
    assert ballot.urns.get(option=None).count == 1


def test_the_page_of_a_secret_link_is_the_same_whatever_was_voted() -> None:
    _, _, ballot = assembly(is_secret=True)
    shown = []
    for voter, key in zip(voters(ballot), ("FOR", "AGAINST"), strict=False):
        (main,) = re.findall(r"<main.*</main>", put(voter, key), re.S)
        shown.append(main.replace(voter.name, "Quelqu’un"))

    assert shown[0] == shown[1]
    assert "checked" not in shown[0]


def test_a_secret_vote_by_link_leaves_no_row_that_says_what_or_when() -> None:
    """The link spends itself by the mark on the roll: no used link, no session, no moment."""
    _, _, ballot = assembly(is_secret=True)
    voter = voters(ballot)[0]
    chosen = option(ballot, "AGAINST")
    written: list[tuple[str, object]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.split(" ")[0] in {"INSERT", "UPDATE", "DELETE"}:
            written.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        Client(SERVER_NAME="localhost").post(
            url(voter), {"voter": voter.uuid, "chosen": chosen.uuid}
        )

    tables = {re.findall(r'"(\w+)"', sql)[0] for sql, _ in written}
    assert tables == {
        *("decisions_urn", "decisions_voter", "journal_entry", "journal_head"),
        "post_reminder",
    }
    others = [str(params) for sql, params in written if "decisions_urn" not in sql]
    assert not [said for said in others if str(chosen.uuid) in said or chosen.key in said]
    assert not UsedLink.objects.exists()
    entry = Entry.objects.get(verb="ballot.voted")
    assert voter.person
    assert entry.facts == {"member": {"person": str(voter.person.uuid)}}


def test_a_link_gives_no_voice_but_its_own_and_those_it_holds_the_proxy_of() -> None:
    _, by, ballot = assembly(proxy_limit=1)
    one, two, three = voters(ballot)
    votes.give_proxy(giver=two, holder=one, by=by.person, at=make.NOW)

    put(two, through=one)
    refused = put(three, through=one)
    handed = PHONE.get(url(two)).content.decode()

    assert Voter.objects.get(pk=two.pk).has_voted
    assert "Vous ne pouvez pas voter ici" in refused
    assert not Voter.objects.get(pk=three.pk).has_voted
    assert "a donné procuration à A N0" in handed


def test_an_altered_link_an_expired_one_or_one_for_something_else_opens_nothing() -> None:
    _, _, ballot = assembly()
    whole = url(voters(ballot)[0])
    place = make.circle(1)
    participant = make.asked(make.opened(place), place.members[0])
    answer = access.code_for(
        participant, make.turn(participant.proposal), place.chairs[place.members[0]].person
    )

    altered = PHONE.get(whole[:-5] + "AAAA/")
    other = PHONE.get(reverse("decisions:vote_link", args=[answer]))
    with travel(make.NOW + timedelta(days=17), tick=False):
        expired = PHONE.post(whole, {"voter": voters(ballot)[0].uuid})

    assert [page.status_code for page in (altered, other, expired)] == [410] * 3
    assert "Ce lien ne sert plus" in expired.content.decode()


def test_a_vote_after_closing_is_refused_with_a_sentence() -> None:
    _, by, ballot = assembly()
    voter = voters(ballot)[0]
    last = make.NOW + timedelta(days=15)
    with travel(last, tick=False):
        ballots.close_ballot(ballot=ballot, by=by.person, at=last)

        late = PHONE.post(url(voter), {"voter": voter.uuid, "chosen": option(ballot).uuid})

    assert late.status_code == 410
    assert "Ce scrutin est clos" in late.content.decode()


def test_nobody_votes_after_the_last_day_even_before_the_count() -> None:
    _, by, ballot = assembly()
    voter = voters(ballot)[0]

    with pytest.raises(VotingOver):
        votes.cast_vote(voter=voter, chosen=[], by=voter.person, at=make.NOW + timedelta(days=20))
    with travel(make.NOW + timedelta(days=20), tick=False):
        client = Client(SERVER_NAME="localhost")
        client.force_login(by)
        page = client.get(reverse("decisions:ballot", args=[ballot.community.slug, ballot.uuid]))

    assert "attend d’être dépouillé" in page.content.decode()


def send(ballot: Ballot, by: User) -> int:
    return links.send_vote_links(ballot=ballot, by=by.person, at=make.NOW).number


def test_links_leave_once_by_mail_then_in_the_digest_for_those_who_have_not_voted(
    django_capture_on_commit_callbacks: Any,
) -> None:
    _, by, ballot = assembly()
    put(voters(ballot)[0])

    with django_capture_on_commit_callbacks(execute=True):
        first = send(ballot, by)
    again = send(ballot, by)

    assert first == again == len(mail.outbox) == 3
    assert Mail.objects.count() == 3
    assert Reminder.objects.filter(due_at=make.NOW).count() == 3
    path = re.search(r"http\S+?(/voter/\S+)", str(mail.outbox[0].body))
    assert path
    assert PHONE.get(path[1]).status_code == 200


def test_who_leads_is_told_whom_no_link_reaches() -> None:
    cpts = make.cpts()
    by = make.holder(cpts)
    members.member(cpts, "Sans", "Adresse")
    ballot = ballots.open_ballot(
        community=cpts,
        paper=Paper("Rapport moral"),
        roll=access.voices_of(cpts, Proposal.Electorate.MEMBERS, on=make.TODAY),
        by=by.person,
        at=make.NOW,
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(by)
    sending = reverse("decisions:send_vote_links", args=[cpts.slug, ballot.uuid])

    shown = client.post(sending, follow=True).content.decode()

    assert "Sans Adresse" in shown
    assert "recueillez leur voix autrement" in shown


def test_who_has_voted_is_not_recalled(django_capture_on_commit_callbacks: Any) -> None:
    _, by, ballot = assembly()
    send(ballot, by)
    voter = voters(ballot)[0]
    assert Reminder.objects.filter(address="n0@exemple.test").exists()

    put(voter)

    assert not Reminder.objects.filter(address="n0@exemple.test").exists()


def test_a_voter_with_an_account_and_no_role_reads_their_ballot_and_nothing_else() -> None:
    cpts, by, _ = assembly()
    user = accounts.user()
    members.member(cpts, person=user.person)
    ballot = ballots.open_ballot(
        community=cpts,
        paper=Paper("Cotisation"),
        roll=access.voices_of(cpts, Proposal.Electorate.MEMBERS, on=make.TODAY),
        by=by.person,
        at=make.NOW,
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    at = [cpts.slug, ballot.uuid]

    assert client.get(reverse("decisions:ballot", args=at)).status_code == 200
    assert client.post(reverse("decisions:close_ballot", args=at)).status_code == 403
    assert client.get(reverse("decisions:register", args=[cpts.slug])).status_code == 404


def test_a_cancelled_ballot_is_wiped_out_and_enters_no_register() -> None:
    cpts, by, ballot = assembly(is_secret=True)
    put(voters(ballot)[0])

    ballots.cancel_ballot(ballot=ballot, by=by.person, at=make.NOW)

    assert sum(Urn.objects.values_list("count", flat=True)) == 0
    assert not cpts.decisions.exists()
    assert PHONE.get(url(voters(ballot)[0])).status_code == 410


def test_a_vote_said_aloud_is_told_to_its_owner_who_may_change_it() -> None:
    _, by, ballot = assembly()
    voter = voters(ballot)[0]
    votes.cast_vote(voter=voter, chosen=[option(ballot).uuid], by=by.person, at=make.NOW)

    line = Reminder.objects.get(address="n0@exemple.test").text
    path = re.search(r"http\S+?(/voter/\S+)", line)
    assert path
    PHONE.post(path[1], {"voter": voter.uuid, "chosen": option(ballot, "AGAINST").uuid})

    assert [vote.option.key for vote in voter.votes.select_related("option")] == ["AGAINST"]
