"""What do the files of the FINESS register look like, the old and the new?

The old one (frozen in May 2026): « ; », no header, a first line that names it, two kinds of lines.
The new one (FINESS+, July 2026): JSON, sites within legal entities.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from maillage.apps.health.synthetic import people
from maillage.apps.health.synthetic.places import Drawing, Place

FIRST_LINE = "finess;etalab;98;2026-05-12"
STRUCTURE = (
    "structureet", "nofinesset", "nofinessej", "rs", "rslongue", "complrs", "compldistrib",
    "numvoie", "typvoie", "voie", "compvoie", "lieuditbp", "commune", "departement",
    "libdepartement", "ligneacheminement", "telephone", "telecopie", "categetab", "libcategetab",
    "categagretab", "libcategagretab", "siret", "codeape", "codemft", "libmft", "codesph",
    "libsph", "dateouv", "dateautor", "datemaj", "numuai",
)  # fmt: skip
LOCATION = ("geolocalisation", "nofinesset", "coordxet", "coordyet", "sourcecoordet", "datemaj")
# Categories, and how many thousand sites there are in France, about.
CATEGORIES = {
    "620": ("Pharmacie d'Officine", 20), "500": ("EHPAD", 7.5), "603": ("Maison de santé", 3.2),
    "124": ("Centre de santé", 3.6), "156": ("C.M.P.", 2), "611": ("Laboratoire", 4),
    "354": ("S.S.I.A.D.", 1.5), "209": ("Service autonomie aide et soins", 0.7),
    "355": ("Centre Hospitalier (C.H.)", 0.9), "365": ("Soins pluridisciplinaires", 0.9),
    "604": ("CPTS", 0.8), "101": ("C.H.R.", 0.1), "127": ("H.A.D.", 0.3),
    "106": ("Hôpital local", 0.3), "430": ("Autre", 20),
}  # fmt: skip
OVERSEAS = {"971": "9A", "972": "9B", "973": "9C", "974": "9D", "976": "9F"}
SYSTEMS = {"971": "5490", "972": "5490", "973": "2972", "974": "2975", "976": "4471"}


def structure(**cells: str) -> str:
    """Write a line of the old file by naming its cells; the others are those of a pharmacy."""
    told = {
        "structureet": "structureet", "nofinesset": "349900019", "nofinessej": "349900027",
        "rs": "PHARMACIE INVENTEE", "rslongue": "PHARMACIE INVENTEE DU TILLEUL",
        "commune": "172", "departement": "34", "libdepartement": "HERAULT",
        "ligneacheminement": "34000 MONTBEL", "categetab": "620",
        "libcategetab": "Pharmacie d'Officine", "siret": "99000001300017",
        "dateouv": "1998-03-02", "datemaj": "2020-02-04",
    } | cells  # fmt: skip
    return ";".join(told.get(name, "") for name in STRUCTURE)


def location(finess: str = "349900019", x: str = "770000", y: str = "6279000", **more: str) -> str:
    """Write a line of coordinates of the old file."""
    source = more.get("source", "1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93 (Métropole)")
    return f"geolocalisation;{finess};{x};{y};{source};2026-05-04"


def site(**values: Any) -> dict[str, Any]:
    """Make a site of the new file; `commune`, `x`, `y`, `key` and the plain cells may be said."""
    told = {
        "finess": "349900019", "name": "PHARMACIE INVENTEE", "category": "620",
        "siret": "99000001300017", "opened": "1998-03-02", "closed": None, "state": "A",
        "commune": "34172", "postcode": "34000", "x": None, "y": None, "key": None,
    } | values  # fmt: skip
    place = {
        "usageAdresse": "03",
        "cogCommune": told["commune"],
        "codePostal": told["postcode"],
        "ligneAcheminement": f"{told['postcode']} MONTBEL",
        "coordonneesGeographique": {
            "coordonneeX": told["x"],
            "coordonneeY": told["y"],
            "cleInInteropBAN": told["key"],
        },
    }
    return {
        "informationsGeneralesEGE": {
            "numFinessEge": told["finess"],
            "nomEgeCourt": told["name"],
            "nomEgeLong": told["name"],
            "siret": told["siret"],
            "dateOuverture": told["opened"],
            "dateFermeture": told["closed"],
        },
        "categorieentiteGeographiqueExercice": told["category"],
        "adresse": [*values.get("before", ()), place],
        "etatObjet": told["state"],
    }


def entity(*sites: dict[str, Any], finess: str = "349900027") -> dict[str, Any]:
    """Make a legal entity of the new file, with its sites."""
    return {"informationsGeneralesPMEJ": {"numFinessPm": finess}, "ege": list(sites)}


def document(entities: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Make the whole of a new file."""
    return {
        "schemaVersion": "v1.0.0",
        "generatedAt": "2026-11-20T03:00:00Z",
        "pmej": list(entities),
        "gco": [],
        "gcc": [],
    }


