"""In which files does a scenario leave: CSV, GeoJSON, a workbook, a document?"""

import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO

from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import Departement
from maillage.apps.workshop.asking import asked_of
from maillage.apps.workshop.models import Scenario
from maillage.apps.workshop.queries.care import care_of
from maillage.apps.workshop.queries.pictures import outlines_of, partition_picture
from maillage.apps.workshop.queries.scenario import Bench, set_on_bench, territories_of
from maillage.apps.workshop.queries.study import told
from maillage.apps.workshop.queries.wishes import wishes_under
from maillage.apps.workshop.queries.words import J_NOTE, quality_of
from maillage.apps.workshop.wishes import heard_on
from maillage.documents.partition import PartitionReport, TerritoryRow
from maillage.documents.workbook import Column, workbook
from maillage.domain.partition import NOWHERE, cut_groups

COLUMNS = (
    Column("Code INSEE", 11),
    Column("Commune", 30),
    Column("Habitants", 11),
    Column("EPCI", 38),
    Column("Territoire", 11),
    Column("Nom du territoire", 30),
    Column("CPTS d’aujourd’hui", 34),
    Column("CPTS souhaitée par les professionnels", 34),
)


def csv_of(scenario: Scenario) -> str:
    """Return the two columns that `maillage partition score` reads."""
    assert scenario.current  # noqa: S101  # only a ready one is taken away
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["code", "territory"])
    for code, number in sorted(scenario.current.territories.items()):
        if number != NOWHERE:
            writer.writerow([code, number + 1])
    return written.getvalue()


def geojson_of(scenario: Scenario, *, on: date) -> str:
    """Return the communes with their territory, in WGS 84, for a mapping tool."""
    held = set_on_bench(scenario, on=on)
    area = scenario.study.area
    parts = [area] if isinstance(area, Departement) else area.departement_set.order_by("pk")
    of = held.ground.stored(held.numbers)
    features = []
    for part in parts:
        drawn = geography.outlines_geojson(part.pk)
        for feature in json.loads(drawn)["features"] if drawn else []:
            number = of.get(feature["properties"]["code"], NOWHERE)
            known = number != NOWHERE
            feature["properties"] |= {
                "territoire": number + 1 if known else None,
                "nom_territoire": held.names.get(number) if known else None,
            }
            features.append(feature)
    kept = {"type": "FeatureCollection", "name": scenario.name, "features": features}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def workbook_of(scenario: Scenario, *, on: date) -> bytes:
    """Return one line a commune."""
    held = set_on_bench(scenario, on=on)
    present = held.present.names
    wished = {each.wished.commune: each.wished.name for each in heard_on(held.ground, on=on)}
    rows = []
    for place, code in enumerate(held.ground.land.codes):
        town, number = held.ground.towns[code], int(held.numbers[place])
        rows.append(
            (
                code,
                town.name,
                town.population,
                town.epci or None,
                number + 1 if number != NOWHERE else None,
                held.names.get(number),
                present.get(int(held.present.numbers[place])),
                wished.get(code),
            )
        )
    rows.sort(key=lambda row: (row[4] or 0, -row[2]))
    return workbook(scenario.name, COLUMNS, rows)


def report_of(scenario: Scenario, *, on: date) -> PartitionReport:
    """Return the document of a scenario as it stands."""
    held = set_on_bench(scenario, on=on)
    study, current = scenario.study, scenario.current
    assert current  # noqa: S101  # likewise
    outlines = outlines_of(held.ground)
    drawn = partition_picture(held.ground, held.numbers, outlines, held.names, called=scenario.name)
    care = care_of(held.ground, held.numbers)
    comparison = held.against_present(care)
    found = territories_of(held, comparison, care)
    return PartitionReport(
        place=str(study.area),
        scenario=scenario.name,
        why=scenario.why,
        study=study.title,
        written_on=on,
        version=current.number,
        figures=_figures(held, scenario),
        asked=tuple(told(asked_of(study), held.ground.towns)),
        changes=comparison.sentences
        if not held.present.is_empty
        else ("Aucune CPTS de l’annuaire ne tient de commune ici.",),
        wishes=_wishes(held, on=on),
        rows=tuple(
            TerritoryRow(
                label=one.label,
                population=one.explained.population,
                communes=one.explained.communes,
                continues=one.continues,
                sentences=(*one.explained.sentences, *([one.care] if one.care else [])),
                towns=", ".join(one.towns),
            )
            for one in found
        ),
        picture=replace(drawn.picture, title=scenario.name) if drawn else None,
        rule=J_NOTE.rule,
        vintage=study.vintage,
        engine=study.engine,
        seed=study.seed,
    )


def _wishes(held: Bench, *, on: date) -> tuple[str, ...]:
    """Say what the professionals of the borders wish; nothing when no survey is closed."""
    found = wishes_under(held.ground, held.numbers, held.names, heard_on(held.ground, on=on))
    if not found.lines:
        return ()
    lines = (
        f"{line.commune}\u00a0: {line.wished} ({line.share} des premiers choix), "
        + ("suivi." if line.is_followed else f"non suivi, avec {line.here}.")
        for line in found.lines
    )
    return (found.said, *lines, *(f"D’après l’enquête {source}." for source in found.sources))


def _figures(held: Bench, scenario: Scenario) -> tuple[tuple[str, str], ...]:
    assert scenario.current  # noqa: S101  # likewise
    window = asked_of(scenario.study).window
    said = quality_of(scenario.current.score, cut_groups(held.ground.land, held.numbers, window))
    return (
        ("Note J (moins, c’est mieux)", said.j),
        ("Territoires", str(said.count)),
        ("Territoires dans la fenêtre de population", said.population),
        ("Distance moyenne des habitants au centre de leur territoire", said.distance),
        ("Compacité moyenne (1 pour un disque)", said.compactness),
        ("Habitants hors du plus grand morceau de leur EPCI", said.split),
        ("EPCI coupés", said.cuts),
    )
