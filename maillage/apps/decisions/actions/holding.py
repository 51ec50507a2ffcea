"""How is what is being decided held until the end of an act, so that two acts wait in turn?"""

from datetime import date

from maillage.apps.decisions.models import Ballot, Proposal
from maillage.domain.refusal import Refusal


class BallotClosed(Refusal):
    """It is counted, or given up."""

    def __init__(self) -> None:
        super().__init__("Ce scrutin est clos : aucun vote ne peut plus y être ajouté ou changé.")


class VotingOver(Refusal):
    """Its last day has passed; it waits to be counted."""

    def __init__(self, last: date) -> None:
        super().__init__(
            f"On votait jusqu’au {last:%d/%m/%Y} : plus aucun vote n’est reçu, le scrutin attend "
            "d’être dépouillé."
        )


def held_for(proposal: Proposal) -> Proposal:
    """Hold a proposal until the end of the act: closing and answering wait for each other."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("community")
        .get(pk=proposal.pk)
    )


def ballot_held(ballot: Ballot, *, on: date | None = None) -> Ballot:
    """Hold a ballot until the end of the act, to vote `on` a day or to count it.

    :raises BallotClosed: it is counted, or given up.
    :raises VotingOver: its last day is before the day given.
    """
    held = (
        Ballot.objects.select_for_update(of=("self",)).select_related("community").get(pk=ballot.pk)
    )
    if held.closed_at is not None:
        raise BallotClosed
    if on and held.votes_by and held.votes_by < on:
        raise VotingOver(held.votes_by)
    return held
