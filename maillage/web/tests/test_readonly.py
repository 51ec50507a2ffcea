"""Is a page that is only read kept from writing, and nothing else?"""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.journal.tests.make import assert_journaled
from maillage.web.readonly import WroteWhileReading, writes

pytestmark = [pytest.mark.django_db, pytest.mark.urls("maillage.web.tests.urls")]

WRITING = ["/write", "/write-in-savepoint", "/write-by-cte", "/write-while-rendering"]


@pytest.mark.parametrize("address", WRITING)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_view_that_writes_while_it_is_read_fails(
    client: Client, address: str, method: str
) -> None:
    with pytest.raises(WroteWhileReading):
        client.generic(method, address)


@pytest.mark.parametrize("address", WRITING)
def test_the_same_view_writes_when_it_is_posted_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 200


def test_reading_in_a_transaction_is_reading(client: Client) -> None:
    assert client.get("/read").content == b"0"


def test_the_session_is_saved_around_a_page_that_is_read(client: Client) -> None:
    assert client.get("/read-and-keep-in-session").content == b"read"

    assert Session.objects.get().get_decoded() == {"seen": 0}


def test_reading_someone_is_journaled_while_it_is_read(client: Client) -> None:
    accounts.person()

    assert client.get("/read-someone").content == b"read"

    assert_journaled("personal_data.read", what="nom")


def test_once_the_page_is_answered_writing_is_free_again(client: Client) -> None:
    client.get("/read")

    assert accounts.person().pk


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO a VALUES (1)",
        "  update a set b = 1",
        "DELETE FROM a",
        "REPLACE INTO a VALUES (1)",
        "TRUNCATE a",
        "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE",
        "CREATE TABLE a (b int)",
        "DROP TABLE a",
        "ALTER TABLE a ADD b int",
        "COPY a FROM stdin",
        "CALL something()",
        "DO $$ BEGIN END $$",
        "VACUUM",
        "/* hidden */ INSERT INTO a VALUES (1)",
        "-- hidden\nDELETE FROM a",
        "WITH b AS (SELECT 1) INSERT INTO a SELECT * FROM b",
        "WITH b AS (DELETE FROM a RETURNING *) SELECT * FROM b",
        "with b as (select 1) update a set c = 1",
        "",
    ],
)
def test_a_statement_that_may_write_is_known(sql: str) -> None:
    assert writes(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        " (SELECT 1) UNION (SELECT 2)",
        "select * from a for update",
        "WITH b AS (SELECT 1) SELECT * FROM b",
        "WITH b AS (SELECT 'please INSERT' AS \"UPDATE\" /* DELETE */) SELECT * FROM b FOR UPDATE",
        "WITH b AS (SELECT 1) SELECT * FROM b FOR NO KEY UPDATE",
        "WITH b AS (SELECT updated_at FROM a) SELECT * FROM b",
        "/* hidden */ SELECT 1",
        "EXPLAIN SELECT 1",
        'SAVEPOINT "s1"',
        'RELEASE SAVEPOINT "s1"',
        'ROLLBACK TO SAVEPOINT "s1"',
    ],
)
def test_a_statement_that_reads_is_known(sql: str) -> None:
    assert not writes(sql)
