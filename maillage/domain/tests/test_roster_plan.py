"""Each line of a list is created, updated, left, asked about or refused; never two of these."""

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.matching import (
    Index,
    Reason,
    Someone,
    is_near,
    name_key,
    structure_groups,
)
from maillage.domain.roster_plan import ASIDE, NEW, Known, plan, settle
from maillage.domain.rosters import Line

NAMES = st.sampled_from(["Inès", "Ines", "Hugo", "Luc", "Anne-Lise"])
LAST = st.sampled_from(["Brévolle", "Brevole", "Castoran", "Dravel", "DRAVEL"])
LINES = st.builds(
    Line,
    number=st.just(0),
    first_name=NAMES,
    last_name=LAST,
    email=st.sampled_from(["", "a@exemple.test", "b@exemple.test"]),
    rpps=st.sampled_from(["", "1", "2"]),
)


def numbered(lines: list[Line]) -> list[Line]:
    return [Line(n, line.first_name, line.last_name, rpps=line.rpps, email=line.email)
            for n, line in enumerate(lines, start=2)]  # fmt: skip


@given(st.lists(LINES, max_size=12))
def test_each_line_has_one_fate(lines: list[Line]) -> None:
    made = plan(numbered(lines), [Known("m:1", "Inès", "Brévolle", rpps="1")])

    fates = [line.number for line in made.created]
    fates += [update.line.number for update in (*made.updated, *made.unchanged)]
    fates += [doubt.line.number for doubt in made.doubts]
    fates += [line.number for line in made.rejected]
    assert sorted(fates) == list(range(2, len(lines) + 2))


@given(st.lists(LINES, max_size=12))
def test_nobody_is_merged_without_a_choice(lines: list[Line]) -> None:
    made = plan(numbered(lines), [])

    settled = settle(made, {})

    assert settled.created == made.created
    assert len(settled.left_aside) == len(made.doubts)


@given(st.lists(LINES, max_size=12), st.lists(st.sampled_from([NEW, ASIDE, "m:1", "l:2"])))
def test_two_people_never_get_one_number(lines: list[Line], answers: list[str]) -> None:
    made = plan(numbered(lines), [Known("m:1", "Inès", "Brévolle", rpps="1")])

    settled = settle(made, dict(enumerate(answers, start=2)))

    numbers = [line.rpps for line in settled.created if line.rpps]
    assert len(numbers) == len(set(numbers))
    assert "1" not in numbers


def test_someone_listed_twice_with_two_spellings_is_asked_about_once() -> None:
    made = plan(
        [Line(2, "Inès", "Brévolle", phone="01"), Line(3, "Ines", "Brevole", email="i@e.test")], []
    )

    assert [line.number for line in made.created] == [2]
    assert [(doubt.line.number, doubt.candidates[0].key) for doubt in made.doubts] == [(3, "l:2")]
    settled = settle(made, {3: "l:2"})
    assert [(line.phone, line.email) for line in settled.created] == [("01", "i@e.test")]


def test_a_homonym_with_another_number_is_someone_else() -> None:
    made = plan([Line(2, "Luc", "Dravel", rpps="2")], [Known("m:1", "Luc", "Dravel", rpps="1")])

    assert len(made.created) == 1


def test_the_same_number_under_another_name_is_asked_about_and_never_new() -> None:
    made = plan([Line(2, "Anne", "Mariée", rpps="1")], [Known("m:1", "Anne", "Jeunefille", "1")])

    assert made.doubts[0].candidates[0].reasons == (Reason.SAME_RPPS,)
    assert settle(made, {2: NEW}).left_aside == [2]


@given(NAMES, LAST)
def test_the_order_accents_and_case_of_a_name_do_not_matter(first: str, last: str) -> None:
    assert name_key(first, last) == name_key(last.upper(), first.lower())


@given(st.text("abcdef", min_size=6, max_size=12), st.data())
def test_one_letter_wrong_still_finds_the_name(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    wrong = data.draw(
        st.sampled_from(
            [name[:place] + name[place + 1 :], name[:place] + "z" + name[place:],
             name[:place] + "z" + name[place + 1 :]]
        )
    )  # fmt: skip
    index = Index([Someone("k", "", name)])

    assert is_near(name, wrong)
    assert [found.key for found in index.like(Someone("", "", wrong))] == (
        ["k"] if len(wrong) >= 6 else []
    )


def test_a_structure_written_three_ways_is_one_group_and_numbered_ones_stay_apart() -> None:
    groups = structure_groups(
        ["MSP du Parc", "Maison de santé du Parc", "maison de sante pluriprofessionnelle du parc",
         "Cabinet 1", "Cabinet 2", "Pharmacie de la Gare"]
    )  # fmt: skip

    assert [len(group) for group in groups] == [3]
