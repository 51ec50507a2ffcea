"""Whatever somebody types, the document is safe and says it literally."""

import re

import pytest

from maillage.documents import Format, pandoc, render, templates, text, typst_markup
from maillage.documents.letters import LetterOfIntent
from maillage.documents.tests import make

READERS = {Format.DOCX: make.docx_text, Format.ODT: make.odt_text, Format.PDF: make.pdf_text}
# The fonts of a machine may lack these: the PDF then gives their code points.
RARE = {"emoji"}


def typst_of(letter: LetterOfIntent) -> str:
    tree = pandoc.tree(templates.fill(letter.template, letter.values()))
    return typst_markup.markup(tree["blocks"])


def skeleton(markup: str) -> str:
    """Return typst markup without the content of its string literals."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', markup)


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("kind", make.HOSTILE)
def test_a_hostile_text_is_found_literally(kind: str, format: Format) -> None:
    words = make.HOSTILE[kind]
    if format is Format.PDF and kind in RARE:
        pytest.skip("depends on the fonts of the machine; see the next tests")

    file = render(make.letter(words=words), format, at=make.AT)

    # The sections, but for the calendar of the letter, hold it ten times in all.
    assert make.tight(READERS[format](file)).count(make.tight(words)) == 10


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("kind", make.HOSTILE)
def test_a_hostile_name_is_found_literally_in_titles_and_tables(kind: str, format: Format) -> None:
    name = make.HOSTILE[kind]
    if format is Format.PDF and kind in RARE | {"word", "controls"}:
        pytest.skip("narrow cells cut long words; fonts vary")

    file = render(make.letter(name=name), format, at=make.AT)

    assert make.tight(READERS[format](file)).count(make.tight(name)) >= 15


@pytest.mark.parametrize("kind", make.HOSTILE)
def test_no_hostile_name_changes_the_typst_code_around_it(kind: str) -> None:
    hostile = typst_of(make.letter(name=make.HOSTILE[kind]))

    assert skeleton(hostile) == skeleton(typst_of(make.letter(name="mot")))


@pytest.mark.parametrize("kind", make.HOSTILE)
def test_no_hostile_section_changes_the_typst_code_around_it(kind: str) -> None:
    hostile = typst_of(make.letter(words=make.HOSTILE[kind]))

    assert skeleton(hostile) == skeleton(typst_of(make.letter(words="mot")))


def test_typst_code_typed_by_somebody_reads_no_file() -> None:
    words = make.pdf_text(render(make.letter(words=make.HOSTILE["typst"]), Format.PDF, at=make.AT))

    assert "root:" not in words
    assert '#read("/etc/passwd")' in words


def test_even_typst_code_of_ours_could_read_no_file_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typst_markup, "markup", lambda blocks: '#read("/etc/passwd")')

    with pytest.raises(RuntimeError, match="file not found"):
        render(make.letter(), Format.PDF, at=make.AT)


def test_a_sign_no_font_shows_is_given_by_its_code_point() -> None:
    # Linear A: no font of a server has it.
    words = make.pdf_text(
        render(make.letter(words="avant \U00010600 après"), Format.PDF, at=make.AT)
    )

    assert "avant [U+10600] après" in words


def test_a_long_text_is_whole_in_each_format() -> None:
    sentence = "Une phrase avec # et * et | et [ ] ( ) et \\. "
    words = (sentence * 1200)[:50_000].strip()

    for format in Format:
        file = render(_one_section(words), format, at=make.AT)

        assert make.tight(words[:5000]) in make.tight(READERS[format](file))
        assert make.tight(READERS[format](file)).count("Unephrase") == words.count("Une phrase")


def test_an_address_that_is_not_plain_is_no_link() -> None:
    assert templates.link("Texte", "javascript:alert(1)") == text.escape(
        "Texte (javascript:alert(1))"
    )
    assert templates.link("Texte", "https://a.fr>{.x}") == text.escape("Texte (https://a.fr>{.x})")
    assert templates.link("Texte", "https://a.fr/b") == "[Texte](<https://a.fr/b>)"


def test_a_document_without_a_name_still_has_a_title() -> None:
    letter = make.letter(name="\x00")

    for format in Format:
        assert render(letter, format, at=make.AT)


def _one_section(words: str) -> LetterOfIntent:
    letter = make.empty_letter()
    object.__setattr__(letter, "sections", {"bearers": words})
    return letter
