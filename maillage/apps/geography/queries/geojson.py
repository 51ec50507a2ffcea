"""Which outlines does the live map of a département draw, and have they changed?"""

import json

from maillage.apps.geography.models import Commune, Contour, ContourLoad, Dataset


def outlines_state(departement: str) -> str:
    """Name the state of the outlines: another load of contours or of communes gives another."""
    loads = ContourLoad.objects.order_by("-pk").values_list("digest", flat=True)[:1]
    vintages = Dataset.objects.order_by("-pk").values_list("digest", flat=True)[:1]
    return "-".join((departement, *(f"{digest:.12}" for digest in (*loads, *vintages))))


def outlines_geojson(departement: str) -> str | None:
    """Return the outlines of a département as GeoJSON (WGS 84); None where none is known.

    A commune drawn by its arrondissements is left to them.
    """
    drawn = (
        Contour.objects.filter(commune__departement=departement, commune__retired_on=None)
        .exclude(
            commune__in=Commune.objects.filter(
                departement=departement, kind="ARRONDISSEMENT", contour__isnull=False
            ).values("parent")
        )
        .order_by("commune")
        .values_list("commune", "commune__name", "commune__population", "geometry")
    )
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": name, "population": population},
            "geometry": geometry,
        }
        for code, name, population, geometry in drawn
    ]
    if not features:
        return None
    return json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )
