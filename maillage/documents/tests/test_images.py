"""Does a picture reach the three formats, drawn and said?"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from maillage.documents import Format, images, package, pandoc, render, templates
from maillage.documents.furniture import Emblem
from maillage.documents.tests import make

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
    '<rect width="40" height="30" fill="#0d6a6a"/></svg>'
)
SAID = "Carte : trois communes, « au sud » de [la] rivière"


@dataclass(frozen=True)
class OnePicture:
    """A document of one picture."""

    template: str = "diagnosis.md"
    title: str = "Essai"
    author: str = "Essai"
    emblem: Emblem = field(default_factory=Emblem)

    def values(self) -> Mapping[str, object]:
        return {}


@pytest.fixture
def of_one_picture(monkeypatch: pytest.MonkeyPatch) -> OnePicture:
    monkeypatch.setattr(templates, "fill", lambda template, values: images.drawn(SVG, SAID))
    return OnePicture()


@pytest.mark.parametrize("format", [Format.DOCX, Format.ODT])
def test_an_office_file_holds_the_picture_in_points(
    format: Format, of_one_picture: OnePicture
) -> None:
    parts = package.parts(render(of_one_picture, format, at=make.AT))

    held = [part for name, part in parts.items() if name.endswith(".png")]
    words = b"".join(part for name, part in parts.items() if name.endswith(".xml")).decode()
    assert [part[:8] for part in held] == [b"\x89PNG\r\n\x1a\n"]
    assert "trois communes, « au sud » de [la] rivière" in words


def test_a_printed_file_holds_the_picture_as_a_figure_that_is_said(
    of_one_picture: OnePicture,
) -> None:
    reader = PdfReader(io.BytesIO(render(of_one_picture, Format.PDF, at=make.AT)))

    kinds, said, waiting = [], [], [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, DictionaryObject):
            kinds.append(node.get("/S"))
            said += [str(node["/Alt"])] if "/Alt" in node else []
            below = node.get("/K", [])
            waiting += below if isinstance(below, list) else [below]
    assert "/Figure" in kinds
    assert said == [SAID]


def test_an_address_that_somebody_typed_is_no_picture() -> None:
    typed = templates.prose(f"![x](data:image/svg+xml;base64,{'A' * 40})")

    assert images.painted(typed) == typed
    assert "Image" not in str(pandoc.tree(typed))
