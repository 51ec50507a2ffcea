"""Can every colour be read on every ground it is laid on, by day and by night? (WCAG 2.2 AA)"""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "static" / "ui" / "tokens.css"
GROUNDS = ("page", "raised", "sunken", "action-wash", "waiting-wash", "error-wash")
WORDS = ("ink", "ink-soft", "action", "action-strong", "waiting-ink", "error")
ECHELONS = ("local", "departmental", "regional", "national")
AA_TEXT, AA_SHAPE = 4.5, 3.0


def schemes() -> dict[str, dict[str, str]]:
    """Read the tokens; by night those of the day remain unless said again."""
    day, night = TOKENS.read_text().split("@media")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in (day, night)]
    return {"day": found[0], "night": found[0] | found[1]}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize("word", [*WORDS, *ECHELONS])
def test_words_are_readable_on_every_ground(scheme: str, word: str) -> None:
    colours = schemes()[scheme]

    worst = min(contrast(colours[word], colours[ground]) for ground in GROUNDS)

    assert worst >= AA_TEXT


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize("button", ["action", "action-strong"])
def test_a_button_can_be_read(scheme: str, button: str) -> None:
    colours = schemes()[scheme]

    assert contrast(colours["on-action"], colours[button]) >= AA_TEXT


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize("shape", ["control", "waiting"])
@pytest.mark.parametrize("ground", ["page", "raised"])
def test_the_edge_of_a_field_and_the_mark_of_waiting_are_seen(
    scheme: str, shape: str, ground: str
) -> None:
    colours = schemes()[scheme]

    assert contrast(colours[shape], colours[ground]) >= AA_SHAPE


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_night_says_every_colour_again() -> None:
    day, night = TOKENS.read_text().split("@media")

    assert re.findall(r"--[\w-]+:", day) == re.findall(r"--[\w-]+:", night)


def test_no_other_sheet_invents_a_colour() -> None:
    # White stays under the QR code: it must be photographed by night too.
    sheets = {
        sheet.name: set(re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text())) - {"#ffffff"}
        for sheet in TOKENS.parent.glob("*.css")
        if sheet != TOKENS
    }

    assert {name: colours for name, colours in sheets.items() if colours} == {}
