"""A list of members is read, accepted by someone, and undone in one gesture."""

from typing import Any

import pytest
from django.core import serializers

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.models import Community
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.apps.members.actions.importing import (
    NO_ANSWER,
    AlreadyAccepted,
    Answers,
    Outcome,
    accept_import,
    prepare_import,
)
from maillage.apps.members.actions.undoing import ChangedSince, NotAccepted, undo_import
from maillage.apps.members.models import (
    College,
    ImportBatch,
    Membership,
    Practice,
    Structure,
)
from maillage.apps.members.tests import make
from maillage.domain.headings import NoHeadings
from maillage.domain.roles import RoleKind
from maillage.domain.roster_plan import NEW

pytestmark = pytest.mark.django_db

LIST = make.cells(
    "Nom;Prénom;Profession;Mail;Structure;Collège",
    "Brévolle;Inès;MG;ines@exemple.test;MSP du Parc;libéraux",
    "Castoran;Hugo;IDEL;;Cabinet du Pont;libéraux",
)


def accepted(
    community: Community, cells: list[list[str]], answers: Answers = NO_ANSWER
) -> tuple[ImportBatch, Outcome]:
    by = make.holder(community).person
    batch = prepare_import(community=community, name="l.csv", cells=cells, by=by, at=make.NOW)
    return accept_import(batch=batch, answers=answers, by=by, at=make.NOW)


def everything() -> list[Any]:
    """All that an import may touch, row by row."""
    return [
        serializers.serialize("python", model._default_manager.order_by("pk"))
        for model in (Person, Practice, Structure, College, Membership)
    ]


def test_nothing_is_written_before_acceptance() -> None:
    community = make.cpts()
    by = make.holder(community).person
    before = everything()

    prepare_import(community=community, name="l.csv", cells=LIST, by=by, at=make.NOW)

    assert everything() == before


def test_an_accepted_list_becomes_members_with_their_trade_structure_and_college() -> None:
    community = make.cpts()

    _, outcome = accepted(community, LIST)

    assert outcome == Outcome(created=2, updated=0, left_aside=0, rejected=0)
    ines = Membership.objects.get(person__last_name="Brévolle")
    assert ines.person is not None
    assert (ines.person.practice.profession_code, ines.person.profession) == ("10", "médecin")
    assert str(ines.structure) == "MSP du Parc"
    assert ines.college == Membership.objects.get(person__last_name="Castoran").college
    assert_journaled("members.imported", created=2)


def test_the_same_list_a_second_time_changes_nothing() -> None:
    community = make.cpts()
    accepted(community, LIST)
    before = everything()

    _, outcome = accepted(community, LIST)

    assert outcome.created == outcome.updated == 0
    assert everything()[1:] == before[1:]


def test_a_likely_duplicate_is_left_aside_unless_someone_says_who_it_is() -> None:
    community = make.cpts()
    held = make.member(community, "Inès", "Brévolle")
    spelt_otherwise = make.cells("Nom;Prénom;Tél", "BREVOLE;Ines;0612345678")

    _, outcome = accepted(community, spelt_otherwise)
    held.refresh_from_db()
    assert (outcome.left_aside, held.phone) == (1, "")

    answers = Answers(people={2: f"m:{held.pk}"}, structures={})
    _, outcome = accepted(community, spelt_otherwise, answers)
    held.refresh_from_db()
    assert (outcome.updated, held.phone) == (1, "06 12 34 56 78")
    assert Membership.objects.count() == 1


def test_a_choice_that_was_not_offered_merges_nobody() -> None:
    community, elsewhere = make.cpts(), make.cpts()
    make.member(community, "Inès", "Brévolle")
    theirs = make.member(elsewhere, "Luc", "Dravel")
    answers = Answers(people={2: f"m:{theirs.pk}"}, structures={})

    _, outcome = accepted(community, make.cells("Nom;Prénom", "Brevolle;Ines"), answers)

    assert outcome.left_aside == 1


