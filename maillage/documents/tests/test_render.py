"""A letter of intent exists as DOCX, ODT and tagged PDF, accessible and reproducible."""

import dataclasses
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from maillage.documents import Format, fonts, pdf, render
from maillage.documents.furniture import Emblem
from maillage.documents.letters import SECTIONS, WRITTEN
from maillage.documents.tests import make
from maillage.documents.tests.make import TABLE, TEXT, W

DC = "{http://purl.org/dc/elements/1.1/}"
READERS = {Format.DOCX: make.docx_text, Format.ODT: make.odt_text, Format.PDF: make.pdf_text}


@pytest.mark.parametrize("format", Format)
def test_the_same_letter_gives_the_same_bytes(format: Format) -> None:
    first = render(make.letter(), format, at=make.AT)

    assert render(make.letter(), format, at=make.AT) == first


@pytest.mark.parametrize("format", Format)
def test_the_date_of_creation_is_the_one_given(format: Format) -> None:
    later = make.AT.replace(year=2027)

    assert render(make.letter(), format, at=later) != render(make.letter(), format, at=make.AT)


def test_a_date_without_its_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render(make.letter(), Format.PDF, at=datetime(2026, 1, 1))  # noqa: DTZ001  # what is refused


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        Emblem(hue='"); #panic()')


def test_the_mesh_of_the_echelon_is_no_part_of_the_reading_order() -> None:
    mesh = Emblem("2a5c9e", ((12, 4), (4, 18), (20, 18)), (((12, 4), (4, 18)),), 3.4)
    drawn = dataclasses.replace(make.letter(), emblem=mesh)

    file = render(drawn, Format.PDF, at=make.AT)

    assert make.pdf_text(file) == make.pdf_text(render(make.letter(), Format.PDF, at=make.AT))


