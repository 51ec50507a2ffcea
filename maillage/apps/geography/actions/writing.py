"""How are very many rows written fast?"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

CHUNK = 500


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
