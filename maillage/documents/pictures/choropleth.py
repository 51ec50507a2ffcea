"""How is a figure of each commune turned into five tints and their legend?"""

from collections.abc import Mapping, Sequence

from maillage.documents.pictures.picture import STEPS, Entry, Tone


def class_bounds(values: Mapping[str, float], *, most: int = len(STEPS)) -> list[float]:
    """Return the upper bounds of classes that hold about as many communes each.

    Fewer classes when values repeat: a class always holds some commune.
    """
    ordered = sorted(values.values())
    if not ordered:
        return []
    bounds = {
        ordered[min(len(ordered) * step // most, len(ordered) - 1)] for step in range(1, most)
    }
    return sorted(bounds | {ordered[-1]})


def tinted(values: Mapping[str, float], bounds: Sequence[float]) -> dict[str, Tone]:
    """Return the tint of each commune, the darkest for the greatest figures."""
    ladder = _ladder(len(bounds))
    return {
        code: next(
            (tone for bound, tone in zip(bounds, ladder, strict=True) if value <= bound), ladder[-1]
        )
        for code, value in values.items()
    }


def class_legend(
    values: Mapping[str, float], bounds: Sequence[float], *, decimals: int, unit: str
) -> list[Entry]:
    """Return a line for each class: « de 2,1 à 3,4 consultations »."""
    entries: list[Entry] = []
    lower = min(values.values(), default=0.0)
    for bound, tone in zip(bounds, _ladder(len(bounds)), strict=True):
        said = (
            _written(bound, decimals)
            if lower == bound
            else f"{_written(lower, decimals)} à {_written(bound, decimals)}"
        )
        entries.append(Entry(tone, f"{said} {unit}" if not entries else said))
        lower = bound
    return entries


def _ladder(count: int) -> list[Tone]:
    """Spread the classes over the tints: two classes are the lightest and the darkest."""
    if count <= 1:
        return [STEPS[2]][:count]
    return [STEPS[round(place * (len(STEPS) - 1) / (count - 1))] for place in range(count)]


def _written(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")
