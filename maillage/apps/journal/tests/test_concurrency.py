"""Can several processes write at once without forking the chain?"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from maillage.apps.accounts.models import Person
from maillage.apps.journal.models import Entry
from maillage.apps.journal.tests import make
from maillage.apps.journal.verification import verify

PROCESSES, EACH = 4, 25

WRITE = f"""
import django
django.setup()
from django.db import transaction
from maillage.apps.accounts.models import Person
from maillage.apps.journal.tests import make
who = Person.objects.get()
for turn in range({EACH}):
    with transaction.atomic():
        Person.objects.filter(pk=who.pk).exists()
        make.entry(by=who, on=who, turn=turn)
"""


@pytest.mark.usefixtures("concurrent_db")
def test_threads_writing_at_once_make_one_chain() -> None:
    who = Person.objects.create(first_name="Alix", last_name="Essai")

    def write(turn: int) -> None:
        try:
            make.entry(by=who, on=who, turn=turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PROCESSES) as threads:
        list(threads.map(write, range(40)))

    assert verify().entries == 40
    assert {entry.facts["turn"] for entry in Entry.objects.all()} == set(range(40))


def test_processes_writing_at_once_make_one_chain(concurrent_db: str) -> None:
    Person.objects.create(first_name="Alix", last_name="Essai")
    connection.close()
    environment = os.environ | {
        "DATABASE_URL": concurrent_db,
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings",
    }

    writers = [
        subprocess.Popen(  # noqa: S603  # our own code, as another web machine would run it
            [sys.executable, "-c", WRITE], env=environment, stderr=subprocess.PIPE, text=True
        )
        for _ in range(PROCESSES)
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors

    assert verify().entries == PROCESSES * EACH
    previous = Entry.objects.values_list("previous", flat=True)
    assert len(set(previous)) == len(previous)