def test_an_undo_restores_exactly_what_was_there() -> None:
    community = make.cpts()
    make.member(community, "Inès", "Brévolle", email="ines@exemple.test", phone="01 99 00 00 00")
    by = make.holder(community).person
    before = everything()
    batch = prepare_import(
        community=community,
        name="l.csv",
        cells=[[*LIST[0], "Tél", "RPPS"], [*LIST[1], "0612345678", make.rpps()], LIST[2]],
        by=by,
        at=make.NOW,
    )
    batch, _ = accept_import(batch=batch, answers=NO_ANSWER, by=by, at=make.NOW)
    assert everything() != before

    undo_import(batch=batch, by=by, at=make.NOW)

    assert everything() == before
    assert_journaled("members.import_undone")


def test_a_list_gives_its_codes_to_whoever_had_none_and_an_undo_takes_them_back() -> None:
    community = make.cpts()
    coded, bare = (
        make.member(community, "Inès", "Brévolle"),
        make.member(community, "Luc", "Dravel"),
    )
    Practice.objects.filter(person=bare.person).delete()
    before = everything()
    batch, _ = accepted(
        community,
        make.cells(
            "Nom;Prénom;Profession;Structure;E-mail",
            "Brévolle;Inès;cardiologue;;a@exemple.test",
            "Dravel;Luc;pédopsychiatre;;b@exemple.test",
        ),
        Answers(people={2: f"m:{coded.pk}", 3: f"m:{bare.pk}"}, structures={}),
    )

    known = {each.person_id: each for each in Practice.objects.all()}
    assert known[bare.person_id or 0].specialty_code == "SM43"
    assert known[coded.person_id or 0].profession_code == "60"

    undo_import(batch=batch, by=make.holder(community).person, at=make.NOW)
    assert everything()[1:] == before[1:]


def test_an_undo_that_would_lose_later_work_is_refused_and_changes_nothing() -> None:
    community = make.cpts()
    batch, _ = accepted(community, LIST)
    Membership.objects.filter(person__last_name="Castoran").update(phone="01", version=1)
    before = everything()

    with pytest.raises(ChangedSince, match="Hugo Castoran"):
        undo_import(batch=batch, by=make.holder(community).person, at=make.NOW)

    assert everything()[1:] == before[1:]


def test_an_undo_is_refused_when_a_person_of_the_list_now_serves_elsewhere() -> None:
    community = make.cpts()
    batch, _ = accepted(community, LIST)
    hugo = Person.objects.get(last_name="Castoran")
    make.member(make.cpts(), person=hugo)

    with pytest.raises(ChangedSince):
        undo_import(batch=batch, by=make.holder(community).person, at=make.NOW)

    assert Membership.objects.of(community).count() == 2


def test_a_list_is_accepted_once_and_undone_once() -> None:
    community = make.cpts()
    by = make.holder(community).person
    batch, _ = accepted(community, LIST)

    with pytest.raises(AlreadyAccepted):
        accept_import(batch=batch, answers=NO_ANSWER, by=by, at=make.NOW)
    undo_import(batch=batch, by=by, at=make.NOW)
    with pytest.raises(NotAccepted):
        undo_import(batch=batch, by=by, at=make.NOW)


@pytest.mark.parametrize("kind", [RoleKind.MEMBER, RoleKind.BOARD, RoleKind.TREASURER])
def test_whoever_does_not_keep_the_list_imports_nothing(kind: RoleKind) -> None:
    community = make.cpts()
    by = make.holder(community, kind).person

    with pytest.raises(RightMissing):
        prepare_import(community=community, name="l.csv", cells=LIST, by=by, at=make.NOW)

    assert_not_journaled("members.imported")


def test_a_list_without_headings_is_refused_before_anything_is_kept() -> None:
    community = make.cpts()

    with pytest.raises(NoHeadings, match="en-têtes"):
        prepare_import(
            community=community,
            name="l.csv",
            cells=make.cells("a;b", "c;d"),
            by=None,
            at=make.NOW,
        )

    assert not ImportBatch.objects.exists()


def test_someone_known_elsewhere_by_their_number_stays_one_person() -> None:
    here, elsewhere = make.cpts(), make.cpts()
    number = make.rpps()
    known = make.member(elsewhere, "Inès", "Brévolle", rpps=number, email="a@exemple.test")

    accepted(here, make.cells("Nom;Prénom;RPPS;Mail", f"Brevolle;Ines;{number};b@exemple.test"))

    mine = Membership.objects.of(here).get()
    known.refresh_from_db()
    assert mine.person == known.person
    assert (mine.email, known.email) == ("b@exemple.test", "a@exemple.test")


