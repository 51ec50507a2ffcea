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

from maillage.domain.cells import CellUnreadable, first_day_of, read_day, read_phone
from maillage.domain.headings import NAMES, Column, Headings
from maillage.domain.identifiers import check_rpps
from maillage.domain.membership import Category, check_mssante
from maillage.domain.names import fold
from maillage.domain.professions import Recognised, recognise
from maillage.domain.refusal import Refusal
from maillage.domain.specialties import Specialty, recognise_specialty

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[a-zA-Z]{2,}")
_TITLE = re.compile(r"^(?:dr|docteur|mme|mlle|m|mr|monsieur|madame|pr|professeur)\b\.?\s+", re.I)
_ROLE = re.compile(
    r"^(vice[- ]?)?(co-?)?(pr[ée]sident|tr[ée]sori[eè]r|secr[ée]taire|"
    r"coord(?:in|onn)at(?:eur|rice)|coordination(?:\s*$|.*\bcpts\b)|"
    r"membre du (?:bureau|ca|conseil)|administrat(?:eur|rice)|r[ée]f[ée]rent)",
    re.I,
)
# What sets apart a role and a place told in one cell.
_APART = re.compile(r"\s+[-–—]\s+|\s*[/;,|()]\s*")
_OF_CPTS = re.compile(r"^cpts\b", re.I)
_CPST = re.compile(r"\bCPST\b", re.I)
LONGEST = 150
# How the word that tells a quality begins, in whichever gender it is written.
_CATEGORIES = (
    ("interne", Category.INTERN), ("etudiant", Category.STUDENT), ("externe", Category.STUDENT),
    ("structure", Category.STRUCTURE), ("partenaire", Category.PARTNER),
    ("membre associe", Category.PARTNER), ("comite de suivi", Category.PARTNER),
)  # fmt: skip
# What people write where there is nothing to say, or no date to give.
_NOTHING = frozenset({"nc", "n c", "na", "n a", "neant", "aucun", "aucune", "inconnu", "0"})
_MARKS = frozenset(
    ("oui", "non", "o", "n", "x", "ok", "fait", "vu", "paye", "payee", "regle", "reglee", "a jour",
     "signe", "signee", "acceptee", "en attente", "en cours", "a faire", "a relancer", "1")
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One person of a list, as understood; a structure has no first name."""

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


def read_line(number: int, row: Sequence[str], headings: Headings) -> Line | Rejected | None:
    """Read one line; None when it holds nothing, `Rejected` when it cannot be taken."""
    cells = {
        column: _cell(column, row[place]) if place < len(row) else ""
        for column, place in headings.places.items()
    }
    if not any(cells.values()):
        return None
    text = ", ".join(cell for cell in cells.values() if cell)[:LONGEST]
    try:
        return _read(number, cells)
    except Refusal as refusal:
        return Rejected(number, text, str(refusal))


def _cell(column: Column, written: str) -> str:
    """Return a cell without what says nothing: « - », « NC », « néant »."""
    text = " ".join(written.split())
    if column in NAMES or column is Column.FIRST_NAME:
        return text
    return "" if fold(text) in _NOTHING or not re.search(r"\w", text) else text


def _read(number: int, cells: Mapping[Column, str]) -> Line:
    remarks: list[str] = []
    category = _category(cells.get(Column.CATEGORY, ""))
    first_name, last_name = _names(cells, category)
    too_long = next((c.label for c, text in cells.items() if len(text) > LONGEST), None)
    if too_long:
        raise CellUnreadable(f"La colonne «\u00a0{too_long}\u00a0» dépasse {LONGEST} caractères.")
    said = cells.get(Column.PROFESSION, "")
    trade = recognise(said) if said else None
    if said and trade is None:
        remarks.append(f"profession «\u00a0{said}\u00a0» gardée telle quelle")
    structure = _structure(cells.get(Column.STRUCTURE, ""), remarks)
    email, mssante = _addresses(cells, remarks)
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
        structure=structure if first_name else last_name,
        email=email,
        mssante=mssante,
        phone=read_phone(cells.get(Column.PHONE, "")),
        since=_day(cells, Column.SINCE, remarks),
        accepted_on=_day(cells, Column.ACCEPTED, remarks),
        college=cells.get(Column.COLLEGE, "")[:80],
        category=_learning(trade) if trade and category is Category.PROFESSIONAL else category,
        remarks=tuple(remarks),
    )


def _category(said: str) -> Category:
    folded = fold(said)
    told = (each for start, each in _CATEGORIES if folded.startswith(start))
    return next(told, Category.PROFESSIONAL)


def _learning(trade: Recognised) -> Category:
    if trade.is_intern:
        return Category.INTERN
    return Category.STUDENT if trade.is_student else Category.PROFESSIONAL


def _specialty(said: str, trade: Recognised | None) -> Specialty:
    """Return the savoir-faire of its own column, else the one that the profession told."""
    code = trade.code if trade else ""
    if not said:
        told = trade or Recognised("", "")
        return Specialty(told.specialty_code, told.specialty, code)
    return recognise_specialty(said, code) or Specialty("", said[:80], code)


def _names(cells: Mapping[Column, str], category: Category) -> tuple[str, str]:
    first, last = cells.get(Column.FIRST_NAME, ""), cells.get(Column.LAST_NAME, "")
    whole = cells.get(Column.FULL_NAME, "") or (last if not first else "")
    place = cells.get(Column.STRUCTURE, "")
    if category is Category.STRUCTURE and not first and (whole or place):
        return "", whole or place
    if whole and not first:
        first, last = split_name(whole)
    first, last = _TITLE.sub("", first), _TITLE.sub("", last)
    if not (first and last):
        also = (
            ", ou, pour une structure, écrivez «\u00a0structure\u00a0» dans une colonne "
            "«\u00a0Catégorie\u00a0»" if place and not first and not last else ""
        )  # fmt: skip
        raise CellUnreadable(f"Il manque le nom ou le prénom\u00a0: complétez la ligne{also}.")
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
    parts = [part for part in _APART.split(text) if part]
    roles = [part for part in parts if _ROLE.match(part)]
    if not roles:
        return text
    told = ", ".join(roles)
    remarks.append(
        f"«\u00a0{told}\u00a0» est un rôle, pas une structure\u00a0: donnez-le dans l’onglet Rôles"
    )
    return ", ".join(part for part in parts if part not in roles and not _OF_CPTS.match(part))


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


def _day(cells: Mapping[Column, str], column: Column, remarks: list[str]) -> date | None:
    """Read a date; « oui » is none, and a month alone only tells since when."""
    text = cells.get(column, "")
    if not text:
        return None
    month = first_day_of(text)
    if month is not None and column is Column.SINCE:
        remarks.append(f"«\u00a0{text}\u00a0» lu {month:%d/%m/%Y}, faute de jour")
        return month
    if month is not None or fold(text) in _MARKS:
        remarks.append(f"{column.label}\u00a0: «\u00a0{text}\u00a0» n’est pas un jour, laissé vide")
        return None
    return read_day(text)
