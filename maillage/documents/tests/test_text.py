"""Text people typed reads back as that text, whatever it holds."""

import random
import string

import pytest

from maillage.documents import pandoc, text, typst_markup
from maillage.documents.tests import make

SIGNS = string.punctuation * 3 + string.ascii_letters + string.digits + " \téèœ«»’–\u00a0\u202f"


def words_of(node: object) -> str:
    match node:
        case {"t": "Str", "c": str(word)}:
            return word
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"t": "LineBreak"}:
            return "\n"
        case {"t": _, "c": inside} | list(inside):
            return "".join(words_of(child) for child in inside)
        case _:
            return ""


def kinds_of(node: object) -> set[str]:
    match node:
        case {"t": str(kind), **rest}:
            return {kind} | kinds_of(rest.get("c"))
        case list(inside):
            return set().union(*(kinds_of(child) for child in inside))
        case _:
            return set()


@pytest.mark.parametrize("kind", make.HOSTILE)
def test_a_hostile_line_is_one_paragraph_of_plain_words(kind: str) -> None:
    blocks = pandoc.tree(text.escape(make.HOSTILE[kind]))["blocks"]

    assert kinds_of(blocks) <= {"Para", "Str", "Space"}
    assert words_of(blocks) == " ".join(text.clean(make.HOSTILE[kind]).split())


def test_any_run_of_signs_reads_back_as_itself() -> None:
    rng = random.Random(20261123)  # noqa: S311 - only to draw test texts
    lines = ["x" + "".join(rng.choices(SIGNS, k=rng.randint(1, 40))) for _ in range(400)]

    blocks = pandoc.tree("\n\n".join(text.escape(line) for line in lines))["blocks"]

    assert [words_of(block) for block in blocks] == [
        " ".join(line.replace("\t", " ").split(" ")).strip(" ").replace("  ", " ")
        if "  " not in line.replace("\t", " ")
        else " ".join(piece for piece in line.replace("\t", " ").split(" ") if piece)
        for line in lines
    ]
    assert kinds_of(blocks) <= {"Para", "Str", "Space"}


def test_an_empty_line_parts_paragraphs_and_a_line_end_is_kept() -> None:
    blocks = pandoc.tree(text.blocks("un\r\ndeux\n\n   \n trois"))["blocks"]

    assert [block["t"] for block in blocks] == ["Para", "Para"]
    assert words_of(blocks[0]) == "un\ndeux"


def test_lines_that_begin_with_a_dash_are_a_list() -> None:
    blocks = pandoc.tree(text.blocks("Avec :\n- une\n– deux\n• trois\nFin"))["blocks"]

    assert [block["t"] for block in blocks] == ["Para", "BulletList", "Para"]
    assert [words_of(item) for item in blocks[1]["c"]] == ["une", "deux", "trois"]


def test_a_dash_without_a_word_after_it_is_a_dash() -> None:
    blocks = pandoc.tree(text.blocks("-\n---\n-5 °C"))["blocks"]

    assert words_of(blocks) == "-\n---\n-5 °C"


def test_what_no_document_can_hold_is_taken_out() -> None:
    assert text.clean("a\x00\x1f\u202e\u200bb\ud800\uffff") == "ab\ufffd\ufffd"


def test_old_and_rare_line_ends_are_line_ends() -> None:
    assert text.clean("a\rb\x0bc\x85d\u2028e\u2029f") == "a\nb\nc\nd\ne\nf"


def test_a_typst_literal_closes_only_where_we_close_it() -> None:
    assert typst_markup.literal('a"; #read("x") \\') == '"a\\"; #read(\\"x\\") \\\\"'


def test_a_block_the_house_does_not_set_is_refused_loudly() -> None:
    with pytest.raises(typst_markup.UnknownNode, match="RawBlock"):
        typst_markup.markup([{"t": "RawBlock", "c": ["typst", "#panic()"]}])


def test_a_style_the_house_does_not_know_is_refused_loudly() -> None:
    division = {"t": "Div", "c": [["", [], [["custom-style", "Inconnu"]]], []]}

    with pytest.raises(typst_markup.UnknownNode, match="Inconnu"):
        typst_markup.markup([division])
