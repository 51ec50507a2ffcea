"""How is a LibreOffice file made: pandoc's, dressed with the house's styles and furniture?"""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from maillage.documents import images, package, pandoc
from maillage.documents.furniture import LANGUAGE, Furniture

_HOUSE = Path(__file__).parent / "house" / "odt_styles.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE = f"{{{_OASIS}:office:1.0}}"
_STYLE = f"{{{_OASIS}:style:1.0}}"
_TEXT = f"{{{_OASIS}:text:1.0}}"
_FO = f"{{{_OASIS}:xsl-fo-compatible:1.0}}"
_DRAW = f"{{{_OASIS}:drawing:1.0}}"
_SVG = f"{{{_OASIS}:svg-compatible:1.0}}"
_ANNEX = "annexe"
_WIDTH_CM = 17.0

for prefix, namespace in {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}.items():
    ET.register_namespace(prefix, namespace)


def make(markdown: str, furniture: Furniture) -> bytes:
    """Return the LibreOffice file of `markdown`: styles, head rows, language, title."""
    parts = package.parts(pandoc.office_file(images.painted(markdown), "odt"))
    parts["content.xml"] = _content(parts["content.xml"], images.said_in(markdown))
    parts["styles.xml"] = _styles(parts["styles.xml"], furniture)
    parts["meta.xml"] = _meta(furniture)
    return package.packed(parts)


def _read(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 - pandoc's own output or a file of ours


def _written(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


@cache
def _house_file() -> bytes:
    return _HOUSE.read_bytes()


def _house(part: str) -> list[ET.Element]:
    found = _read(_house_file()).find(part)
    return [] if found is None else list(found)


def _put(parent: ET.Element, pieces: list[ET.Element]) -> None:
    """Put `pieces` in `parent` in place of those of the same kind, name and family."""
    known = {_identity(child): child for child in parent}
    for piece in pieces:
        old = known.get(_identity(piece))
        if old is not None:
            parent.remove(old)
        parent.append(piece)


def _identity(piece: ET.Element) -> tuple[str, str | None, str | None]:
    return piece.tag, piece.get(f"{_STYLE}name"), piece.get(f"{_STYLE}family")


def _section(root: ET.Element, name: str) -> ET.Element:
    """Return the section `name` of an OpenDocument part, made when it is missing.

    :raises LookupError: never for what pandoc writes today; loud if a version changes it.
    """
    section = root.find(f"{_OFFICE}{name}")
    if section is None:
        raise LookupError(f"Pandoc's OpenDocument has no {name}")
    return section


def _styles(part: bytes, furniture: Furniture) -> bytes:
    root = _read(part)
    _put(_section(root, "font-face-decls"), _house("fonts"))
    _put(_section(root, "styles"), _house("styles"))
    _put(_section(root, "automatic-styles"), _house("page"))
    _put(_section(root, "master-styles"), _house("master"))
    for properties in root.iter(f"{_STYLE}text-properties"):
        if properties.get(f"{_FO}language") not in (None, "none", "zxx"):
            properties.set(f"{_FO}language", "fr")
            properties.set(f"{_FO}country", "FR")
    for field in root.iter(f"{_TEXT}title"):
        field.text = furniture.title
    return _written(root)


def _content(part: bytes, said: list[str]) -> bytes:
    root = _read(part)
    for frame, words in zip(root.iter(f"{_DRAW}frame"), said, strict=True):
        _fit(frame)
        ET.SubElement(frame, f"{_SVG}desc").text = words
    _put(_section(root, "automatic-styles"), _house("cells"))
    for heading in root.iter(f"{_TEXT}h"):
        mark = heading.find(f"{_TEXT}bookmark-start")
        if mark is not None and mark.get(f"{_TEXT}name") == _ANNEX:
            heading.set(f"{_TEXT}style-name", "Heading_20_1_20_annexe")
    return _written(root)


def _fit(frame: ET.Element) -> None:
    """Give a picture the width of the page."""
    width, height = (
        float(frame.get(f"{_SVG}{side}", "1").removesuffix("pt")) for side in ("width", "height")
    )
    frame.set(f"{_TEXT}anchor-type", "as-char")
    frame.set(f"{_SVG}width", f"{_WIDTH_CM}cm")
    frame.set(f"{_SVG}height", f"{_WIDTH_CM * height / width:.2f}cm")


def _meta(furniture: Furniture) -> bytes:
    author, stamp = escape(furniture.author), furniture.stamp
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-meta xmlns:office="{_OASIS}:office:1.0" xmlns:meta="{_OASIS}:meta:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>'
        f"<meta:generator>Maillage</meta:generator><dc:title>{escape(furniture.title)}</dc:title>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language>"
        f"<meta:creation-date>{stamp}</meta:creation-date><dc:date>{stamp}</dc:date>"
        "</office:meta></office:document-meta>"
    ).encode()
