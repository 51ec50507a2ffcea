"""How is a picture written as SVG?

Colours stand twice: as attributes, for a document or a printer, and as classes that the page's
sheet of styles overrides, by day and by night. No style attribute: the page forbids them.
"""

from html import escape

from maillage.documents.pictures.picture import Area, Entry, Line, Mark, Picture, Tone, Weight

WIDTH, HEIGHT, MARGIN = 800.0, 620.0, 8.0
INK, SOFT, PAPER = "#1b262b", "#566168", "#ffffff"
FONT = "'Source Sans 3 Variable', 'Source Sans 3', sans-serif"
# The tints of the day, as in tokens.css (a test keeps them alike).
FILLS = {
    Tone.CHOSEN: "#8fc1bb",
    Tone.FAINT: "#ece6da",
    Tone.WHITE: "#ffffff",
    Tone.GROUP_1: "#9fcac4",
    Tone.GROUP_2: "#e6d9ae",
    Tone.GROUP_3: "#b4c8e4",
    Tone.GROUP_4: "#d5c4e4",
    Tone.GROUP_5: "#c3d3a2",
    Tone.GROUP_6: "#bcc6cd",
    Tone.STEP_1: "#e9f2f0",
    Tone.STEP_2: "#bfdcd8",
    Tone.STEP_3: "#86bbb6",
    Tone.STEP_4: "#44918f",
    Tone.STEP_5: "#0d6a6a",
}
# Colour and width, in pixels of a picture 800 wide.
STROKES = {
    Weight.COMMUNE: ("#ffffff", 0.8),
    Weight.TERRITORY: ("#1b262b", 1.5),
    Weight.DEPARTEMENT: ("#566168", 2.2),
}
HATCH_GROUND, HATCH_LINE = "#ece6da", "#566168"
# Seams are light on colour; on what is blank they have to be seen.
BLANK_EDGE = "#ddd7ca"
SWATCH = 18
LEGEND_LINE = 26.0


def svg(picture: Picture, *, name: str, with_legend: bool = False) -> str:
    """Write a picture; `name` sets its ids apart on a page, `with_legend` is for documents."""
    scale = min((WIDTH - 2 * MARGIN) / picture.box.width, HEIGHT / picture.box.height)
    width = picture.box.width * scale + 2 * MARGIN
    height = picture.box.height * scale + 2 * MARGIN
    legend, below = _legend(picture.legend, name, height) if with_legend else ("", height)
    left, top = MARGIN - picture.box.left * scale, MARGIN - picture.box.top * scale
    return "".join(
        (
            f'<svg class="map-picture" xmlns="http://www.w3.org/2000/svg" role="img" '
            f'viewBox="0 0 {width:.0f} {below:.0f}" preserveAspectRatio="xMinYMid meet" '
            f'aria-labelledby="{name}-t {name}-d">',
            f'<title id="{name}-t">{escape(picture.title)}</title>',
            f'<desc id="{name}-d">{escape(picture.description)}</desc>',
            "<defs>",
            f'<clipPath id="{name}-frame"><rect width="{width:.0f}" height="{height:.0f}"/>',
            "</clipPath>",
            _hatch(name, scale),
            "</defs>",
            f'<g clip-path="url(#{name}-frame)"><g stroke-linejoin="round" '
            f'transform="translate({left:.2f} {top:.2f}) scale({scale:.6f})">',
            _areas(picture.areas, name, scale),
            _lines(picture.lines, scale),
            "</g></g>",
            *(_mark(mark, left, top, scale) for mark in picture.marks),
            legend,
            "</svg>",
        )
    )


def swatch(tone: Tone, *, name: str) -> str:
    """Draw the tint of a line of legend; `name` is the picture's, for its hatching."""
    size = SWATCH
    return (
        f'<svg class="map-swatch" viewBox="0 0 {size} {size}" aria-hidden="true" '
        f'width="{size}" height="{size}">{_swatch(tone, name, 0, 0)}</svg>'
    )


