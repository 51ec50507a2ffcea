"""What would accepting a list change? Each line is created, updated, left as it is, or asked about.

A line is taken for someone already there without asking only when nothing lets one doubt: the same
RPPS number and the same name, or the same name with the same address, telephone or structure.
Anything less is a likely duplicate: a person decides, and without a decision it is left aside. What
another community holds is never changed: a name never, the RPPS number and the profession only
where they were empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from maillage.domain.matching import Index, Reason, Someone, name_key
from maillage.domain.names import fold
from maillage.domain.rosters import Line, Rejected

# Said by a person about a likely duplicate, instead of the key of who it is.
NEW, ASIDE = "new", "aside"
_FILLABLE = (
    "rpps", "profession_code", "profession", "specialty", "specialty_code", "structure", "email",
    "mssante", "phone", "since", "accepted_on", "college",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Someone the community already has; `key` begins with « m: »."""

    key: str
    first_name: str
    last_name: str
    rpps: str = ""
    email: str = ""
    phone: str = ""
    structure: str = ""
    profession: str = ""
    mssante: str = ""
    college: str = ""
    has_accepted: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class Candidate:
    """Someone a line may be, shown beside it."""

    key: str
    who: Known | Line
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """The reasons, in French."""
        return ", ".join(reason.label for reason in self.reasons)