def test_a_number_of_someone_else_elsewhere_is_refused_without_naming_them() -> None:
    here, elsewhere = make.cpts(), make.cpts()
    number = make.rpps()
    make.member(elsewhere, "Inès", "Brévolle", rpps=number)

    _, outcome = accepted(here, make.cells("Nom;Prénom;RPPS", f"Castoran;Hugo;{number}"))

    assert (outcome.created, outcome.rejected) == (0, 1)


def test_who_signs_in_with_the_address_of_the_list_stays_one_person() -> None:
    community = make.cpts()
    inès = accounts.person("Inès", "Brévolle")
    accounts.user("ines@exemple.test", person=inès)

    accepted(community, LIST)

    assert Membership.objects.get(email="ines@exemple.test").person == inès


def test_who_gave_the_address_of_the_list_to_another_community_stays_one_person() -> None:
    here, elsewhere = make.cpts(), make.cpts()
    known = make.member(elsewhere, "Inès", "Brévolle", email="ines@exemple.test")
    make.member(elsewhere, "Hugo", "Castoran", email="cabinet@exemple.test")

    accepted(
        here,
        make.cells(
            "Nom;Prénom;Mail", "Brevolle;Ines;ines@exemple.test", "Dravel;Luc;cabinet@exemple.test"
        ),
    )

    ours = {str(one.person): one.person for one in Membership.objects.of(here)}
    assert ours["Inès Brévolle"] == known.person
    assert ours["Luc Dravel"] not in [one.person for one in Membership.objects.of(elsewhere)]


def test_who_is_said_to_be_someone_else_is_not_taken_for_who_is_there() -> None:
    community = make.cpts()
    make.member(community, "Luc", "Dravel", email="cabinet@exemple.test")
    twice = make.cells("Nom;Prénom;Mail", *["Dravel;Luc;cabinet@exemple.test"] * 2)

    _, outcome = accepted(community, twice, Answers({3: NEW}, {}))

    assert outcome.created == 1
    assert Membership.objects.of(community).values("person").distinct().count() == 2


def test_a_structure_of_a_list_enters_as_one_and_is_known_the_next_time() -> None:
    community = make.cpts()
    rows = make.cells("Nom;Prénom;Catégorie;Mail", "EHPAD des Essais;;structure;ehpad@exemple.test")

    accepted(community, rows)
    _, again = accepted(community, rows)

    held = Membership.objects.of(community).get()
    assert (held.person, str(held.structure), held.category) == (
        None, "EHPAD des Essais", "STRUCTURE",
    )  # fmt: skip
    assert (again.created, again.updated) == (0, 0)


def test_spellings_of_a_structure_become_one_only_when_someone_says_so() -> None:
    community = make.cpts()
    three = make.cells(
        "Nom;Prénom;Structure",
        "Brévolle;Inès;MSP du Parc",
        "Castoran;Hugo;Maison de santé du Parc",
        "Dravel;Luc;msp du parc",
    )

    answers = Answers(people={}, structures={"Maison de santé du Parc": "MSP du Parc"})
    accepted(community, three, answers)

    assert [s.name for s in community.structures.all()] == ["MSP du Parc"]


def test_an_objection_is_not_forgotten_by_a_later_list() -> None:
    community = make.cpts()
    held = make.member(community, "Inès", "Brévolle", rpps=make.rpps(), objected_on=make.TODAY)
    assert held.person is not None

    accepted(community, make.cells("Nom;Prénom;RPPS", f"Brévolle;Inès;{held.person.rpps}"))

    held.refresh_from_db()
    assert (held.objected_on, Membership.objects.count()) == (make.TODAY, 1)


def test_a_formula_is_kept_as_the_text_it_is() -> None:
    community = make.cpts()

    accepted(community, make.cells("Nom;Prénom;Structure", "=cmd|'/c calc'!A1;Inès;@SUM(A1)"))

    held = Membership.objects.get()
    assert held.person is not None
    assert (held.person.last_name, str(held.structure)) == ("=cmd|'/c calc'!A1", "@SUM(A1)")
