"""How are a territory and who covers what drawn, the same on a page and in a document?

`Picture` says what is drawn; `svg` writes it. Paths are those kept with the contours: tens of
metres, the second axis towards the south.
"""

from maillage.documents.pictures.chart import NARROW, WIDE, Bar, Chart, chart_svg
from maillage.documents.pictures.choropleth import class_bounds, class_legend, tinted
from maillage.documents.pictures.outlines import Dissolved, dissolve, snapped
from maillage.documents.pictures.picture import (
    Area,
    Box,
    Entry,
    Line,
    Mark,
    Picture,
    Tone,
    Weight,
    around,
)
from maillage.documents.pictures.svg import SWATCH, svg, swatch
from maillage.documents.pictures.tones import colour_apart

__all__ = [
    "NARROW",
    "SWATCH",
    "WIDE",
    "Area",
    "Bar",
    "Box",
    "Chart",
    "Dissolved",
    "Entry",
    "Line",
    "Mark",
    "Picture",
    "Tone",
    "Weight",
    "around",
    "chart_svg",
    "class_bounds",
    "class_legend",
    "colour_apart",
    "dissolve",
    "snapped",
    "svg",
    "swatch",
    "tinted",
]
