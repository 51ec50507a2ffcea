"""``maillage geography contours``: put outlines in place, and say all that does not fit."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.module_loading import import_string
from django.utils.timezone import localdate, now

from maillage.apps.geography import actions
from maillage.apps.geography.contours import reading
from maillage.apps.geography.contours.reading import DrawnCommunes
from maillage.apps.geography.contours.refusals import (
    WHERE,
    CartifletteNotInstalled,
    ContoursNotThere,
)
from maillage.apps.geography.contours.survey import Survey
from maillage.domain import french
from maillage.gateways.contours import client
from maillage.web import commands

SHOWN = 12
MORE_AROUND = 3


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FICHIER",
        help="GeoJSON, compressé (gzip) ou non, ou GeoParquet",
    )  # fmt: skip
    parser.add_argument(
        "--download", action="store_true", help="va chercher les contours de l’année (cartiflette)"
    )
    parser.add_argument(
        "--departement", default="", metavar="NN", help="ne charge que ce département"
    )
    parser.add_argument(
        "--vintage", default="", metavar="MILLÉSIME", help="millésime du fichier, qui ne le dit pas"
    )
    parser.add_argument(
        "--source", metavar="SOURCE", help="qui publie ce fichier, si ce n’est l’IGN"
    )
    parser.add_argument("--licence", metavar="LICENCE", help="sa licence, si elle est autre")


def load(
    command: commands.Command,
    *,
    file: Path | None,
    download: bool,
    departement: str,
    **options: Any,
) -> None:
    """Read a file of contours, or have this year's sent; put it in place and tell.

    :raises ContoursNotThere: no file was named, or one beside a download.
    :raises CartifletteNotInstalled: a download is asked of a part that is not installed.
    :raises ContoursDoNotArrive: the internet does not answer.
    """
    begun, worked = perf_counter(), process_time()
    said = {name: options.get(name) for name in ("source", "licence", "vintage")}
    departement = departement.upper()
    if download:
        if file:
            raise ContoursNotThere("Indiquez un fichier ou « --download », l’un sans l’autre.")
        loaded = _downloaded(command, departement, said)
    elif file:
        loaded = _put_in_place(command, file, departement, said)
    else:
        raise ContoursNotThere(f"Indiquez le fichier des contours, ou « --download ». {WHERE}")
    for sentence in (*_of_the_vintage(loaded), *_of_the_ground(loaded)):
        command.say(sentence)
    took = f"{perf_counter() - begun:.1f} s, dont {process_time() - worked:.1f} s de calcul"
    command.say(f"Terminé en {took}.".replace(".", ",", 2))


def _downloaded(
    command: commands.Command, departement: str, said: Mapping[str, str | None]
) -> actions.LoadedContours:
    try:
        download = import_string(settings.CONTOURS_DOWNLOAD)
    except ImportError as error:
        raise CartifletteNotInstalled(
            f"Le téléchargement demande une partie de plus : « make contours » l’installe. "
            f"Ou chargez un fichier. {WHERE}"
        ) from error
    command.say("Téléchargement des contours de l’IGN, par cartiflette…")
    with TemporaryDirectory() as folder:
        try:
            fetched = client.fetch(
                download, departement=departement, year=localdate().year, folder=Path(folder)
            )
        except client.ContoursDoNotArrive as refused:
            raise client.ContoursDoNotArrive(f"{refused} Ou chargez un fichier. {WHERE}") from None
        published = {
            "source": client.SOURCE, "licence": client.LICENCE, "vintage": f"COG {fetched.year}"
        }  # fmt: skip
        asked = {name: value for name, value in said.items() if value}
        return _put_in_place(command, fetched.path, departement, published | asked)


def _put_in_place(
    command: commands.Command, file: Path, departement: str, said: Mapping[str, str | None]
) -> actions.LoadedContours:
    command.say(f"Lecture de {file.name}…")
    drawn = reading.read(file, departement=departement)
    origin = actions.Origin(**{name: value for name, value in said.items() if value})
    loaded = actions.load_contours(drawn=drawn, origin=origin, at=now(), say=command.say)
    for sentence in _of_the_file(drawn):
        command.say(sentence)
    return loaded


def _of_the_file(drawn: DrawnCommunes) -> list[str]:
    said = []
    if drawn.was_lambert93:
        said.append("Fichier en Lambert-93 : reconnu, et converti en longitude et latitude.")
    if drawn.repaired:
        said.append(f"Contours qui se croisaient, réparés : {_listed(drawn.repaired)}.")
    if drawn.repeated:
        said.append(f"Codes donnés plusieurs fois, contours réunis : {_listed(drawn.repeated)}.")
    if drawn.without_shape:
        said.append(f"Sans surface, laissées de côté : {_listed(drawn.without_shape)}.")
    if drawn.without_code:
        said.append(f"Formes sans code INSEE, laissées de côté : {drawn.without_code}.")
    return said


def _of_the_vintage(loaded: actions.LoadedContours) -> list[str]:
    mosaic = loaded.mosaic
    said = [f"Communes dessinées : {french.integer(len(mosaic.codes))}."]
    if mosaic.merged:
        listed = [f"{old} → {new}" for old, new in mosaic.merged.items()]
        said.append(f"Contours réunis à ceux de leur commune d’aujourd’hui : {_listed(listed)}.")
    if mosaic.split:
        listed = [f"{old} ({' ou '.join(new)})" for old, new in mosaic.split.items()]
        said.append(f"Partagées depuis entre plusieurs communes, laissées : {_listed(listed)}.")
    if mosaic.unmatched:
        said.append(f"Ne mènent à aucune commune en place : {_listed(mosaic.unmatched)}.")
    if loaded.missing:
        said.append(
            f"Communes sans contour, que les cartes ne montreront pas : {_listed(loaded.missing)}. "
            "Si elles ont été rétablies depuis, le contour de leur ancienne commune les contient."
        )
    return said


def _of_the_ground(loaded: actions.LoadedContours) -> list[str]:
    survey, faults = loaded.survey, loaded.survey.faults
    names = [loaded.names[code] for code in survey.codes]
    said = [f"Voisinages : {french.integer(len(survey.borders.pairs))}."]
    for hole in faults.holes[:SHOWN]:
        around = _listed([names[place] for place in hole.around], most=MORE_AROUND)
        said.append(f"Trou de {_km2(hole.km2)} (étang, enclave ou oubli), entouré de {around}.")
    for overlap in faults.overlaps[:SHOWN]:
        pair = f"{names[overlap.one]} et {names[overlap.other]}"
        said.append(f"Chevauchement de {_km2(overlap.km2)} entre {pair}.")
    more = max(len(faults.holes) - SHOWN, 0) + max(len(faults.overlaps) - SHOWN, 0) + faults.small
    if more:
        said.append(f"Autres trous et chevauchements, plus petits : {french.integer(more)}.")
    if faults.untidy:
        said.append(
            f"Communes dont les frontières ne suivent pas celles de leurs voisines : "
            f"{_listed([names[place] for place in faults.untidy])}. Leurs longueurs sont "
            "mesurées à vingt mètres près."
        )
    if survey.links:
        said.append(f"Îles et enclaves, reliées au plus proche : {_listed(_links(survey, names))}.")
    if loaded.areas_given:
        given = french.integer(loaded.areas_given)
        said.append(f"Superficies jusque-là inconnues, mesurées sur les contours : {given}.")
    return said


def _links(survey: Survey, names: Sequence[str]) -> list[str]:
    return [
        f"{names[link.one]} – {names[link.other]} ({link.gap_km:.1f} km)".replace(".", ",")
        for link in survey.links
    ]


def _km2(area: float) -> str:
    return f"{area:.2f} km²".replace(".", ",")


def _listed(names: Sequence[str], *, most: int = SHOWN) -> str:
    more = f" et {french.integer(len(names) - most)} autres" if len(names) > most else ""
    return ", ".join(names[:most]) + more
