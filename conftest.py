"""What does every test refuse, without having to say so?"""

import os
import random
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template import base as template_base
from django.template.base import Variable
from django.test import Client, TransactionTestCase

from maillage.web import memory

# The engine of partitions runs as it is written: compiling it would take longer than its tests.
os.environ.setdefault("NUMBA_DISABLE_JIT", "1")

OURS = str(Path(__file__).parent / "maillage")
LOCAL = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test speaks to this machine alone."""
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            pytest.fail(f"Un test a voulu joindre {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)


@pytest.fixture(autouse=True)
def quick_and_contained(settings: Any) -> None:
    """Hash passwords quickly, keep mails in memory."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


class UndefinedTemplateVariable(Exception):
    """A template names what its view did not give."""


@pytest.fixture(autouse=True)
def no_undefined_template_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only our own templates are held to it: allauth's probe variables on purpose."""
    resolve = template_base.FilterExpression.resolve

    def strict(self: Any, context: Any, ignore_failures: bool = False) -> Any:
        origin = getattr(context.template, "origin", None)
        ours = str(getattr(origin, "name", "")).startswith(OURS) and isinstance(self.var, Variable)
        if (
            ours
            and not ignore_failures
            and not any(f.__name__ == "default" for f, _ in self.filters)
        ):
            try:
                self.var.resolve(context)
            except template_base.VariableDoesNotExist as missing:
                raise UndefinedTemplateVariable(f"{{{{ {self.token} }}}} in {origin}") from missing
        return resolve(self, context, ignore_failures)

    monkeypatch.setattr(template_base.FilterExpression, "resolve", strict)


@pytest.fixture(autouse=True)
def unordered_means_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queryset without an order gives its rows in any: shuffle what was left to chance."""
    fetch = models.query.ModelIterable.__iter__

    def shuffled(self: Any) -> Iterator[Any]:
        if self.queryset.ordered or self.queryset.query.is_sliced or self.queryset.query.distinct:
            return iter(fetch(self))
        rows = list(fetch(self))
        random.shuffle(rows)
        return iter(rows)

    monkeypatch.setattr(models.query.ModelIterable, "__iter__", shuffled)


@pytest.fixture(autouse=True)
def texts_fit_their_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite takes a text longer than its column, PostgreSQL does not: both refuse it here."""
    prepare = models.CharField.get_db_prep_save

    def held(self: Any, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str) and self.max_length and len(value) > self.max_length:
            pytest.fail(f"{self} garde {self.max_length} signes\u00a0: {value!r} est plus long.")
        return prepare(self, value, connection)

    monkeypatch.setattr(models.CharField, "get_db_prep_save", held)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process remembers of one database is no answer about another."""
    memory.forget()


# What a page may ask of the database (design: any page, on the big instance).
QUERIES_A_PAGE = 25


@pytest.fixture(autouse=True)
def few_queries_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is read asks few questions, however many rows it shows."""
    answer = Client.request

    def counted(self: Client, **environ: Any) -> Any:
        asked: list[str] = []

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            # In a test, what would begin and commit marks a point to come back to.
            if not sql.startswith(("SAVEPOINT", "RELEASE")):
                asked.append(sql)
            return execute(sql, params, many, context)

        with connections["default"].execute_wrapper(count):
            response = answer(self, **environ)
        if environ.get("REQUEST_METHOD") == "GET" and len(asked) > QUERIES_A_PAGE:
            listed = "\n".join(sql[:160] for sql in asked)
            pytest.fail(f"{environ['PATH_INFO']} pose {len(asked)} questions :\n{listed}")
        return response

    monkeypatch.setattr(Client, "request", counted)


@pytest.fixture
def concurrent_db(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """Give a database that threads and processes really share; return its address.

    On PostgreSQL it is the test database, emptied afterwards; on SQLite, where that one lives in
    the memory of this process, a copy of it in a file.
    """
    connection = connections["default"]
    at = connection.settings_dict
    if connection.vendor == "postgresql":
        host = f"{quote(at['HOST'], safe='')}:{at['PORT']}"
        yield f"postgresql://{at['USER']}:{quote(at['PASSWORD'])}@{host}/{at['NAME']}"
        return
    connection.ensure_connection()
    in_memory, name, file = connection.connection, at["NAME"], tmp_path / "concurrent.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        in_memory.backup(copy)
    connection.connection, at["NAME"] = None, str(file)
    try:
        yield f"sqlite:///{file}"
    finally:
        connection.close()
        connection.connection, at["NAME"] = in_memory, name


@pytest.fixture(autouse=True, scope="session")
def emptying_the_journal_is_allowed_between_tests() -> Iterator[None]:
    """Let Django empty the tables after a transactional test, which the journal forbids."""
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # untyped

    def lift_and_empty(self: TransactionTestCase) -> None:
        with triggers_lifted(connections["default"]):
            empty(self)
        # Its table is no model's: Django leaves it as it is, rate limits included.
        cache.clear()
        # What the journal's migration began the chain with.
        apps.get_model("journal", "Head").objects.create(pk=1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_empty)
        yield


@contextmanager
def triggers_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Put aside the triggers of the journal; put them back as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for verb in ("DISABLE", "ENABLE"):
                # A table waiting for the check of a foreign key cannot be altered.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                for table in ("journal_entry", "journal_head"):
                    cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER USER")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                if verb == "DISABLE":
                    yield
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for trigger, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{trigger}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)
