"""Does a person over several places count for one, whatever the lines and their order?"""

from collections import defaultdict
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.health.counting import Lines, Tally, rule, share, tally

# A line: person, site, place, group, whether it is of first recourse, whether it is secondary.
Line = tuple[int, int, int, int, bool, bool]
FIRST = {0: True, 1: False, 2: True}


def counted(*lines: Line) -> Tally:
    columns = list(zip(*lines, strict=True)) if lines else [()] * 6
    person, site, place, group, is_first, is_secondary = columns
    return tally(
        share(
            Lines(
                person=np.array(person, dtype=np.uint64),
                site=np.array(site, dtype=np.uint64),
                place=np.array(place, dtype=np.int32),
                group=np.array(group, dtype=np.int32),
                is_first=np.array(is_first, dtype=np.bool_),
                is_secondary=np.array(is_secondary, dtype=np.bool_),
            )
        )
    )


def line(person: int = 1, site: int = 1, place: int = 0, group: int = 0) -> Line:
    return person, site, place, group, FIRST[group], False


def test_one_person_at_one_place_counts_for_one() -> None:
    found = counted(line())

    assert found.persons.tolist() == [1]
    assert found.weight.tolist() == found.first.tolist() == [1.0]


def test_two_sites_share_a_person() -> None:
    found = counted(line(site=1, place=0), line(site=2, place=1))

    assert found.persons.tolist() == [1, 1]
    assert found.weight.tolist() == [0.5, 0.5]
    assert found.several.tolist() == [0, 0]


def test_a_line_said_twice_counts_once() -> None:
    assert counted(line(), line()).weight.tolist() == [1.0]


def test_two_activities_at_one_site_share_what_it_is_worth() -> None:
    found = counted(line(group=0), line(group=1), line(site=2, group=0))

    assert found.group.tolist() == [0, 1]
    assert found.weight.tolist() == [0.75, 0.25]


def test_a_ward_takes_nothing_from_the_surgery_of_first_recourse() -> None:
    found = counted(line(site=1, group=0), line(site=2, group=1))

    assert found.weight.tolist() == [0.5, 0.5]
    assert found.first.tolist() == [1.0, 0.0]


def test_a_line_without_specialty_repeats_the_one_that_has_it() -> None:
    found = counted(line(group=0), (1, 1, 0, 1, False, True))

    assert found.group.tolist() == [0]
    assert found.weight.tolist() == [1.0]


def test_nobody_makes_nothing() -> None:
    assert len(counted().persons) == 0


def test_who_is_seen_without_being_sent_is_of_first_recourse() -> None:
    told = rule()

    assert told.is_first_recourse("10", "SM54", "L", "SA07")
    assert told.is_first_recourse("10", "SM26", "S", "SA05")
    assert told.is_first_recourse("21", "", "S", "SA33")
    assert not told.is_first_recourse("10", "SM04", "L", "SA07")
    assert not told.is_first_recourse("10", "SM54", "S", "SA01")
    assert not told.is_first_recourse("10", "SM54", "L", "SA50")
    assert not told.is_first_recourse("10", "SM54", "B", "SA07")
    assert not told.is_first_recourse("60", "", "S", "SA01")
    assert told.sources
    assert told.note


LINES = st.lists(
    st.builds(
        lambda person, site, group: line(person, site, site % 3, group),
        st.integers(1, 5),
        st.integers(1, 6),
        st.integers(0, 2),
    ),
    max_size=25,
)


@given(LINES)
def test_every_person_is_worth_one_in_all(lines: list[Line]) -> None:
    found = counted(*lines)

    people = {person for person, *_ in lines}
    first = {person for person, _, _, _, is_first, _ in lines if is_first}
    assert np.isclose(found.weight.sum(), len(people))
    assert np.isclose(found.first.sum(), len(first))


@given(LINES)
def test_the_tally_is_that_of_a_slow_and_plain_count(lines: list[Line]) -> None:
    found = counted(*lines)

    sites, at = defaultdict(set), defaultdict(set)
    for person, site, _, group, _, _ in lines:
        sites[person].add(site)
        at[person, site].add(group)
    weight: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    persons = defaultdict(set)
    for person, site, place, group, *_ in set(lines):
        weight[place, group] += Fraction(1, len(sites[person]) * len(at[person, site]))
        persons[place, group].add(person)
    entries = list(zip(found.place.tolist(), found.group.tolist(), strict=True))
    assert entries == sorted(weight)
    assert np.allclose(found.weight, [float(weight[entry]) for entry in entries])
    assert found.persons.tolist() == [len(persons[entry]) for entry in entries]


@given(LINES)
def test_people_of_several_entries_are_named_so_that_each_is_counted_once(
    lines: list[Line],
) -> None:
    found = counted(*lines)

    alone = int(found.persons.sum()) - len(found.several)
    assert alone + len(set(found.several.tolist())) == len({person for person, *_ in lines})
