"""Places for tests, and files in the exact layout of the sources; all of them invented."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import xlsxwriter

from maillage.apps.geography.models import (
    Commune,
    Dataset,
    Departement,
    Epci,
    FormerCommune,
    Postcode,
    Region,
)
from maillage.apps.geography.readers.records import (
    CommuneRecord,
    DepartementRecord,
    EpciRecord,
    FormerRecord,
    Origin,
    Reference,
    RegionRecord,
)

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_numbers = count(1)


def departement(code: str = "34", name: str = "", *, is_fictional: bool = False) -> Departement:
    region, _ = Region.objects.get_or_create(
        code=f"R{code}", defaults={"name": f"Région de {code}", "is_fictional": is_fictional}
    )
    made, _ = Departement.objects.get_or_create(
        code=code,
        defaults={
            "name": name or f"Département {code}",
            "region": region,
            "is_fictional": is_fictional,
        },
    )
    return made


def epci(siren: str = "200000001", name: str = "CC du Val d’Essai", nature: str = "CC") -> Epci:
    made, _ = Epci.objects.get_or_create(siren=siren, defaults={"name": name, "nature": nature})
    return made


def commune(
    code: str = "",
    name: str = "",
    *,
    population: int | None = 1000,
    within: Departement | None = None,
    postcodes: Iterable[str] = (),
    **fields: Any,
) -> Commune:
    code = code or f"34{next(_numbers):03}"
    made: Commune = Commune.objects.create(
        code=code,
        name=name or f"Commune {code}",
        departement=within or departement(code[:2]),
        population=population,
        **fields,
    )
    for postcode in postcodes:
        Postcode.objects.create(code=postcode, commune=made)
    return made


def arrondissement(code: str, name: str, parent: Commune, population: int | None = 500) -> Commune:
    return commune(
        code,
        name,
        population=population,
        within=parent.departement,
        kind="ARRONDISSEMENT",
        parent=parent,
    )


def former(code: str, successor: Commune, name: str = "") -> FormerCommune:
    return FormerCommune.objects.create(code=code, name=name, successor=successor)


def dataset(**fields: Any) -> Dataset:
    return Dataset.objects.create(
        **{
            "name": "Communes",
            "source": "Source d’essai",
            "source_url": "https://exemple.test/",
            "licence": "Licence Ouverte 2.0",
            "vintage": "communes d’essai 2026",
            "effective_on": date(2026, 1, 1),
            "population_vintage": "populations d’essai 2023",
            "digest": f"essai {next(_numbers)}",
            "loaded_at": NOW,
            **fields,
        }
    )


def reference(
    communes: Mapping[str, int | None],
    *,
    former: Iterable[FormerRecord] = (),
    year: int = 2026,
    epci_of: Mapping[str, str] | None = None,
    postcodes: Mapping[str, list[str]] | None = None,
    departements: Iterable[str] = ("34",),
) -> Reference:
    """A reference of communes « Commune <code> » with their populations."""
    epcis = sorted(set((epci_of or {}).values()))
    return Reference(
        origin=Origin(
            source=f"Source d’essai {year}",
            source_url="https://exemple.test/",
            licence="Licence Ouverte 2.0",
            vintage=f"communes d’essai {year}",
            effective_on=date(year, 1, 1),
            population_vintage=f"populations d’essai {year - 3}",
            digest=sha256(f"{year} {communes} {epci_of}".encode()).hexdigest(),
        ),
        regions=[RegionRecord("76", "Région d’essai")],
        departements=[
            DepartementRecord(code, f"Département {code}", "76") for code in departements
        ],
        epcis=[EpciRecord(siren, f"CC {siren}", "CC") for siren in epcis],
        communes=[
            CommuneRecord(
                code, f"Commune {code}", code[:2], "METRO", (epci_of or {}).get(code), population
            )
            for code, population in communes.items()
        ],
        former=list(former),
        postcodes=postcodes,
    )


def npm_commune(code: str, name: str, **fields: Any) -> dict[str, Any]:
    return {
        "code": code,
        "nom": name,
        "typeLiaison": 0,
        "zone": "metro",
        "arrondissement": f"{code[:2]}1",
        "departement": code[:2],
        "region": "76",
        "type": "commune-actuelle",
        "rangChefLieu": 0,
        "codesPostaux": [f"{code[:2]}000"],
        "population": 1000,
        **fields,
    }


def npm_package(
    folder: Path,
    communes: list[dict[str, Any]],
    *,
    members: Mapping[str, list[str]] | None = None,
    version: str = "6.0.0",
) -> Path:
    """Write a package laid out as `@etalab/decoupage-administratif` is."""
    regions = [{"code": "76", "chefLieu": "34001", "nom": "Région d’essai", "zone": "metro"}]
    departements = [{"code": "34", "region": "76", "nom": "Hérault d’essai", "zone": "metro"}]
    epcis = [
        {
            "code": siren,
            "nom": f"CC {siren}",
            "type": "CC",
            "membres": [{"code": code, "nom": code} for code in codes],
        }
        for siren, codes in (members or {}).items()
    ]
    (folder / "data").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": version}), "utf-8")
    for name, rows in (
        ("regions", regions),
        ("departements", departements),
        ("epci", epcis or [{"code": "200000009", "nom": "CC", "type": "CC", "membres": []}]),
        ("communes", communes),
    ):
        text = json.dumps(rows, ensure_ascii=False)
        (folder / "data" / f"{name}.json").write_text(text, "utf-8")
    return folder


COMMUNES = """TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT
COM,34001,76,34,34D,341,0,VALFLEURI,Valfleuri,Valfleuri,3401,
COM,34002,76,34,34D,341,0,MONT CLAIR,Mont-Clair,Mont-Clair,3401,
COM,34055,76,34,34D,341,0,LYONNETTE,Lyonnette,Lyonnette,3401,
ARM,34381,76,34,34D,341,0,LYONNETTE 1ER ARRONDISSEMENT,Lyonnette 1er,Lyonnette 1er,,34055
ARM,34382,76,34,34D,341,0,LYONNETTE 2E ARRONDISSEMENT,Lyonnette 2e,Lyonnette 2e,,34055
COMD,34003,,,,,0,PETIT MONT,Petit-Mont,Petit-Mont,,34002
"""
POPULATIONS = """REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT
76;Région d'essai;34;1;01;001;34001;Valfleuri;860;16;876
76;Région d'essai;34;1;01;002;34002;Mont-Clair;1 270;6;1276
76;Région d'essai;34;1;00;381;34381;Lyonnette 1er;300;0;300
76;Région d'essai;34;1;00;382;34382;Lyonnette 2e;200;0;200
"""
MOVEMENTS = (
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,"
    "TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n"
    "10,2026-01-01,COM,34001,0,VAL,Val,Val,COM,34001,0,VALFLEURI,Valfleuri,Valfleuri\n"
    "32,2019-01-01,COM,34003,0,PETIT MONT,P,Petit-Mont,COM,34002,0,MONT CLAIR,M,Mont-Clair\n"
    "32,2019-01-01,COM,34003,0,PETIT MONT,P,Petit-Mont,COMD,34003,0,PETIT MONT,P,Petit-Mont\n"
    "32,2019-01-01,COM,34002,0,MONT CLAIR,M,Mont-Clair,COM,34002,0,MONT CLAIR,M,Mont-Clair\n"
    "33,1973-01-01,COM,34004,0,HAMEAU,H,Le Hameau,COM,34003,0,PETIT MONT,P,Petit-Mont\n"
)
DEPARTEMENTS = "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n34,76,34001,5,HERAULT,H,Hérault d'essai\n"
REGIONS = "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n76,34001,5,ESSAI,Essai,Région d'essai\n"
MEMBERS = (("34001", 200000001), ("34002", 200000001), ("34003", 200000001))


def epci_workbook(path: Path, members: Iterable[tuple[str, int]] = MEMBERS) -> None:
    """Write the workbook of the DGCL: SIREN are numbers, and names of columns carry the year."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Epcicom2025")
        header = (
            "dept,siren,raison_sociale,nature_juridique,mode_financ,nb_membres,total_pop_tot,"
            "total_pop_mun,dep_com,insee,siren_membre,nom_membre,ptot_2025,pmun_2025"
        )
        sheet.write_row(0, 0, header.split(","))
        for row, (code, siren) in enumerate(members, start=1):
            name = f"CC {siren}"
            sheet.write_row(
                row, 0, ["34", siren, name, "CC", "FPU", 2, 0, 0, "34", code, 213400010, code, 9, 9]
            )


def insee_folder(folder: Path, **texts: str | None) -> Path:
    """Write the files of INSEE and the DGCL; a text given replaces a file, None leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str | None] = {
        "communes": COMMUNES,
        "populations": POPULATIONS,
        "mouvements": MOVEMENTS,
        "departements": DEPARTEMENTS,
        "regions": REGIONS,
        **texts,
    }
    for name, text in files.items():
        if text is not None:
            (folder / f"{name}.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    epci_workbook(folder / "composition.xlsx")
    return folder
