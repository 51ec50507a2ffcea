"""What the doors of decisions open on: an open proposal of a CPTS, a decision from above."""

from uuid import UUID

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import Community
from maillage.apps.decisions import access
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions import ballot as ballots
from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.models import Proposal
from maillage.apps.decisions.tests import make


def decisions_of(
    cpts: Community, inter: Community, chair: User, chair_above: User
) -> dict[str, UUID | str]:
    above = make.Circle(inter, chair_above, {cpts: chair})
    decided = make.opened(above)
    make.all_answer(above, decided)
    decision = make.close(above, decided).decision
    assert decision
    within = make.Circle(cpts, chair, {})
    proposal = make.opened(within, electorate=Proposal.Electorate.BOARD)
    participant = make.asked(proposal, chair.person)
    vote = ballots.open_ballot(
        community=cpts,
        paper=Paper("Rapport moral"),
        roll=[Voice(chair.person)],
        by=chair.person,
        at=make.NOW,
    )
    return {
        "ballot": vote.uuid,
        "decision": decision.uuid,
        "proposal": proposal.uuid,
        "participant": participant.uuid,
        "vote_code": access.vote_code_for(vote.voters.get(), chair.person),
        "answer_code": access.code_for(participant, make.turn(proposal), chair.person),
    }
