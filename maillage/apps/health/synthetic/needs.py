"""What do the files of needs look like? The layouts as published, the figures invented.

Each function writes one file for some communes: titles, notes, secrets and units included, so that
a reader meets what it will meet. The older a place, the sicker and the farther from a doctor.
"""

import csv
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

Table = Iterable[Sequence[object]]
BANDS = ("Y_LT15", "Y15T24", "Y25T39", "Y40T54", "Y55T64", "Y65T79", "Y_GE80")
# They overlap the seven bands, as in the published file.
OVERLAPPING = {"Y_LT20": (0.24,), "Y20T64": (0.55,), "Y_GE15": (0.83,), "Y_GE65": (0.21,)}
SHARES = (0.17, 0.11, 0.17, 0.19, 0.14, 0.15, 0.07)
APL_NAMES = {
    "APL_GP": ("médecins généralistes", "consultations/an/hab standardisé", 3.4),
    "APL_NURSE": ("infirmières", "ETP/100 000 hab standardisés", 150.0),
    "APL_PHYSIO": ("masseurs-kinésithérapeutes", "ETP/100 000 hab standardisés", 105.0),
    "APL_DENTIST": ("chirurgiens-dentistes", "ETP/100 000 hab standardisés", 55.0),
    "APL_MIDWIFE": ("sages-femmes", "ETP/100 000 femmes standardisées", 17.0),
}


@dataclass(frozen=True)
class Town:
    """A commune to invent figures for."""

    code: str
    name: str
    departement: str
    region: str
    people: int
    bassin: str = ""
    bassin_name: str = ""

    def draw(self, about: str) -> Random:
        """Return the chance of this commune on a subject: the same at every run."""
        return Random(f"{self.code} {about}")  # noqa: S311  # invented figures need no secret

    @property
    def density(self) -> int:
        """One for a city, seven for a hamlet."""
        steps = (100_000, 40_000, 15_000, 8_000, 3_000, 600)
        return 1 + sum(self.people < step for step in steps)

    @property
    def aged(self) -> float:
        """How much older than the country: 1 is as the country."""
        return 0.75 + 0.1 * self.density + self.draw("âge").uniform(-0.15, 0.15)

    @property
    def access(self) -> float:
        """How near care is: 1 is as the country."""
        return max(0.25, 1.5 - 0.14 * self.density + self.draw("accès").uniform(-0.3, 0.3))

    def bands(self) -> list[float]:
        """Return the people of the seven bands, not rounded, as published."""
        weights = [
            share * (self.aged if rank >= 4 else 1 / self.aged if rank < 3 else 1)
            for rank, share in enumerate(SHARES)
        ]
        return [round(self.people * weight / sum(weights), 6) for weight in weights]


