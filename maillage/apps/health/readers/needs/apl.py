"""The APL of the DREES: how near is care, weighed by age, commune by commune?

A workbook per profession, a sheet per year; titles, then the header, then a row of units, then the
communes (Paris, Lyon and Marseille by their arrondissements), then notes.
"""

from collections.abc import Iterator

from maillage.apps.health.readers.cells import commune_code, number, year_of
from maillage.apps.health.readers.needs.records import COMMUNE, Hints, Layout, Line, Reading
from maillage.apps.health.readers.sheets import Book, Header

URL = (
    "https://data.drees.solidarites-sante.gouv.fr/explore/dataset/"
    "530_l-accessibilite-potentielle-localisee-apl/information/"
)
# The words of the main column → the indicator, and the name of the profession.
PROFESSIONS = (
    ("medecins generalistes", "APL_GP", "médecins généralistes"),
    ("infirmi", "APL_NURSE", "infirmiers"),
    ("masseurs", "APL_PHYSIO", "masseurs-kinésithérapeutes"),
    ("dentistes", "APL_DENTIST", "chirurgiens-dentistes"),
    ("sages femmes", "APL_MIDWIFE", "sages-femmes"),
)
AGES = ("65", "62", "60")


def recognises(book: Book) -> bool:
    return bool(_headers(book))


def read(book: Book, hints: Hints) -> list[Reading]:
    headers = _headers(book)
    latest = max(headers, key=lambda header: year_of(header.sheet.name))
    year = year_of(latest.sheet.name)
    code, profession = _profession(latest)
    lines = list(_lines(latest, code, hints))
    reading = Reading(
        kind="APL",
        variant=code,
        title=f"accessibilité (APL) aux {profession}",
        source="DREES, accessibilité potentielle localisée (APL)",
        source_url=URL,
        vintage=f"APL {year}" if year else "année non indiquée",
        as_of=hints.as_of,
        lines=lines,
        read=len({line.code for line in lines}),
    )
    return [reading]


def _headers(book: Book) -> list[Header]:
    found = (sheet.header("code commune insee") for sheet in book.sheets)
    return [header for header in found if header and any("apl aux" in n for n in header.names)]


def _profession(header: Header) -> tuple[str, str]:
    for words, code, name in PROFESSIONS:
        if header.holding("apl aux", words):
            return code, name
    return PROFESSIONS[0][1:]


def _columns(header: Header, code: str) -> dict[str, int]:
    """Lead the indicators to their columns: the shortest name is the whole, ages are said."""
    columns: dict[str, int] = {}
    for place in header.holding("apl aux"):
        aged = next((age for age in AGES if f"{age} ans" in header.names[place]), "")
        columns.setdefault(f"{code}_{aged}" if aged else code, place)
    known = {code, *(f"APL_GP_{age}" for age in AGES)}
    return {indicator: place for indicator, place in columns.items() if indicator in known}


def _lines(header: Header, code: str, hints: Hints) -> Iterator[Line]:
    columns = _columns(header, code)
    place = header.names.index("code commune insee")
    weights = header.holding("population standardisee") or header.holding("population")
    people = header.holding("population totale") or weights
    for row in header.rows():
        commune = commune_code(row[place]) if len(row) > place else ""
        if not commune:
            continue
        weight = number(row[weights[0]]) if weights else None
        base = weight.value if weight else None
        for indicator, column in columns.items():
            told = number(row[column])
            if told is None:
                continue
            yield Line(indicator, COMMUNE, commune, told.value, base, told.is_secret)
            if indicator == "APL_GP" and told.value is not None:
                inhabitants = number(row[people[0]]) if people else None
                low = 100.0 if told.value < hints.low_access else 0.0
                about = inhabitants.value if inhabitants else None
                yield Line("APL_GP_LOW", COMMUNE, commune, low, about)


LAYOUT = Layout("APL de la DREES", recognises, read)
