"""How does a diagnosis become a spreadsheet, a document, plain values for a program?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from maillage.apps.diagnosis.models import Snapshot
from maillage.apps.diagnosis.queries.pictures import Pictures, ages_chart, carers_chart
from maillage.documents.diagnosis import BRIEF, Drawing, PrintedDiagnosis
from maillage.documents.pictures import WIDE, Chart, Picture, chart_svg, svg
from maillage.documents.workbook import Cell, Column, workbook
from maillage.domain.diagnosis import Diagnosis, Section, State, Value
from maillage.domain.diagnosis.keeping import from_plain

STATES = {
    State.KNOWN: "",
    State.AT_LEAST: "au moins",
    State.UNKNOWN: "inconnu",
    State.SECRET: "secret",
}


def drawings(pictures: Pictures, diagnosis: Diagnosis) -> tuple[Drawing, ...]:
    """Return the pictures of a diagnosis as a document holds them, each with its place in it."""
    maps = (
        (BRIEF, pictures.territory),
        ("population", pictures.density),
        ("access", pictures.access),
    )
    charts = (("population", ages_chart(diagnosis)), ("supply", carers_chart(diagnosis)))
    return (
        *(_map(place, shown, name=f"m{i}") for i, (place, shown) in enumerate(maps) if shown),
        *(_chart(place, shown, name=f"g{i}") for i, (place, shown) in enumerate(charts) if shown),
    )


def _map(place: str, shown: Picture, *, name: str) -> Drawing:
    said = f"{shown.title}. {shown.description}"
    return Drawing(place, shown.title, said, svg(shown, name=name, with_legend=True), shown.source)


def _chart(place: str, shown: Chart, *, name: str) -> Drawing:
    said = f"{shown.title}. {shown.description}"
    return Drawing(place, shown.title, said, chart_svg(shown, name=name, width=WIDE))


def printed(
    diagnosis: Diagnosis, pictures: Sequence[Drawing], *, author: str, state: str
) -> PrintedDiagnosis:
    """Return the printable diagnosis."""
    return PrintedDiagnosis(
        diagnosis=diagnosis, drawings=tuple(pictures), author=author, state=state
    )


def kept(snapshot: Snapshot) -> PrintedDiagnosis:
    """Return a diagnosis kept, printable as it was the day it was kept."""
    diagnosis = from_plain(snapshot.content)
    return printed(
        diagnosis,
        [Drawing(**picture) for picture in snapshot.pictures],
        author=diagnosis.name,
        state=f"version {snapshot.number}",
    )


def plain_drawings(pictures: Sequence[Drawing]) -> list[Mapping[str, str]]:
    """Return pictures as plain values, to be kept."""
    return [
        {
            "place": drawing.place,
            "title": drawing.title,
            "said": drawing.said,
            "svg": drawing.svg,
            "source": drawing.source,
        }
        for drawing in pictures
    ]


# --- A spreadsheet: one line a figure and an area ----------------------------------------------


def figures_workbook(diagnosis: Diagnosis) -> bytes:
    """Return every figure of a diagnosis, one a line, with what it is set beside."""
    columns = [
        Column("Rubrique", 26),
        Column("Chiffre", 44),
        Column("Unité", 26),
        Column("Nombre", 10),
        *(Column(column.name, 16) for column in diagnosis.columns),
        *(Column(title, 40) for title in ("À savoir", "Règle", "Source", "Millésime", "Licence")),
        Column("Écart connu", 40),
        Column("Adresse de la source", 40),
    ]
    return workbook(f"Diagnostic {diagnosis.name}", columns, lines(diagnosis))


def lines(diagnosis: Diagnosis) -> Iterator[list[Cell]]:
    """Return the lines of the spreadsheet: section, figure, unit, number, values, sources."""
    for section in diagnosis.sections:
        for line in section.lines:
            origin = diagnosis.origins.get(line.origin)
            yield [
                section.title,
                line.label,
                line.unit,
                _cell(line.count) if line.count else None,
                *(_cell(line.of(column.key)) for column in diagnosis.columns),
                line.own.note,
                *(
                    (origin.rule, origin.title, origin.vintage, origin.licence, origin.divergence,
                     origin.url)
                    if origin
                    else ("",) * 6
                ),
            ]  # fmt: skip
    for typed in diagnosis.typed:
        empty: list[Cell] = [None] * (len(diagnosis.columns) - 1)
        yield [
            "Chiffres saisis", typed.label, typed.unit, None, typed.text, *empty,
            f"Communes\u00a0: {typed.perimeter}", "Saisi tel que lu.", typed.source,
            f"au {typed.as_of:%d/%m/%Y}", "", "", "",
        ]  # fmt: skip


def _cell(value: Value) -> Cell:
    if value.amount is None:
        return STATES[value.state]
    return value.amount


# --- Plain values, for a program ---------------------------------------------------------------


Plain = dict[str, object]


def plain_answer(diagnosis: Diagnosis) -> Plain:
    """Return a diagnosis as stable JSON: keys may be added, none is renamed."""
    return {
        "name": diagnosis.name,
        "on": diagnosis.on.isoformat(),
        "summary": list(diagnosis.summary),
        "columns": [{"key": column.key, "name": column.name} for column in diagnosis.columns],
        "sections": [_plain_section(section) for section in diagnosis.sections],
        "sources": {key: asdict(origin) for key, origin in diagnosis.origins.items()},
        "around": [
            {"name": near.name, "what": near.what, "where": near.where} for near in diagnosis.around
        ],
        "similar": [
            {"name": like.name, "distance": like.distance, "population": like.population}
            for like in diagnosis.alike
        ],
    }


def _plain_section(section: Section) -> Plain:
    figures = [
        {
            "key": line.key,
            "label": line.label,
            "unit": line.unit,
            "count": _plain(line.count) if line.count else None,
            "values": {column: _plain(value) for column, value in line.values.items()},
            "source": line.origin,
        }
        for line in section.lines
    ]
    return {
        "key": section.key,
        "title": section.title,
        "missing": section.missing,
        "figures": figures,
    }


def _plain(value: Value) -> Plain:
    amount = None if value.amount is None else float(value.amount)
    return {"value": amount, "state": value.state.value.lower(), "note": value.note}
