"""What does the page of a ballot show: what is voted, by whom the reader may vote, the result?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.apps.accounts.models import Person
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.workspace import Frame
from maillage.apps.decisions.models import Ballot, Option, Voter
from maillage.domain.ballots import Majority
from maillage.domain.roles import Right


@dataclass(frozen=True)
class BallotPage:
    frame: Frame
    ballot: Ballot
    options: Sequence[Option]
    voters: Sequence[Voter]
    person: Person

    @property
    def majority(self) -> Majority:
        return Majority(self.ballot.majority)

    @property
    def may_lead(self) -> bool:
        return Right.DECIDE in self.frame.rights

    @property
    def is_election(self) -> bool:
        return self.ballot.kind == Ballot.Kind.ELECTION

    @property
    def voted(self) -> int:
        return sum(voter.has_voted for voter in self.voters)

    @property
    def mine(self) -> list[Voter]:
        """Voters for whom the reader votes: themselves, and those who gave them their proxy."""
        return [voter for voter in self.voters if self._speaks_for(voter)]

    def _speaks_for(self, voter: Voter) -> bool:
        speaker = voter.proxy.person_id if voter.proxy else voter.person_id
        return speaker == self.person.pk and not (self.ballot.is_secret and voter.has_voted)

    @property
    def to_enter(self) -> list[Voter]:
        """Voters whose voice the one who leads may enter: in an open ballot only."""
        if self.ballot.is_secret or not self.may_lead:
            return []
        return [voter for voter in self.voters if not (voter.has_voted or voter in self.mine)]

    @property
    def giver(self) -> Voter | None:
        """The reader, if they may still give a proxy."""
        for voter in self.voters:
            is_me = voter.person_id == self.person.pk and not voter.has_voted
            if is_me and voter.proxy_id is None and self.ballot.proxy_limit:
                return voter
        return None


def ballot_page(ballot: Ballot, person: Person, *, today: date) -> BallotPage:
    """Return the page of a ballot that the person was let into."""
    slug = ballot.community.slug
    voters = ballot.voters.select_related("person", "proxy__person", "college").order_by(
        "person__last_name", "person__first_name", "pk"
    )
    return BallotPage(
        frame=workspace.frame(slug, person, on=today, at="decisions:register"),
        ballot=ballot,
        options=list(ballot.options.order_by("pk")),
        voters=list(voters),
        person=person,
    )


def voter(ballot: Ballot, uuid: UUID | None) -> Voter | None:
    """Return someone on the roll of this ballot."""
    if uuid is None:
        return None
    return ballot.voters.select_related("person", "ballot__community").filter(uuid=uuid).first()
