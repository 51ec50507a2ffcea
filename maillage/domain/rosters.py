"""What do the headings and the cells of a list of members say, however it was typed?

Real lists have a title above the headings, headings merged over two lines, empty lines, « Nom et
prénom » in one cell, a role where the structure should be, « CPST » for « CPTS », five ways to
write a date. What is understood otherwise than it was written is remarked upon; what cannot be
understood is refused with the number of its line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from maillage.domain.cells import CellUnreadable, read_day, read_phone
from maillage.domain.identifiers import check_rpps
from maillage.domain.membership import Category, check_mssante
from maillage.domain.names import fold
from maillage.domain.professions import Recognised, recognise
from maillage.domain.refusal import Refusal
from maillage.domain.specialties import Specialty, recognise_specialty

TITLE_ROWS = 20
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[a-zA-Z]{2,}")
_TITLE = re.compile(r"^(?:dr|docteur|mme|mlle|m|mr|monsieur|madame|pr|professeur)\b\.?\s+", re.I)
_ROLE = re.compile(
    r"^(vice[- ]?)?(co-?)?(pr[ée]sident|tr[ée]sori[eè]r|secr[ée]taire|coordinat|coordonnat|"
    r"membre du (?:bureau|ca|conseil)|administrat(?:eur|rice)|r[ée]f[ée]rent)",
    re.I,
)
_CPST = re.compile(r"\bCPST\b", re.I)
LONGEST = 150


class Column(Enum):
    """What a column of a list may hold."""

    FULL_NAME = "FULL_NAME"
    LAST_NAME = "LAST_NAME"
    FIRST_NAME = "FIRST_NAME"
    RPPS = "RPPS"
    PROFESSION = "PROFESSION"
    SPECIALTY = "SPECIALTY"
    STRUCTURE = "STRUCTURE"
    EMAIL = "EMAIL"
    MSSANTE = "MSSANTE"
    PHONE = "PHONE"
    SINCE = "SINCE"
    ACCEPTED = "ACCEPTED"
    COLLEGE = "COLLEGE"
    CATEGORY = "CATEGORY"

    @property
    def label(self) -> str:
        """French name."""
        return {Column.RPPS: "RPPS", Column.MSSANTE: "MSSanté"}.get(
            self, HEADINGS[self][0].capitalize()
        )


HEADINGS: Mapping[Column, Sequence[str]] = {
    Column.FULL_NAME: ("nom et prénom", "nom prénom", "prénom nom", "prénom et nom", "adhérent",
                       "membre", "professionnel", "nom complet", "identité", "noms prénoms",
                       "nom et prénoms"),
    Column.LAST_NAME: ("nom", "nom de famille", "nom d’usage", "nom d’exercice", "noms",
                       "nom usuel"),
    Column.FIRST_NAME: ("prénom", "prénoms", "prénom d’exercice"),
    Column.RPPS: ("rpps", "numéro rpps", "n° rpps", "no rpps", "num rpps", "identifiant rpps",
                  "rpps adeli", "n rpps"),
    Column.PROFESSION: ("profession", "métier", "professions", "fonction", "qualité",
                        "activité", "profession exercée"),
    Column.SPECIALTY: ("spécialité", "savoir faire", "spécialités"),
    Column.STRUCTURE: ("structure", "lieu d’exercice", "établissement", "cabinet",
                       "structure d’exercice", "lieu de travail", "organisme", "structures",
                       "nom de la structure"),
    Column.EMAIL: ("mail", "e-mail", "email", "courriel", "adresse mail", "adresse e-mail",
                   "adresse électronique", "mél", "adresse email", "mails"),
    Column.MSSANTE: ("mssanté", "messagerie sécurisée", "mss", "adresse mssanté",
                     "mail sécurisé", "messagerie de santé"),
    Column.PHONE: ("téléphone", "tél", "portable", "mobile", "téléphone portable", "n° téléphone",
                   "numéro de téléphone", "tel portable", "téléphone mobile", "tel pro"),
    Column.SINCE: ("date d’adhésion", "adhésion", "depuis", "date d’entrée", "membre depuis",
                   "date adhésion", "adhérent depuis", "date d’inscription"),
    Column.ACCEPTED: ("charte", "charte signée le", "bulletin signé le", "date de signature",
                      "signature charte", "charte acceptée le"),
    Column.COLLEGE: ("collège", "collèges"),
    Column.CATEGORY: ("catégorie", "type de membre", "statut"),
}  # fmt: skip
_BY_HEADING = {
    fold(heading): column for column, headings in HEADINGS.items() for heading in headings
}
NAMES = {Column.FULL_NAME, Column.LAST_NAME}

_CATEGORIES = {
    "interne": Category.INTERN, "etudiant": Category.STUDENT, "etudiante": Category.STUDENT,
    "structure": Category.STRUCTURE, "partenaire": Category.PARTNER,
    "membre associe": Category.PARTNER, "comite de suivi": Category.PARTNER,
}  # fmt: skip


class NoHeadings(Refusal):
    """No line of the list looks like headings."""

    def __init__(self) -> None:
        super().__init__(
            "Aucune ligne d’en-têtes n’a été reconnue\u00a0: la liste doit avoir une colonne "
            "«\u00a0Nom\u00a0» (ou «\u00a0Nom et prénom\u00a0») et au moins une autre, par exemple "
            "«\u00a0Prénom\u00a0», «\u00a0Profession\u00a0» ou «\u00a0E-mail\u00a0»."
        )


@dataclass(frozen=True)
class Headings:
    """Where the headings stand, and which column is where."""

    row: int
    places: Mapping[Column, int]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One person of a list, as understood."""

    number: int
    first_name: str
    last_name: str
    rpps: str = ""
    profession_code: str = ""
    profession: str = ""
    specialty: str = ""
    specialty_code: str = ""
    structure: str = ""
    email: str = ""
    mssante: str = ""
    phone: str = ""
    since: date | None = None
    accepted_on: date | None = None
    college: str = ""
    category: Category = Category.PROFESSIONAL
    remarks: tuple[str, ...] = field(default=())

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class Rejected:
    """A line that cannot be taken, and why."""

    number: int
    text: str
    reason: str