@dataclass(frozen=True)
class Doubt:
    """A likely duplicate that awaits someone's choice."""

    line: Line
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Update:
    """A line that says more, or something else, of someone already there."""

    line: Line
    known: Known
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What accepting the list would do."""

    created: list[Line] = field(default_factory=list)
    updated: list[Update] = field(default_factory=list)
    unchanged: list[Update] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True)
class Settled:
    """What will be written once each doubt had its answer, or none."""

    created: list[Line]
    updated: list[Update]
    left_aside: list[int]


def key_of(line: Line) -> str:
    """Return the key of a line of the list itself."""
    return f"l:{line.number}"


def _someone(key: str, who: Known | Line) -> Someone:
    return Someone(key, who.first_name, who.last_name, who.rpps, who.email)


def changed_by(line: Line, known: Known) -> tuple[str, ...]:
    """Name, in French, what the line would change of someone already there."""
    replaced = (
        ("adresse électronique", line.email, known.email),
        ("téléphone", line.phone, known.phone),
        ("MSSanté", line.mssante, known.mssante),
        ("structure", fold(line.structure), fold(known.structure)),
        ("collège", line.college, known.college),
    )
    filled = (
        ("numéro RPPS", line.rpps, known.rpps),
        ("profession", line.profession, known.profession),
        ("acceptation", line.accepted_on, known.has_accepted),
    )
    changes = [name for name, said, held in replaced if said and said != held]
    return (*changes, *(name for name, said, held in filled if said and not held))


def _is_certain(line: Line, known: Known, reasons: Sequence[Reason]) -> bool:
    if Reason.SAME_RPPS in reasons:
        return Reason.SAME_NAME in reasons or Reason.NEAR_NAME in reasons
    if Reason.SAME_NAME not in reasons or (line.rpps and known.rpps):
        return False
    return (
        Reason.SAME_EMAIL in reasons
        or bool(line.phone and line.phone == known.phone)
        or bool(line.structure and fold(line.structure) == fold(known.structure))
    )


def _are_two(line: Line, other: Known | Line) -> bool:
    """Two RPPS numbers are two people; one address for a whole practice is usual."""
    return bool(line.rpps and other.rpps and line.rpps != other.rpps)


def plan(
    lines: Sequence[Line | Rejected],
    known: Sequence[Known],
    registered: Mapping[str, tuple[str, str]] | None = None,
) -> Plan:
    """Return what accepting the list would do.

    `registered` gives the first and last name of whoever already bears, in another community, an
    RPPS number of the list: a line that gives this number to another name is refused.
    """
    people: dict[str, Known | Line] = {one.key: one for one in known}
    index = Index(_someone(one.key, one) for one in known)
    claimed: set[str] = set()
    made = Plan()
    for line in lines:
        if isinstance(line, Rejected):
            made.rejected.append(line)
            continue
        candidates = [
            Candidate(str(found.key), people[str(found.key)], found.reasons)
            for found in index.like(_someone("", line))
            if not _are_two(line, people[str(found.key)])
        ]
        certain = _certain(line, candidates)
        if certain is not None and certain.key not in claimed:
            claimed.add(certain.key)
            update = Update(line, certain, changed_by(line, certain))
            (made.updated if update.changed else made.unchanged).append(update)
        elif candidates:
            made.doubts.append(Doubt(line, tuple(candidates[:5])))
        elif refused := _of_someone_else(line, registered or {}):
            made.rejected.append(refused)
        else:
            made.created.append(line)
            people[key_of(line)] = line
            index.add(_someone(key_of(line), line))
    return made


def _certain(line: Line, candidates: Sequence[Candidate]) -> Known | None:
    sure = [
        each.who
        for each in candidates
        if isinstance(each.who, Known) and _is_certain(line, each.who, each.reasons)
    ]
    return sure[0] if len(sure) == 1 else None


def _of_someone_else(line: Line, registered: Mapping[str, tuple[str, str]]) -> Rejected | None:
    bearer = registered.get(line.rpps) if line.rpps else None
    if bearer is None or name_key(*bearer) == name_key(line.first_name, line.last_name):
        return None
    return Rejected(
        line.number,
        line.full_name,
        "Ce numéro RPPS est déjà celui d’une personne d’un autre nom\u00a0: vérifiez-le.",
    )


def merged(first: Line, other: Line) -> Line:
    """Return the first line, its empty cells filled by another that is the same person."""
    gaps = {name: getattr(other, name) for name in _FILLABLE if not getattr(first, name)}
    return replace(first, **gaps)


def settle(made: Plan, choices: Mapping[int, str]) -> Settled:
    """Return what will be written; `choices` leads the number of a line to a key, NEW or ASIDE.

    A choice that is not one of those offered for its line counts for none.
    """
    created = {key_of(line): line for line in made.created}
    updates = {update.known.key: update for update in (*made.updated, *made.unchanged)}
    more: list[tuple[Line, Known]] = []
    aside: list[int] = []
    for doubt in made.doubts:
        choice = choices.get(doubt.line.number, ASIDE)
        chosen = next((each for each in doubt.candidates if each.key == choice), None)
        made_of: dict[str, Line] = {}
        if _bears_the_number_of_another(doubt, than=chosen):
            # Whatever was answered: two people cannot bear one number.
            pass
        elif choice == NEW:
            made_of = {key_of(doubt.line): doubt.line}
        elif chosen is not None and isinstance(chosen.who, Known):
            more.append((doubt.line, chosen.who))
            continue
        elif chosen is not None:
            made_of = {chosen.key: merged(created[chosen.key], doubt.line)}
        if made_of and not _share_a_number(created | made_of):
            created |= made_of
        else:
            aside.append(doubt.line.number)
    for line, known in more:
        before = updates.get(known.key)
        line = merged(before.line, line) if before else line
        updates[known.key] = Update(line, known, changed_by(line, known))
    return Settled(
        created=list(created.values()),
        updated=[update for update in updates.values() if update.changed],
        left_aside=aside,
    )


def _share_a_number(created: Mapping[str, Line]) -> bool:
    """Two lines of one list that bear the same number are the same person: someone has to say."""
    numbers = [line.rpps for line in created.values() if line.rpps]
    return len(numbers) != len(set(numbers))


def _bears_the_number_of_another(doubt: Doubt, *, than: Candidate | None) -> bool:
    """Whether the line gives the number of someone else than the person it was led to."""
    return any(Reason.SAME_RPPS in each.reasons for each in doubt.candidates if each is not than)
