"""Two people accept the same list at the same moment, on a database they really share."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from maillage.apps.accounts.models import Person
from maillage.apps.members.actions.importing import (
    NO_ANSWER,
    AlreadyAccepted,
    accept_import,
    prepare_import,
)
from maillage.apps.members.models import ImportBatch, Membership
from maillage.apps.members.tests import make

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
    ready = Barrier(2)

    def accept(by: Person) -> object:
        try:
            held = ImportBatch.objects.get(pk=batch.pk)
            ready.wait(timeout=10)
            return accept_import(batch=held, answers=NO_ANSWER, by=by, at=make.NOW)
        except Exception as error:  # noqa: BLE001  # what the test is about
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(accept, people))

    refused = [type(result) for result in results if isinstance(result, Exception)]
    assert refused == [AlreadyAccepted]
    assert Membership.objects.count() == 2
