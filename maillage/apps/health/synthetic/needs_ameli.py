"""What do the files of the Assurance maladie look like? The layouts as published, all invented."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from maillage.apps.health.synthetic.needs import Town, text, workbook

PATHOLOGIES = (
    ("Maladies cardioneurovasculaires", 8.1),
    ("Diabète", 6.1),
    ("Cancers", 5.2),
    ("Maladies respiratoires chroniques (avec ou sans mucoviscidose)", 5.6),
    ("Maladies psychiatriques", 3.8),
    ("Maladies neurologiques", 2.6),
)
TRADES = (
    "Médecins généralistes (hors médecins à expertise particulière - MEP)",
    "Ensemble des médecins spécialistes (hors généralistes)", "Infirmiers",
    "Masseurs-kinésithérapeutes", "Chirurgiens-dentistes (hors spécialistes ODF)", "Sages-femmes",
    "Orthophonistes",
)  # fmt: skip
CLASSES = (
    ("moins de 30 ans", 0.08), ("de 30 à 39 ans", 0.26), ("de 40 à 49 ans", 0.22),
    ("de 50 à 59 ans", 0.2), ("de 60 à 64 ans", 0.11), ("65 ans et plus", 0.13),
)  # fmt: skip


def _by_departement(towns: Sequence[Town]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for town in towns:
        area = (town.region, town.departement)
        found[area] = found.get(area, 0) + town.people
    return found


def pathologies(path: Path, towns: Sequence[Town], *, year: int = 2024) -> Path:
    """Write « effectifs »: every sex and two ages, totals of régions and of the country."""
    header = (
        "annee", "patho_niv1", "patho_niv2", "patho_niv3", "top", "cla_age_5", "sexe", "region",
        "dept", "Ntop", "Npop", "prev", "Niveau prioritaire", "libelle_classe_age", "libelle_sexe",
        "tri",
    )  # fmt: skip
    return text(path, [header, *_ill(towns, year)])


def _ill(towns: Sequence[Town], year: int) -> Iterator[Sequence[object]]:
    areas: dict[tuple[str, str], int] = _by_departement(towns)
    totals = {("99", "999"): sum(areas.values())}
    for (region, _), people in areas.items():
        totals[region, "999"] = totals.get((region, "999"), 0) + people
    for period in (year - 1, year):
        for (region, departement), people in {**areas, **totals}.items():
            for name, rate in PATHOLOGIES:
                for sex, half in (("9", 1.0), ("1", 0.49), ("2", 0.51)):
                    about = round(people * half)
                    ill: object = round(about * rate / 100) if period == year else about // 20
                    # Below eleven patients the number is left empty.
                    ill = "" if isinstance(ill, int) and ill < 11 else ill
                    for age, words in (("tsage", "tous âges"), ("40-44", "de 40 à 44 ans")):
                        yield (
                            period, name, "", "", "TOP_CAT_CAT", age, sex, region, departement,
                            ill, about, rate, "1,2,3", words, "tous sexes" if sex == "9" else "", 1,
                        )  # fmt: skip


def liberal(path: Path, towns: Sequence[Town], *, year: int = 2024) -> Path:
    """Write the ages of those who work on their own: BOM, commas, totals under 99 and 999."""
    header = (
        "annee", "profession_sante", "region", "libelle_region", "departement",
        "libelle_departement", "classe_age", "libelle_classe_age", "libelle_sexe", "effectif",
        "densite", "vision_generale_all", "vision_generale_prescriptions",
        "vision_profession_territoire",
    )  # fmt: skip
    return text(path, [header, *_liberals(towns, year)], delimiter=",", bom=True)


def _liberals(towns: Sequence[Town], year: int) -> Iterator[Sequence[object]]:
    areas = _by_departement(towns)
    whole = {("99", "999"): sum(areas.values())}
    for (region, departement), people in {**areas, **whole}.items():
        for rank, trade in enumerate(TRADES):
            count = round(people * (0.0009, 0.0008, 0.0015, 0.0012, 0.0005, 0.0001, 0.0004)[rank])
            for words, part in (("Tout âge", 1.0), *CLASSES):
                for sex in ("tout sexe", "femmes"):
                    told: object = round(count * part)
                    told = "NS" if count < 5 else told
                    yield (
                        f"{year}-12-31", trade, region, "Région", departement, "Département",
                        "tout_age" if part == 1 else words, words, sex, told, 0, "", "", "",
                    )  # fmt: skip


def without_doctor(path: Path, towns: Sequence[Town], *, year: int = 2025) -> Path:
    """Write the observatory of access to care: patients in ALD without médecin traitant."""
    header = (
        "annee", "region", "libelle_region", "departement", "libelle_departement",
        "part_patients_ald_sans_mt",
    )  # fmt: skip
    rows: list[Sequence[object]] = [header]
    areas = _by_departement(towns)
    places = [("99", "999"), *((region, "999") for region in {r for r, _ in areas}), *areas]
    for period in (year - 1, year):
        for region, departement in places:
            told: object = (
                "NS" if areas.get((region, departement), 99) < 99 else f"{4 + period % 2},5"
            )
            rows.append((period, region, "Région", departement, "Département", told))
    return text(path, rows)


def observatory(path: Path, towns: Sequence[Town], *, year: int = 2023) -> Path:
    """Write an export of the Observatoire des territoires: the C2S by commune."""
    rows: list[Sequence[object]] = [
        ["Observatoire des territoires - ANCT"],
        [f"Part des bénéficiaires de la complémentaire santé solidaire (Commune ({year}))"],
        [],
        ["Code", "Libellé", "Année", "Part des bénéficiaires de la complémentaire santé solidaire"],
        ["codgeo", "libgeo", "an", "benef_c2s"],
    ]
    rows += [
        [town.code, town.name, year,
         "s" if town.people < 200 else round(town.draw("C2S").uniform(5, 14), 1)]
        for town in towns
    ]  # fmt: skip
    return workbook(path, {"Data": rows, "benef_c2s": [["Définition"], ["Source : CNAM"]]})


def cpam(path: Path, towns: Sequence[Town]) -> Path:
    """Write what a CPAM sends a CPTS: patients without médecin traitant, by commune."""
    header = (
        "Code commune", "Commune", "Patients 17 ans et plus", "Patients sans médecin traitant",
        "Part des patients sans MT (%)", "Patients ALD sans MT",
    )  # fmt: skip
    rows: list[Sequence[object]] = [
        ["Patients sans médecin traitant au 30/06/2026", "", "", "", "", ""],
        ["Source : CPAM", "", "", "", "", ""],
        header,
    ]
    for town in towns:
        patients = round(town.people * 0.8)
        without = round(patients * town.draw("MT").uniform(0.06, 0.19))
        ill = round(without * 0.07)
        rate = f"{100 * without / patients:.1f}"
        rows.append((
            town.code, town.name, patients, without, rate.replace(".", ","),
            ill if ill >= 11 else "<11",
        ))  # fmt: skip
    return text(path, rows)
