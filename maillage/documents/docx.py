"""How is a Word file made: pandoc's, dressed with the house's styles and furniture?

Pandoc writes the content and marks the head row of each table as repeated; here the styles, the
A4 page, the footer, the language and the metadata are set, and the zip is made reproducible.
"""

import itertools
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from maillage.documents import images, package, pandoc
from maillage.documents.furniture import LANGUAGE, Furniture

_HOUSE = Path(__file__).parent / "house" / "docx_styles.xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = f"{{{_MAIN}}}"
# Without it, Word opens the file in the compatibility mode of 2007.
_WORD = "http://schemas.microsoft.com/office/word"
_ANNEX = "annexe"
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_WP = f"{{{_DRAWINGML}/wordprocessingDrawing}}"
_A = f"{{{_DRAWINGML}/main}}"
_PICTURE = f"{{{_DRAWINGML}/picture}}"
_WIDTH_EMU = 6_120_000  # 17 cm: the page less its margins

for prefix, namespace in {
    "w": _MAIN,
    "r": _RELATIONS,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": f"{_DRAWINGML}/wordprocessingDrawing",
    "a": f"{_DRAWINGML}/main",
    "pic": f"{_DRAWINGML}/picture",
}.items():
    ET.register_namespace(prefix, namespace)


def make(markdown: str, furniture: Furniture) -> bytes:
    """Return the Word file of `markdown`, an accessible one: styles, head rows, language, title."""
    parts = package.parts(pandoc.office_file(images.painted(markdown), "docx"))
    parts["word/document.xml"] = _document(parts["word/document.xml"])
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
    parts["word/settings.xml"] = _settings(parts["word/settings.xml"])
    parts["word/footer1.xml"] = _footer(furniture)
    parts["docProps/core.xml"] = _core(furniture)
    _declare_footer(parts)
    return package.packed(parts)


def _read(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 - pandoc's own output or a file of ours


def _written(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


@cache
def _house() -> bytes:
    return _HOUSE.read_bytes()


def _styles(part: bytes) -> bytes:
    root = _read(part)
    ours = _read(_house())
    theirs = {style.get(f"{_W}styleId"): style for style in root.iter(f"{_W}style")}
    for style in ours.findall(f"{_W}style"):
        old = theirs.get(style.get(f"{_W}styleId"))
        if old is not None:
            _keep_link(old, style)
            root.remove(old)
        root.append(style)
    defaults = root.find(f"{_W}docDefaults")
    house_defaults = ours.find(f"{_W}docDefaults")
    if defaults is not None and house_defaults is not None:
        defaults[:] = list(house_defaults)
    return _written(root)


def _keep_link(old: ET.Element, style: ET.Element) -> None:
    """Leave a style tied to its character style, in the place Word's schema gives the tie."""
    link = old.find(f"{_W}link")
    if link is not None:
        before = [f"{_W}{name}" for name in ("name", "basedOn", "next")]
        style.insert(sum(child.tag in before for child in style), link)


def _settings(part: bytes) -> bytes:
    root = _read(part)
    for language in root.iter(f"{_W}themeFontLang"):
        language.set(f"{_W}val", LANGUAGE)
    compatibility = ET.Element(f"{_W}compat")
    ET.SubElement(
        compatibility,
        f"{_W}compatSetting",
        {f"{_W}name": "compatibilityMode", f"{_W}uri": _WORD, f"{_W}val": "15"},
    )
    root.insert([child.tag for child in root].index(f"{_W}rsids"), compatibility)
    for symbol, sign in (("decimalSymbol", ","), ("listSeparator", ";")):
        for setting in root.iter(f"{_W}{symbol}"):
            setting.set(f"{_W}val", sign)
    return _written(root)


def _document(part: bytes) -> bytes:
    root = _read(part)
    for row in root.iter(f"{_W}tr"):
        properties = row.find(f"{_W}trPr")
        if properties is None:
            properties = ET.Element(f"{_W}trPr")
            row.insert(0, properties)
        properties.insert(0, ET.Element(f"{_W}cantSplit"))
    _break_before_annex(root)
    for picture in root.iter(f"{_WP}inline"):
        _fit(picture)
    for section in root.iter(f"{_W}sectPr"):
        section[:] = _page()
    return _written(root)


def _fit(picture: ET.Element) -> None:
    """Give a picture the width of the page, and its words once: pandoc repeats its address."""
    extents = [*picture.iter(f"{_WP}extent"), *picture.iter(f"{_A}ext")]
    width, height = int(extents[0].get("cx", "1")), int(extents[0].get("cy", "1"))
    for extent in extents:
        if extent.get("cx"):
            extent.set("cx", str(_WIDTH_EMU))
            extent.set("cy", str(_WIDTH_EMU * height // width))
    for named in picture.iter(f"{_PICTURE}cNvPr"):
        named.attrib.pop("descr", None)


def _break_before_annex(root: ET.Element) -> None:
    """Begin a page at the heading that follows the bookmark pandoc sets for it."""
    body = list(root.iter())
    for mark, paragraph in itertools.pairwise(body):
        if mark.tag == f"{_W}bookmarkStart" and mark.get(f"{_W}name") == _ANNEX:
            properties = paragraph.find(f"{_W}pPr")
            if properties is not None:
                properties.insert(1, ET.Element(f"{_W}pageBreakBefore"))


def _page() -> list[ET.Element]:
    footer = ET.Element(
        f"{_W}footerReference", {f"{_W}type": "default", f"{{{_RELATIONS}}}id": "rIdFooter"}
    )
    size = ET.Element(f"{_W}pgSz", {f"{_W}w": "11906", f"{_W}h": "16838"})
    margins = {"top": "1134", "right": "1134", "bottom": "1134", "left": "1134"}
    edges = {"header": "567", "footer": "567", "gutter": "0"}
    around = {f"{_W}{side}": width for side, width in (margins | edges).items()}
    return [footer, size, ET.Element(f"{_W}pgMar", around)]


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _footer(furniture: Furniture) -> bytes:
    title = escape(furniture.title)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{title}</w:t></w:r><w:r><w:tab/></w:r>'
        f'<w:r><w:t xml:space="preserve">page </w:t></w:r>{_field("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> sur </w:t></w:r>{_field("NUMPAGES")}'
        "</w:p></w:ftr>"
    ).encode()


def _core(furniture: Furniture) -> bytes:
    package_ns = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    day = f'xsi:type="dcterms:W3CDTF">{furniture.stamp}'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<cp:coreProperties xmlns:cp="{package_ns}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(furniture.title)}</dc:title>"
        f"<dc:creator>{escape(furniture.author)}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language>"
        f"<dcterms:created {day}</dcterms:created><dcterms:modified {day}</dcterms:modified>"
        "</cp:coreProperties>"
    ).encode()


def _declare_footer(parts: dict[str, bytes]) -> None:
    kind = f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/></Types>'
    relation = (
        f'<Relationship Id="rIdFooter" Type="{_RELATIONS}/footer" Target="footer1.xml"/>'
        "</Relationships>"
    )
    for name, end, added in (
        ("[Content_Types].xml", b"</Types>", kind),
        ("word/_rels/document.xml.rels", b"</Relationships>", relation),
    ):
        parts[name] = parts[name].replace(end, added.encode())
