"""What outlines does the IGN publish for this year, and how do they arrive?

cartiflette (INSEE and IGN, MIT) keeps Admin Express COG Carto as one GeoParquet a year and brings
the rows asked for. The function is an argument: it is an optional part, and a fake stands beside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from maillage.domain.refusal import Refusal

SOURCE = "IGN, Admin Express COG Carto, par cartiflette (INSEE)"
LICENCE = "Licence Ouverte 2.0"
# One point in five, the lightest that cartiflette publishes: drawings are lightened further.
SIMPLIFICATION = 80

Download = Callable[..., Any]


class ContoursDoNotArrive(Refusal):
    """The internet does not answer, or not with outlines."""


class NoSuchDepartement(Refusal):
    """The publisher draws no département of that code."""


@dataclass(frozen=True)
class Fetched:
    """A file of outlines and the year they were drawn for."""

    path: Path
    year: int


def fetch(download: Download, *, departement: str, year: int, folder: Path) -> Fetched:
    """Bring the communes and arrondissements of a year, of the one before if it is not out yet.

    `download`: cartiflette.carti_download, or its fake; `departement`: "" for all of them.

    :raises ContoursDoNotArrive: nothing answers, or neither year is published.
    :raises NoSuchDepartement: there is no such département.
    """
    area = {"values": departement, "filter_by": "DEPARTEMENT"}
    if not departement:
        area = {"values": "France", "filter_by": "FRANCE_ENTIERE"}
    for vintage in (year, year - 1):
        path = folder / f"cartiflette-{vintage}.parquet"
        try:
            found = download(
                **area,
                borders="COMMUNE_ARRONDISSEMENT",
                year=vintage,
                simplification=SIMPLIFICATION,
                engine="duckdb",
            )
            found.to_parquet(str(path))
        except duckdb.Error as error:
            raise ContoursDoNotArrive(
                "Les contours n’arrivent pas : Internet ne répond pas d’ici."
            ) from error
        except ValueError as error:
            raise NoSuchDepartement(
                f"Aucun contour pour le département « {departement} » : vérifiez son numéro."
            ) from error
        except OSError:
            continue
        return Fetched(path, vintage)
    raise ContoursDoNotArrive(
        f"Les contours n’arrivent pas : ni ceux de {year} ni ceux de {year - 1} ne sont publiés, "
        "ou Internet ne répond pas d’ici."
    )
