"""How does a list of members come in: read, shown, accepted by someone, undone in one gesture?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.members.actions.rows import Writer
from maillage.apps.members.models import ImportBatch
from maillage.apps.members.readers import roster
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.domain.roster_plan import settle


class AlreadyAccepted(Refusal):
    """Someone accepted, or undid, this very list."""

    def __init__(self) -> None:
        super().__init__(
            "Cette liste a déjà été acceptée ou écartée\u00a0: rien n’a été écrit deux fois. "
            "Ouvrez la liste des membres pour voir le résultat."
        )


@dataclass(frozen=True)
class Answers:
    """What someone chose on the preview."""

    # Number of a line → key of who it is, or NEW, or ASIDE.
    people: Mapping[int, str]
    # A spelling of a structure → the one to write instead.
    structures: Mapping[str, str]
    consent_on: date | None = None

    def after(self, kept: Mapping[str, Mapping[str, str]]) -> "Answers":
        """Return these answers over those given on other pages, or before."""
        people = {int(line): who for line, who in kept.get("people", {}).items()}
        return Answers(
            people | dict(self.people),
            dict(kept.get("structures", {})) | dict(self.structures),
            self.consent_on,
        )


@dataclass(frozen=True)
class Outcome:
    """What acceptance wrote."""

    created: int
    updated: int
    left_aside: int
    rejected: int


NO_ANSWER = Answers(people={}, structures={})


def _demand(by: Person | None, community: Community, today: date) -> None:
    # Nobody signed in: the operator of the instance, from its command line.
    if by is not None:
        communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=today)


@transaction.atomic
def prepare_import(
    *,
    community: Community,
    name: str,
    cells: Sequence[Sequence[str]],
    by: Person | None,
    at: datetime,
    is_drawn: bool = False,
    noticed: Sequence[str] = (),
) -> ImportBatch:
    """Keep a list to be read over, brought by someone or drawn from the register; none is written.

    :raises RightMissing: the person does not keep the list of members.
    :raises NoHeadings: no line has a name and something else.
    """
    _demand(by, community, localdate(at))
    roster.lines_of(cells)
    return ImportBatch.objects.create(
        community=community,
        name=name[:150] or "liste collée",
        cells=[list(row) for row in cells],
        noticed=list(noticed),
        by=by,
        prepared_at=at,
        is_drawn=is_drawn,
    )


@transaction.atomic
def keep_answers(
    *, batch: ImportBatch, answers: Answers, by: Person | None, at: datetime
) -> ImportBatch:
    """Keep what someone answered on one page of the preview; no member is written.

    :raises RightMissing: the person does not keep the list of members.
    :raises AlreadyAccepted: someone did, perhaps a moment ago.
    """
    _demand(by, batch.community, localdate(at))
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.status != ImportBatch.Status.DRAFT:
        raise AlreadyAccepted
    said = answers.after(held.answers)
    held.answers = {
        "people": {str(line): who for line, who in said.people.items()},
        "structures": dict(said.structures),
    }
    held.save(update_fields=["answers"])
    return held


@transaction.atomic
def discard_import(*, batch: ImportBatch, by: Person, at: datetime) -> None:
    """Put a list aside without accepting it: what it held is forgotten.

    :raises RightMissing: the person does not keep the list of members.
    :raises AlreadyAccepted: someone accepted it, perhaps a moment ago.
    """
    _demand(by, batch.community, localdate(at))
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.status != ImportBatch.Status.DRAFT:
        raise AlreadyAccepted
    held.status, held.name = ImportBatch.Status.DISCARDED, "liste écartée"
    held.cells, held.answers, held.noticed = [], {}, []
    held.save(update_fields=["status", "name", "cells", "answers", "noticed"])
    journal.record(
        "members.list_discarded",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"read_on": localdate(held.prepared_at)},
    )


@transaction.atomic
def accept_import(
    *, batch: ImportBatch, answers: Answers, by: Person | None, at: datetime
) -> tuple[ImportBatch, Outcome]:
    """Write what the list says, against the rows as they are at this instant.

    :raises RightMissing: the person does not keep the list of members.
    :raises AlreadyAccepted: someone did, perhaps a moment ago.
    """
    today = localdate(at)
    _demand(by, batch.community, today)
    # The community first, like every act on its members: nobody else writes in between.
    community = Community.objects.select_for_update(of=("self",)).get(pk=batch.community_id)
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.status != ImportBatch.Status.DRAFT:
        raise AlreadyAccepted
    _, made = roster.plan_of(community, held.cells)
    said = answers.after(held.answers)
    settled = settle(made, said.people)
    writer = Writer(community, said.structures, today, said.consent_on)
    held.written = writer.write(settled)
    held.status, held.accepted_at = ImportBatch.Status.ACCEPTED, at
    held.cells, held.answers = [], {}
    held.save(update_fields=["written", "status", "accepted_at", "cells", "answers"])
    outcome = Outcome(
        len(settled.created), len(settled.updated), len(settled.left_aside), len(made.rejected)
    )
    journal.record(
        "members.imported",
        by=by,
        at=at,
        on=held,
        community=community.uuid,
        facts={
            "created": outcome.created,
            "updated": outcome.updated,
            "left_aside": outcome.left_aside,
            "rejected": outcome.rejected,
        },
    )
    return held, outcome
