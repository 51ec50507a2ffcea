"""What does a list about to come in say, shown before anything is written?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from maillage.apps.accounts.models import Person
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import ImportBatch
from maillage.apps.members.readers import roster
from maillage.domain.headings import Column
from maillage.domain.names import fold
from maillage.domain.roster_plan import Doubt, Plan
from maillage.domain.rosters import Line

# More lines than anyone reads; what needs an answer is always shown in full.
SHOWN = 200
# Questions of one page: more would be a form that nobody finishes, nor a browser sends.
ASKED, GROUPS = 100, 30


COMPARED = (
    ("full_name", "Nom"), ("profession", "Profession"), ("structure", "Structure"),
    ("rpps", "RPPS"), ("email", "E-mail"), ("phone", "Téléphone"),
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """What one of those compared is said to be, and whether it differs from the line."""

    value: str
    differs: bool


def _is_like(value: str, other: str) -> bool:
    return not (value and other) or fold(value) == fold(other)


@dataclass(frozen=True)
class Question:
    """A likely duplicate, and what someone said of it: a key, or nothing yet."""

    doubt: Doubt
    said: str

    @property
    def compared(self) -> list[tuple[str, list[Compared]]]:
        """What is known of each, side by side; a row nobody fills is left out."""
        people = [self.doubt.line, *(each.who for each in self.doubt.candidates)]
        told = [(label, [getattr(who, name) for who in people]) for name, label in COMPARED]
        return [
            (label, [Compared(each, not _is_like(each, values[0])) for each in values])
            for label, values in told
            if any(values)
        ]


@dataclass(frozen=True)
class Preview:
    """What accepting the list would do, and what it asks."""

    batch: ImportBatch
    plan: Plan
    columns: list[Column]
    unknown: Sequence[str]
    groups: list[list[str]]
    number: int

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
    def questions(self) -> list[Question]:
        """The likely duplicates of this page, with what was answered."""
        start = (self.number - 1) * ASKED
        said = self.batch.answers.get("people", {})
        return [
            Question(doubt, said.get(str(doubt.line.number), ""))
            for doubt in self.plan.doubts[start : start + ASKED]
        ]

    @property
    def structures(self) -> list[tuple[list[str], str]]:
        """The spellings of this page, with the one chosen."""
        start = (self.number - 1) * GROUPS
        said = self.batch.answers.get("structures", {})
        return [(group, _chosen(group, said)) for group in self.groups[start : start + GROUPS]]

    @property
    def pages(self) -> int:
        """How many pages of questions."""
        doubts, groups = len(self.plan.doubts), len(self.groups)
        return max(-(-doubts // ASKED), -(-groups // GROUPS), 1)

    @property
    def next(self) -> int:
        """The page of questions that follows; 0 after the last."""
        return self.number + 1 if self.number < self.pages else 0

    @property
    def silent(self) -> int:
        """How many likely duplicates nobody has answered: they would be left aside."""
        return len(self._silent)

    @property
    def unanswered(self) -> int:
        """The same, those of this page left out: it is about to be answered."""
        here = {question.doubt.line.number for question in self.questions}
        return len(self._silent - here)

    @property
    def _silent(self) -> set[int]:
        said = self.batch.answers.get("people", {})
        lines = {doubt.line.number for doubt in self.plan.doubts}
        return lines - {int(line) for line in said}


def _chosen(group: Sequence[str], said: Mapping[str, str]) -> str:
    """Return the spelling that the whole group is written as; nothing when each keeps its own."""
    written = {said.get(spelling, "") for spelling in group}
    return written.pop() if len(written) == 1 else ""


def preview(batch: ImportBatch, *, number: int = 1, by: Person, at: datetime) -> Preview:
    """Return what accepting a list would do now, with a page of questions; it is journaled."""
    headings, made = roster.plan_of(batch.community, batch.cells)
    journal.record_read(
        by=by,
        at=at,
        on=batch.community,
        community=batch.community.uuid,
        what="liste de membres à importer",
    )
    page = Preview(
        batch=batch,
        plan=made,
        columns=sorted(headings.places, key=lambda column: headings.places[column]),
        unknown=headings.unknown,
        groups=[] if batch.is_drawn else roster.structures_in_doubt(batch.community, made),
        number=max(number, 1),
    )
    return replace(page, number=min(page.number, page.pages))
