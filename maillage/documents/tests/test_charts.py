"""Are charts drawn to scale, with marks told apart by their shape, and communes in classes?"""

import re
from xml.etree import ElementTree

from maillage.documents.pictures import (
    Bar,
    Chart,
    Tone,
    chart_svg,
    class_bounds,
    class_legend,
    snapped,
    tinted,
)

HOSTILE = '<script>alert("x")</script>'


def chart(*bars: Bar) -> Chart:
    return Chart("Densités", "Des barres.", ("Territoire", "Département", "France"), bars)


def test_bars_are_as_long_as_their_figures() -> None:
    drawn = chart_svg(chart(Bar("A", 10, "10"), Bar("B", 5, "5")), name="c")

    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="14.0"', drawn)]
    assert widths[1] == 2 * widths[2]


def test_what_is_unknown_has_no_bar() -> None:
    drawn = chart_svg(chart(Bar("A", None, "inconnu", (4.0, None))), name="c")

    assert drawn.count("<rect") == 1  # the legend's own
    assert "inconnu" in drawn


def test_marks_differ_by_their_shape() -> None:
    drawn = chart_svg(chart(Bar("A", 10, "10", (8.0, 12.0))), name="c")

    assert drawn.count('class="chart-mark" stroke="#1b262b" stroke-width="2" x1=') == 2
    assert drawn.count("<path") == 2


def test_words_are_escaped() -> None:
    drawn = chart_svg(Chart(HOSTILE, HOSTILE, (HOSTILE,), (Bar(HOSTILE, 1, HOSTILE),)), name="c")

    assert "<script>" not in drawn
    ElementTree.fromstring(drawn)  # noqa: S314  written here


def test_a_chart_without_bars_is_still_a_picture() -> None:
    ElementTree.fromstring(chart_svg(chart(), name="c"))  # noqa: S314  written here


def test_classes_hold_about_as_many_communes_each() -> None:
    values = {str(number): float(number) for number in range(100)}

    bounds = class_bounds(values)

    counted = [sum(tone is each for tone in tinted(values, bounds).values()) for each in Tone]
    assert [count for count in counted if count] == [21, 20, 20, 20, 19]


def test_values_that_repeat_make_fewer_classes() -> None:
    values = {"a": 1.0, "b": 1.0, "c": 3.0}

    assert class_bounds(values) == [1.0, 3.0]
    assert [
        entry.text for entry in class_legend(values, [1.0, 3.0], decimals=1, unit="consultations")
    ] == [
        "1,0 consultations",
        "1,0 à 3,0",
    ]


def test_no_value_makes_no_class() -> None:
    assert class_bounds({}) == []
    assert class_legend({}, [], decimals=0, unit="") == []


def test_borders_that_were_shared_stay_shared_on_a_coarser_grid() -> None:
    left, right = "M0 0l1000 0 3 990-1003 10z", "M1000 0l1000 0 0 1000-997-10z"

    assert snapped(left, 100) == "M0 0l10 0 0 10-10 0z"
    assert snapped(right, 100) == "M10 0l10 0 0 10-10 0z"


def test_an_islet_smaller_than_the_grid_is_left_out() -> None:
    assert snapped("M0 0l10 0 0 10-10 0z", 100) == ""
