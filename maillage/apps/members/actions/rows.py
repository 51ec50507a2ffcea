"""How is a settled list written, five thousand lines at once, so that it can be undone exactly?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.members.models import College, Membership, Practice, Structure
from maillage.apps.members.readers.roster import people_reached, people_registered, same_person
from maillage.domain.membership import Category
from maillage.domain.names import fold
from maillage.domain.roster_plan import Settled, Update
from maillage.domain.rosters import Line

_AT_ONCE = 500
# What an import may change, and an undo puts back.
MEMBERSHIP_FIELDS = (
    "email", "phone", "mssante", "structure_id", "college_id", "accepted_on", "consent_on",
    "version",
)  # fmt: skip
PERSON_FIELDS = ("rpps", "profession")
PRACTICE_FIELDS = ("profession_code", "specialty", "specialty_code")


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def state_of(row: Membership | Person, fields: Iterable[str]) -> dict[str, Any]:
    """Return the fields of a row as they can be kept in JSON."""
    return {field: plain(getattr(row, field)) for field in fields}


def practice_of(line: Line) -> dict[str, str]:
    """Return the trade that a line says, by its codes."""
    return {name: getattr(line, name) for name in PRACTICE_FIELDS}


class Writer:
    """Writes one settled list into one community."""

    def __init__(
        self,
        community: Community,
        spellings: Mapping[str, str],
        today: date,
        consent_on: date | None,
    ) -> None:
        self.community = community
        self.spellings = spellings
        self.today = today
        self.consent_on = consent_on
        self.structures = {row.folded: row for row in community.structures.all()}
        self.colleges = {row.name: row for row in community.colleges.all()}
        self.written: dict[str, Any] = {}

    def write(self, settled: Settled) -> dict[str, Any]:
        """Write everything; return what an undo needs."""
        lines = [*settled.created, *(update.line for update in settled.updated)]
        self._name_structures(lines)
        self._name_colleges(lines)
        self._create(settled.created)
        self._update(settled.updated)
        return self.written

    def _spelt(self, line: Line) -> str:
        return self.spellings.get(line.structure, line.structure)

    def _name_structures(self, lines: Iterable[Line]) -> None:
        wanted: dict[str, str] = {}
        for line in lines:
            if fold(line.structure):
                wanted.setdefault(fold(self._spelt(line)), self._spelt(line))
        made = Structure.objects.bulk_create(
            (
                Structure(community=self.community, name=name, folded=key)
                for key, name in wanted.items()
                if key not in self.structures
            ),
            batch_size=_AT_ONCE,
        )
        self.structures |= {row.folded: row for row in made}
        self.written["structures"] = [row.pk for row in made]

    def _name_colleges(self, lines: Iterable[Line]) -> None:
        wanted = {line.college for line in lines if line.college} - self.colleges.keys()
        made = College.objects.bulk_create(
            College(community=self.community, name=name) for name in sorted(wanted)
        )
        self.colleges |= {row.name: row for row in made}
        self.written["colleges"] = [row.pk for row in made]

    def _create(self, lines: list[Line]) -> None:
        people = self._people(lines)
        made = Person.objects.bulk_create(
            [person for person in people if person and person._state.adding], batch_size=_AT_ONCE
        )
        self.written["people"] = [person.pk for person in made]
        new = {person.pk for person in made}
        practices = [
            Practice(person=person, **practice_of(line))
            for line, person in zip(lines, people, strict=True)
            if person and person.pk in new and (line.profession_code or line.specialty)
        ]
        Practice.objects.bulk_create(practices, batch_size=_AT_ONCE)
        rows = Membership.objects.bulk_create(
            (self._membership(line, person) for line, person in zip(lines, people, strict=True)),
            batch_size=_AT_ONCE,
        )
        self.written["memberships"] = [row.pk for row in rows]

    def _people(self, lines: list[Line]) -> list[Person | None]:
        """Return who each line is: known by number, or by address and name, or met now."""
        registered = people_registered([line.rpps for line in lines])
        reached = people_reached([line.email for line in lines])
        # Whoever is in the list already was answered to be someone else.
        taken = set(Membership.objects.of(self.community).open().values_list("person", flat=True))
        people: list[Person | None] = []
        for line in lines:
            found = registered.get(line.rpps) or same_person(reached.get(line.email, ()), line)
            if not line.first_name:
                people.append(None)
            elif found is None or found.pk in taken:
                people.append(self._person(line))
            else:
                taken.add(found.pk)
                people.append(found)
        return people

    def _person(self, line: Line) -> Person:
        return Person(
            first_name=line.first_name,
            last_name=line.last_name,
            rpps=line.rpps or None,
            profession=line.profession,
        )

    def _membership(self, line: Line, person: Person | None) -> Membership:
        # Someone named beside the word « structure » speaks for it in the comité de suivi.
        is_contact = person is not None and line.category is Category.STRUCTURE
        category = Category.PARTNER if is_contact else line.category
        row = Membership(
            community=self.community,
            person=person,
            category=category.value,
            since=min(line.since or line.accepted_on or self.today, self.today),
            accepted_on=line.accepted_on,
        )
        self._fill(row, line)
        return row

    def _fill(self, row: Membership, line: Line) -> None:
        for name in ("email", "phone", "mssante"):
            if said := getattr(line, name):
                setattr(row, name, said)
        if row.email or row.phone or row.mssante:
            row.consent_on = row.consent_on or line.accepted_on or self.consent_on
        row.accepted_on = row.accepted_on or line.accepted_on
        if fold(line.structure):
            row.structure = self.structures[fold(self._spelt(line))]
        if line.college:
            row.college = self.colleges[line.college]

    def _update(self, updates: list[Update]) -> None:
        by_pk = {int(update.known.key.removeprefix("m:")): update.line for update in updates}
        rows = list(
            Membership.objects.of(self.community)
            .filter(pk__in=by_pk)
            .select_related("person")
            .order_by("pk")
        )
        before = [
            {
                "membership": row.pk,
                "was": state_of(row, MEMBERSHIP_FIELDS),
                "person": row.person_id,
                "person_was": state_of(row.person, PERSON_FIELDS) if row.person else {},
            }
            for row in rows
        ]
        for row in rows:
            self._fill(row, by_pk[row.pk])
            row.version += 1
            if row.person:
                row.person.rpps = row.person.rpps or by_pk[row.pk].rpps or None
                row.person.profession = row.person.profession or by_pk[row.pk].profession
        Membership.objects.bulk_update(
            rows, [f.removesuffix("_id") for f in MEMBERSHIP_FIELDS], batch_size=200
        )
        people = [row.person for row in rows if row.person]
        Person.objects.bulk_update(people, PERSON_FIELDS, batch_size=_AT_ONCE)
        self._name_trades(rows, by_pk, before)
        for kept, row in zip(before, rows, strict=True):
            kept["version"] = row.version
            kept["person_is"] = state_of(row.person, PERSON_FIELDS) if row.person else {}
        self.written["before"] = before

    def _name_trades(
        self, rows: list[Membership], lines: Mapping[int, Line], before: list[dict[str, Any]]
    ) -> None:
        """Give its codes to whoever had none; a trade already known is never changed."""
        people = [row.person_id for row in rows]
        known = {each.person_id: each for each in Practice.objects.filter(person__in=people)}
        made, changed = [], []
        for row, kept in zip(rows, before, strict=True):
            line, practice = lines[row.pk], known.get(row.person_id or 0)
            if row.person_id is None or not line.profession_code:
                continue
            if practice is None:
                made.append(Practice(person_id=row.person_id, **practice_of(line)))
                kept["practice_was"] = None
            elif not practice.profession_code:
                kept["practice_was"] = {name: getattr(practice, name) for name in PRACTICE_FIELDS}
                for name, value in practice_of(line).items():
                    setattr(practice, name, value or getattr(practice, name))
                changed.append(practice)
        Practice.objects.bulk_create(made, batch_size=_AT_ONCE)
        Practice.objects.bulk_update(changed, PRACTICE_FIELDS, batch_size=_AT_ONCE)
