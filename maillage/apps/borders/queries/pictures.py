"""How is a survey drawn: its border communes, and the CPTS each of them wants?"""

from collections import defaultdict
from collections.abc import Mapping

from maillage.apps.borders.models import Candidate, Survey
from maillage.apps.borders.queries.results import Told
from maillage.apps.communities.models import Community
from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import Commune
from maillage.documents.pictures import (
    Area,
    Entry,
    Line,
    Mark,
    Picture,
    Tone,
    Weight,
    around,
    colour_apart,
    dissolve,
)


def survey_picture(survey: Survey, told: Told | None) -> Picture | None:
    """Draw the border communes in their département, tinted by what they want once it is told."""
    units = Commune.objects.units().filter(departement=survey.departement_id)
    drawn = geography.outlines(dict(units.values_list("pk", "name")))
    if not drawn:
        return None
    asked = _asked(survey)
    wanted = told.preferred if told else {}
    tones = _tones(asked)
    named = Community.objects.filter(pk__in=set(wanted.values())).order_by("search", "pk")
    names = dict(named.values_list("pk", "name"))
    # There may be more CPTS than tints: a number on each commune says which.
    numbers = {key: str(number) for number, key in enumerate(names, start=1)}
    blank = "Préférence inconnue ou partagée" if told else "Communes de bordure"
    legend = [
        *(Entry(tones[key], name, numbers[key]) for key, name in names.items()),
        *([Entry(Tone.WHITE, blank)] if wanted.keys() != asked.keys() else []),
        Entry(Tone.FAINT, "Autres communes"),
    ]
    whole = dissolve({"": [outline.path for outline in drawn.values()]}).outlines[""]

    def area(code: str, outline: geography.Outline) -> Area:
        if code in wanted:
            who = wanted[code]
            return Area(outline.path, tones[who], f"{outline.name}\u00a0: {names[who]}")
        return Area(outline.path, Tone.WHITE if code in asked else Tone.FAINT, outline.name)

    return Picture(
        title=f"Carte\u00a0: {survey.title}",
        description=f"{len(asked)} communes de bordure, {len(wanted)} avec une CPTS préférée. "
        "Le tableau de la page les nomme toutes.",
        box=around(outline.box for outline in drawn.values()),
        areas=tuple(area(code, outline) for code, outline in drawn.items()),
        lines=(Line(whole, Weight.DEPARTEMENT),),
        marks=_marks(wanted, numbers, drawn),
        legend=tuple(legend),
        source=next(iter(drawn.values())).source,
    )


def _marks(
    wanted: Mapping[str, int], numbers: Mapping[int, str], drawn: Mapping[str, geography.Outline]
) -> tuple[Mark, ...]:
    """Number each commune by the CPTS it wants."""
    places = ((drawn[code], key) for code, key in wanted.items() if code in drawn)
    return tuple(Mark(at.x, at.y, numbers[key], is_number=True) for at, key in places)


def _tones(asked: dict[str, list[int]]) -> dict[int, Tone]:
    """Give different tints to CPTS that are proposed to the same commune."""
    touching: dict[int, set[int]] = defaultdict(set)
    for bodies in asked.values():
        for body in bodies:
            touching[body] |= set(bodies) - {body}
    return colour_apart({body: sorted(others) for body, others in sorted(touching.items())})


def _asked(survey: Survey) -> dict[str, list[int]]:
    """Return the CPTS proposed in each border commune."""
    asked: dict[str, list[int]] = defaultdict(list)
    rows = Candidate.objects.filter(border__survey=survey)
    for code, community in rows.values_list("border__commune_id", "community_id"):
        asked[code].append(community)
    return asked
