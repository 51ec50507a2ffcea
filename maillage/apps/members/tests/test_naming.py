"""What was badly written is put right for everyone, and two names of one place become one."""

import pytest
from django.test import Client
from django.urls import reverse

from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.members.actions.importing import NO_ANSWER, accept_import, prepare_import
from maillage.apps.members.actions.naming import (
    BothAreMembers,
    CollegeHasMembers,
    NameEmpty,
    rename_college,
    rename_structure,
)
from maillage.apps.members.actions.undoing import ChangedSince, undo_import
from maillage.apps.members.models import Membership
from maillage.apps.members.tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW


def test_a_structure_given_the_name_of_another_becomes_it() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    short, whole = make.structure(cpts, "MSP Tilleuls"), make.structure(cpts, "MSP des Tilleuls")
    make.member(cpts, structure=short)
    make.member(cpts, structure=whole)

    rename_structure(community=cpts, structure=short, name="msp  des tilleuls", by=chair, at=NOW)

    assert [(one.name, one.memberships.count()) for one in cpts.structures.all()] == [
        ("msp des tilleuls", 2)
    ]
    assert_journaled("members.structure_renamed")


def test_a_structure_keeps_a_name_and_two_members_are_not_brought_together() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    one, other = (make.structure_member(cpts, name) for name in ("Maison A", "Maison B"))
    assert one.structure
    assert other.structure

    with pytest.raises(NameEmpty):
        rename_structure(community=cpts, structure=one.structure, name="…", by=chair, at=NOW)
    with pytest.raises(BothAreMembers):
        rename_structure(community=cpts, structure=one.structure, name="maison b", by=chair, at=NOW)


def test_a_college_is_renamed_joined_to_another_and_goes_when_empty() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    wrong, right = cpts.colleges.create(name="liberaux"), cpts.colleges.create(name="libéraux")
    held = make.member(cpts, college=wrong)

    with pytest.raises(CollegeHasMembers):
        rename_college(community=cpts, college=wrong, name="", by=chair, at=NOW)
    rename_college(community=cpts, college=wrong, name="libéraux", by=chair, at=NOW)

    held.refresh_from_db()
    assert held.college == right
    assert_journaled("members.college_renamed")
    Membership.objects.filter(college=right).update(college=None)
    rename_college(community=cpts, college=right, name=" ", by=chair, at=NOW)
    assert not cpts.colleges.exists()


def test_an_import_whose_structures_were_brought_together_is_not_undone() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    kept = make.structure(cpts, "Cabinet du Pont")
    cells = make.cells("Nom;Prénom;Structure", "Dravel;Luc;Cab. Pont")
    batch = prepare_import(community=cpts, name="l.csv", cells=cells, by=chair, at=NOW)
    batch, _ = accept_import(batch=batch, answers=NO_ANSWER, by=chair, at=NOW)
    theirs = cpts.structures.exclude(pk=kept.pk).get()
    rename_structure(community=cpts, structure=theirs, name=kept.name, by=chair, at=NOW)

    with pytest.raises(ChangedSince):
        undo_import(batch=batch, by=chair, at=NOW)


def test_the_page_takes_a_structure_of_this_community_only(client: Client) -> None:
    cpts = make.cpts()
    client.force_login(make.holder(cpts))
    theirs, ours = make.structure(make.cpts(), "Ailleurs"), make.structure(cpts, "Ici")
    address = reverse("members:rename_structure", args=[cpts.slug])

    for one in (theirs, ours):
        client.post(address, {"structure-structure": str(one.uuid), "structure-name": "Là"})
        one.refresh_from_db()

    assert (theirs.name, ours.name) == ("Ailleurs", "Là")
