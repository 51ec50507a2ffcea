"""Do the pages of the rules say every figure, its source and how sure it is?"""

import re
from enum import Enum

import pytest

from maillage.documents.rulebook import PAGES, pages
from maillage.domain.aci import CELLS, RULES
from maillage.domain.ballots import Majority
from maillage.domain.consensus import FallBack, Position, Silence, State
from maillage.domain.mandates import Body
from maillage.domain.parameters import registry


def test_every_parameter_is_on_a_page_with_its_address() -> None:
    everything = "\n".join(pages().values())

    for parameter in registry():
        for source in parameter.values[-1].sources:
            assert source.title in everything
            assert source.url in everything


def test_every_cell_of_the_grid_is_a_line_of_the_funding_page() -> None:
    page = pages()["financement.md"]

    for cell in CELLS:
        assert f"| {registry().parameter(cell.key).label} |" in page


def test_every_rule_of_payment_and_its_reading_are_written() -> None:
    page = pages()["versements.md"]

    for rule in RULES:
        assert rule.statement in page
        assert rule.reading in page


def test_an_unknown_amount_is_said_unknown() -> None:
    line = next(
        line
        for line in pages()["financement.md"].splitlines()
        if line.startswith("| Parcours, part fixe |")
    )

    assert line.count("inconnu (NT)") == 3
    assert "45\u202f000\u00a0€ (C2)" in line
    assert " 0\u00a0€" not in line


def test_the_first_page_leads_to_the_others() -> None:
    index = pages()["README.md"]

    assert all(f"]({name})" in index for name in PAGES)


@pytest.mark.parametrize("name", list(PAGES))
def test_every_number_of_a_source_leads_to_one(name: str) -> None:
    page = pages()[name]
    listed = re.findall(r"^(\d+)\. ", page.split("## Sources")[1], re.MULTILINE)

    used = re.findall(r"\[(\d+)\](?!\()", page.split("## Sources")[0])

    assert set(used) == set(listed)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("consensus.md", (Position, FallBack, Silence, State)),
        ("votes.md", (Majority,)),
        ("mandats.md", (Body,)),
    ],
)
def test_every_word_people_choose_among_is_explained(name: str, kinds: tuple[type[Enum]]) -> None:
    page = pages()[name]

    for each in (word for kind in kinds for word in kind):
        assert getattr(each, "label") in page  # noqa: B009 — every one of these enums has a label
        assert getattr(each, "meaning", "") in page


def test_the_same_rules_always_make_the_same_pages() -> None:
    assert pages() == pages()
