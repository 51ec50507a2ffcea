"""How are many rows written fast, and how does a load take the place of the former?"""

from django.db import connection, models

from maillage.apps.geography.actions.writing import write_rows
from maillage.apps.health.models import HealthLoad

# Any number, as long as it is ours: two loads at once wait for one another on PostgreSQL.
LOAD_LOCK = 20_260_102
__all__ = ["put_in_place", "wait_for_other_loads", "write_rows"]


def wait_for_other_loads() -> None:
    """Let one load at a time through; SQLite already has a single writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


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
