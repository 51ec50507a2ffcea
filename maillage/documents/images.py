"""How does a picture go into a document: as vectors where it is printed, as points elsewhere?

A picture travels in the Markdown of its template, inside its own address: no file is read.
"""

import base64
import re
from functools import lru_cache

import typst

from maillage.documents import text
from maillage.documents.fonts import fonts
from maillage.documents.text import Markdown

_SVG = "data:image/svg+xml;base64,"
_ADDRESS = re.compile(re.escape(_SVG) + r"([A-Za-z0-9+/=]+)")
_SAID = re.compile(r"!\[((?:\\.|[^\]\\])*)\]\(data:")
_PAINTED = (
    "#set page(width: 800pt, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: 100%)"
)
_POINTS_AN_INCH = 144
KEPT = 24


def drawn(svg: str, said: str) -> Markdown:
    """Return the Markdown of a picture; `said` is read to whoever does not see it."""
    address = _SVG + base64.b64encode(svg.encode()).decode()
    return Markdown(f"![{text.escape(said)}]({address})")


def svg_of(address: str) -> str | None:
    """Return the picture that an address holds, None if it holds none."""
    found = _ADDRESS.fullmatch(address)
    return base64.b64decode(found[1]).decode() if found else None


def said_in(markdown: str) -> list[str]:
    """Return what is said of each picture, in their order."""
    return [re.sub(r"\\(.)", r"\1", said) for said in _SAID.findall(markdown)]


def painted(markdown: str) -> str:
    """Return `markdown` with its pictures in points: Word and LibreOffice draw SVG unevenly."""
    return _ADDRESS.sub(lambda found: _png_address(found[1]), markdown)


# The same picture goes into the Word file, then into the LibreOffice one.
@lru_cache(maxsize=KEPT)
def _png_address(encoded: str) -> str:
    png: bytes = typst.compile(
        _PAINTED.encode(),
        sys_inputs={"svg": base64.b64decode(encoded).decode()},
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=_POINTS_AN_INCH,
    )
    return "data:image/png;base64," + base64.b64encode(png).decode()
