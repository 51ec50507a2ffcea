"""Which file of needs is this one? Its content says it, whatever its name.

A layout is a module beside, and a line of `LAYOUTS`; the first that recognises the file reads it.
"""

from pathlib import Path

from maillage.apps.health.readers.needs import (
    ameli,
    apl,
    insee,
    melodi,
    tables,
    territories,
    zoning,
)
from maillage.apps.health.readers.needs.records import (
    Hints,
    Layout,
    NeedsFileEmpty,
    NeedsFileUnknown,
    Reading,
)
from maillage.apps.health.readers.sheets import Book, read_book

# From the most particular to the most general.
LAYOUTS: tuple[Layout, ...] = (
    apl.LAYOUT,
    melodi.AGES,
    melodi.INCOMES_LAYOUT,
    insee.STRUCTURE,
    insee.INCOMES,
    insee.DENSITY,
    ameli.PATHOLOGIES,
    ameli.LIBERAL,
    territories.BASINS,
    zoning.LAYOUT,
    territories.TVS,
    tables.LAYOUT,
)

__all__ = ["LAYOUTS", "Book", "Hints", "Layout", "Reading", "layout_of", "read_needs"]


def layout_of(book: Book) -> Layout:
    """Return the layout of a file.

    :raises NeedsFileUnknown: its content is none that is known.
    """
    for layout in LAYOUTS:
        if layout.recognises(book):
            return layout
    raise NeedsFileUnknown(book.name, "\u00a0; ".join(layout.name for layout in LAYOUTS))


def read_needs(path: Path, hints: Hints) -> tuple[Book, Layout, list[Reading]]:
    """Read a file of needs: what it is, and the loads it makes.

    :raises FileNotThere, FileCutShort, NotThisFile: it cannot be opened.
    :raises NeedsFileUnknown: its content is none that is known.
    :raises NeedsFileEmpty: none of its lines gives a value.
    """
    book = read_book(path)
    layout = layout_of(book)
    readings = [reading for reading in layout.read(book, hints) if not reading.is_empty]
    if not readings:
        raise NeedsFileEmpty(book.name, layout.name)
    return book, layout, readings
