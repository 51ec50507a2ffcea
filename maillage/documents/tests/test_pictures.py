"""Are pictures drawn right: joined outlines, tints apart, words escaped, nothing inline?"""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from maillage.documents.pictures import (
    Area,
    Box,
    Entry,
    Line,
    Mark,
    Picture,
    Tone,
    Weight,
    around,
    colour_apart,
    dissolve,
    svg,
    swatch,
)
from maillage.documents.pictures.svg import FILLS

TOKENS = Path(__file__).parents[2] / "ui" / "static" / "ui" / "tokens.css"
LEFT, RIGHT = "M0 0l10 0 0 10-10 0z", "M10 0l10 0 0 10-10 0z"
HOSTILE = '<script>alert("Béziers & co")</script>'


def picture(**fields: object) -> Picture:
    values: dict[str, object] = {
        "title": "Carte",
        "description": "Deux communes.",
        "box": Box(0, 0, 20, 10),
        "areas": (Area(LEFT, Tone.CHOSEN, "Agde"), Area(RIGHT, Tone.TWICE, "Béziers")),
    }
    return Picture(**(values | fields))  # type: ignore[arg-type]  # a test names only what it is about


def corners(path: str) -> set[tuple[int, int]]:
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    x, y = numbers[:2]
    found = {(x, y)}
    for across, down in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + across, y + down
        found.add((x, y))
    return found


def test_what_two_communes_share_is_no_outline_of_the_territory() -> None:
    joined = dissolve({"a": [LEFT, RIGHT]}).outlines["a"]

    assert joined.count("M") == 1
    assert corners(joined) == {(0, 0), (10, 0), (20, 0), (20, 10), (10, 10), (0, 10)}


def test_outlines_drawn_the_other_way_round_join_too() -> None:
    other_way = "M20 0l-10 0 0 10 10 0z"

    assert dissolve({"a": [LEFT, other_way]}).outlines["a"].count("M") == 1


def test_a_path_named_twice_counts_once() -> None:
    assert corners(dissolve({"a": [LEFT, LEFT]}).outlines["a"]) == corners(LEFT)


def test_pieces_apart_and_holes_each_keep_their_ring() -> None:
    around_a_hole = "M0 0l30 0 0 30-30 0zM10 10l0 10 10 0 0-10z"

    assert dissolve({"a": [around_a_hole, "M50 0l5 0 0 5z"]}).outlines["a"].count("z") == 3


def test_territories_that_share_a_border_touch() -> None:
    found = dissolve({"a": [LEFT], "b": [RIGHT], "c": ["M90 0l5 0 0 5z"]}).touching

    assert found == {"a": {"b"}, "b": {"a"}, "c": frozenset()}


def test_neighbours_never_have_the_same_tint() -> None:
    ring = {place: {(place - 1) % 7, (place + 1) % 7} for place in range(7)}

    tones = colour_apart(ring)

    assert all(tones[place] is not tones[other] for place in ring for other in ring[place])


def test_more_neighbours_than_tints_is_no_failure() -> None:
    everyone = {place: set(range(9)) - {place} for place in range(9)}

    assert len(colour_apart(everyone)) == 9


def test_a_picture_is_named_described_and_well_formed() -> None:
    drawn = svg(picture(lines=(Line(LEFT, Weight.TERRITORY),)), name="carte")

    root = ElementTree.fromstring(drawn)  # noqa: S314  # our own picture
    words = {element.get("id"): element.text for element in root}
    assert words["carte-t"] == "Carte"
    assert words["carte-d"] == "Deux communes."
    assert root.get("aria-labelledby") == "carte-t carte-d"
    assert root.get("role") == "img"


def test_nothing_in_a_picture_is_inline_style_or_script() -> None:
    drawn = svg(picture(legend=(Entry(Tone.WHITE, "x"),)), name="c", with_legend=True)

    assert "style=" not in drawn
    assert "<style" not in drawn


def test_words_of_people_are_escaped_everywhere() -> None:
    drawn = svg(
        picture(
            title=HOSTILE,
            description=HOSTILE,
            areas=(Area(LEFT, Tone.GROUP_1, HOSTILE),),
            marks=(Mark(1, 1, HOSTILE),),
            legend=(Entry(Tone.GROUP_1, HOSTILE, "1"),),
        ),
        name="c",
        with_legend=True,
    )

    assert "<script>" not in drawn
    ElementTree.fromstring(drawn)  # noqa: S314  # our own picture


def test_a_document_has_its_legend_in_the_picture() -> None:
    shown = picture(legend=(Entry(Tone.GROUP_1, "CPTS du Val", "1"), Entry(Tone.TWICE, "Deux")))

    with_legend, without = svg(shown, name="c", with_legend=True), svg(shown, name="c")

    assert "1. CPTS du Val" in with_legend
    assert "CPTS du Val" not in without


def test_swatches_use_the_hatching_of_their_picture() -> None:
    assert "url(#carte-key)" in swatch(Tone.TWICE, name="carte")


def test_a_box_is_widened_to_the_shape_of_a_page() -> None:
    box = around([Box(0, 0, 10, 10), Box(20, 5, 30, 20)]).wider(0.1).at_least(2)

    assert (box.top, box.bottom) == (-3, 23)
    assert box.width == pytest.approx(2 * box.height, abs=2)


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.TWICE])
def test_a_document_has_the_tints_of_the_page(tone: Tone) -> None:
    day = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS.read_text().split("@media")[0]))

    assert FILLS[tone] == day[f"map-{tone.value}"]
