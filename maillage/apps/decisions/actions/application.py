"""How does a community choose to apply a decision of an upper échelon, or not?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.decisions import access
from maillage.apps.decisions.models import Application, Decision
from maillage.apps.journal import actions as journal
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class NothingToApply(Refusal):
    """The decision was not adopted, or does not concern this community."""

    def __init__(self) -> None:
        super().__init__(
            "Seule une décision adoptée par un échelon dont la communauté est membre peut être "
            "appliquée ou non par elle."
        )


class AlreadyChosen(Refusal):
    """The choice is the one in force."""

    def __init__(self, by: Person) -> None:
        super().__init__(f"{by} a déjà enregistré ce choix : rien n’a été modifié.")


@dataclass(frozen=True)
class Choice:
    """To apply a decision or not, from a day on."""

    applies: bool
    since: date
    note: str = ""


@transaction.atomic
def choose_application(
    *, decision: Decision, community: Community, choice: Choice, by: Person, at: datetime
) -> Application:
    """Opt a community in or out of a decision; a later choice replaces this one.

    :raises NothingToApply: the decision is not adopted, or is not put to this community.
    :raises AlreadyChosen: this very choice is in force.
    """
    communities.demand(Right.DECIDE, of=by, on_community=community, on=localdate(at))
    held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if not access.applicable(community, on=localdate(at)).filter(pk=held.pk).exists():
        raise NothingToApply
    before = held.applications.standing().filter(community=community).first()
    if before and (before.applies, before.since) == (choice.applies, choice.since):
        raise AlreadyChosen(before.by)
    if before:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    made = Application.objects.create(
        decision=held,
        community=community,
        applies=choice.applies,
        since=choice.since,
        note=choice.note.strip(),
        by=by,
        chosen_at=at,
    )
    journal.record(
        "decision.applied",
        by=by,
        at=at,
        on=held,
        community=community.uuid,
        facts={
            "member": community.name,
            "choice": "appliquer" if choice.applies else "ne pas appliquer",
            "since": choice.since,
            "number": held.number,
        },
    )
    return made
