"""What does the journal tell of a community or of a person, in French sentences?"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.journal.models import Entry
from maillage.apps.journal.verbs import registered
from maillage.domain import french

PAGE = 50
PERSON = Person._meta.label_lower
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ERASED = "une personne effacée"
# What the instance does by itself (a scheduled command) has no author.
INSTANCE = "L’instance"
UNKNOWN = "inconnu"


@dataclass(frozen=True)
class Line:
    """One entry as people read it."""

    number: int
    at: datetime
    by: str
    sentence: str


@dataclass(frozen=True)
class Page:
    """Entries from the latest to the oldest; `older` is the number to ask the next page with."""

    lines: tuple[Line, ...]
    older: int | None


def of_community(community: UUID, *, before: int | None = None, size: int = PAGE) -> Page:
    """Return what was done in a community."""
    return _page([Q(community=community)], before, size)


def of_person(person: Person, *, before: int | None = None, size: int = PAGE) -> Page:
    """Return what a person did, what was done to their own account and who read their data."""
    return _page([Q(by=person), _on(person)], before, size)


def reads_of(
    person: Person,
    *,
    communities: Collection[UUID] = (),
    before: int | None = None,
    size: int = PAGE,
) -> Page:
    """Return who read a person's data: alone, or in the lists of the communities they are in."""
    read = Q(verb="personal_data.read") & ~Q(by=person)
    lists = Q(community__in=communities) & ~Q(subject_type=PERSON)
    return _page([read & _on(person), read & lists], before, size)


def latest(*, community: UUID | None = None, size: int = PAGE) -> Page:
    """Return the last entries of the whole instance, or of one community (operators only)."""
    return _page([Q() if community is None else Q(community=community)], None, size)


def _on(person: Person) -> Q:
    return Q(subject_type=PERSON, subject_key=str(person.uuid))


def _page(wanted: Sequence[Q], before: int | None, size: int) -> Page:
    """Return the latest entries that answer one of the conditions.

    Each is asked apart, so that its own index answers: joined by OR, they make the database read
    every entry of a busy person before it sorts them.
    """
    entries = Entry.objects.select_related("by").order_by("-number")
    if before is not None:
        entries = entries.filter(number__lt=before)
    found = {entry.number: entry for one in wanted for entry in entries.filter(one)[: size + 1]}
    numbers = sorted(found, reverse=True)
    shown = [found[number] for number in numbers[:size]]
    names = _names(shown)
    return Page(
        lines=tuple(_line(entry, names) for entry in shown),
        older=shown[-1].number if len(numbers) > size else None,
    )


def _line(entry: Entry, names: Mapping[str, str]) -> Line:
    by = entry.by.full_name or ERASED if entry.by else INSTANCE
    on = names.get(entry.subject_key, ERASED) if entry.subject_type == PERSON else None
    facts = {name: _worded(value, names) for name, value in dict(entry.facts).items()}
    told = _Told(facts, by=by, on=on or entry.subject_label)
    sentence = registered().get(entry.verb, f"{{by}} : {entry.verb} ({{on}}).").format_map(told)
    return Line(number=entry.number, at=entry.at, by=by, sentence=_spaced(sentence))


def _spaced(sentence: str) -> str:
    return re.sub(r" (?=[:;?!»])|(?<=«) ", french.SPACE, sentence)


class _Told(dict[str, str]):
    """Facts of a sentence; one that an older entry did not record is told as unknown."""

    def __missing__(self, name: str) -> str:
        return UNKNOWN


def _worded(value: object, names: Mapping[str, str]) -> str:
    match value:
        case None:
            return UNKNOWN
        case bool():
            return "oui" if value else "non"
        case {"person": str(key)}:
            return names.get(key, ERASED)
        case list():
            return ", ".join(_worded(inner, names) for inner in value)
        case int() if value >= 10_000:  # below, it may be a year
            return french.integer(value)
        case str() if ISO_DAY.fullmatch(value):
            return french.day(date.fromisoformat(value))
        case _:
            return str(value)


def _keys_in(value: object) -> Iterable[str]:
    match value:
        case {"person": str(key)}:
            yield key
        case list():
            for inner in value:
                yield from _keys_in(inner)


def _names(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the present name of everyone the entries speak of, in one query."""
    keys: set[str] = set()
    for entry in entries:
        if entry.subject_type == PERSON:
            keys.add(entry.subject_key)
        for value in dict(entry.facts).values():
            keys.update(_keys_in(value))
    people = Person.objects.filter(uuid__in=keys) if keys else ()
    return {str(person.uuid): person.full_name for person in people if person.full_name}
