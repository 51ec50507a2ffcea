"""How is what is being decided held until the end of an act, so that two acts wait in turn?"""

from datetime import date

from django.db import connection, transaction

from maillage.apps.decisions.models import Ballot, Proposal, Urn
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


def forget_former_counts() -> None:
    """Leave no former state of the urn behind the transaction.

    PostgreSQL keeps the rows it replaced, each with the transaction that wrote it, which is also
    the one that marked the voter: read in turn, they would tell every vote.
    """
    transaction.on_commit(_vacuum_urns, robust=True)


def _vacuum_urns() -> None:
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM (TRUNCATE FALSE) {Urn._meta.db_table}")
