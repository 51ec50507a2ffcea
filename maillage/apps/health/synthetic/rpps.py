"""What does the national activity file of the RPPS look like, line by line?

One line per person, place and activity: 56 columns ended by « | », no quoting. The header is that
of October 2026; `older` and `without_specialties` are other layouts that were met.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

from maillage.apps.health.synthetic import people
from maillage.apps.health.synthetic.places import Drawing, Place

HEADER = (
    "Type d'identifiant PP", "Identifiant PP", "Identification nationale PP",
    "Code civilité d'exercice", "Libellé civilité d'exercice", "Code civilité",
    "Libellé civilité", "Nom d'exercice", "Prénom d'exercice", "Code profession",
    "Libellé profession", "Code catégorie professionnelle",
    "Libellé catégorie professionnelle", "Code type savoir-faire",
    "Libellé type savoir-faire", "Code savoir-faire", "Libellé savoir-faire",
    "Code mode exercice", "Libellé mode exercice", "Numéro SIRET site", "Numéro SIREN site",
    "Numéro FINESS site", "Numéro FINESS établissement juridique",
    "Identifiant technique de la structure", "Raison sociale site",
    "Enseigne commerciale site", "Complément destinataire (coord. structure)",
    "Complément point géographique (coord. structure)", "Numéro Voie (coord. structure)",
    "Indice répétition voie (coord. structure)", "Code type de voie (coord. structure)",
    "Libellé type de voie (coord. structure)", "Libellé Voie (coord. structure)",
    "Mention distribution (coord. structure)", "Bureau cedex (coord. structure)",
    "Code postal (coord. structure)", "Code commune (coord. structure)",
    "Libellé commune (coord. structure)", "Code pays (coord. structure)",
    "Libellé pays (coord. structure)", "Téléphone (coord. structure)",
    "Téléphone 2 (coord. structure)", "Télécopie (coord. structure)",
    "Adresse e-mail (coord. structure)", "Code Département (structure)",
    "Libellé Département (structure)", "Ancien identifiant de la structure",
    "Autorité d'enregistrement", "Code secteur d'activité", "Libellé secteur d'activité",
    "Code section tableau pharmaciens", "Libellé section tableau pharmaciens", "Code rôle",
    "Libellé rôle", "Code genre activité", "Libellé genre activité",
)  # fmt: skip
END_2021 = 52
SPECIALTY = range(13, 17)


@dataclass(frozen=True)
class Trade:
    """A profession: its share of the lines, of its people who work on their own, and where."""

    code: str
    label: str
    lines: float
    liberal: float
    own: tuple[tuple[str, str], ...]
    employed: tuple[tuple[str, str], ...]


HOSPITAL = ("SA01", "Etablissement public de santé")
CENTRE = ("SA05", "Centre de santé")
ALONE = ("SA07", "Cabinet individuel")
GROUP = ("SA08", "Cabinet de groupe")
PHARMACY = ("SA33", "Pharmacie d'officine")
ON_CALL = ("SA50", "Permanence des soins")
CABINETS = (ALONE, GROUP, ALONE)
WARDS = (HOSPITAL, HOSPITAL, CENTRE)

TRADES = (
    Trade("10", "Médecin", 0.17, 0.55, (*CABINETS, GROUP, ON_CALL), (*WARDS, HOSPITAL)),
    Trade("21", "Pharmacien", 0.06, 0.45, (PHARMACY,), (PHARMACY, PHARMACY, HOSPITAL)),
    Trade("28", "Opticien-Lunetier", 0.03, 0.3, (ALONE,), (ALONE,)),
    Trade("40", "Chirurgien-Dentiste", 0.035, 0.8, CABINETS, WARDS),
    Trade("50", "Sage-Femme", 0.02, 0.35, CABINETS, WARDS),
    Trade("60", "Infirmier", 0.45, 0.2, CABINETS, WARDS),
    Trade("70", "Masseur-Kinésithérapeute", 0.09, 0.85, CABINETS, WARDS),
    Trade("80", "Pédicure-Podologue", 0.013, 0.97, CABINETS, WARDS),
    Trade("91", "Orthophoniste", 0.023, 0.8, CABINETS, WARDS),
    Trade("93", "Psychologue", 0.06, 0.4, CABINETS, WARDS),
    Trade("94", "Ergothérapeute", 0.014, 0.15, CABINETS, WARDS),
    Trade("95", "Diététicien", 0.013, 0.4, CABINETS, WARDS),
    Trade("96", "Psychomotricien", 0.022, 0.2, CABINETS, WARDS),
)
SPECIALTIES = (
    *((("S", "SM54", "Médecine générale"),) * 8),
    ("S", "SM26", "Qualifié en Médecine Générale"),
    ("S", "SM53", "Spécialiste en Médecine Générale"),
    ("S", "SM04", "Cardiologie et maladies vasculaires"),
    ("S", "SM15", "Dermatologie et vénéréologie"),
    ("S", "SM20", "Gynécologie-obstétrique"),
    ("S", "SM38", "Ophtalmologie"),
    ("S", "SM40", "Pédiatrie"),
    ("S", "SM42", "Psychiatrie"),
    ("S", "SM45", "Radio-diagnostic"),
    ("C", "C04", "Allergologie"),
    ("", "", ""),
)
NO_SPECIALTY = ("", "", "")


def lines(places: Sequence[Place], *, rows: int, seed: int, first_serial: int = 0) -> Iterator[str]:
    """Yield `rows` lines, those of one person together, without their end of line.

    About one person in four has several lines; one in five no place at all; a few places have a
    postcode and no commune, or neither.
    """
    rng = Random(f"rpps-{seed}")  # noqa: S311  # invented people need no secret
    draw_place = Drawing(places, rng)
    weights = [trade.lines for trade in TRADES]
    written = 0
    for serial in count(first_serial):
        trade = rng.choices(TRADES, weights)[0]
        person = _Person(serial, trade, rng)
        for _ in range(1 if rng.random() < 0.78 else 2 + (rng.random() < 0.25)):
            if written == rows:
                return
            yield person.line(draw_place(), rng)
            written += 1


class _Person:
    """Someone invented, and what every line of theirs begins with."""

    def __init__(self, serial: int, trade: Trade, rng: Random) -> None:
        self.serial, self.trade = serial, trade
        number = people.rpps(serial)
        kind, identified = "8", f"8{number}"
        if trade.code == "93" and rng.random() < 0.2:
            kind, number = "0", f"{34 + serial % 40}93{serial % 99999:05d}"
            identified = f"0{number}"
        title = ("M", "Monsieur") if rng.random() < 0.4 else ("MME", "Madame")
        called = ("DR", "Docteur") if trade.code == "10" else title
        first = people.FIRST_NAMES[int(rng.random() * len(people.FIRST_NAMES))]
        self.name = people.family_name(rng)
        self.sites = 0
        self.is_settled = rng.random() > 0.2
        self.start = "|".join((
            kind, number, identified, *called, *title, self.name, first, trade.code, trade.label,
            "C", "Civil", "",
        ))  # fmt: skip
        doctor = trade.code == "10"
        kind_of, code, label = rng.choice(SPECIALTIES) if doctor else NO_SPECIALTY
        named = {"S": "Spécialité ordinale", "C": "Compétence"}.get(kind_of, "")
        self.specialty = f"{kind_of}|{named}|{code}|{label}|"
        self.section = "A|Titulaires d'officine" if trade.code == "21" else "|"

    def line(self, place: Place, rng: Random) -> str:
        trade, draw = self.trade, rng.random
        is_liberal = draw() < trade.liberal
        if not self.is_settled:
            mode = "L|Libéral, indépendant, artisan, commerçant|" if is_liberal else "S|Salarié|"
            return f"{self.start}{self.specialty}{mode}{'|' * 31}{self.section}|||||"
        sectors = trade.own if is_liberal else trade.employed
        sector, sector_label = sectors[int(draw() * len(sectors))]
        mode = "L|Libéral, indépendant, artisan, commerçant" if is_liberal else "S|Salarié"
        return "".join((
            self.start, self.specialty, mode, "|", self._structure(place, sector, rng),
            self._address(place, rng), "Ordre ou ARS", f"|{sector}|{sector_label}|",
            self.section, "|22|Titulaire de cabinet|GENR01|Activité standard de soin ou de "
            "pharmacien|",
        ))  # fmt: skip

    def _structure(self, place: Place, sector: str, rng: Random) -> str:
        if sector in {"SA07", "SA08"}:
            self.sites += 1
            number = f"{self.serial:08d}{self.sites}"
            own = f"CABINET {self.name}" if sector == "SA07" else f"CABINET {place.name.upper()}"
            return f"||||R1{number}|{own}||"
        serial = int(rng.random() * (3 + place.population // 2000))
        number = people.finess(place.departement, hash_of(place.code, sector, serial))
        legal = people.finess(place.departement, hash_of(place.code, "EJ", serial))
        siret = people.siret(hash_of(place.code, sector, serial))
        name = {"SA01": "CENTRE HOSPITALIER", "SA33": "PHARMACIE"}.get(sector, "CENTRE DE SANTE")
        named = f"{name} {place.name.upper()} {serial + 1}"
        return f"{siret}|{siret[:9]}|{number}|{legal}|F{number}|{named}|{named}|"

    def _address(self, place: Place, rng: Random) -> str:
        gap = rng.random()
        code = "" if gap < 0.04 else place.code
        postcode = "" if gap < 0.008 else place.postcode
        house, phone = int(rng.random() * 99) + 1, f"0199{self.serial % 1_000_000:06d}"
        return (
            f"||{house}||R|Rue|DES TILLEULS||{postcode} {place.name.upper()}|"
            f"{postcode}|{code}|{place.name if code else ''}|99000|FRANCE|{phone}||"
            f"|c{self.serial}@rpps.invalid|{place.departement}|"
            f"{place.departement}|4{self.serial:011d}|"
        )


def hash_of(*parts: object) -> int:
    """Return a number below a hundred thousand that the same words always give."""
    number = 7
    for sign in "".join(map(str, parts)):
        number = (number * 31 + ord(sign)) % 99_991
    return number


def header(*, spelled: Sequence[str] = HEADER) -> str:
    """Return the first line, ended by « | » as the others."""
    return "|".join(spelled) + "|"


def without_columns(line: str, places: Iterable[int]) -> str:
    """Take columns away from a line, as older or other extractions do."""
    gone = set(places)
    return "|".join(cell for rank, cell in enumerate(line.split("|")) if rank not in gone)


def write(
    path: Path, places: Sequence[Place], *, rows: int, seed: int = 1, first_serial: int = 0
) -> Path:
    """Write a whole file in today's layout."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header() + "\n")
        for line in lines(places, rows=rows, seed=seed, first_serial=first_serial):
            file.write(line + "\n")
    return path


def line(**cells: str) -> str:
    """Write one line by naming its cells as `RANKS` does; the others are those of a GP at work."""
    told = list(_GP)
    for name, value in cells.items():
        told[RANKS[name]] = value
    return "|".join(told) + "|"


RANKS = {
    "kind": 0, "number": 1, "national_id": 2, "name": 7, "first_name": 8, "profession": 9,
    "specialty_kind": 13, "specialty": 15, "specialty_name": 16, "mode": 17, "siret": 19,
    "structure": 23, "structure_name": 24, "cedex": 34, "postcode": 35, "commune": 36, "town": 37,
    "sector": 48,
}  # fmt: skip
_GP = [""] * len(HEADER)
for _name, _value in {
    "kind": "8", "number": people.rpps(1), "national_id": f"8{people.rpps(1)}", "name": "INVENTEE",
    "first_name": "ALIÉNOR", "profession": "10", "specialty_kind": "S", "specialty": "SM54",
    "specialty_name": "Médecine générale", "mode": "L", "structure": "R1",
    "structure_name": "CABINET INVENTE", "postcode": "34000", "commune": "34172", "sector": "SA07",
}.items():  # fmt: skip
    _GP[RANKS[_name]] = _value