def _fill(tone: Tone, name: str, hatch: str = "hatch") -> str:
    if tone is Tone.TWICE:
        return f'fill="url(#{name}-{hatch})"'
    edge = f' stroke="{BLANK_EDGE}"' if tone is Tone.WHITE else ""
    return f'class="map-{tone.value}" fill="{FILLS[tone]}"{edge}'


def _hatch(name: str, scale: float) -> str:
    """Define hatching twice: in the unit of the map, and in that of the legend."""
    return "".join(
        f'<pattern id="{name}-{what}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({1 / unit:.5f}) rotate(45)">'
        f'<rect class="map-hatch-ground" width="7" height="7" fill="{HATCH_GROUND}"/>'
        f'<path class="map-hatch-line" d="M0 0V7" stroke="{HATCH_LINE}" stroke-width="3.2"/>'
        "</pattern>"
        for what, unit in (("hatch", scale), ("key", 1.0))
    )


def _areas(areas: tuple[Area, ...], name: str, scale: float) -> str:
    """Write areas, those of one tone in a row together."""
    colour, width = STROKES[Weight.COMMUNE]
    written = [
        f'<g class="map-areas" stroke="{colour}" stroke-width="{width / scale:.1f}" '
        'fill-rule="evenodd">'
    ]
    tone = None
    for area in areas:
        if area.tone is not tone:
            written += ["</g>" if tone else "", f"<g {_fill(area.tone, name)}>"]
            tone = area.tone
        title = f"<title>{escape(area.title)}</title>" if area.title else ""
        written.append(
            f'<path d="{area.path}">{title}</path>' if title else f'<path d="{area.path}"/>'
        )
    written += ["</g>" if tone else "", "</g>"]
    return "".join(written)


def _lines(lines: tuple[Line, ...], scale: float) -> str:
    written = []
    for line in lines:
        colour, width = STROKES[line.weight]
        written.append(
            f'<path class="map-line-{line.weight.value}" d="{line.path}" fill="none" '
            f'stroke="{colour}" stroke-width="{width / scale:.1f}"/>'
        )
    return "".join(written)


def _mark(mark: Mark, left: float, top: float, scale: float) -> str:
    kind, size, weight = ("number", 20, 650) if mark.is_number else ("name", 17, 500)
    return (
        f'<text class="map-{kind}" x="{left + mark.x * scale:.1f}" '
        f'y="{top + mark.y * scale:.1f}" text-anchor="middle" dominant-baseline="central" '
        f'font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{INK}" '
        f'stroke="{PAPER}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">'
        f"{escape(mark.text)}</text>"
    )


def _swatch(tone: Tone, name: str, x: float, y: float) -> str:
    return (
        f"<g {_fill(tone, name, 'key')}>"
        f'<rect class="map-swatch-edge" x="{x + 0.5}" y="{y + 0.5}" width="{SWATCH - 1}" '
        f'height="{SWATCH - 1}" rx="2" stroke="{SOFT}" stroke-width="0.8"/></g>'
    )


def _legend(entries: tuple[Entry, ...], name: str, top: float) -> tuple[str, float]:
    """Set the legend under the map, in two columns; return it and where it ends."""
    half = -(-len(entries) // 2)
    written = []
    for place, entry in enumerate(entries):
        x = MARGIN + (WIDTH / 2 if place >= half else 0)
        y = top + MARGIN + LEGEND_LINE * (place % half)
        said = f"{entry.number}. {entry.text}" if entry.number else entry.text
        written.append(
            _swatch(entry.tone, name, x, y)
            + f'<text x="{x + SWATCH + 8:.0f}" y="{y + SWATCH / 2:.1f}" '
            f'dominant-baseline="central" font-family="{FONT}" font-size="15" '
            f'fill="{INK}">{escape(said)}</text>'
        )
    return "".join(written), top + MARGIN * 2 + LEGEND_LINE * half
