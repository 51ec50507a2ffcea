"""In which words are those who have a voice asked for it?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.decisions import access
from maillage.apps.decisions.access import Speaker
from maillage.apps.decisions.models import Answer, Ballot, Participant, Proposal, Round, Voter
from maillage.apps.post import links
from maillage.domain import french
from maillage.domain.french import SPACE

ANSWER = """\
Bonjour,

{community} demande la réponse de {member} sur ce texte (tour {number}) :

{title}

Lisez-le et répondez en un geste, sans mot de passe, jusqu’au {last} :
{address}

Ce lien est personnel : il ne sert qu’à cette réponse, que vous pouvez changer jusqu’à la clôture.
"""
VOTE = """\
Bonjour,

{community} appelle {member} à voter :

{title}

Votez en un geste, sans mot de passe{last} :
{address}

Ce lien est personnel : il ne sert qu’à ce vote. Ne le transmettez à personne. {secret}
"""
SECRET = (
    f"Le vote est secret{SPACE}: ce lien dit qui vote, jamais pour quoi, et votre choix ne pourra "
    "être ni retrouvé ni changé."
)
OPEN = "Vous pourrez changer votre vote jusqu’à la clôture."


@dataclass(frozen=True)
class Wording(Generic[Speaker]):
    """What is written to who speaks for a voice (nobody in person for a structure)."""

    subject: str
    mail: Callable[[Speaker, Person | None], str]
    line: Callable[[Speaker, Person | None], str]


def answer_address(participant: Participant, turn: Round, person: Person | None) -> str:
    """Return the whole address where a member answers without an account."""
    code = access.code_for(participant, turn, person)
    return links.absolute(reverse("decisions:answer_link", args=[code]))


def vote_address(voter: Voter, person: Person | None) -> str:
    """Return the whole address where a voter votes without an account."""
    return links.absolute(
        reverse("decisions:vote_link", args=[access.vote_code_for(voter, person)])
    )


def to_answer(held: Proposal, turn: Round) -> Wording[Participant]:
    """Return what asks for an answer."""
    last = french.day(turn.answers_by)

    def mail(voice: Participant, person: Person | None) -> str:
        return ANSWER.format(
            community=held.community.name,
            member=voice.name,
            number=turn.number,
            title=held.title,
            last=last,
            address=answer_address(voice, turn, person),
        )

    def line(voice: Participant, person: Person | None) -> str:
        return (
            f"{held.community.name} attend la réponse de {voice.name} à «{SPACE}{held.title}"
            f"{SPACE}» jusqu’au {last}{SPACE}: {answer_address(voice, turn, person)}"
        )

    return Wording(f"Votre réponse{SPACE}: {held.title}", mail, line)


def to_vote(ballot: Ballot) -> Wording[Voter]:
    """Return what calls to vote."""
    last = f" jusqu’au {french.day(ballot.votes_by)}" if ballot.votes_by else ""

    def mail(voice: Voter, person: Person | None) -> str:
        return VOTE.format(
            community=ballot.community.name,
            member=voice.name,
            title=ballot.title,
            last=f", {last.strip()}" if last else "",
            address=vote_address(voice, person),
            secret=SECRET if ballot.is_secret else OPEN,
        )

    def line(voice: Voter, person: Person | None) -> str:
        return (
            f"{ballot.community.name} attend le vote de {voice.name} sur «{SPACE}{ballot.title}"
            f"{SPACE}»{last}{SPACE}: {vote_address(voice, person)}"
        )

    return Wording(f"Votre vote{SPACE}: {ballot.title}", mail, line)


def entered_answer(answer: Answer, person: Person | None) -> str:
    """Return the line that tells a member what was entered in its name, and how to change it."""
    held = answer.round.proposal
    return (
        f"{answer.by} a saisi la réponse de {answer.participant.name} à "
        f"«{SPACE}{held.title}{SPACE}»{SPACE}: {answer.position_value.label}. "
        "Si ce n’est pas ce que vous avez dit, changez-la "
        f"jusqu’à la clôture{SPACE}: {answer_address(answer.participant, answer.round, person)}"
    )


def entered_vote(voter: Voter, by: Person, person: Person | None) -> str:
    """Return the line that tells a voter that their vote was entered for them."""
    return (
        f"{by} a saisi le vote que vous avez dit de vive voix pour {voter.name} sur «{SPACE}"
        f"{voter.ballot.title}{SPACE}». Pour le relire ou le changer jusqu’à la clôture{SPACE}: "
        f"{vote_address(voter, person)}"
    )
