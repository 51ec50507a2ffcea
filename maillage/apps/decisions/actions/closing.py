"""How is a round closed, and how does a decision enter the register?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.decisions.actions.holding import held_for
from maillage.apps.decisions.models import Answer, Decision, Participant, Proposal, Round
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.domain import awaited, consensus, register
from maillage.domain.consensus import AFTER, Act, Ending, Outcome, Position
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

RESULTS = {
    Ending.ADOPTED: Decision.Result.ADOPTED,
    Ending.ADOPTED_WITH_RESERVES: Decision.Result.ADOPTED_WITH_RESERVES,
    Ending.DROPPED: Decision.Result.DROPPED,
}


class AnswersChangedMeanwhile(Refusal):
    """An answer arrived between reading the page and closing."""

    def __init__(self) -> None:
        super().__init__(
            "Une réponse est arrivée entre-temps : rien n’est clos. Relisez les réponses, puis "
            "clôturez si c’est toujours voulu."
        )


@dataclass(frozen=True)
class Closed:
    """The round that was closed, and the decision if one was made."""

    round: Round
    decision: Decision | None


@transaction.atomic
def close_round(*, proposal: Proposal, number: int, seen: int, by: Person, at: datetime) -> Closed:
    """Close a round: adopted when nobody objects any more, or what the fall-back says.

    `seen` is the number of answers ever given on the page the person acted from.

    :raises AlreadyClosed: this round is closed.
    :raises AnswersChangedMeanwhile: an answer arrived since.
    :raises AnswersAwaited: it would decide while someone may still answer.
    """
    communities.demand(Right.DECIDE, of=by, on_community=proposal.community, on=localdate(at))
    held = held_for(proposal)
    consensus.demand(held.state_value, Act.CLOSE_ROUND)
    turn = held.rounds.get(closed_at__isnull=True)
    if turn.number != number:
        raise consensus.AlreadyClosed(held.state_value)
    if turn.answers.count() != seen:
        raise AnswersChangedMeanwhile
    asked = {each.pk: each for each in _asked(held)}
    answers = {each.participant_id: each for each in turn.answers.standing().order_by("pk")}
    came_to = consensus.outcome(
        members=asked.keys(),
        answers={key: answer.position_value for key, answer in answers.items()},
        rule=held.rule,
        number=turn.number,
    )
    awaited.demand_answers(
        came_to,
        missing=len(asked) - len(answers),
        last_day=turn.answers_by,
        today=localdate(at),
    )
    _close(held, turn, came_to.ending, by, at)
    if came_to.ending is Ending.NEXT_ROUND:
        return Closed(turn, None)
    content = _content(held, turn, came_to, asked, answers)
    decided = register_decision(
        community=held.community,
        result=RESULTS[came_to.ending],
        title=held.title,
        content=content,
        by=by,
        at=at,
    )
    decided.proposal = held
    decided.save(update_fields=["proposal"])
    return Closed(turn, decided)


def _asked(held: Proposal) -> list[Participant]:
    return list(held.participants.select_related("community", "person", "structure"))


def _close(held: Proposal, turn: Round, ending: Ending, by: Person, at: datetime) -> None:
    turn.closed_at, turn.closed_by, turn.ending = at, by, ending.value
    turn.save(update_fields=["closed_at", "closed_by", "ending"])
    post.forget(about=turn.uuid)
    state = AFTER[ending]
    held.state, held.ended_at = state.value, at if state.is_over else None
    held.version += 1
    held.save(update_fields=["state", "ended_at", "version"])
    journal.record(
        "proposal.round_closed",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"number": turn.number, "state": state.label},
    )


def _content(
    held: Proposal,
    turn: Round,
    came_to: Outcome[int],
    asked: Mapping[int, Participant],
    answers: Mapping[int, Answer],
) -> dict[str, object]:
    """Return what the register keeps: communities by name, people by number only."""
    by_name = held.electorate == Proposal.Electorate.COMMUNITIES
    positions = {
        position.label: sorted(asked[key].name for key in came_to.holding(position))
        if by_name
        else len(came_to.holding(position))
        for position in Position
    }
    silent = sorted(asked[key].name for key in came_to.silent) if by_name else len(came_to.silent)
    words = [
        {
            "position": answer.position_value.label,
            "reason": answer.reason,
            **({"member": asked[key].name} if by_name else {}),
        }
        for key, answer in answers.items()
        if answer.reason
    ]
    return {
        "kind": "consensus",
        "text": turn.text,
        "documents": turn.documents.splitlines(),
        "rounds": turn.number,
        "fall_back": held.rule.fall_back.label,
        "silence": held.rule.silence.label,
        "positions": positions,
        "without_answer": silent,
        "reasons": sorted(words, key=str),
    }


def register_decision(
    *,
    community: Community,
    result: Decision.Result,
    title: str,
    content: Mapping[str, object],
    by: Person,
    at: datetime,
) -> Decision:
    """Give the next number of the community to a decision and seal its content.

    Called inside the transaction of the act that decides.
    """
    held = Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    last = held.decisions.order_by("-number").values_list("number", flat=True).first()
    decided = Decision(
        community=held,
        number=(last or 0) + 1,
        decided_on=localdate(at),
        title=title,
        result=result.value,
    )
    decided.content = {
        **content,
        "community": held.name,
        "number": decided.number,
        "decided_on": decided.decided_on.isoformat(),
        "title": title,
        "result": result.label,
    }
    decided.digest = register.digest_of(decided.content)
    decided.save()
    journal.record(
        "decision.registered",
        by=by,
        at=at,
        on=decided,
        community=held.uuid,
        facts={
            "number": decided.number,
            "title": title,
            "result": result.label,
            "digest": decided.digest,
        },
    )
    return decided
