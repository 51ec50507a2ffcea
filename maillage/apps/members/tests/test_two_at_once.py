"""Two people accept the same list at the same moment, on a database they really share."""

from functools import partial

import pytest

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.members.actions.erasure import (
    ErasureDecided,
    accept_erasure,
    ask_erasure,
    refuse_erasure,
)
from maillage.apps.members.actions.importing import (
    NO_ANSWER,
    AlreadyAccepted,
    accept_import,
    prepare_import,
)
from maillage.apps.members.models import ImportBatch, Membership
from maillage.apps.members.tests import make
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_a_list_accepted_by_two_people_at_once_is_written_once() -> None:
    community = make.cpts()
    people = [make.holder(community).person, make.holder(community).person]
    batch = prepare_import(
        community=community,
        name="l.csv",
        cells=make.cells("Nom;Prénom", "Dravel;Luc", "Castoran;Hugo"),
        by=people[0],
        at=make.NOW,
    )

    def accept(by: Person) -> object:
        held = ImportBatch.objects.get(pk=batch.pk)
        return accept_import(batch=held, answers=NO_ANSWER, by=by, at=make.NOW)

    results = all_at_once(*(partial(accept, person) for person in people))

    refused = [type(result) for result in results if isinstance(result, Exception)]
    assert refused == [AlreadyAccepted]
    assert Membership.objects.count() == 2


def test_of_two_administrators_one_decides_and_the_other_reads_who_did() -> None:
    first, second = (accounts.user(is_administrator=True).person for _ in range(2))
    person = accounts.person("Inès", "Brévolle")
    asked = ask_erasure(person=person, at=make.NOW)

    results = all_at_once(
        lambda: accept_erasure(request=asked, by=first, at=make.NOW),
        lambda: refuse_erasure(request=asked, reason="Mandat.", by=second, at=make.NOW),
    )

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(each) for each in refused] == [ErasureDecided]
    assert "rien n’a changé" in str(refused[0])
    asked.refresh_from_db()
    assert bool(asked.done_at) != bool(asked.refused_at)
