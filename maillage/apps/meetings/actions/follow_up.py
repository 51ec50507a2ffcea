"""How is an action agreed on handed to someone, settled, and recalled once?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import FollowUp, MinutesItem
from maillage.apps.post import actions as post
from maillage.documents.text import clean
from maillage.domain import french
from maillage.domain.minutes import FollowUpState
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

MOST_OF_AN_ITEM = 40


class ActionWithoutWords(Refusal):
    """An action says what is to be done."""


class DueBeforeMeeting(Refusal):
    """Nothing is due before the meeting that decides it."""


class TooManyActions(Refusal):
    """No point of an agenda gives so much to do."""


class AlreadySettled(Refusal):
    """The action is done or dropped, or open already."""


class NotYours(Refusal):
    """Only its owner and those who run the meetings settle an action."""


@dataclass(frozen=True)
class Task:
    """What is to be done, by whom and by when."""

    words: str
    owner: Person | None = None
    due_on: date | None = None


@transaction.atomic
def add_follow_up(*, item: MinutesItem, task: Task, by: Person, at: datetime) -> FollowUp:
    """Keep an action under a point of the relevé; the same one twice is kept once.

    :raises ActionWithoutWords: it says nothing.
    :raises DueBeforeMeeting: it is due before the meeting.
    :raises TooManyActions: the point has too many.
    """
    community = item.minutes.community
    access.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))
    MinutesItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    words = " ".join(clean(task.words).split())[:300]
    if not words:
        raise ActionWithoutWords("Dites en quelques mots ce qui est à faire.")
    held_on = localdate(item.minutes.meeting.starts_at)
    if task.due_on and task.due_on < held_on:
        raise DueBeforeMeeting(
            f"La réunion s’est tenue le {french.day(held_on)} : "
            "donnez une échéance ce jour-là ou après."
        )
    same = item.follow_ups.filter(words=words, owner=task.owner, due_on=task.due_on).first()
    if same:
        return same
    if item.follow_ups.count() >= MOST_OF_AN_ITEM:
        raise TooManyActions("Ce point a déjà trop d’actions : regroupez-les.")
    made = FollowUp.objects.create(
        item=item,
        community=community,
        words=words,
        owner=task.owner,
        due_on=task.due_on,
        agreed_at=at,
    )
    facts: dict[str, object] = {"owner": task.owner} if task.owner else {"owner": "personne"}
    _record("follow_up.agreed", made, by=by, at=at, **facts)
    return made


@transaction.atomic
def settle_follow_up(
    *, follow_up: FollowUp, state: FollowUpState, by: Person, at: datetime
) -> FollowUp:
    """Say that an action is done, dropped, or to be done after all.

    :raises NotYours: neither its owner nor someone who runs the meetings.
    :raises AlreadySettled: it says so already.
    """
    rights = access.rights_of(by, follow_up.community, on=localdate(at))
    if follow_up.owner_id != by.pk and Right.RUN_MEETINGS not in rights:
        raise NotYours(
            "Seuls le responsable de cette action et le secrétariat des réunions la règlent : "
            "demandez-leur."
        )
    held = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if held.state_value is state:
        raise AlreadySettled(f"Cette action est déjà « {state.label} ».")
    held.state = state.value
    held.settled_at = None if state is FollowUpState.OPEN else at
    held.save(update_fields=["state", "settled_at"])
    post.forget(about=held.uuid)
    _record("follow_up.settled", held, by=by, at=at, state=state.label)
    return held


def _record(verb: str, follow_up: FollowUp, *, by: Person, at: datetime, **facts: object) -> None:
    community: Community = follow_up.community
    journal.record(
        verb,
        by=by,
        at=at,
        on=follow_up.item.minutes.meeting,
        community=community.uuid,
        facts=facts,
    )
