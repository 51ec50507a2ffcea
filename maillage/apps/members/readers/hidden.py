"""Which columns of a workbook did its owner hide? The reader of cells does not say."""

import re
import zipfile
from html import unescape
from io import BytesIO

# The columns of a sheet are told before its rows: no need to unfold more of it.
_BEFORE_ROWS = 2_000_000
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')


def hidden_columns(content: bytes, sheet: str, *, most: int) -> set[int]:
    """Return the hidden columns of a sheet of an XLSX or ODS file, from 0; none when unknown."""
    with zipfile.ZipFile(BytesIO(content)) as folded:
        names = set(folded.namelist())
        if "content.xml" in names:
            return _of_ods(_start(folded, "content.xml"), sheet, most)
        if "xl/workbook.xml" not in names:
            return set()
        part = _part_of(folded, sheet)
        return _of_xlsx(_start(folded, part), most) if part in names else set()


def _start(folded: zipfile.ZipFile, part: str) -> str:
    with folded.open(part) as opened:
        return opened.read(_BEFORE_ROWS).decode("utf-8", "replace")


def _told(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _part_of(folded: zipfile.ZipFile, sheet: str) -> str:
    """Return the part of an XLSX file that holds a sheet."""
    sheets = map(_told, re.findall(r"<sheet\b[^>]*>", _start(folded, "xl/workbook.xml")))
    wanted = next((each.get("r:id", "") for each in sheets if each.get("name") == sheet), "")
    links = re.findall(r"<Relationship\b[^>]*>", _start(folded, "xl/_rels/workbook.xml.rels"))
    target = next((each["Target"] for each in map(_told, links) if each.get("Id") == wanted), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _of_xlsx(xml: str, most: int) -> set[int]:
    found: set[int] = set()
    for each in map(_told, re.findall(r"<col\b[^>]*>", xml.split("<sheetData", 1)[0])):
        if each.get("hidden") in {"1", "true"}:
            found |= set(range(int(each["min"]) - 1, min(int(each["max"]), most)))
    return found


def _of_ods(xml: str, sheet: str, most: int) -> set[int]:
    tables = re.split(r"(?=<table:table[\s>])", xml)
    ours = (each for each in tables if _told(each.split(">", 1)[0]).get("table:name") == sheet)
    start = next(ours, "").split("<table:table-row", 1)[0]
    found: set[int] = set()
    place = 0
    for each in map(_told, re.findall(r"<table:table-column\b[^>]*>", start)):
        wide = int(each.get("table:number-columns-repeated", "1"))
        if each.get("table:visibility") in {"collapse", "filter"}:
            found |= set(range(place, min(place + wide, most)))
        place += wide
    return found
