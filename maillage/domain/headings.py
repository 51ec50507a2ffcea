"""Which column of a list says what, however its heading was typed?

Real lists have a title above the headings, headings merged over two lines, questions of a form
(« Quelle est votre profession ? »), two things in one (« Profession / spécialité »). A heading
known by heart goes before one that is understood from its words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from maillage.domain.names import fold
from maillage.domain.refusal import Refusal

TITLE_ROWS = 20


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

# Words that say nothing of what a column holds: « Quelle est votre adresse mail pro ? ».
_FILLERS = frozenset((
    "votre", "vos", "quel", "quelle", "quels", "quelles", "est", "sont", "le", "la", "les", "l",
    "de", "du", "des", "d", "un", "une", "a", "au", "aux", "en", "et", "ou", "par", "pour",
    "si", "svp", "pro", "professionnel", "professionnelle",
    "professionnels", "perso", "personnel", "personnelle", "principal", "principale", "actuel",
    "actuelle", "actuels", "exact", "complet", "cpts", "cpst", "merci", "precisez", "preciser",
    "indiquez", "indiquer", "renseigner", "obligatoire", "facultatif", "dans", "vous",
    "exercez", "membre", "membres", "adherent", "adherents", "adherente", "contact",
    "coordonnees", "professionnelles", "praticien", "pratique",
))  # fmt: skip
# For each column, the words of which one at least must be there, then those that may go with it.
_WORDS: Sequence[tuple[Column, str, str]] = (
    (Column.RPPS, "rpps", "adeli identifiant code n no num numero nr"),
    (Column.MSSANTE, "mssante mss securisee securise",
     "mail e email adresse messagerie courriel sante electronique"),
    (Column.EMAIL, "mail mails email mel courriel electronique", "adresse e"),
    (Column.PHONE, "tel telephone portable mobile gsm", "fixe cabinet n no num numero nr"),
    (Column.PROFESSION, "profession professions metier",
     "specialite specialites exercee fonction activite discipline"),
    (Column.SPECIALTY, "specialite specialites", "medicale exercee"),
    (Column.STRUCTURE, "structure structures etablissement cabinet employeur",
     "nom exercice lieu travail appartenance rattachement activite sante service"),
    (Column.FIRST_NAME, "prenom prenoms", "usuel exercice"),
    (Column.LAST_NAME, "nom noms", "famille usage usuel exercice marital"),
    (Column.SINCE, "adhesion inscription entree", "date annee"),
    (Column.ACCEPTED, "charte signature signee bulletin",
     "date acceptee acceptation signe adhesion reglement interieur"),
    (Column.COLLEGE, "college colleges", "electoral"),
    (Column.CATEGORY, "categorie", "type statut"),
)  # fmt: skip


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


def column_of(heading: str) -> Column | None:
    """Return the column that a French heading known by heart names."""
    plain = _plain(heading)
    return _BY_HEADING.get(plain) or _BY_HEADING.get(plain.rstrip("s"))


def _plain(heading: str) -> str:
    return fold(re.sub(r"\s*\(.*?\)|\*", "", heading))


def understood(heading: str) -> Column | None:
    """Return the column that the words of a heading name; None when one of them is not known."""
    words = {
        word for word in _plain(heading).split() if word not in _FILLERS and not word.isdigit()
    }
    if {"nom", "prenom"} <= words or {"noms", "prenoms"} <= words:
        return Column.FULL_NAME if len(words) == 2 else None
    for column, heads, others in _WORDS:
        asked = set(heads.split())
        if words & asked and words <= asked | set(others.split()):
            return column
    return None


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
    written = [_written(place, cell, above) for place, cell in enumerate(row)]
    places: dict[Column, int] = {}
    for place, (own, _) in enumerate(written):
        if column := column_of(own):
            places.setdefault(column, place)
    known = set(places.values())
    for place, (own, whole) in enumerate(written):
        if place not in known and (column := understood(own) or understood(whole)):
            places.setdefault(column, place)
    # Beside a first name, « adhérent » or « membre » is no name.
    if Column.LAST_NAME in places:
        places.pop(Column.FULL_NAME, None)
    known = set(places.values())
    unknown = tuple(
        cell for place, cell in enumerate(map(str.strip, row)) if cell and place not in known
    )
    return Headings(number, places, unknown)


def _written(place: int, cell: str, above: Sequence[str]) -> tuple[str, str]:
    """Return what stands over a column, alone and with the heading merged above it."""
    over = next((each.strip() for each in reversed(above[: place + 1]) if each.strip()), "")
    own = cell.strip()
    if not own:
        own = above[place].strip() if place < len(above) else ""
    return own, f"{over} {own}"
