"""What was proposed, who answered what, what was decided, and who applies it?"""

from maillage.apps.decisions.models.ballot import (
    Ballot,
    College,
    OpenVote,
    Option,
    Urn,
    Voter,
)
from maillage.apps.decisions.models.decision import Application, Decision
from maillage.apps.decisions.models.proposal import Answer, Participant, Proposal, Round

__all__ = [
    "Answer",
    "Application",
    "Ballot",
    "College",
    "Decision",
    "OpenVote",
    "Option",
    "Participant",
    "Proposal",
    "Round",
    "Urn",
    "Voter",
]