def workbook(path: Path, sheets: dict[str, Table]) -> Path:
    """Write a workbook of several sheets."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, list(row))
    return path


def text(path: Path, rows: Table, *, delimiter: str = ";", bom: bool = False) -> Path:
    """Write a CSV in UTF-8, with the ends of lines of the published files."""
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return path


def apl(
    path: Path, towns: Sequence[Town], *, code: str = "APL_GP", years: Sequence[int] = (2022, 2023)
) -> Path:
    """Write the workbook of a profession: titles, a sheet per year, units, notes."""
    return workbook(path, {f"APL {year}": _apl_sheet(towns, code, year) for year in years})


def _apl_sheet(towns: Sequence[Town], code: str, year: int) -> Table:
    name, unit, mean = APL_NAMES[code]
    yield [f"Indicateur d’accessibilité potentielle localisée (APL) aux {name}"]
    for title in ("", "Source : DREES", f"Année {year}", "", "", "", ""):
        yield [title]
    ages = [f"APL aux {name} de {age} ans et moins" for age in (65, 62, 60) if code == "APL_GP"]
    yield [
        "Code commune INSEE", "Commune ", f"APL aux {name} ", *ages,
        f"Population standardisée {year - 2} pour la profession", f"Population totale {year - 2}",
    ]  # fmt: skip
    yield ["", "", unit, *(unit for _ in ages), "habitants", "habitants"]
    for town in towns:
        value = round(mean * town.access * (0.97 if year < 2023 else 1), 3)
        near = [round(value * part, 3) for part in (0.86, 0.8, 0.75)][: len(ages)]
        yield [
            town.code, town.name, value, *near, round(town.people * (0.9 + 0.1 * town.aged), 1),
            town.people,
        ]  # fmt: skip
    yield []
    yield ["Lecture : une valeur de 3 vaut trois consultations par an et par habitant."]
    yield ["Champ : France entière."]
    yield ["Source : données inventées."]


def ages(path: Path, towns: Sequence[Town], *, year: int = 2022) -> Path:
    """Write the population by sex and age of Melodi: ZIP with a table and its description."""
    rows = StringIO()
    writer = csv.writer(rows, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(
        ["GEO", "GEO_OBJECT", "SEX", "AGE", "RP_MEASURE", "FREQ", "TIME_PERIOD", "OBS_VALUE"]
    )
    for period, part in ((year - 6, 0.97), (year, 1.0)):
        for town in towns:
            _write_ages(writer, town, period, part)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        stem = f"DS_RP_POPULATION_PRINC_{year}"
        archive.writestr(f"{stem}_metadata.csv", "COD_VAR;LIB_VAR\nAGE;Âge\n")
        archive.writestr(f"{stem}_data.csv", rows.getvalue())
    return path


def _write_ages(writer: Any, town: Town, period: int, part: float) -> None:
    bands = town.bands()
    whole = sum(bands) * part
    told = {"_T": whole, **{age: value * part for age, value in zip(BANDS, bands, strict=True)}}
    told |= {age: whole * share for age, (share,) in OVERLAPPING.items()}
    kind = "ARM" if town.code[:3] in {"751", "132", "693"} else "COM"
    for sex, half in (("_T", 1.0), ("F", 0.51), ("M", 0.49)):
        for age, value in told.items():
            writer.writerow([town.code, kind, sex, age, "POP", "A", period, f"{value * half:.6f}"])


def structure(path: Path, towns: Sequence[Town], *, year: int = 22) -> Path:
    """Write the population of 75 and over: base-cc-evol-struct-pop, in CSV."""
    header = [
        "CODGEO",
        f"P{year}_POP",
        f"P{year}_POP0014",
        f"P{year}_POP75P",
        "P16_POP",
        "P16_POP75P",
    ]
    lines = [
        [town.code, town.people, round(town.bands()[0], 3), round(town.bands()[6] * 1.4, 3),
         town.people * 0.97, round(town.bands()[6], 3)]
        for town in towns
    ]  # fmt: skip
    return text(path, [header, *lines])


def incomes(path: Path, towns: Sequence[Town], *, year: int = 2023) -> Path:
    """Write Filosofi as Melodi does; the small communes are secret."""
    header = (
        "GEO", "GEO_OBJECT", "FILOSOFI_MEASURE", "UNIT_MEASURE", "UNIT_MULT", "CONF_STATUS",
        "OBS_STATUS", "TIME_PERIOD", "OBS_VALUE",
    )  # fmt: skip
    rows: list[Sequence[object]] = [header]
    for town in towns:
        rich = 22_500 - 700 * town.density + town.draw("revenus").randint(-1500, 2500)
        poor = round(14 - 0.6 * town.density + town.draw("pauvreté").uniform(-3, 6), 1)
        hidden = town.people < 200
        status = "C" if hidden else "F"
        for measure, unit, value in (
            ("NUM_PER", "PS", round(town.people * 0.98)),
            ("MED_SL", "EUR_YR", rich),
            ("PR_MD60", "PT", poor),
        ):
            told = "" if hidden else value
            rows.append((town.code, "COM", measure, unit, 0, status, "A", year, told))
    return text(path, rows)


def density(path: Path, towns: Sequence[Town], *, year: int = 2025) -> Path:
    """Write the density grid: four rows of titles."""
    titles: list[Sequence[object]] = [
        ["Grille communale de densité"],
        [f"Géographie au 01/01/{year}"],
        [],
        ["Insee"],
    ]
    header = ["CODGEO", "LIBGEO", "DENS", "LIBDENS", "PMUN22"]
    lines = [[town.code, town.name, town.density, "libellé", town.people] for town in towns]
    return workbook(path, {"Grille_Densite": [*titles, header, *lines]})


def basins(path: Path, towns: Sequence[Town], *, year: int = 2025) -> Path:
    """Write the bassins de vie: two sheets, five rows of titles, « ZZZZZ » for none."""
    names = {town.bassin: town.bassin_name for town in towns if town.bassin}
    titles: list[Sequence[object]] = [
        ["Bassins de vie 2022"],
        [f"Géographie au 01/01/{year}"],
        [],
        [],
        [],
    ]
    zones: list[Sequence[object]] = [
        ["BV2022", "LIBBV2022", "NB_COM"],
        *([code, name, 1] for code, name in names.items()),
    ]
    header = ["CODGEO", "LIBGEO", "BV2022", "LIBBV2022", "TYPE_COM", "DEP", "REG"]
    members = [
        [town.code, town.name, town.bassin or "ZZZZZ", town.bassin_name or "Sans objet", "1",
         town.departement, town.region]
        for town in towns
    ]  # fmt: skip
    return workbook(
        path, {"BV2022": [*titles, *zones], "Composition_communale": [*titles, header, *members]}
    )


def doctors_zoning(path: Path, towns: Sequence[Town]) -> Path:
    """Write the workbook of the DREES: by territoire de vie-santé, by commune, by quartier."""
    words = ("ZIP", "ZAC", "Zone de vigilance", "Hors vivier")
    by_commune: list[Sequence[object]] = [(
        "Identifiant unique", "Code de la région", "Libellé de la région",
        "Code du territoire de vie-santé", "Libellé du territoire de vie-santé",
        "Code de la commune", "Libellé de la commune", "Qualification nationale",
        "Qualification attribuée par l'arrêté régional", "Population totale",
    )]  # fmt: skip
    districts: list[Sequence[object]] = [
        ("Code du QPV", "Nom du quartier QPV", "Code de la commune", "Zonage ARS")
    ]
    territories: dict[str, Sequence[object]] = {}
    for town in towns:
        rank = sum(town.access > step for step in (0.62, 0.85, 1.0))
        zone = town.bassin or town.code
        by_commune.append((
            f"{town.region}_{zone}", town.region, "Région", zone, town.bassin_name or town.name,
            town.code, town.name, "01_Sélection nationale", words[rank], town.people,
        ))  # fmt: skip
        territories[zone] = (
            f"{town.region}_{zone}",
            town.region,
            "",
            "",
            zone,
            "",
            "01",
            words[rank],
        )
        if town.density <= 2 and rank > 1:
            districts.append((f"QP{town.code}", "Quartier des Tilleuls", town.code, "ZAC"))
    heading = ("tvs_long", "reg", "", "", "tvs", "", "zonage_nat", "zonage_ars")
    return workbook(
        path,
        {
            "Zonage_TVS": [heading, *territories.values()],
            "Zonage_communes": by_commune,
            "Zonage_QPV": districts,
        },
    )


def others_zoning(path: Path, towns: Sequence[Town], *, profession: str = "inf") -> Path:
    """Write the zoning of another profession, by commune."""
    words = ("Très sous-doté", "Sous-doté", "Intermédiaire", "Très doté", "Sur-doté")
    rows = [[t.code, t.name, words[sum(t.access > s for s in (0.4, 0.6, 1, 1.2))]] for t in towns]
    return text(path, [["depcom", "libcom", f"zonage_{profession}"], *rows])
