"""What does a list about to come in say, shown before anything is written?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from maillage.apps.accounts.models import Person
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import ImportBatch
from maillage.apps.members.readers import roster
from maillage.domain.roster_plan import Doubt, Plan
from maillage.domain.rosters import Column, Line

# More lines than anyone reads; what needs an answer is always shown in full.
SHOWN = 200
# A form holds no more questions than this; what is not asked is left aside.
ASKED, GROUPS = 300, 60


@dataclass(frozen=True)
class Preview:
    """What accepting the list would do, and what it asks."""

    batch: ImportBatch
    plan: Plan
    columns: list[Column]
    unknown: Sequence[str]
    structures: list[list[str]]

    @property
    def created(self) -> list[Line]:
        return self.plan.created[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.plan.created) - SHOWN, 0)

    @property
    def remarked(self) -> list[Line]:
        lines = [*self.plan.created, *(each.line for each in self.plan.updated)]
        return [line for line in lines if line.remarks][:SHOWN]

    @property
    def doubts(self) -> list[Doubt]:
        return self.plan.doubts[:ASKED]

    @property
    def unasked(self) -> int:
        return max(len(self.plan.doubts) - ASKED, 0)


def preview(batch: ImportBatch, *, by: Person, at: datetime) -> Preview:
    """Return what accepting a list would do now; reading it is journaled."""
    headings, made = roster.plan_of(batch.community, batch.cells)
    journal.record_read(
        by=by,
        at=at,
        on=batch.community,
        community=batch.community.uuid,
        what="liste de membres à importer",
    )
    return Preview(
        batch=batch,
        plan=made,
        columns=sorted(headings.places, key=lambda column: headings.places[column]),
        unknown=headings.unknown,
        structures=roster.structures_in_doubt(batch.community, made)[:GROUPS],
    )
