"""What is drawn of the whole country: what is covered, what is not?

Joining 35,000 outlines takes a second: the drawing is remembered until a contour or a perimeter
changes.
"""

from collections.abc import Collection, Mapping

from django.db.models import Max

from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import ContourLoad
from maillage.documents.pictures import (
    Area,
    Box,
    Entry,
    Line,
    Picture,
    Tone,
    Weight,
    around,
    dissolve,
    snapped,
)
from maillage.domain import french
from maillage.domain.territory import Coverage
from maillage.web import memory

# A kilometre, in the unit of the paths: less than a pixel of the country.
STEP = 100
OVERSEAS = ("97", "98")


def nation_picture(parts: Mapping[str, Collection[str]], who: Coverage[int]) -> Picture | None:
    """Draw the mainland and Corsica, région by région; None without contours."""
    loaded = ContourLoad.objects.aggregate(last=Max("pk"))["last"]
    if loaded is None:
        return None
    return memory.recalled(
        "nation", since=(loaded, who.covered, frozenset(who.twice)), make=lambda: _drawn(parts, who)
    )


def _drawn(parts: Mapping[str, Collection[str]], who: Coverage[int]) -> Picture | None:
    mainland = {
        part: [code for code in codes if not code.startswith(OVERSEAS)]
        for part, codes in parts.items()
    }
    drawn = geography.outlines([code for codes in mainland.values() for code in codes], coarse=True)
    if not drawn:
        return None
    regions = _joined({part: codes for part, codes in mainland.items() if codes}, drawn)
    covered = _joined({"": who.covered}, drawn)
    twice = _joined({"": who.twice}, drawn)
    areas = [
        *(Area(path, Tone.WHITE) for path in regions.values()),
        *(Area(path, Tone.CHOSEN) for path in covered.values()),
        *(Area(path, Tone.TWICE) for path in twice.values()),
    ]
    legend = [Entry(Tone.CHOSEN, "Couvert par une CPTS"), Entry(Tone.WHITE, "Zone blanche")]
    if twice:
        legend.append(Entry(Tone.TWICE, "Couvert deux fois"))
    box = around(outline.box for outline in drawn.values())
    sides = (box.left, box.top, box.right, box.bottom)
    return Picture(
        title="Carte\u00a0: ce qui est couvert en France métropolitaine",
        description=f"{french.integer(len(who.covered))} communes couvertes par une CPTS, "
        f"{french.integer(len(who.white))} en zone blanche, outre-mer compris. Le tableau de la "
        "page dit la même chose région par région, avec les départements d’outre-mer.",
        box=Box(*(round(side / STEP) for side in sides)),
        areas=tuple(areas),
        lines=tuple(Line(path, Weight.DEPARTEMENT) for path in regions.values()),
        legend=tuple(legend),
        source=next(iter(drawn.values())).source + ". L’outre-mer est dans le tableau.",
    )


def _joined(
    groups: Mapping[str, Collection[str]], drawn: Mapping[str, geography.Outline]
) -> dict[str, str]:
    paths = {
        key: [drawn[code].path for code in codes if code in drawn] for key, codes in groups.items()
    }
    outlines = dissolve({key: found for key, found in paths.items() if found}).outlines
    made = {key: snapped(path, STEP) for key, path in outlines.items()}
    return {key: path for key, path in made.items() if path}
