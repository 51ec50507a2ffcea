"""Two people accept the same list at the same moment, on a database they really share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

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


def test_of_two_administrators_one_decides_and_the_other_reads_who_did() -> None:
    first, second = (accounts.user(is_administrator=True).person for _ in range(2))
    person = accounts.person("Inès", "Brévolle")
    asked = ask_erasure(person=person, at=make.NOW)
    ready = Barrier(2)

    def accept() -> object:
        ready.wait(timeout=10)
        return accept_erasure(request=asked, by=first, at=make.NOW)

    def refuse() -> object:
        ready.wait(timeout=10)
        return refuse_erasure(request=asked, reason="Mandat.", by=second, at=make.NOW)

    with ThreadPoolExecutor(2) as pool:
        results = [run.result() for run in [pool.submit(_tried, act) for act in (accept, refuse)]]

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(each) for each in refused] == [ErasureDecided]
    assert "rien n’a changé" in str(refused[0])
    asked.refresh_from_db()
    assert bool(asked.done_at) != bool(asked.refused_at)


def _tried(act: Callable[[], object]) -> object:
    try:
        return act()
    except Exception as error:  # noqa: BLE001  # what the test is about
        return error
    finally:
        connection.close()