def column_of(heading: str) -> Column | None:
    """Return the column that a French heading names."""
    plain = re.sub(r"\s*\(.*?\)|\*", "", heading)
    return _BY_HEADING.get(fold(plain)) or _BY_HEADING.get(fold(plain).rstrip("s"))


def find_headings(rows: Sequence[Sequence[str]]) -> Headings:
    """Find the line of the headings: the richest of the first twenty.

    A heading merged over two lines stands in the line above: it is looked for there too.

    :raises NoHeadings: no line has a name and something else.
    """
    best: Headings | None = None
    for number, row in enumerate(rows[:TITLE_ROWS]):
        above = rows[number - 1] if number else ()
        found = _headings(number, row, above)
        if best is None or len(found.places) > len(best.places):
            best = found
    if best is None or len(best.places) < 2 or not NAMES & best.places.keys():
        raise NoHeadings
    return best


def _headings(number: int, row: Sequence[str], above: Sequence[str]) -> Headings:
    places: dict[Column, int] = {}
    unknown = []
    for place, cell in enumerate(row):
        written = cell.strip()
        is_merged = not written and place < len(above)
        column = column_of(above[place] if is_merged else written)
        if column is None:
            if written:
                unknown.append(written)
        elif column not in places:
            places[column] = place
        else:
            unknown.append(written)
    # Beside a first name, « adhérent » or « membre » is no name.
    if Column.LAST_NAME in places:
        places.pop(Column.FULL_NAME, None)
    return Headings(number, places, tuple(unknown))


def read_line(number: int, row: Sequence[str], headings: Headings) -> Line | Rejected | None:
    """Read one line; None when it holds nothing, `Rejected` when it cannot be taken."""
    cells = {
        column: " ".join(row[place].split()) if place < len(row) else ""
        for column, place in headings.places.items()
    }
    if not any(cells.values()):
        return None
    text = ", ".join(cell for cell in cells.values() if cell)[:LONGEST]
    try:
        return _read(number, cells)
    except Refusal as refusal:
        return Rejected(number, text, str(refusal))


