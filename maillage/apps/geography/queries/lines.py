"""Which communes does a column pasted from a spreadsheet name, line by line?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from django.db.models import F, Q

from maillage.apps.geography.models import Commune, FormerCommune, Postcode
from maillage.apps.geography.queries.cells import Cells, is_heading, read_line
from maillage.domain import french
from maillage.domain.names import normalise, spellings
from maillage.domain.refusal import Refusal

LIMIT = 5_000


class TooManyLines(Refusal):
    """More lines than any territory has communes."""


class LineStatus(Enum):
    """What became of a line."""

    FOUND = "FOUND"
    MERGED = "MERGED"
    AMBIGUOUS = "AMBIGUOUS"
    UNKNOWN = "UNKNOWN"

    @property
    def label(self) -> str:
        """French words for the state of a line."""
        return {
            LineStatus.FOUND: "trouvée",
            LineStatus.MERGED: "fusionnée",
            LineStatus.AMBIGUOUS: "à préciser",
            LineStatus.UNKNOWN: "inconnue",
        }[self]


@dataclass(frozen=True)
class ResolvedLine:
    """A line as pasted and what it leads to.

    `commune` when one is meant (FOUND, MERGED); `candidates` when a person has to choose;
    `same_as` is the number of an earlier line that gave the same commune; `note` tells, in French,
    what was understood or what to do.
    """

    number: int
    text: str
    status: LineStatus
    commune: Commune | None = None
    candidates: tuple[Commune, ...] = ()
    same_as: int | None = None
    note: str = ""


@dataclass(frozen=True)
class _Known:
    """All that the lines may lead to, read once: codes and normalised names → communes."""

    communes: dict[str, Commune]
    former: dict[str, list[Commune]]
    postcodes: dict[str, list[Commune]]
    names: dict[str, list[Commune]]
    past: dict[str, list[Commune]]


def resolve_lines(lines: Iterable[str], *, departement: str | None = None) -> list[ResolvedLine]:
    """Say what each line leads to; blank lines and the heading are left out, numbers kept.

    `departement` settles names that several communes bear. Five queries, whatever the lines.

    :raises TooManyLines: more than 5,000 lines.
    """
    listed = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if len(listed) > LIMIT:
        raise TooManyLines(
            f"Cette liste a {french.integer(len(listed))} lignes et le maximum est de "
            f"{french.integer(LIMIT)} : collez-la en plusieurs fois."
        )
    if listed and is_heading(listed[0][1]):
        del listed[0]
    cells = [read_line(number, line) for number, line in listed]
    known = _read(cells)
    resolved = [_resolve(line, known, departement) for line in cells]
    return _with_repeats(resolved)


def _with_repeats(lines: Sequence[ResolvedLine]) -> list[ResolvedLine]:
    first: dict[str, int] = {}
    told = []
    for line in lines:
        number = first.setdefault(line.commune.code, line.number) if line.commune else line.number
        if number != line.number:
            note = f"Même commune que la ligne {number}. {line.note}".strip()
            told.append(replace(line, same_as=number, note=note))
        else:
            told.append(line)
    return told


def _names(line: Cells) -> tuple[str, ...]:
    """The normalised names a line may mean, the fullest first."""
    return tuple(dict.fromkeys((normalise(line.full), *spellings(line.name)))) if line.name else ()


def _read(cells: Sequence[Cells]) -> _Known:
    codes = {code for line in cells for code in (line.code, line.code.zfill(5)) if line.code}
    names = {name for line in cells for name in _names(line)}
    current = Commune.objects.current().select_related("departement").order_by("code")
    communes: dict[str, Commune] = {}
    by_name: dict[str, list[Commune]] = {}
    for commune in current.filter(Q(code__in=codes) | Q(search__in=names)):
        communes[commune.code] = commune
        by_name.setdefault(commune.search, []).append(commune)
    former: dict[str, list[Commune]] = {}
    past: dict[str, list[Commune]] = {}
    olds = FormerCommune.objects.filter(
        Q(code__in=codes) | Q(search__in=names), successor__retired_on=None
    )
    for old in olds.select_related("successor__departement").order_by("successor"):
        _add(past, old.search, old.successor)
        if old.code != old.successor_id:
            _add(former, old.code, old.successor)
    postcodes: dict[str, list[Commune]] = {}
    for postcode in (
        Postcode.objects.filter(code__in=codes, commune__retired_on=None)
        .select_related("commune__departement")
        .order_by("code", F("commune__population").desc(nulls_last=True), "commune")
    ):
        _add(postcodes, postcode.code, postcode.commune)
    return _Known(communes, former, postcodes, by_name, past)


def _add(index: dict[str, list[Commune]], key: str, commune: Commune) -> None:
    there = index.setdefault(key, [])
    if commune not in there:
        there.append(commune)


def _resolve(line: Cells, known: _Known, departement: str | None) -> ResolvedLine:
    if line.code:
        return _by_code(line, known, departement)
    if line.name:
        return _by_name(line, known, departement)
    return _told(
        line,
        LineStatus.UNKNOWN,
        note="Ni code ni nom de commune : corrigez ou retirez cette ligne.",
    )


def _told(
    line: Cells,
    status: LineStatus,
    communes: Sequence[Commune] = (),
    note: str = "",
) -> ResolvedLine:
    alone = communes[0] if status in {LineStatus.FOUND, LineStatus.MERGED} else None
    candidates = () if alone else tuple(communes)
    return ResolvedLine(line.number, line.text, status, alone, candidates, None, note)


def _by_code(line: Cells, known: _Known, departement: str | None) -> ResolvedLine:
    padded = line.code.zfill(5)
    zero = "Zéro initial rétabli. " if padded != line.code else ""
    commune = known.communes.get(padded)
    at_postcode = known.postcodes.get(padded, [])
    wanted = set(_names(line))
    if commune and (not wanted or _is_named(commune, wanted, known)):
        return _told(line, LineStatus.FOUND, [commune], zero.strip())
    beside = [found for found in at_postcode if _is_named(found, wanted, known)] if wanted else []
    if len(beside) == 1:
        return _told(line, LineStatus.FOUND, beside, f"{zero}Code postal {padded}.")
    if commune:
        return _another_name(line, commune, known, departement)
    if padded in known.former:
        return _merged(line, known.former[padded], padded)
    if len(at_postcode) == 1 and not wanted:
        return _told(line, LineStatus.FOUND, at_postcode, f"{zero}Code postal {padded}.")
    if at_postcode and not wanted:
        note = f"{padded} est un code postal de {len(at_postcode)} communes : choisissez."
        return _told(line, LineStatus.AMBIGUOUS, at_postcode, note)
    if wanted:
        found = _by_name(line, known, departement)
        if found.commune:
            note = f"Le code {line.code} n’est celui d’aucune commune : trouvée par son nom."
            return replace(found, note=f"{note} {found.note}".strip())
    note = f"Aucune commune n’a ni n’a eu le code {line.code} : corrigez ou retirez cette ligne."
    return _told(line, LineStatus.UNKNOWN, note=note)


def _is_named(commune: Commune, wanted: set[str], known: _Known) -> bool:
    return commune.search in wanted or any(commune in known.past.get(name, ()) for name in wanted)


def _another_name(
    line: Cells, commune: Commune, known: _Known, departement: str | None
) -> ResolvedLine:
    """A known code beside a name that is not its own: whom to believe?"""
    by_name = _by_name(line, known, departement)
    others = [by_name.commune] if by_name.commune else list(by_name.candidates)
    if others:
        note = f"{line.code} est le code de {commune.name}, pas de {line.name} : choisissez."
        return _told(line, LineStatus.AMBIGUOUS, [commune, *others], note)
    note = f"Trouvée par son code ; son nom officiel est {commune.name}."
    return _told(line, LineStatus.FOUND, [commune], note)


def _by_name(line: Cells, known: _Known, departement: str | None) -> ResolvedLine:
    wanted = _names(line)
    full = known.names.get(normalise(line.full), [])
    if len(full) == 1 and line.full != line.name:
        return _told(line, LineStatus.FOUND, full)
    found = [commune for name in wanted for commune in known.names.get(name, ())]
    # The name as written comes before the same with an article.
    exact = known.names.get(normalise(line.name), [])
    for communes in (exact, found):
        kept = _within(communes, line.departement, departement)
        if len(kept) == 1:
            return _told(line, LineStatus.FOUND, kept)
        if kept:
            note = f"{len(kept)} communes portent ce nom : choisissez."
            return _told(line, LineStatus.AMBIGUOUS, kept, note)
    past = list(dict.fromkeys(commune for name in wanted for commune in known.past.get(name, ())))
    kept = _within(past, line.departement, departement)
    if kept:
        return _merged(line, kept, line.name)
    if found or past:
        note = f"Aucune commune de ce nom dans le département {line.departement} : choisissez."
        return _told(line, LineStatus.AMBIGUOUS, found or past, note)
    note = (
        f"Aucune commune ne s’appelle « {line.name} » : "
        "vérifiez l’orthographe, ou donnez son code INSEE."
    )
    return _told(line, LineStatus.UNKNOWN, note=note)


def _within(communes: Sequence[Commune], said: str, hint: str | None) -> list[Commune]:
    """Keep the communes of the département that the line says, or else of the one hinted at."""
    if said:
        return [
            commune
            for commune in communes
            if said in {commune.departement_id, normalise(commune.departement.name)}
        ]
    hinted = [commune for commune in communes if commune.departement_id == hint]
    return hinted or list(communes)


def _merged(line: Cells, successors: Sequence[Commune], said: str) -> ResolvedLine:
    if len(successors) > 1:
        listed = ", ".join(commune.name for commune in successors)
        note = f"{said} mène à plusieurs communes ({listed}) : choisissez."
        return _told(line, LineStatus.AMBIGUOUS, successors, note)
    note = f"{said} n’existe plus : aujourd’hui {successors[0].name}."
    return _told(line, LineStatus.MERGED, successors, note)
