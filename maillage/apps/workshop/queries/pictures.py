"""How is a partition drawn: the territories of an area, each with its number?"""

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.apps.geography import queries as geography
from maillage.apps.geography.queries import Outline
from maillage.apps.workshop.ground import Ground
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
from maillage.domain.partition import NOWHERE
from maillage.domain.partition.land import Integers

NONE = "Dans aucun territoire"


@dataclass(frozen=True)
class Drawn:
    """A picture, the tint of each territory, and the commune where its number stands: the same on
    the map one clicks on."""

    picture: Picture
    tones: Mapping[int, Tone]
    seats: Mapping[int, str]


def outlines_of(ground: Ground) -> dict[str, Outline]:
    """Return the drawings of the communes of an area, once for all the pictures of a page."""
    return geography.outlines(ground.land.codes, coarse=True)


def partition_picture(
    ground: Ground,
    numbers: Integers,
    drawn: Mapping[str, Outline],
    names: Mapping[int, str],
    *,
    called: str,
    with_legend: bool = True,
) -> Drawn | None:
    """Draw territories as wholes, each with its number; communes in none are left blank."""
    if not drawn:
        return None
    held: dict[int, list[str]] = {}
    for code, number in zip(ground.land.codes, numbers.tolist(), strict=True):
        if code in drawn:
            held.setdefault(number, []).append(code)
    parts = {number: [drawn[code].path for code in codes] for number, codes in held.items()}
    dissolved = dissolve(parts)
    own = sorted(number for number in held if number != NOWHERE)
    tones = colour_apart(
        {number: [n for n in dissolved.touching[number] if n != NOWHERE] for number in own}
    )
    blank = [Area(path, Tone.WHITE, NONE) for n, path in dissolved.outlines.items() if n == NOWHERE]
    entries = [Entry(tones[number], names.get(number, ""), str(number + 1)) for number in own]
    if NOWHERE in held:
        entries.append(Entry(Tone.WHITE, NONE))
    seats = {number: _seat(held[number], drawn) for number in own}
    picture = Picture(
        title=f"Carte\u00a0: {called}",
        description=(
            f"{len(own)} territoire{'s' if len(own) > 1 else ''}, chacun avec son numéro. "
            "Le tableau de la page dit la même chose en chiffres."
        ),
        box=around(drawn[code].box for codes in held.values() for code in codes),
        areas=(
            *blank,
            *(Area(dissolved.outlines[n], tones[n], f"{n + 1}. {names.get(n, '')}") for n in own),
        ),
        lines=tuple(Line(dissolved.outlines[number], Weight.TERRITORY) for number in own),
        marks=tuple(
            Mark(drawn[seat].x, drawn[seat].y, str(number + 1), is_number=True)
            for number, seat in seats.items()
        ),
        legend=tuple(entries) if with_legend else (),
        source=next(iter(drawn.values())).source,
    )
    return Drawn(picture, tones, seats)


def _seat(codes: list[str], drawn: Mapping[str, Outline]) -> str:
    """Choose the most central commune of a territory: its number is then always inside."""
    inside = [drawn[code] for code in codes]
    x = sum(outline.x for outline in inside) / len(inside)
    y = sum(outline.y for outline in inside) / len(inside)
    return min(inside, key=lambda outline: (outline.x - x) ** 2 + (outline.y - y) ** 2).code
