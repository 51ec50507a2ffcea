"""What is drawn of a territory, of a département and of a région?

A picture is None where no contour is known: pages then say how to load some.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from maillage.apps.communities.models import Community
from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import Commune
from maillage.apps.geography.queries import Outline
from maillage.documents.pictures import (
    Area,
    Box,
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
from maillage.domain import french
from maillage.domain.territory import Coverage

# Around a territory, enough of its neighbours to recognise the place.
MARGIN = 0.12
FRAME = 1.6  # as wide as a page shows it
TOWNS_NAMED = 5
# The size of a letter and of a line of names, as shares of the width of a map.
LETTER, LINE = 0.02, 0.055
# Larger territories are drawn coarse: their neighbours come with them.
FINE_COMMUNES = 150
# Hundredths of a kilometre: wider than that, no neighbour is drawn.
WIDEST = 400 * 100
TWICE, WHITE = -1, -2


class Inhabited(Protocol):
    """A commune as a map needs it: a row of the reference, or what was read of it."""

    @property
    def pk(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def population(self) -> int | None: ...


def territory_picture(
    communes: Sequence[Inhabited],
    *,
    called: str,
    outlines: Mapping[str, Outline] | None = None,
) -> Picture | None:
    """Draw a territory among its neighbours; two queries, or three, one less with `outlines`."""
    is_coarse = len(communes) > FINE_COMMUNES
    drawn = outlines or geography.outlines([one.pk for one in communes], coarse=is_coarse)
    if not drawn:
        return None
    inner = around(outline.box for outline in drawn.values())
    box = inner.wider(MARGIN).at_least(FRAME)
    # Across half the country a neighbour is a few pixels wide, and there are thousands.
    is_near = inner.width <= WIDEST
    beside = geography.outlines_within(box, but=drawn, coarse=is_coarse) if is_near else {}
    border = dissolve({"": [outline.path for outline in drawn.values()]}).outlines[""]
    known = {commune.pk: commune for commune in communes}
    legend = [Entry(Tone.CHOSEN, f"{called} ({french.integer(len(drawn))})")]
    if beside:
        legend.append(Entry(Tone.FAINT, "Communes voisines"))
    return Picture(
        title=f"Carte\u00a0: {called}",
        description=_told(communes, drawn),
        box=box,
        areas=(
            *(Area(outline.path, Tone.FAINT, outline.name) for outline in beside.values()),
            *(
                Area(outline.path, Tone.CHOSEN, _inhabited(known[code]))
                for code, outline in drawn.items()
            ),
        ),
        lines=(Line(border, Weight.TERRITORY),),
        marks=_towns(communes, drawn, box),
        legend=tuple(legend),
        source=_source(drawn),
    )


def _source(drawn: Mapping[str, Outline]) -> str:
    return next(iter(drawn.values())).source


def _inhabited(commune: Inhabited) -> str:
    if commune.population is None:
        return commune.name
    return f"{commune.name}, {french.integer(commune.population)} habitants"


def _told(communes: Sequence[Inhabited], drawn: Mapping[str, Outline]) -> str:
    lacking = [commune.name for commune in communes if commune.pk not in drawn]
    said = f"Un territoire de {_counted(len(drawn), 'commune')}, parmi ses voisines."
    if lacking:
        said += f" Sans contour connu\u00a0: {', '.join(sorted(lacking)[:12])}."
    return said + " Le tableau de la page les nomme toutes."


def _towns(
    communes: Sequence[Inhabited], drawn: Mapping[str, Outline], box: Box
) -> tuple[Mark, ...]:
    """Name the largest towns, each far enough from those already named, on a telephone too."""
    marks: list[Mark] = []
    for commune in sorted(communes, key=lambda commune: -(commune.population or 0)):
        outline = drawn.get(commune.pk)
        if outline is None or len(marks) == TOWNS_NAMED:
            continue
        if all(_is_apart(mark, outline, box) for mark in marks):
            marks.append(Mark(outline.x, outline.y, outline.name))
    return tuple(marks)


def _is_apart(mark: Mark, outline: Outline, box: Box) -> bool:
    room = LETTER * box.width * (len(mark.text) + len(outline.name)) / 2
    return abs(mark.x - outline.x) > room or abs(mark.y - outline.y) > LINE * box.width


@dataclass(frozen=True)
class Held:
    """A territory of an area: who holds it, and the communes it holds alone."""

    key: int
    name: str
    codes: tuple[str, ...]
    population: int


def departement_picture(
    units: Mapping[str, Commune],
    who: Coverage[int],
    held: Mapping[int, Collection[str]],
    communities: Mapping[int, Community],
    *,
    called: str,
) -> Picture | None:
    """Draw each CPTS of a département with its number, overlaps hatched, white zones blank."""
    drawn = geography.outlines(units)
    if not drawn:
        return None
    shares = _shares(units, who, held, {key: c.name for key, c in communities.items()})
    numbered = [share for share in shares if share.key >= 0]
    parts = {share.key: [drawn[c].path for c in share.codes if c in drawn] for share in shares}
    dissolved = dissolve(parts)
    touching = {
        share.key: [key for key in dissolved.touching[share.key] if key >= 0] for share in numbered
    }
    tones = colour_apart(touching) | {TWICE: Tone.TWICE, WHITE: Tone.WHITE}
    whole = dissolve({"": [outline.path for outline in drawn.values()]}).outlines[""]
    numbers = {share.key: str(place) for place, share in enumerate(numbered, start=1)}
    return Picture(
        title=f"Carte\u00a0: qui couvre quoi, {called}",
        description=_coverage_told(who, len(numbered)),
        box=around(outline.box for outline in drawn.values()),
        areas=tuple(
            Area(
                drawn[code].path, tones[share.key], f"{_inhabited(units[code])}\u00a0: {share.name}"
            )
            for share in shares
            for code in share.codes
            if code in drawn
        ),
        lines=(
            *(Line(dissolved.outlines[s.key], Weight.TERRITORY) for s in numbered),
            Line(whole, Weight.DEPARTEMENT),
        ),
        marks=tuple(
            mark for share in numbered if (mark := _number(share, drawn, numbers[share.key]))
        ),
        legend=tuple(
            Entry(tones[share.key], share.name, numbers.get(share.key, "")) for share in shares
        ),
        source=_source(drawn),
    )


def _shares(
    units: Mapping[str, Commune],
    who: Coverage[int],
    held: Mapping[int, Collection[str]],
    names: Mapping[int, str],
) -> list[Held]:
    """Share the communes out: to one CPTS, to several, to none; the most inhabited first."""
    twice, white = set(who.twice), set(who.white)
    shares = [
        _held(key, names[key], [c for c in codes if c in units and c not in twice], units)
        for key, codes in held.items()
        if key in names
    ]
    shares.sort(key=lambda share: (-share.population, share.name))
    shares += [
        _held(TWICE, "Couvert deux fois", twice, units),
        _held(WHITE, "Zone blanche", white, units),
    ]
    return [share for share in shares if share.codes]


def _held(key: int, name: str, codes: Iterable[str], units: Mapping[str, Commune]) -> Held:
    listed = tuple(sorted(codes))
    return Held(key, name, listed, sum(units[code].population or 0 for code in listed))


def _number(share: Held, drawn: Mapping[str, Outline], number: str) -> Mark | None:
    """Set the number of a territory on its most central commune: always inside."""
    inside = [drawn[code] for code in share.codes if code in drawn]
    if not inside:
        return None
    x = sum(outline.x for outline in inside) / len(inside)
    y = sum(outline.y for outline in inside) / len(inside)
    central = min(inside, key=lambda outline: (outline.x - x) ** 2 + (outline.y - y) ** 2)
    return Mark(central.x, central.y, number, is_number=True)


def _coverage_told(who: Coverage[int], count: int) -> str:
    said = [f"{french.integer(count)} CPTS, chacune avec son numéro."]
    twice, white = len(who.twice), len(who.white)
    if twice:
        said.append(f"{_counted(twice, 'commune couverte')} deux fois, en hachures.")
    if white:
        said.append(f"{_counted(white, 'commune')} en zone blanche, sans couleur.")
    return " ".join([*said, "Les tableaux de la page disent la même chose en chiffres."])


def _counted(number: int, words: str) -> str:
    """Write a number and its noun, each word of it in the plural."""
    several = " ".join(f"{word}s" for word in words.split()) if number > 1 else words
    return f"{french.integer(number)} {several}"


def region_picture(
    parts: Mapping[str, Collection[str]],
    who: Coverage[int],
    held: Mapping[int, Collection[str]],
    *,
    called: str,
) -> Picture | None:
    """Draw what is covered in a région; `parts`: the communes of each département."""
    everything = [code for codes in parts.values() for code in codes]
    drawn = geography.outlines(everything, coarse=True)
    if not drawn:
        return None
    twice = set(who.twice)
    alone = {
        key: [drawn[c].path for c in codes if c in drawn and c not in twice]
        for key, codes in held.items()
    }
    territories = dissolve({key: paths for key, paths in alone.items() if paths})
    both = dissolve({"": [drawn[code].path for code in twice if code in drawn]}).outlines[""]
    borders = dissolve({part: _paths(codes, drawn) for part, codes in parts.items()}).outlines
    areas = [Area(path, Tone.WHITE) for path in borders.values()]
    areas += [Area(path, Tone.CHOSEN) for path in territories.outlines.values()]
    legend = [Entry(Tone.CHOSEN, "Couvert par une CPTS")] if territories.outlines else []
    if both:
        areas.append(Area(both, Tone.TWICE))
        legend.append(Entry(Tone.TWICE, "Couvert deux fois"))
    if who.white:
        legend.append(Entry(Tone.WHITE, "Zone blanche"))
    return Picture(
        title=f"Carte\u00a0: ce qui est couvert, {called}",
        description=_coverage_told(who, len(territories.outlines)).replace(
            ", chacune avec son numéro", ""
        ),
        box=around(outline.box for outline in drawn.values()),
        areas=tuple(areas),
        lines=(
            *(Line(path, Weight.TERRITORY) for path in territories.outlines.values()),
            *(Line(path, Weight.DEPARTEMENT) for path in borders.values()),
        ),
        legend=tuple(legend),
        source=_source(drawn),
    )


def _paths(codes: Iterable[str], drawn: Mapping[str, Outline]) -> list[str]:
    return [drawn[code].path for code in codes if code in drawn]