def _read(number: int, cells: Mapping[Column, str]) -> Line:
    remarks: list[str] = []
    first_name, last_name = _names(cells)
    too_long = next((c.label for c, text in cells.items() if len(text) > LONGEST), None)
    if too_long:
        raise CellUnreadable(f"La colonne «\u00a0{too_long}\u00a0» dépasse {LONGEST} caractères.")
    said = cells.get(Column.PROFESSION, "")
    trade = recognise(said) if said else None
    if said and trade is None:
        remarks.append(f"profession «\u00a0{said}\u00a0» gardée telle quelle")
    structure = _structure(cells.get(Column.STRUCTURE, ""), remarks)
    email, mssante = _addresses(cells, remarks)
    category = _CATEGORIES.get(fold(cells.get(Column.CATEGORY, "")), Category.PROFESSIONAL)
    if category is Category.PROFESSIONAL and trade is not None:
        category = (
            Category.INTERN
            if trade.is_intern
            else (Category.STUDENT if trade.is_student else category)
        )
    rpps = cells.get(Column.RPPS, "")
    specialty = _specialty(cells.get(Column.SPECIALTY, ""), trade)
    return Line(
        number=number,
        first_name=first_name,
        last_name=last_name,
        rpps=check_rpps(rpps) if rpps else "",
        profession_code=trade.code if trade else "",
        profession=(trade.label if trade else said)[:80],
        specialty=specialty.label,
        specialty_code=specialty.code,
        structure=structure,
        email=email,
        mssante=mssante,
        phone=read_phone(cells.get(Column.PHONE, "")),
        since=_day(cells, Column.SINCE),
        accepted_on=_day(cells, Column.ACCEPTED),
        college=cells.get(Column.COLLEGE, "")[:80],
        category=category,
        remarks=tuple(remarks),
    )


def _specialty(said: str, trade: Recognised | None) -> Specialty:
    """Return the savoir-faire of its own column, else the one that the profession told."""
    code = trade.code if trade else ""
    if not said:
        told = trade or Recognised("", "")
        return Specialty(told.specialty_code, told.specialty, code)
    return recognise_specialty(said, code) or Specialty("", said[:80], code)


def _names(cells: Mapping[Column, str]) -> tuple[str, str]:
    first, last = cells.get(Column.FIRST_NAME, ""), cells.get(Column.LAST_NAME, "")
    whole = cells.get(Column.FULL_NAME, "") or (last if not first else "")
    if whole and not first:
        first, last = split_name(whole)
    first, last = _TITLE.sub("", first), _TITLE.sub("", last)
    if not (first and last):
        raise CellUnreadable("Il manque le nom ou le prénom\u00a0: complétez la ligne.")
    if max(len(first), len(last)) > 80:
        raise CellUnreadable("Le nom ou le prénom dépasse 80 caractères\u00a0: raccourcissez.")
    return tidy_name(first), tidy_name(last)


def split_name(whole: str) -> tuple[str, str]:
    """Return the first and the last name of « DUPONT Marie », « Marie DUPONT », « Dupont, Marie ».

    Without capitals nor comma, the last name is taken to come first, as in most lists.
    """
    bare = _TITLE.sub("", whole.strip())
    if "," in bare:
        last, _, first = bare.partition(",")
        return first.strip(), last.strip()
    words = bare.split()
    shouted = [word for word in words if word.isupper() and len(word) > 1]
    if shouted and len(shouted) < len(words):
        return " ".join(word for word in words if word not in shouted), " ".join(shouted)
    return " ".join(words[1:]), " ".join(words[:1])


def tidy_name(name: str) -> str:
    """Write a name typed all in capitals or all small as names are written."""
    if not (name.isupper() or name.islower()):
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def _structure(text: str, remarks: list[str]) -> str:
    if _CPST.search(text):
        remarks.append("«\u00a0CPST\u00a0» lu «\u00a0CPTS\u00a0»")
        text = _CPST.sub("CPTS", text)
    if _ROLE.match(text):
        remarks.append(
            f"«\u00a0{text}\u00a0» est un rôle, pas une structure\u00a0: "
            "donnez-le dans l’onglet Rôles"
        )
        return ""
    return text


def _addresses(cells: Mapping[Column, str], remarks: list[str]) -> tuple[str, str]:
    email, mssante = cells.get(Column.EMAIL, ""), cells.get(Column.MSSANTE, "")
    found = _EMAIL.findall(email)
    if email and not found:
        raise CellUnreadable(
            f"«\u00a0{email}\u00a0» n’est pas une adresse électronique\u00a0: corrigez-la."
        )
    if len(found) > 1:
        remarks.append(f"plusieurs adresses\u00a0: {found[0]} est gardée")
    email = found[0].lower() if found else ""
    if email.endswith(".mssante.fr") and not mssante:
        email, mssante = "", email
    return email, check_mssante(mssante) if mssante else ""


def _day(cells: Mapping[Column, str], column: Column) -> date | None:
    text = cells.get(column, "")
    return read_day(text) if text else None
