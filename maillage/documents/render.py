"""How does a document become the bytes of a file?"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from maillage.documents import docx, odt, pdf, templates
from maillage.documents.furniture import Emblem, Furniture


class Format(StrEnum):
    """The three formats every document exists in; the value is the file's extension."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """Return the type a server announces for a file of this format."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.PDF: "application/pdf",
}


class Document(Protocol):
    """What any printable document says of itself; `LetterOfIntent` is one."""

    @property
    def template(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def author(self) -> str: ...

    @property
    def emblem(self) -> Emblem: ...

    def values(self) -> Mapping[str, object]: ...


def render(document: Document, format: Format, *, at: datetime) -> bytes:
    """Return `document` as a file; the same document and the same `at` give the same bytes.

    `at` is the aware instant written as the date of creation. The PDF is tagged (PDF/UA-1), the
    three formats carry language, title and author.
    """
    markdown = templates.fill(document.template, document.values())
    furniture = Furniture.of(
        title=document.title,
        author=document.author,
        at=at,
        emblem=document.emblem,
    )
    return _MAKERS[format](markdown, furniture)


_MAKERS = {Format.DOCX: docx.make, Format.ODT: odt.make, Format.PDF: pdf.make}
