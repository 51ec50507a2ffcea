"""What becomes of the figures of communes that merged since their file was made?"""

from maillage.domain.health.adding import Cell
from maillage.domain.health.carrying import joined, passage
from maillage.domain.health.indicators import indicator

PEOPLE, ACCESS, MEDIAN, CLASS = (
    indicator(code) for code in ("AGE_75", "APL_GP", "LIVING_STANDARD", "DENSITY_GRID")
)


def test_old_codes_lead_to_the_communes_in_force_and_others_are_named() -> None:
    way = passage(
        ["34001", "34009", "34010", "34099"],
        current=frozenset({"34001", "34002"}),
        successors={"34009": ("34001",), "34010": ("34001", "34002")},
    )

    assert [way.lead(code) for code in ("34001", "34009", "34010", "34099")] == [
        "34001", "34001", None, None,
    ]  # fmt: skip
    assert way.split == {"34010": ("34001", "34002")}
    assert way.unknown == {"34099"}


def test_the_people_of_merged_communes_add_up() -> None:
    assert joined(PEOPLE, {"34001": Cell(10, 100), "34009": Cell(5, 50)}, code="34001") == Cell(
        15, 150
    )


def test_the_access_of_merged_communes_is_weighted() -> None:
    assert joined(ACCESS, {"34001": Cell(4.0, 30), "34009": Cell(2.0, 10)}, code="34001") == Cell(
        3.5, 40
    )


def test_a_secret_among_merged_communes_makes_the_whole_secret() -> None:
    parts = {"34001": Cell(10, 100), "34009": Cell(None, None, is_secret=True)}

    assert joined(PEOPLE, parts, code="34001") == Cell(None, None, is_secret=True)


def test_medians_that_differ_tell_nothing_of_the_merged_commune() -> None:
    assert joined(MEDIAN, {"34001": Cell(20_000), "34009": Cell(18_000)}, code="34001") is None
    assert joined(MEDIAN, {"34001": Cell(20_000), "34009": Cell(20_000)}, code="34001") == Cell(
        20_000
    )


def test_classes_that_differ_keep_that_of_the_commune_which_gave_its_code() -> None:
    assert joined(CLASS, {"34001": Cell(5.0), "34009": Cell(7.0)}, code="34001") == Cell(5.0)
