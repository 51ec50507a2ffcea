"""What does someone learn who copies the files of the database, rows replaced since included?"""

from collections.abc import Iterator

import pytest
from django.db import connection

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions import ballot as ballots
from maillage.apps.decisions.actions import vote as votes
from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.models import Ballot, Urn
from maillage.apps.decisions.tests import make


@pytest.fixture
def pages(concurrent_db: str) -> Iterator[None]:
    """Let the test read the pages of a table as PostgreSQL keeps them on disk."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite écrit sur place : aucune ligne n’y porte de transaction")
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if cursor.fetchone() != (True,):
            pytest.skip("lire les pages demande un rôle d’administration de PostgreSQL")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        yield
        cursor.execute("DROP EXTENSION pageinspect")


def transactions_in_the_urn() -> set[str]:
    """Return every transaction whose writing of a counter can still be read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT t_xmin::text FROM generate_series("
            "0, pg_relation_size(%(table)s) / 8192 - 1) AS page, "
            "heap_page_items(get_raw_page(%(table)s, page::int)) WHERE t_xmin IS NOT NULL",
            {"table": Urn._meta.db_table},
        )
        return {row[0] for row in cursor.fetchall()}


def opened() -> Ballot:
    cpts = make.cpts()
    return ballots.open_ballot(
        community=cpts,
        paper=Paper("Rapport moral", is_secret=True),
        roll=[Voice(accounts.person()) for _ in range(6)],
        by=make.holder(cpts).person,
        at=make.NOW,
    )


@pytest.mark.usefixtures("pages")
def test_no_counter_as_it_was_before_a_vote_is_left_in_the_files() -> None:
    """A vote replaces the counters; the rows replaced would say, voter by voter, what each did."""
    ballot = opened()
    options = list(ballot.options.order_by("pk"))
    for rank, voter in enumerate(ballot.voters.select_related("person", "ballot").order_by("pk")):
        votes.cast_vote(voter=voter, chosen=[options[rank % 2].uuid], by=voter.person, at=make.NOW)

        assert len(transactions_in_the_urn()) == 1
