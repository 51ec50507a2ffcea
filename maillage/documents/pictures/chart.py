"""How are figures set side by side drawn: a bar for the territory, marks for what it is beside?

Marks differ by their shape, never by colour alone; the figures stand in words beside each bar, and
in the table next to the picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from maillage.documents.pictures.picture import Tone
from maillage.documents.pictures.svg import BLANK_EDGE, FILLS, FONT, INK, PAPER, SOFT

# Narrow on a page, so that its words are read on a telephone; wide in a document.
NARROW, WIDE = 520.0, 800.0
ROW, BAR, LABEL, LEGEND = 46.0, 14.0, 18.0, 30.0


@dataclass(frozen=True)
class Bar:
    """A figure and those beside it, in the order of the legend; None is unknown."""

    label: str
    value: float | None
    text: str
    marks: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Bars of one unit. `series` names the territory, then what the marks are."""

    title: str
    description: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    source: str = ""


def chart_svg(chart: Chart, *, name: str, width: float = NARROW) -> str:
    """Write a chart; `name` sets its ids apart on a page."""
    most = max(_amounts(chart.bars), default=0.0) or 1.0
    top = LEGEND * (1 + (len(chart.series) > 2 and width == NARROW))
    height = top + ROW * len(chart.bars) + 4
    return "".join(
        (
            f'<svg class="chart-picture" xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" aria-labelledby="{name}-t {name}-d">',
            f'<title id="{name}-t">{escape(chart.title)}</title>',
            f'<desc id="{name}-d">{escape(chart.description)}</desc>',
            *_legend(chart.series, width),
            *(
                _bar(bar, top + ROW * place, width=width, most=most)
                for place, bar in enumerate(chart.bars)
            ),
            "</svg>",
        )
    )


def _amounts(bars: Sequence[Bar]) -> Iterator[float]:
    for bar in bars:
        yield from (amount for amount in (bar.value, *bar.marks) if amount is not None)


def _bar(bar: Bar, top: float, *, width: float, most: float) -> str:
    full = width - 8
    below = top + LABEL + 4
    drawn = "" if bar.value is None else _rectangle(0, below, max(bar.value / most * full, 1))
    marks = "".join(
        _mark(place, amount / most * full, below)
        for place, amount in enumerate(bar.marks)
        if amount is not None
    )
    return (
        _words(0, top + LABEL - 4, bar.label)
        + _words(width, top + LABEL - 4, bar.text, anchor="end", weight=650)
        + f'<line class="chart-ground" x1="0" y1="{below + BAR:.1f}" x2="{full:.1f}" '
        f'y2="{below + BAR:.1f}" stroke="{BLANK_EDGE}" stroke-width="1"/>' + drawn + marks
    )


def _rectangle(x: float, y: float, width: float) -> str:
    fill = FILLS[Tone.CHOSEN]
    return (
        f'<rect class="map-chosen" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{BAR}" '
        f'fill="{fill}"/>'
    )


def _mark(place: int, x: float, y: float) -> str:
    """A line, a lozenge, a ring, a square: in that order."""
    middle = y + BAR / 2
    ink = f'class="chart-mark" stroke="{INK}" stroke-width="2"'
    match place % 4:
        case 0:
            return (
                f'<line {ink} x1="{x:.1f}" y1="{y - 3:.1f}" x2="{x:.1f}" y2="{y + BAR + 3:.1f}"/>'
            )
        case 1:
            path = f"M{x:.1f} {middle - 6:.1f}l6 6-6 6-6-6z"
            return f'<path {ink} fill="{PAPER}" d="{path}"/>'
        case 2:
            return f'<circle {ink} fill="{PAPER}" cx="{x:.1f}" cy="{middle:.1f}" r="5"/>'
        case _:
            return (
                f'<rect {ink} fill="{PAPER}" x="{x - 4:.1f}" y="{middle - 4:.1f}" width="8" '
                'height="8"/>'
            )


def _words(x: float, y: float, text: str, *, anchor: str = "start", weight: int = 450) -> str:
    return (
        f'<text class="chart-words" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'font-family="{FONT}" font-size="15" font-weight="{weight}" fill="{INK}">'
        f"{escape(text)}</text>"
    )


def _legend(series: Sequence[str], width: float) -> Iterator[str]:
    if not series:
        return
    a_line = 2 if width == NARROW else 4
    step = width / a_line
    for place, text in enumerate(series):
        x, y = step * (place % a_line), LEGEND * (place // a_line)
        if place == 0:
            yield _rectangle(x, y + 4, 16)
        else:
            yield _mark(place - 1, x + 8, y + 4)
        shown = text if len(text) <= 30 else text[:29] + "…"
        yield (
            f'<text class="chart-soft" x="{x + 24:.1f}" y="{y + 16:.1f}" font-family="{FONT}" '
            f'font-size="14" fill="{SOFT}">{escape(shown)}</text>'
        )
