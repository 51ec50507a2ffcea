"""Are the papers of a meeting whole, accessible, and deaf to what people typed?"""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from maillage.documents import Document, Format, qr, render
from maillage.documents.session import (
    Attendee,
    Attestation,
    Correction,
    Fact,
    FollowUp,
    Minutes,
    PaperSheet,
    Point,
    SheetPart,
    Signatory,
)
from maillage.documents.tests import make

ADDRESS = "https://exemple.test/attestations/ABCD-EFGH-JKLM/"
READERS = {Format.DOCX: make.docx_text, Format.ODT: make.odt_text, Format.PDF: make.pdf_text}


def minutes(words: str = "Les échanges.\n\n- un\n- deux", name: str = "Ana Berton") -> Minutes:
    return Minutes(
        community=name,
        echelon="Inter-CPTS départementale",
        meeting=name,
        held_on=date(2026, 11, 20),
        reference="2026-03",
        state="approuvé le 23/11/2026",
        facts=(Fact("Lieu", name),),
        attendees=(Attendee(name, name, "présent", "sur place"),),
        seal="a" * 64,
        points=(
            Point(name, words, words, words, (FollowUp(name, name, date(2026, 12, 1), "à faire"),)),
            Point("Questions diverses"),
        ),
        next_meeting=words,
        corrections=(Correction(date(2026, 11, 23), name, name),),
    )


def sheet(name: str = "Ana Berton", people: int = 3) -> PaperSheet:
    signing = tuple(
        Signatory(number=n + 1, name=f"{name} {n}", capacity=name) for n in range(people)
    )
    return PaperSheet(
        community=name,
        echelon="CPTS",
        meeting=name,
        held_on=date(2026, 11, 20),
        facts=(Fact("Lieu", name),),
        parts=(SheetPart(title=name, people=signing),),
        address=ADDRESS,
    )


def attestation(name: str = "Ana Berton") -> Attestation:
    return Attestation(
        community=name,
        echelon="CPTS",
        person=name,
        words=name,
        facts=(Fact("Durée", "1 h 30"),),
        code="ABCD-EFGH-JKLM",
        address=ADDRESS,
        issued_on=date(2026, 11, 23),
        seal="b" * 64,
    )


PAPERS = {"minutes": minutes, "sheet": sheet, "attestation": attestation}


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("kind", PAPERS)
def test_the_same_paper_gives_the_same_bytes(kind: str, format: Format) -> None:
    paper: Document = PAPERS[kind]()  # type: ignore[operator]  # each has its own signature

    assert render(paper, format, at=make.AT) == render(paper, format, at=make.AT)


@pytest.mark.parametrize("kind", PAPERS)
def test_the_pdf_is_tagged_and_says_its_language(kind: str) -> None:
    file = render(PAPERS[kind](), Format.PDF, at=make.AT)  # type: ignore[operator]  # likewise

    root = PdfReader(io.BytesIO(file)).root_object
    assert str(root["/Lang"]) == "fr-FR"
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize("format", Format)
def test_minutes_hold_agenda_attendance_decisions_actions_and_next_meeting(
    format: Format,
) -> None:
    text = READERS[format](render(minutes(), format, at=make.AT))

    order = ["Présences", "Ordre du jour", "Conclusions", "Décisions", "Prochaine réunion"]
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)
    assert "2026-03" in text
    assert "Rien n’a été noté sur ce point." in text


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("hostile", make.HOSTILE)
def test_what_people_typed_never_acts(hostile: str, format: Format) -> None:
    words = make.HOSTILE[hostile]

    text = READERS[format](render(minutes(words, name=words[:200]), format, at=make.AT))

    assert "Suites à donner" in text
    assert "49" not in text.replace(words, "")


def test_a_sheet_has_a_line_for_each_and_some_for_those_not_expected() -> None:
    text = make.pdf_text(render(sheet(people=30), Format.PDF, at=make.AT))

    assert text.count("Ana Berton ") >= 30
    assert "à écrire lisiblement" in text
    # Those who add themselves are numbered after the thirty, as they will be on the page.
    assert re.search(r"^35$", text, re.M)
    assert ADDRESS in text.replace("\n", "").replace("\u200b", "")


def test_a_meeting_nobody_prepared_is_still_a_document() -> None:
    empty = Minutes(
        community="C", echelon="CPTS", meeting="M", held_on=date(2026, 1, 1), reference="", state=""
    )

    text = make.pdf_text(render(empty, Format.PDF, at=make.AT))

    assert "n’a pas été ouverte" in text
    assert "Aucune action" in text
    assert empty.title == "Relevé de conclusions – C"


def test_a_file_is_named_by_words_that_every_system_takes() -> None:
    assert "/" not in minutes(name="A/B: c?").file_name
    assert minutes().file_name.startswith("Relevé de conclusions - 2026-03 - Ana Berton")


def test_a_code_is_drawn_with_its_margin() -> None:
    rows = qr.modules(ADDRESS)

    assert len({len(row) for row in rows}) == 1
    assert set(rows[0]) | set(rows[3]) == {"0"}
    assert rows[4].startswith("00001111111")


def test_a_code_is_a_picture_with_a_name_and_nothing_that_acts() -> None:
    picture = qr.svg(ADDRESS, 'Code de "A" <b>')

    assert 'aria-label="Code de &quot;A&quot; &lt;b>"' in picture
    assert not re.search(r"<script|style=|href", picture)
