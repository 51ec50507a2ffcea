"""What is in a diagnosis: sections of figures, each beside the same figure elsewhere?

Everything a page, a spreadsheet or a document says of a territory is in `Diagnosis`: kept, it is
read again years later word for word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from maillage.domain.diagnosis.values import Value, unknown, written

TERRITORY, DEPARTEMENT, REGION, FRANCE, SIMILAR = (
    "territory",
    "departement",
    "region",
    "france",
    "similar",
)


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from: its rule, its file, its date, and where it is known to differ."""

    title: str
    rule: str = ""
    url: str = ""
    licence: str = ""
    vintage: str = ""
    divergence: str = ""


@dataclass(frozen=True)
class Column:
    """The territory, or one of those it is set beside."""

    key: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A figure of the territory and of those beside it; `count` is the number behind a density."""

    key: str
    label: str
    unit: str
    decimals: int
    values: Mapping[str, Value]
    origin: str
    count: Value | None = None

    def of(self, column: str) -> Value:
        """Return the figure of a column, unknown where nothing was counted."""
        return self.values.get(column, unknown())

    def text_of(self, column: str) -> str:
        """Write the figure of a column in French."""
        return written(self.of(column), decimals=self.decimals)

    @property
    def own(self) -> Value:
        """The figure of the territory itself."""
        return self.of(TERRITORY)

    @property
    def count_text(self) -> str:
        """Write the number behind a density: « 12 », « 12,5 » for someone shared between places."""
        if self.count is None or self.count.amount is None:
            return "" if self.count is None else written(self.count)
        is_whole = self.count.amount == self.count.amount.to_integral_value()
        return written(self.count, decimals=0 if is_whole else 1)


@dataclass(frozen=True)
class Section:
    """A subject of the diagnosis; `missing` says what to load when it holds nothing."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    missing: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def has_counts(self) -> bool:
        return any(line.count is not None for line in self.lines)


@dataclass(frozen=True)
class Nearby:
    """A CPTS or a hospital that is inside the territory, over it or beside it."""

    name: str
    what: str
    where: str
    address: str = ""


@dataclass(frozen=True)
class Alike:
    """A CPTS that resembles the territory: how far it is, 0 being the same."""

    name: str
    distance: str
    population: int
    address: str = ""


@dataclass(frozen=True)
class Typed:
    """A figure somebody read elsewhere and typed, with its day and the communes it is about."""

    label: str
    text: str
    unit: str
    as_of: date
    source: str
    perimeter: str


@dataclass(frozen=True)
class Place:
    """A commune of the territory."""

    code: str
    name: str
    epci: str
    population: int | None
    area_km2: float | None = None

    @property
    def pk(self) -> str:
        """Its code, by the name that rows of the reference give it: maps draw either."""
        return self.code

    @property
    def density(self) -> int | None:
        """Its inhabitants a square kilometre."""
        if self.population is None or not self.area_km2:
            return None
        return round(self.population / self.area_km2)


@dataclass(frozen=True)
class Diagnosis:
    """A territory on a day, whole: nothing else is needed to show or print it."""

    name: str
    kind: str
    on: date
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    origins: Mapping[str, Origin]
    summary: tuple[str, ...] = ()
    around: tuple[Nearby, ...] = ()
    alike: tuple[Alike, ...] = ()
    typed: tuple[Typed, ...] = ()
    places: tuple[Place, ...] = field(default=())

    def section(self, key: str) -> Section | None:
        """Return a section by its key."""
        return next((section for section in self.sections if section.key == key), None)

    def line(self, key: str) -> Line | None:
        """Return a line by its key, wherever it is."""
        return next(
            (line for section in self.sections for line in section.lines if line.key == key), None
        )

    @property
    def others(self) -> tuple[Column, ...]:
        """The columns beside the territory's own."""
        return self.columns[1:]
