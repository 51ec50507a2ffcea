"""Which commune of today holds what a code meant yesterday?

Communes merge, change code, split, and sometimes live again under the code they had (« communes
rétablies »). INSEE publishes these movements since 1943; a code may go through several of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Movement:
    """On that day the commune `before` went on, whole or in part, in the commune `after`."""

    on: date
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class End:
    """The last day a code stopped being a commune, and the codes that took its territory."""

    on: date | None
    into: tuple[str, ...]


def succession(movements: Iterable[Movement]) -> dict[str, End]:
    """Return how each code that once ended did so, the last time it did.

    A commune of which one movement of the day leads to itself went on: it did not end. The order
    of the movements does not matter.
    """
    days: dict[tuple[str, date], set[str]] = {}
    for movement in movements:
        days.setdefault((movement.before, movement.on), set()).add(movement.after)
    ends: dict[str, End] = {}
    for code, day in sorted(days, key=lambda known: known[1]):
        into = days[code, day]
        if code not in into:
            ends[code] = End(day, tuple(sorted(into)))
    return ends


def resolve(
    code: str, *, current: Collection[str], successors: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """Return the current communes that hold the territory of a code, sorted.

    A current code is itself, even if it once ended: it lives again. Several communes: the old one
    was split between them. None: nothing says what became of it. `current` should be a set.
    """
    if code in current:
        return (code,)
    found: set[str] = set()
    seen, waiting = {code}, [code]
    while waiting:
        for successor in successors.get(waiting.pop(), ()):
            if successor in current:
                found.add(successor)
            elif successor not in seen:
                seen.add(successor)
                waiting.append(successor)
    return tuple(sorted(found))


@dataclass(frozen=True)
class Changes:
    """What a new vintage does to the communes in place.

    `merged`: a code that ended → the current communes that hold it. `recreated`: a commune in
    place → the codes that left it to live again. `created`: all the codes that were not in place;
    `appeared`: those of them that no known commune explains. `unmatched`: codes that ended
    without any known successor.
    """

    merged: Mapping[str, tuple[str, ...]]
    recreated: Mapping[str, tuple[str, ...]]
    created: tuple[str, ...]
    appeared: tuple[str, ...]
    unmatched: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.merged or self.created or self.unmatched)


NO_CHANGES = Changes(merged={}, recreated={}, created=(), appeared=(), unmatched=())


def changes_between(
    before: Collection[str],
    after: Collection[str],
    *,
    known: Mapping[str, Collection[str]],
    announced: Mapping[str, Collection[str]],
) -> Changes:
    """Compare the communes in place with those of a new vintage.

    `known` leads old codes to the communes in place, `announced` to those of the new vintage.
    The first vintage of all changes nothing: there was no commune in place.
    """
    old, new = set(before), set(after)
    if not old:
        return NO_CHANGES
    merged: dict[str, tuple[str, ...]] = {}
    unmatched = []
    for code in sorted(old - new):
        holders = resolve(code, current=new, successors=announced)
        if holders:
            merged[code] = holders
        else:
            unmatched.append(code)
    recreated: dict[str, tuple[str, ...]] = {}
    appeared = []
    explained = {code for holders in merged.values() for code in holders}
    for code in sorted(new - old):
        parents = [parent for parent in known.get(code, ()) if parent in old]
        for parent in parents:
            recreated[parent] = (*recreated.get(parent, ()), code)
        if not parents and code not in explained:
            appeared.append(code)
    created = tuple(sorted(new - old))
    return Changes(merged, recreated, created, tuple(appeared), tuple(unmatched))


@dataclass(frozen=True)
class MovedTerritory:
    """A territory carried from one vintage to the next.

    `kept`: codes that ended and of which nobody can say what became, left as they were: without a
    successor, or split. `enlarged`: a merged commune → those it also holds, that were outside.
    """

    codes: frozenset[str]
    kept: tuple[str, ...]
    enlarged: Mapping[str, tuple[str, ...]]


def move_territory(codes: Collection[str], changes: Changes) -> MovedTerritory:
    """Carry a territory through the changes of a vintage, losing none of it.

    A commune that merged becomes its successor; one that others left to live again keeps them
    beside it. A merger with communes outside enlarges the territory: it is said, not hidden.
    """
    inside = set(codes)
    lost = {code for code in changes.unmatched if code in inside}
    moved: dict[str, str] = {}
    for code, holders in changes.merged.items():
        if code in inside:
            if len(holders) == 1:
                moved[code] = holders[0]
            else:
                lost.add(code)
    back = {code for parent, left in changes.recreated.items() if parent in inside for code in left}
    enlarged = {}
    for holder in sorted(set(moved.values())):
        parts = {code for code, holders in changes.merged.items() if holder in holders}
        if holder not in changes.created:
            parts.add(holder)
        if parts - inside:
            enlarged[holder] = tuple(sorted(parts - inside))
    after = (inside - set(moved)) | set(moved.values()) | back
    return MovedTerritory(frozenset(after), tuple(sorted(lost)), enlarged)
