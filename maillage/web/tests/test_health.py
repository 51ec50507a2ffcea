"""Do the machines that watch the instance learn what they need, and no more?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.fixture
def unreachable_database(tmp_path: Path) -> Iterator[None]:
    """Put in the place of the database one that cannot be opened."""
    reachable = connections["default"]
    settings = reachable.settings_dict | {"NAME": str(tmp_path / "nowhere" / "a.sqlite3")}
    connections["default"] = DatabaseWrapper(settings | {"OPTIONS": {}}, "default")
    yield
    connections["default"] = reachable


def test_the_process_answers_without_the_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_the_instance_is_ready_once_every_migration_is_applied(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations": 0}


@pytest.mark.django_db
def test_the_instance_is_not_ready_while_a_migration_waits(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="journal", name="0004_append_only").delete()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["migrations"] == 1


@pytest.mark.django_db
def test_the_instance_is_not_ready_without_its_database(
    unreachable_database: None, client: Client
) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "unreachable"}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_it_is_only_asked(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
