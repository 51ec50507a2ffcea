"""An entry is never changed nor removed, whoever asks: the database itself refuses.

SQLite forgets the triggers of a table that a later migration rebuilds: such a migration ends by
running this one's `forbid` again (a test sees to it).
"""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER journal_entry_never_changed BEFORE UPDATE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal: une écriture ne se modifie pas'); END
    """,
    """
    CREATE TRIGGER journal_entry_never_removed BEFORE DELETE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal: une écriture ne se supprime pas'); END
    """,
    # INSERT OR REPLACE removes without calling the trigger above.
    """
    CREATE TRIGGER journal_entry_never_replaced BEFORE INSERT ON journal_entry
    WHEN EXISTS (
        SELECT 1 FROM journal_entry
        WHERE number = NEW.number OR digest = NEW.digest OR id = NEW.id
    )
    BEGIN SELECT RAISE(ABORT, 'journal: une écriture ne se remplace pas'); END
    """,
    """
    CREATE TRIGGER journal_head_never_removed BEFORE DELETE ON journal_head
    BEGIN SELECT RAISE(ABORT, 'journal: la tête du journal ne se supprime pas'); END
    """,
]

POSTGRESQL = [
    """
    CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'journal: une écriture ne se modifie ni ne se supprime'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER journal_entry_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
    """,
    """
    CREATE TRIGGER journal_head_never_removed BEFORE DELETE OR TRUNCATE ON journal_head
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()
    """,
]

UNDO = {
    "sqlite": [
        "DROP TRIGGER journal_entry_never_changed",
        "DROP TRIGGER journal_entry_never_removed",
        "DROP TRIGGER journal_entry_never_replaced",
        "DROP TRIGGER journal_head_never_removed",
    ],
    "postgresql": [
        "DROP TRIGGER journal_entry_append_only ON journal_entry",
        "DROP TRIGGER journal_head_never_removed ON journal_head",
        "DROP FUNCTION journal_refuse()",
    ],
}


def forbid(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_found_by_community")]
    operations = [migrations.RunPython(forbid, allow, elidable=False)]
