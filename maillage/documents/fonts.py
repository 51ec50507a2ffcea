"""With which fonts are files set and pictures painted?"""

from functools import cache
from pathlib import Path

import typst

# npm's `source-sans`, when it is installed; typst brings the others itself.
_SANS = Path(__file__).parents[2] / "node_modules" / "source-sans" / "TTF"
FAMILIES = ("Source Sans 3", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")


@cache
def fonts(of_the_system: bool = False) -> typst.Fonts:
    """Return the fonts of the house, read once, and those of the system when asked."""
    paths = [_SANS] if _SANS.is_dir() else []
    return typst.Fonts(include_system_fonts=of_the_system, font_paths=paths)
