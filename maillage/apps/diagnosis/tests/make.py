"""Places with what is counted there; nobody and nowhere here exists."""

from datetime import date

from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make
from maillage.apps.geography.models import Commune
from maillage.apps.health.models import Establishment, HealthLoad, Supply

NOW, TODAY = make.NOW, make.TODAY


def places(count: int = 4, *, population: int = 5_000, departement: str = "D1") -> list[str]:
    """Make communes of 100 km²; return their codes."""
    made = [
        make.commune(
            f"{departement}{number:03}", population=population, departement_code=departement
        )
        for number in range(1, count + 1)
    ]
    Commune.objects.filter(pk__in=[commune.pk for commune in made]).update(area_km2=100)
    return [commune.pk for commune in made]


def load(kind: str, **fields: object) -> HealthLoad:
    """Make a file in place."""
    return HealthLoad.objects.create(
        **{
            "kind": kind,
            "name": f"{kind.lower()}.txt",
            "source": "Source d’essai",
            "licence": "Licence Ouverte 2.0",
            "vintage": "essai 2026",
            "as_of": date(2026, 11, 1),
            "digest": kind,
            "loaded_at": NOW,
            "is_current": True,
            **fields,
        }
    )


def general_practitioners(number: int, *, at: str, level: str = "COMMUNE") -> None:
    """Put general practitioners of first recourse somewhere."""
    rows = HealthLoad.objects.current().filter(kind=HealthLoad.Kind.PROFESSIONALS)
    professionals = rows.first() or load(HealthLoad.Kind.PROFESSIONALS)
    Supply.objects.create(
        load=professionals,
        level=level,
        code=at,
        figures=f"10|SM54|L|1|{number}|{number}|{number}|",
    )


def establishment(category: str, *, at: str, name: str = "Maison d’essai") -> Establishment:
    rows = HealthLoad.objects.current().filter(kind=HealthLoad.Kind.ESTABLISHMENTS)
    return Establishment.objects.create(
        load=rows.first() or load(HealthLoad.Kind.ESTABLISHMENTS),
        finess=f"99{Establishment.objects.count():07}",
        name=name,
        category=category,
        commune=at,
    )


def cpts(*codes: str, **fields: object) -> Community:
    return make.cpts(*codes, **fields)  # type: ignore[arg-type]  # passed through as named
