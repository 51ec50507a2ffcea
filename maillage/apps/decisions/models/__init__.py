"""What was proposed, who answered what, what was decided, and who applies it?"""

from maillage.apps.decisions.models.ballot import (
    Ballot,
    College,
    OpenVote,
    Option,
    Urn,
    Voter,
)
from maillage.apps.decisions.models.decision import Application, Decision, DecisionQuerySet
from maillage.apps.decisions.models.proposal import Answer, Participant, Proposal, Round
from maillage.apps.decisions.models.statutes import (
    CollegeWeight,
    VotingStatutes,
    silence_of,
    weights_of,
)

__all__ = [
    "Answer",
    "Application",
    "Ballot",
    "College",
    "CollegeWeight",
    "Decision",
    "DecisionQuerySet",
    "OpenVote",
    "Option",
    "Participant",
    "Proposal",
    "Round",
    "Urn",
    "Voter",
    "VotingStatutes",
    "silence_of",
    "weights_of",
]
