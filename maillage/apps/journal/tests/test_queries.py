"""Does the journal tell its entries in French, to those they concern?"""

from datetime import date
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.journal import queries
from maillage.apps.journal.models import Entry, Head
from maillage.apps.journal.tests import make
from maillage.apps.journal.verbs import registered
from maillage.domain import french

pytestmark = pytest.mark.django_db


def test_the_entries_of_a_community_come_latest_first() -> None:
    community = uuid4()
    make.entry(community=community, what="première")
    make.entry(community=uuid4(), what="ailleurs")
    make.entry(community=community, what="deuxième")

    page = queries.of_community(community)

    assert [line.sentence.rpartition("\u00a0: ")[2] for line in page.lines] == [
        "deuxième.",
        "première.",
    ]
    assert page.older is None


def test_older_entries_are_asked_by_the_last_number_seen() -> None:
    community = uuid4()
    for turn in range(5):
        make.entry(community=community, what=f"n{turn}")

    first = queries.of_community(community, size=2)
    second = queries.of_community(community, size=2, before=first.older)
    third = queries.of_community(community, size=2, before=second.older)

    shown = [line.number for page in (first, second, third) for line in page.lines]
    assert shown == [5, 4, 3, 2, 1]
    assert third.older is None


def test_a_sentence_names_people_as_they_are_called_today() -> None:
    someone = accounts.person("Dominique", "Exemplaire")
    make.entry(by=someone)
    someone.last_name = "Exemplaire-Modèle"
    someone.save()

    line = queries.of_person(someone).lines[0]

    assert line.sentence.startswith("Dominique Exemplaire-Modèle a consulté")


def test_an_erased_person_is_no_longer_named() -> None:
    someone = accounts.person("Dominique", "Exemplaire")
    make.entry(by=someone)
    someone.first_name = someone.last_name = ""
    someone.save()

    assert queries.latest().lines[0].by == "une personne effacée"


def test_what_the_instance_does_by_itself_has_no_author() -> None:
    entry = make.entry()
    told = queries._line(Entry(number=1, at=entry.at, verb=entry.verb, facts={"what": "x"}), {})

    assert told.sentence.startswith("L’instance a consulté")


def test_a_page_takes_two_queries_whoever_it_names(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    community = uuid4()
    for _ in range(20):
        make.entry(community=community, what="x", shown_to=[accounts.person(), accounts.person()])

    with django_assert_num_queries(2):
        queries.of_community(community)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 2, 13), "13/02/2026"),
        (75_000, french.integer(75_000)),
        (2026, "2026"),
        (True, "oui"),
        (False, "non"),
        (None, "inconnu"),
        (["a", "b"], "a, b"),
        ("texte {by}", "texte {by}"),
    ],
)
def test_a_fact_is_told_in_french(value: object, words: str) -> None:
    make.entry(what=value)

    assert queries.latest().lines[0].sentence.endswith(f"\u00a0: {words}.")


def test_a_fact_that_was_not_recorded_is_told_as_unknown() -> None:
    make.entry(other="x")

    assert queries.latest().lines[0].sentence.endswith("inconnu.")


def test_a_person_sees_who_read_their_data() -> None:
    me, reader = accounts.person(), accounts.person()
    read = make.entry(by=reader, on=me)
    make.entry(by=reader, on=accounts.person())
    make.entry(by=me, on=me)

    assert [line.number for line in queries.reads_of(me).lines] == [read.number]


def test_a_person_sees_who_read_the_lists_they_are_in() -> None:
    me, mine, other = accounts.person(), uuid4(), uuid4()
    from_list = [
        make.entry(on=Head(pk=1), community=community, what="liste des membres")
        for community in (mine, other)
    ]
    make.entry(on=accounts.person(), community=mine)

    lines = queries.reads_of(me, communities=[mine]).lines

    assert [line.number for line in lines] == [from_list[0].number]


def test_a_person_sees_what_they_did_and_what_was_done_to_them() -> None:
    me, other = accounts.person(), accounts.person()
    numbers = [make.entry(by=me).number, make.entry(by=other, on=me).number]
    make.entry(by=other)

    assert sorted(line.number for line in queries.of_person(me).lines) == numbers


def test_a_verb_that_no_app_lists_any_more_is_still_told() -> None:
    entry = make.entry()
    entry.verb = "garden.planted"

    assert entry.verb not in registered()
    assert "garden.planted" in queries._line(entry, {}).sentence
