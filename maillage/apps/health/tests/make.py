"""What do the tests of supply and needs start from?"""

from datetime import UTC, date, datetime
from typing import Any

from maillage.apps.health.models import HealthLoad

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def load(kind: HealthLoad.Kind = HealthLoad.Kind.PROFESSIONALS, **values: Any) -> HealthLoad:
    return HealthLoad.objects.create(
        **{
            "kind": kind,
            "name": "fichier-invente.txt",
            "source": "Fichier inventé",
            "licence": "Licence Ouverte 2.0",
            "vintage": "novembre 2026",
            "as_of": date(2026, 11, 20),
            "digest": "0" * 64,
            "loaded_at": AT,
            "is_current": True,
            **values,
        }
    )
