"""How do the sums of several areas become sections of figures set side by side?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from maillage.domain.diagnosis import trades
from maillage.domain.diagnosis.shape import SIMILAR, TERRITORY, Line, Section
from maillage.domain.diagnosis.tally import (
    Tally,
    counts,
    establishment_counts,
    establishment_figures,
    place_figures,
    supply_figures,
)
from maillage.domain.diagnosis.values import State, Value, middle

PLACE, SUPPLY, STRUCTURES = "place", "supply", "establishments"


@dataclass(frozen=True)
class Need:
    """An indicator of needs or of access, as its catalogue names it."""

    key: str
    label: str
    unit: str
    decimals: int
    section: str


def figures(tally: Tally) -> dict[str, Value]:
    """Return every figure that follows from the sums of an area."""
    return {
        **place_figures(tally),
        **supply_figures(tally),
        **establishment_figures(tally),
        **tally.needs,
    }


@dataclass(frozen=True)
class Compared:
    """The sums of a territory, of the areas it is set beside, and of the CPTS like it."""

    own: Tally
    beside: Mapping[str, Tally]
    alike: Sequence[Tally]

    @cached_property
    def everywhere(self) -> dict[str, dict[str, Value]]:
        """Every figure of each column."""
        columns = {TERRITORY: self.own, **self.beside}
        return {column: figures(tally) for column, tally in columns.items()}

    @cached_property
    def theirs(self) -> list[dict[str, Value]]:
        """Every figure of each CPTS alike."""
        return [figures(tally) for tally in self.alike]

    def of(self, key: str, decimals: int) -> dict[str, Value]:
        """Return one figure wherever it can be counted; the CPTS alike by their median."""
        found = {column: known[key] for column, known in self.everywhere.items() if key in known}
        if self.alike:
            values = (known[key] for known in self.theirs if key in known)
            found[SIMILAR] = middle(values, decimals=decimals)
        return found


PLACES = (
    ("population", "Population", "habitants", 0),
    ("communes", "Communes", "", 0),
    ("area", "Superficie", "km²", 1),
    ("density", "Densité", "habitants au km²", 0),
    ("sparse", "Habitants en commune peu dense", "% des habitants", 1),
)
TITLES = {
    "population": "Population et territoire",
    "supply": "Professionnels de santé",
    "access": "Accès aux soins",
    "structures": "Structures et établissements",
    "needs": "Besoins de santé",
}
TO_LOAD = {
    "supply": "Aucun fichier de professionnels n’est chargé\u00a0: qui tient l’instance charge "
    "l’extraction du RPPS par «\u00a0maillage geography professionals\u00a0».",
    "access": "Aucun indicateur d’accès n’est chargé\u00a0: qui tient l’instance charge l’APL de "
    "la DREES et le zonage de l’ARS par «\u00a0maillage geography needs\u00a0».",
    "structures": "Aucun fichier d’établissements n’est chargé\u00a0: qui tient l’instance charge "
    "FINESS par «\u00a0maillage geography establishments\u00a0».",
    "needs": "Aucun indicateur de besoins n’est chargé\u00a0: qui tient l’instance le charge par "
    "«\u00a0maillage geography needs\u00a0»\u00a0; vous pouvez aussi saisir ici ceux de Rézone.",
}


def sections(
    compared: Compared,
    *,
    needs: Sequence[Need],
    remarks: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> tuple[Section, ...]:
    """Return the sections of a diagnosis, in their order, empty ones included.

    An indicator known nowhere is left out; `remarks` are said under the figures of a section.
    """
    lines: dict[str, list[Line]] = {
        "population": [*_places(compared)],
        "supply": [*_supply(compared)],
        "access": [],
        "structures": [*_structures(compared)],
        "needs": [],
    }
    for need in needs:
        line = _need(compared, need)
        if any(_tells(value) for value in line.values.values()):
            lines[need.section].append(line)
    return tuple(
        Section(
            key,
            title,
            tuple(lines[key]),
            "" if lines[key] else TO_LOAD.get(key, ""),
            tuple(remarks.get(key, ())) if lines[key] else (),
        )
        for key, title in TITLES.items()
    )


def _places(compared: Compared) -> Iterator[Line]:
    for key, label, unit, decimals in PLACES:
        values = compared.of(key, decimals)
        yield Line(key, label, unit, decimals, values, PLACE)


def _supply(compared: Compared) -> Iterator[Line]:
    behind = counts(compared.own)
    for trade in trades.TRADES:
        carers = behind.get(trade.code)
        # Of a specialty that is not there, its absence is one line among many: it is left out.
        if carers and (carers.amount or trade.code not in trades.SPECIALTY_CODES):
            unit = f"pour {trades.per(trade.code):,} habitants".replace(",", "\u202f")
            values = compared.of(trade.code, 1)
            yield Line(trade.code, _named(trade.label), unit, 1, values, SUPPLY, carers)


def _tells(value: Value) -> bool:
    return value.is_known or value.state is State.SECRET


def _says(value: Value) -> bool:
    return _tells(value) or bool(value.note)


def _named(label: str) -> str:
    return label[:1].upper() + label[1:]


def _structures(compared: Compared) -> Iterator[Line]:
    own = establishment_figures(compared.own)
    behind = establishment_counts(compared.own)
    for kind in trades.KINDS:
        if kind.key in own:
            values = compared.of(kind.key, 1)
            unit = "pour 100\u202f000 habitants"
            yield Line(kind.key, _named(kind.label), unit, 1, values, STRUCTURES, behind[kind.key])


def _need(compared: Compared, need: Need) -> Line:
    values = compared.of(need.key, need.decimals)
    values = {column: value for column, value in values.items() if _says(value)}
    return Line(need.key, need.label, need.unit, need.decimals, values, need.key)