class _Site:
    """An invented site, which both files may tell."""

    def __init__(self, serial: int, place: Place, rng: Random) -> None:
        kinds, shares = list(CATEGORIES), [share for _, share in CATEGORIES.values()]
        self.place, self.category = place, rng.choices(kinds, shares)[0]
        self.label = CATEGORIES[self.category][0]
        self.finess = people.finess(place.departement, serial)
        self.entity = people.finess(place.departement, 50_000 + serial)
        self.siret = people.siret(serial)
        self.name = f"{self.label.upper()} {place.name.upper()} {serial}"
        self.opened = f"{1970 + serial % 55}-{1 + serial % 12:02d}-{1 + serial % 28:02d}"
        self.x, self.y = 300_000 + rng.random() * 700_000, 6_200_000 + rng.random() * 800_000
        self.is_placed = rng.random() < 0.75


def _sites(places: Sequence[Place], *, count: int, seed: int) -> Iterator[_Site]:
    rng = Random(f"finess-{seed}")  # noqa: S311  # invented places need no secret
    draw = Drawing(places, rng)
    return (_Site(serial, draw(), rng) for serial in range(count))


def lines(places: Sequence[Place], *, count: int, seed: int = 1) -> Iterator[str]:
    """Yield the lines of the old file: one site, then its coordinates when it has any."""
    yield FIRST_LINE
    for one in _sites(places, count=count, seed=seed):
        area = one.place.departement
        yield structure(
            nofinesset=one.finess, nofinessej=one.entity, rs=one.name[:38], rslongue=one.name,
            commune=one.place.code[-3:],
            departement=OVERSEAS.get(area, area[:2]), categetab=one.category,
            libcategetab=one.label, siret=one.siret, dateouv=one.opened,
            ligneacheminement=f"{one.place.postcode} {one.place.name.upper()}",
        )  # fmt: skip
        if one.is_placed:
            system = SYSTEMS.get(area, "2154")
            yield location(
                one.finess,
                f"{one.x:.1f}",
                f"{one.y:.1f}",
                source=f"1,ATLASANTE,96,BAN,EPSG:{system}",
            )


def write_old(path: Path, places: Sequence[Place], *, count: int, seed: int = 1) -> Path:
    """Write a whole old file, in its old encoding."""
    text = "\n".join(lines(places, count=count, seed=seed)) + "\n"
    path.write_bytes(text.encode("iso-8859-1", "replace"))
    return path


def write_new(path: Path, places: Sequence[Place], *, count: int, seed: int = 1) -> Path:
    """Write a whole new file; the sites are those of the old one."""
    entities = [
        entity(
            site(
                finess=one.finess, name=one.name, category=one.category, siret=one.siret,
                opened=one.opened, commune=one.place.code, postcode=one.place.postcode,
                x=f"{one.x:.1f}" if one.is_placed else None,
                y=f"{one.y:.1f}" if one.is_placed else None,
            ),
            finess=one.entity,
        )
        for one in _sites(places, count=count, seed=seed)
    ]  # fmt: skip
    path.write_text(json.dumps(document(entities), ensure_ascii=False), encoding="utf-8")
    return path
