"""How are many rows written fast, and how does a load take the place of the former?"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

from maillage.apps.health.models import HealthLoad

# Any number, as long as it is ours: two loads at once wait for one another on PostgreSQL.
LOAD_LOCK = 20_260_102
CHUNK = 500


def wait_for_other_loads() -> None:
    """Let one load at a time through; SQLite already has a single writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


def write_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows as they come: COPY on PostgreSQL, one prepared statement on SQLite.

    What `bulk_create` checks and prepares for each row is not done: the reader did it.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    stored = {field.name: field.column for field in model._meta.concrete_fields}
    named = ", ".join(quote(str(stored[name])) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        holes = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {table} ({named}) VALUES ({holes})"  # noqa: S608  # our own names
        remaining = iter(rows)
        # By handfuls: Django keeps all that it is handed until the last is written.
        while some := list(islice(remaining, CHUNK)):
            cursor.executemany(statement, some)


def put_in_place(load: HealthLoad, *tables: type[models.Model]) -> None:
    """Let a load be read instead of the former of its kind, whose rows are removed."""
    former = HealthLoad.objects.current().filter(
        kind=load.kind, variant=load.variant, is_fictional=load.is_fictional
    )
    gone = list(former.values_list("pk", flat=True))
    former.update(is_current=False)
    HealthLoad.objects.filter(pk=load.pk).update(is_current=True)
    load.is_current = True
    for table in tables:
        table._default_manager.filter(load__in=gone).delete()
