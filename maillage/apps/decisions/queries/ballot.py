"""What does the page of a ballot show: what is voted, by whom the reader may vote, the result?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.workspace import Frame
from maillage.apps.decisions import access
from maillage.apps.decisions.models import Ballot, Option, Proposal, Voter
from maillage.apps.journal import actions as journal
from maillage.domain import awaited, french
from maillage.domain.ballots import SMALLEST_SECRET_COLLEGE, Majority
from maillage.domain.roles import Right

NAMED = ("person", "community", "structure", "proxy__person", "proxy__community")


@dataclass(frozen=True)
class BallotPage:
    frame: Frame
    ballot: Ballot
    options: Sequence[Option]
    voters: Sequence[Voter]
    # Keys of the voices for which the reader speaks in their own right.
    own: frozenset[int]
    # Keys of the people of the board, whom any member knows.
    board: frozenset[int]
    today: date

    @property
    def majority(self) -> Majority:
        return Majority(self.ballot.majority)

    @property
    def may_lead(self) -> bool:
        return Right.DECIDE in self.frame.rights

    @property
    def shows_roll(self) -> bool:
        """Whether the reader sees who is called: communities are public, members are not."""
        return not self.names_people or Right.READ_MEMBERS in self.frame.rights

    @property
    def names_people(self) -> bool:
        return any(voter.community_id is None for voter in self.voters)

    @property
    def is_election(self) -> bool:
        return self.ballot.kind == Ballot.Kind.ELECTION

    @property
    def is_weighed(self) -> bool:
        return any(voter.college.weight is not None for voter in self.voters)

    @property
    def weights(self) -> list[tuple[str, int | None]]:
        return sorted({(voter.college.name, voter.college.weight) for voter in self.voters})

    @property
    def is_over(self) -> bool:
        """Whether the last day to vote has passed, counted or not."""
        last = self.ballot.votes_by
        return last is not None and last < self.today

    @property
    def is_open(self) -> bool:
        return self.ballot.closed_at is None and not self.is_over

    @property
    def voted(self) -> int:
        return sum(voter.has_voted for voter in self.voters)

    @property
    def has_colleges(self) -> bool:
        return any(voter.college.name for voter in self.voters)

    @property
    def results(self) -> list[tuple[str, str]]:
        """What each choice received, as it is read; weighed votes may be parts of one."""
        content = self.ballot.decision.content if self.ballot.decision else {}
        # In the order of the paper: what is kept in JSON has none on PostgreSQL.
        votes = [(each.label, content["votes"][each.label]) for each in self.options]
        votes.append(("Blancs", content["blank"]))
        return [(label, _written(Fraction(number))) for label, number in votes]

    @property
    def waited_for(self) -> list[Voter]:
        return [voter for voter in self.voters if not voter.has_voted]

    @property
    def is_early(self) -> bool:
        """Whether counting now would leave out those who may vote until a later day."""
        return awaited.awaits_votes(
            missing=len(self.waited_for), last_day=self.ballot.votes_by, today=self.today
        )

    @property
    def mine(self) -> list[Voter]:
        """Voices the reader gives now: their own, and those whose proxy they hold."""
        return [voter for voter in self.voters if self._may_vote_for(voter)]

    def _may_vote_for(self, voter: Voter) -> bool:
        speaker = voter.proxy_id or voter.pk
        return speaker in self.own and not (self.ballot.is_secret and voter.has_voted)

    @property
    def to_enter(self) -> list[Voter]:
        """Voices that who leads may enter: in an open ballot only, those not given in person."""
        if self.ballot.is_secret or not self.may_lead:
            return []
        return [
            voter
            for voter in self.voters
            if not self._may_vote_for(voter) and (voter.is_entered or not voter.has_voted)
        ]

    @property
    def givers(self) -> list[Voter]:
        """Voices whose proxy the reader may still record: theirs, or all for who leads."""
        if not self.ballot.proxy_limit:
            return []
        holding = {voter.proxy_id for voter in self.voters if voter.proxy_id}
        return [
            voter
            for voter in self.voters
            if (self.may_lead or voter.pk in self.own)
            and not (voter.has_voted or voter.proxy_id or voter.pk in holding)
        ]

    @property
    def holders(self) -> list[Voter]:
        """Voices that may be entrusted with another: all, or the board for who sees no roll."""
        if self.shows_roll:
            return list(self.voters)
        return [v for v in self.voters if v.person_id in self.board and v.pk not in self.own]

    @property
    def given(self) -> list[Voter]:
        """Proxies that the reader may still take back."""
        return [
            voter
            for voter in self.voters
            if voter.proxy_id and not voter.has_voted and (self.may_lead or voter.pk in self.own)
        ]

    @property
    def reads_only(self) -> bool:
        return not self.own and not any(voter.proxy_id in self.own for voter in self.voters)

    @property
    def bares(self) -> list[str]:
        """Colleges of a secret ballot where so few have voted that counting would tell."""
        if not self.ballot.is_secret:
            return []
        apart = self.is_weighed
        votes = Counter(v.college.name if apart else "" for v in self.voters if v.has_voted)
        return sorted(name for name, few in votes.items() if few < SMALLEST_SECRET_COLLEGE)


def ballot_page(ballot: Ballot, person: Person, *, at: datetime) -> BallotPage:
    """Return the page of a ballot that the person was let into; reading its roll is journaled."""
    today = localdate(at)
    frame = workspace.frame(ballot.community.slug, person, on=today, at="decisions:register")
    voters = list(ballot.voters.select_related(*NAMED, "proxy__structure", "college"))
    voters.sort(key=lambda voter: (_sorting(voter), voter.pk))
    led = set(access.communities_led(person, on=today).values_list("pk", flat=True))
    own = {v.pk for v in voters if v.person_id == person.pk or v.community_id in led}
    page = BallotPage(
        frame=frame,
        ballot=ballot,
        options=list(ballot.options.order_by("pk")),
        voters=voters,
        own=frozenset(own),
        board=frozenset(
            voice.person.pk
            for voice in access.voices_of(ballot.community, Proposal.Electorate.BOARD, on=today)
            if voice.person
        ),
        today=today,
    )
    if page.shows_roll and page.names_people:
        journal.record_read(
            by=person, at=at, on=ballot, community=ballot.community.uuid, what="voix d’un scrutin"
        )
    return page


def _written(votes: Fraction) -> str:
    if votes.denominator == 1:
        return french.integer(int(votes))
    return f"{float(votes):.2f}".replace(".", ",")


def _sorting(voter: Voter) -> str:
    who = voter.person
    return f"{who.last_name} {who.first_name}".casefold() if who else voter.name.casefold()


def voter(ballot: Ballot, uuid: UUID | None) -> Voter | None:
    """Return someone on the roll of this ballot."""
    if uuid is None:
        return None
    rows = ballot.voters.select_related("ballot__community", "person", "community", "structure")
    return rows.filter(uuid=uuid).first()


@dataclass(frozen=True)
class Booth:
    """What someone votes on from a link: their voice, and those whose proxy they hold."""

    ballot: Ballot
    options: Sequence[Option]
    to_give: Sequence[Voter]
    done: Sequence[Voter]
    handed_to: str

    @property
    def majority(self) -> Majority:
        return Majority(self.ballot.majority)


def booth(voter: Voter) -> Booth:
    """Return what a link to vote opens on; of a secret vote given, only that it was."""
    ballot = voter.ballot
    rows = ballot.voters.filter(proxy=voter).select_related(*NAMED).prefetch_related("votes")
    voices = [voter, *rows.order_by("pk")]
    if voter.proxy_id:
        voices = []
    done = [each for each in voices if each.has_voted]
    return Booth(
        ballot=ballot,
        options=list(ballot.options.order_by("pk")),
        to_give=[each for each in voices if not (each.has_voted and ballot.is_secret)],
        done=done,
        handed_to=voter.proxy.name if voter.proxy else "",
    )


def choice_of(voter: Voter) -> set[str]:
    """Return what an open vote chose, by key of option; nothing where the vote is secret."""
    return {str(vote.option.uuid) for vote in voter.votes.select_related("option")}


def electorates_of(community: Community, *, on: date) -> list[tuple[str, str]]:
    """Return who may be called to vote here, each with how many voices."""
    kinds = [Proposal.Electorate(value) for value in Proposal.Electorate.values]
    is_local = community.echelon_value.rank == 0
    found = []
    for kind in kinds:
        if is_local and kind == Proposal.Electorate.COMMUNITIES:
            continue
        voices = len(access.voices_of(community, kind, on=on))
        found.append((kind.value, f"{kind.label} ({voices or 'aucune'} voix)"))
    return found
