"""Workbooks, texts and pastes give their cells, or a sentence saying what to do."""

import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from maillage.apps.members.readers import roster, tables
from maillage.domain.rosters import Line


def book(*, hidden: bool = False) -> bytes:
    """A list as people make them: a title, merged headings, a hidden column, an empty line."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept) as made:
        sheet = made.add_worksheet("Notice")
        sheet.write(0, 0, "À lire avant de remplir")
        sheet = made.add_worksheet("Adhérents")
        sheet.merge_range(0, 0, 0, 3, "Liste des adhérents 2026")
        sheet.write_row(2, 0, ["Nom", "Prénom"])
        sheet.merge_range(2, 2, 2, 3, "Coordonnées")
        sheet.write_row(3, 2, ["Mail", "Téléphone"])
        sheet.write_row(4, 0, ["Dravel", "Luc", "luc@exemple.test"])
        sheet.write_number(4, 3, 612345678)
        sheet.write_row(6, 0, ["Brévolle", "Inès"])
        sheet.write_formula(6, 2, '="ines@exemple.test"', None, "ines@exemple.test")
        if hidden:
            sheet.set_column(2, 2, None, None, {"hidden": True})
    return kept.getvalue()


@pytest.mark.parametrize("hidden", [False, True])
def test_a_workbook_with_a_title_merged_headings_and_an_empty_line_is_understood(
    hidden: bool,
) -> None:
    _, lines = roster.lines_of(tables.read_file(book(hidden=hidden)).rows)

    assert [
        (line.number, line.last_name, line.email, line.phone)
        for line in lines
        if isinstance(line, Line)
    ] == [
        (5, "Dravel", "luc@exemple.test", "06 12 34 56 78"),
        (7, "Brévolle", "ines@exemple.test", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_text_is_read_whatever_its_encoding_and_its_separator(
    encoding: str, delimiter: str
) -> None:
    text = f"Nom;Prénom\r\nBrévolle;Inès\r\n".replace(";", delimiter)  # noqa: F541  # as typed

    assert tables.read_file(text.encode(encoding)).rows == [["Nom", "Prénom"], ["Brévolle", "Inès"]]


def test_a_cell_of_two_lines_stays_one_cell() -> None:
    table = tables.read_text('Nom;Prénom;Structure\r\nDravel;Luc;"Cabinet\r\ndu Pont"\r\nA;B;C')

    assert table.rows[1:] == [["Dravel", "Luc", "Cabinet\ndu Pont"], ["A", "B", "C"]]


def sheets(**columns: str) -> bytes:
    """A workbook whose sheets hold one person each; « cachée » is out of sight."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept) as made:
        for name, address in columns.items():
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ["Nom", "Prénom", "Mail", "Mail", "Tél"])
            sheet.write_row(1, 0, ["Dravel", "Luc", "vieux@exemple.test", address, "0612345678"])
            sheet.set_column(2, 2, None, None, {"hidden": True})
            sheet.set_column(4, 4, None, None, {"hidden": True})
            if name == "cachée":
                sheet.hide()
            else:
                sheet.activate()
    return kept.getvalue()


def test_a_hidden_column_gives_way_to_the_one_in_sight_and_is_told_otherwise() -> None:
    table = tables.read_file(sheets(Adhérents="neuf@exemple.test"))

    assert table.rows[1] == ["Dravel", "Luc", "", "neuf@exemple.test", "0612345678"]
    assert table.noticed == ("Colonnes masquées, lues quand même\u00a0: Téléphone.",)


def test_the_sheet_in_sight_is_read_and_the_others_are_named() -> None:
    table = tables.read_file(sheets(cachée="a@b.test", Médecins="m@b.test", Infirmiers="i@b.test"))

    assert table.rows[1][3] == "m@b.test"
    assert "«\u00a0Infirmiers\u00a0»" in table.noticed[0]
    assert "cachée" not in table.noticed[0]


def ods(columns: str, *rows: str) -> bytes:
    """A sheet of LibreOffice, as far as a reader needs it."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row.split(";")
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as folded:
        folded.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        folded.writestr("META-INF/manifest.xml", "<manifest/>")
        folded.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content{names}><office:body>'
            f'<office:spreadsheet><table:table table:name="Liste">{columns}{cells}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return kept.getvalue()


def test_a_sheet_of_libreoffice_is_read_hidden_columns_included() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/><table:table-column/>'
    )

    table = tables.read_file(
        ods(columns, "Nom;Prénom;Mail;Mail", "Dravel;Luc;vieux@exemple.test;neuf@exemple.test")
    )

    assert table.rows[1] == ["Dravel", "Luc", "", "neuf@exemple.test"]


def test_a_file_of_a_hundred_thousand_lines_is_refused_clearly() -> None:
    with pytest.raises(tables.ListTooLong, match="découpez"):
        tables.read_file(b"Nom;Prenom\n" + b"Dravel;Luc\n" * 100_000)


def test_a_workbook_that_unfolds_without_end_is_refused_before_it_is_read() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as folded:
        folded.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.MOST_UNFOLDED + 1))

    with pytest.raises(tables.ListTooLong):
        tables.read_file(kept.getvalue())


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"%PDF-1.7\x00\x00", b"\xd0\xcf\x11\xe0 broken"]
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(tables.ListUnreadable, match="XLSX"):
        tables.read_file(content)


@pytest.mark.parametrize("content", [b"", b"  \n ", b";;\n;;"])
def test_an_empty_list_is_refused(content: bytes) -> None:
    with pytest.raises(tables.ListEmpty, match="vide"):
        tables.read_file(content)
