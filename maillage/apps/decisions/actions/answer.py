"""How does a member answer, by itself or on the phone?"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import links
from maillage.apps.decisions.actions.holding import held_for
from maillage.apps.decisions.models import Answer, Participant, Proposal, Round
from maillage.apps.journal import actions as journal
from maillage.domain import consensus
from maillage.domain.consensus import Position
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class RoundChangedMeanwhile(Refusal):
    """A new text was put to the members since the page was read."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Un nouveau texte a été proposé entre-temps : c’est maintenant le tour {number}. "
            "Votre réponse n’a pas été enregistrée ; relisez le texte puis répondez-y."
        )


class OwnAnswerStands(Refusal):
    """A member who answered is not answered for."""

    def __init__(self, member: str) -> None:
        super().__init__(
            f"{member} a déjà répondu : seul ce membre peut changer sa réponse, jusqu’à la "
            "clôture du tour."
        )


@dataclass(frozen=True)
class Given:
    """What a member answers; `number` is the round on the page they answered from."""

    position: Position
    number: int
    reason: str = ""


@transaction.atomic
def give_answer(
    *, participant: Participant, given: Given, by: Person | None, at: datetime
) -> Answer:
    """Answer for a member, or change its answer until the round closes.

    `by` is nobody for a structure, which answers from the link it was sent.

    :raises NotYourAnswer: the person does not answer for it.
    :raises AlreadyClosed: the round is closed.
    :raises RoundChangedMeanwhile: the text is not the one that was read any more.
    :raises ReasonMissing: an objection or a reserve without words.
    """
    if not access.answers_for(by, participant, on=localdate(at)):
        raise access.NotYourAnswer(participant.name)
    held, turn = _open_round(participant.proposal, given)
    answer = _replace(turn, participant, given, by, at)
    _journal("answer.given" if by else "answer.given_by_link", held, answer, turn)
    return answer


@transaction.atomic
def enter_answer(*, participant: Participant, given: Given, by: Person, at: datetime) -> Answer:
    """Enter what a member said on the phone; the member may still change it.

    :raises OwnAnswerStands: the member answered by itself.
    :raises Refusal: as for `give_answer`; only who leads the decision may.
    """
    proposal = participant.proposal
    communities.demand(Right.DECIDE, of=by, on_community=proposal.community, on=localdate(at))
    held, turn = _open_round(proposal, given)
    own = turn.answers.standing().filter(participant=participant, is_for_someone=False)
    if own.exists():
        raise OwnAnswerStands(participant.name)
    answer = _replace(turn, participant, given, by, at, is_for_someone=True)
    links.tell_of_entered_answer(answer=answer, at=at)
    _journal("answer.entered", held, answer, turn)
    return answer


def _open_round(proposal: Proposal, given: Given) -> tuple[Proposal, Round]:
    held = held_for(proposal)
    consensus.demand_open(held.state_value)
    turn = held.rounds.get(closed_at__isnull=True)
    if turn.number != given.number:
        raise RoundChangedMeanwhile(turn.number)
    return held, turn


def _replace(
    turn: Round,
    participant: Participant,
    given: Given,
    by: Person | None,
    at: datetime,
    *,
    is_for_someone: bool = False,
) -> Answer:
    reason = consensus.checked_reason(given.position, given.reason)
    turn.answers.standing().filter(participant=participant).update(replaced_at=at)
    # Nobody is reminded of what is done.
    links.forget(voice=participant, about=turn.uuid)
    return Answer.objects.create(
        round=turn,
        participant=participant,
        position=given.position.value,
        reason=reason,
        by=by,
        is_for_someone=is_for_someone,
        given_at=at,
    )


def _journal(verb: str, held: Proposal, answer: Answer, turn: Round) -> None:
    member: object = answer.participant.person or answer.participant.name
    journal.record(
        verb,
        by=answer.by,
        at=answer.given_at,
        on=held,
        community=held.community.uuid,
        facts={
            "member": member,
            "number": turn.number,
            "position": answer.position_value.label,
        },
    )
