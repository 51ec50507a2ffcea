"""Letters for the tests: whole, empty, or hostile in every field."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

from pypdf import PdfReader

from maillage.documents.letters import (
    SECTIONS,
    CommuneRow,
    Fact,
    Funding,
    FundingLine,
    LetterOfIntent,
    Milestone,
    Origin,
    Signatory,
)
from maillage.documents.text import clean

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

HOSTILE = {
    "markdown": "# titre **gras** _it_ `code` [lien](http://x.y) ![i](a.png) {#id .c k=v} $x^2$ @c",
    "entities": "&amp; &lt; &#35; <http://a.fr> <a@b.fr> --- ... 'q' \"q\"",
    "html": "<script>alert(1)</script> <!-- c --> <?xml ?> <![CDATA[ x ]]> ]]>",
    "latex": "\\input{/etc/passwd} \\begin{document} $\\write18{ls}$ %comment \\",
    "typst": '#import "x.typ" #read("/etc/passwd") #{let x = 1} = T // c /* c */ <l> \\u{41} "; #',
    "jinja": "{{ 7*7 }} {% include 'x' %} {# c #} {{ letter.community }} ${x} %s",
    "pipes": "a | b || c \\| d |---|:--| e",
    "divisions": '::: {custom-style="Title"} x ::: : légende Table: légende',
    "item": "1. un 2) deux (@) ex #. trois + quatre * cinq",
    "word": "x" * 3000,
    "emoji": "cœur 😀 et 漢字",
    "controls": "a\x00b\x01c\x1fe\x7ff\ufffeg\ud800h\u202ei",
}

_FOOT = re.compile(r"\s*Lettre d’intention – [^\n]*\s*page \d+ sur \d+\s*$")


def letter(
    *,
    words: str | None = None,
    name: str = "CPTS des Deux Vallées",
    communes: int = 3,
) -> LetterOfIntent:
    """Make a whole letter; `words` replaces what people wrote, `name` every name in it."""
    return LetterOfIntent(
        community=name,
        author=name,
        echelon=name,
        state="version 3",
        written_on=date(2026, 11, 23),
        place=name,
        facts=(Fact(name, name, name),),
        sections={section.key: words or f"Texte de {section.key}." for section in SECTIONS},
        communes=tuple(
            CommuneRow(name, f"99{rank:03d}", name, 1200 + rank if rank != 1 else None)
            for rank in range(communes)
        ),
        population=58412,
        funding=Funding(
            (FundingLine(name, Decimal("60000"), name), FundingLine("Inconnue", None)),
            Decimal("60000.50"),
            is_at_least=True,
            basis=name,
        ),
        milestones=(Milestone(name, date(2026, 4, 3), name), Milestone("Envoi", None)),
        signatories=(Signatory(name, name),),
        origins=(Origin(name, name, name, "https://exemple.fr/acte", name, date(2026, 1, 1)),),
    )


def empty_letter() -> LetterOfIntent:
    """Make the letter of a community of which nothing is known yet."""
    return LetterOfIntent(
        community="CPTS à naître",
        author="",
        echelon="CPTS",
        state="",
        written_on=date(2026, 11, 1),
    )


def part(file: bytes, name: str) -> ET.Element:
    """Return one part of an office file, read."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - a file these tests made


def docx_text(file: bytes) -> str:
    """Return the words of a Word file, one line a paragraph."""
    return "\n".join(_docx_line(line) for line in part(file, "word/document.xml").iter(f"{W}p"))


def _docx_line(paragraph: ET.Element) -> str:
    return "".join(
        (piece.text or "") if piece.tag == f"{W}t" else "\n"
        for piece in paragraph.iter()
        if piece.tag in {f"{W}t", f"{W}br"}
    )


def odt_text(file: bytes) -> str:
    """Return the words of a LibreOffice file."""
    content = part(file, "content.xml")
    lines = (node for node in content.iter() if node.tag in {f"{TEXT}p", f"{TEXT}h"})
    return "\n".join("".join(line.itertext()) for line in lines)


def pdf_text(file: bytes) -> str:
    """Return the words of a PDF in their order, without the number at the foot of each page."""
    pages = PdfReader(io.BytesIO(file)).pages
    return "\n".join(_FOOT.sub("", page.extract_text()) for page in pages)


def tight(words: str) -> str:
    """Return what remains of a text when lines may be cut anywhere."""
    return re.sub(r"[\s\u200b]", "", clean(words))