@pytest.mark.parametrize("format", Format)
def test_no_file_is_left_behind(
    format: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    render(make.letter(), format, at=make.AT)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", Format)
def test_the_sections_come_in_their_order(format: Format) -> None:
    words = READERS[format](render(make.letter(), format, at=make.AT))

    places = [words.index(section.title) for section in SECTIONS]
    assert places == sorted(places)
    assert all(f"Texte de {section.key}." in words for section in SECTIONS)
    assert words.index("D’où viennent les chiffres") > places[-1]


@pytest.mark.parametrize("format", Format)
def test_empty_sections_are_said_to_be_empty(format: Format) -> None:
    words = READERS[format](render(make.empty_letter(), format, at=make.AT))

    assert words.count("Section non renseignée à ce jour.") == len(WRITTEN)
    assert "Le périmètre n’est pas encore composé." in words


@pytest.mark.parametrize("format", Format)
def test_an_unknown_figure_is_said_unknown(format: Format) -> None:
    words = READERS[format](render(make.letter(), format, at=make.AT))

    assert "inconnu" in words
    assert "Total, au moins" in words
    assert "60000,50€" in make.tight(words)


@pytest.mark.parametrize("format", Format)
def test_three_hundred_communes_are_all_in_the_table(format: Format) -> None:
    words = READERS[format](render(make.letter(communes=300), format, at=make.AT))

    assert all(f"99{rank:03d}" in words for rank in range(300))
    assert "Ensemble (300 communes)" in re.sub(r"\s+", " ", words)


def test_a_word_file_has_styles_head_rows_language_and_title() -> None:
    file = render(make.letter(), Format.DOCX, at=make.AT)

    document = make.part(file, "word/document.xml")
    used = {style.get(f"{W}val") for style in document.iter(f"{W}pStyle")}
    assert {"Title", "Subtitle", "Heading1", "Heading2", "TableCaption", "Chiffre"} <= used
    tables = list(document.iter(f"{W}tbl"))
    assert len(tables) == 4
    for table in tables:
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert heads[0]
        assert not any(heads[1:])
    languages = {
        node.get(f"{W}val") for node in make.part(file, "word/styles.xml").iter(f"{W}lang")
    }
    assert languages == {"fr-FR"}
    core = make.part(file, "docProps/core.xml")
    assert core.findtext(f"{DC}title") == "Lettre d’intention – CPTS des Deux Vallées"
    assert core.findtext(f"{DC}creator") == "CPTS des Deux Vallées"
    assert core.findtext(f"{DC}language") == "fr-FR"


def test_a_word_file_is_an_a4_page_with_its_number() -> None:
    file = render(make.letter(), Format.DOCX, at=make.AT)

    section = make.part(file, "word/document.xml").find(f".//{W}sectPr/{W}pgSz")
    assert section is not None
    assert section.get(f"{W}w") == "11906"
    fields = [f.get(f"{W}instr") for f in make.part(file, "word/footer1.xml").iter(f"{W}fldSimple")]
    assert fields == [" PAGE ", " NUMPAGES "]
    modes = [
        n.get(f"{W}val") for n in make.part(file, "word/settings.xml").iter(f"{W}compatSetting")
    ]
    assert modes == ["15"]
    breaks = make.part(file, "word/document.xml").findall(f".//{W}pageBreakBefore")
    assert len(breaks) == 1


def test_an_opendocument_file_has_styles_head_rows_language_and_title() -> None:
    file = render(make.letter(), Format.ODT, at=make.AT)

    content = make.part(file, "content.xml")
    used = {node.get(f"{TEXT}style-name") for node in content.iter() if node.tag != f"{TEXT}list"}
    assert {"Title", "Subtitle", "Heading_20_1", "Heading_20_2", "Heading_20_1_20_annexe"} <= used
    tables = list(content.iter(f"{TABLE}table"))
    assert len(tables) == 4
    assert all(len(table.findall(f"{TABLE}table-header-rows")) == 1 for table in tables)
    meta = make.part(file, "meta.xml")
    assert meta.findtext(f".//{DC}title") == "Lettre d’intention – CPTS des Deux Vallées"
    assert meta.findtext(f".//{DC}language") == "fr-FR"
    first = zipfile.ZipFile(io.BytesIO(file)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_pdf_is_tagged_for_accessibility() -> None:
    reader = PdfReader(io.BytesIO(render(make.letter(), Format.PDF, at=make.AT)))

    root = reader.root_object
    assert root.raw_get("/MarkInfo")["/Marked"]
    assert str(root["/Lang"]) == "fr-FR"
    assert root.raw_get("/ViewerPreferences")["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == "Lettre d’intention – CPTS des Deux Vallées"
    assert reader.metadata.author == "CPTS des Deux Vallées"
    assert (
        b"<pdfuaid:part>1</pdfuaid:part>"
        in reader.root_object.raw_get("/Metadata").get_object().get_data()
    )


def test_a_pdf_has_headings_tables_with_head_cells_and_lists_in_its_tree() -> None:
    file = render(make.letter(words="- un\n- deux"), Format.PDF, at=make.AT)

    kinds = _structure_kinds(PdfReader(io.BytesIO(file)))
    assert {"/Title", "/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Caption"} <= kinds


def test_without_the_npm_font_the_pdf_is_set_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_SANS", tmp_path / "absent")
    for cached in (fonts.fonts, pdf._families):
        cached.cache_clear()

    file = render(make.letter(), Format.PDF, at=make.AT)
    for cached in (fonts.fonts, pdf._families):
        cached.cache_clear()

    assert b"LibertinusSerif" in file
    assert "Texte de bearers." in make.pdf_text(file)


def test_every_page_of_a_pdf_says_its_number() -> None:
    file = render(make.letter(communes=120), Format.PDF, at=make.AT)

    pages = PdfReader(io.BytesIO(file)).pages
    last = len(pages)
    assert last > 4
    for rank, page in enumerate(pages, start=1):
        assert f"page {rank} sur {last}" in page.extract_text()


def test_the_head_row_of_a_long_table_is_repeated_on_each_page() -> None:
    words = make.pdf_text(render(make.letter(communes=200), Format.PDF, at=make.AT))

    assert words.count("Code INSEE") >= 4


def _structure_kinds(reader: PdfReader) -> set[str]:
    kinds: set[str] = set()
    waiting = [reader.root_object.raw_get("/StructTreeRoot").get_object()["/K"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, DictionaryObject):
            kinds.add(str(node.get("/S", "")))
            waiting.extend([node["/K"]] if "/K" in node else [])
    return kinds
