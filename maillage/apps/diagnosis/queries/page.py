"""What does the page of a diagnosis show?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from maillage.apps.communities.models import Community
from maillage.apps.diagnosis.models import Snapshot, TypedFigure
from maillage.apps.diagnosis.queries.grounds import Ground
from maillage.apps.diagnosis.queries.pictures import Pictures, pictures_of
from maillage.domain.diagnosis import TERRITORY, Column, Diagnosis, Line, Origin, Section, State
from maillage.ui.parts import SourceNote

KEY_FIGURES = ("population", "density", "AGE_75_SHARE", "GP", "APL_GP", "WITHOUT_GP")
MOST_KEY_FIGURES = 4


@dataclass(frozen=True)
class Cell:
    """A figure as written, and whether it is one."""

    text: str
    is_known: bool


@dataclass(frozen=True)
class Row:
    """A line of a table; `source` only when the lines of its table do not share one."""

    label: str
    unit: str
    count: str
    note: str
    cells: tuple[Cell, ...]
    source: SourceNote | None = None


@dataclass(frozen=True)
class Table:
    """A section: its figures side by side, and where they come from.

    `beyond` are those known of larger areas only.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    beyond: tuple[Row, ...]
    has_counts: bool
    source: SourceNote | None
    missing: str
    remarks: tuple[str, ...]

    @property
    def sourced(self) -> list[Row]:
        """The rows that have a source of their own, those that share one said once."""
        listed: dict[SourceNote, Row] = {}
        for row in (*self.rows, *self.beyond):
            if row.source:
                listed.setdefault(row.source, row)
        return list(listed.values())


@dataclass(frozen=True)
class KeyFigure:
    """A figure that matters, with its comparison."""

    label: str
    value: str
    unit: str
    note: str
    source: SourceNote | None


@dataclass(frozen=True)
class CommuneRow:
    """A commune, with what the maps tell of it."""

    name: str
    epci: str
    population: int | None
    density: int | None
    access: str = ""


@dataclass(frozen=True)
class DiagnosisPage:
    """A diagnosis and its pictures; `base` is the address its files begin with."""

    diagnosis: Diagnosis
    pictures: Pictures
    tables: tuple[Table, ...]
    key_figures: tuple[KeyFigure, ...]
    communes: tuple[CommuneRow, ...]
    versions: tuple[Snapshot, ...] = ()


def diagnosis_page(
    ground: Ground, diagnosis: Diagnosis, *, community: Community | None = None
) -> DiagnosisPage:
    """Return what the page of a diagnosis shows."""
    pictures = pictures_of(ground, diagnosis)
    return DiagnosisPage(
        diagnosis=diagnosis,
        pictures=pictures,
        tables=tables(diagnosis),
        key_figures=tuple(_key_figures(diagnosis)),
        communes=commune_rows(diagnosis, pictures.access_by_commune),
        versions=versions_of(community) if community else (),
    )


def commune_rows(
    diagnosis: Diagnosis, accesses: Mapping[str, float] = MappingProxyType({})
) -> tuple[CommuneRow, ...]:
    """Return the communes as a table, with what the maps draw."""
    return tuple(
        CommuneRow(
            place.name,
            place.epci,
            place.population,
            place.density,
            f"{accesses[place.code]:.1f}".replace(".", ",") if place.code in accesses else "",
        )
        for place in diagnosis.places
    )


def versions_of(community: Community) -> tuple[Snapshot, ...]:
    """Return the diagnoses kept, the latest first, without what they hold."""
    rows = Snapshot.objects.filter(community=community).select_related("by")
    return tuple(rows.defer("content", "pictures").order_by("-number"))


def typed_figures(community: Community) -> list[TypedFigure]:
    """Return the figures that stand, by their name."""
    rows = TypedFigure.objects.standing().filter(community=community).select_related("by")
    return list(rows.order_by("label", "-as_of", "pk"))


def tables(diagnosis: Diagnosis) -> tuple[Table, ...]:
    """Return the sections as tables."""
    return tuple(_table(diagnosis, section) for section in diagnosis.sections)


def _table(diagnosis: Diagnosis, section: Section) -> Table:
    told = {line.origin for line in section.lines}
    shared = diagnosis.origins.get(next(iter(told))) if len(told) == 1 else None
    columns = tuple(
        column
        for place, column in enumerate(diagnosis.columns)
        if not place or any(_says(line, column.key) for line in section.lines)
    )
    own = [line for line in section.lines if _says(line, TERRITORY) or line.count]
    beyond = [line for line in section.lines if line not in own]
    origins = {} if shared else diagnosis.origins
    return Table(
        key=section.key,
        title=section.title,
        columns=columns,
        rows=tuple(_rows(own, columns, origins)),
        beyond=tuple(_rows(beyond, columns, origins)),
        has_counts=section.has_counts,
        source=note_of(shared) if shared else None,
        missing=section.missing,
        remarks=section.remarks,
    )


def _says(line: Line, column: str) -> bool:
    value = line.of(column)
    return value.is_known or value.state is State.SECRET


def _rows(
    lines: Sequence[Line],
    columns: Sequence[Column],
    origins: Mapping[str, Origin],
) -> Iterator[Row]:
    for line in lines:
        origin = origins.get(line.origin)
        yield Row(
            label=line.label,
            unit=line.unit,
            count=line.count_text,
            note=line.own.note,
            cells=tuple(
                Cell(line.text_of(column.key), line.of(column.key).is_known) for column in columns
            ),
            source=note_of(origin) if origin else None,
        )


def note_of(origin: Origin) -> SourceNote:
    """Return where a figure comes from, as a page tells it."""
    dated = [words for words in (origin.vintage, origin.licence) if words]
    return SourceNote(
        title=origin.title,
        url=origin.url,
        vintage=", ".join(dated),
        rule=origin.rule,
        divergence=origin.divergence,
    )


def _key_figures(diagnosis: Diagnosis) -> Iterator[KeyFigure]:
    shown = 0
    for key in KEY_FIGURES:
        line = diagnosis.line(key)
        if line is None or not line.own.is_known or shown == MOST_KEY_FIGURES:
            continue
        shown += 1
        origin = diagnosis.origins.get(line.origin)
        beside = [
            f"{column.name}\u00a0: {line.text_of(column.key)}"
            for column in diagnosis.others
            if key != "population" and line.of(column.key).is_known
        ]
        yield KeyFigure(
            line.label,
            line.text_of("territory"),
            line.unit,
            "\u00a0; ".join(beside[:3]),
            note_of(origin) if origin else None,
        )
