"""Places with what is counted there; nobody and nowhere here exists."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make
from maillage.apps.diagnosis import actions
from maillage.apps.diagnosis.actions import Read
from maillage.apps.diagnosis.models import Snapshot, TypedFigure
from maillage.apps.diagnosis.queries import documents as files
from maillage.apps.diagnosis.queries import grounds
from maillage.apps.diagnosis.queries.diagnosis import diagnosis_of
from maillage.apps.diagnosis.queries.pictures import pictures_of
from maillage.apps.geography.models import Commune
from maillage.apps.health.models import Establishment, HealthLoad, Supply, Zoning
from maillage.apps.health.readers.rpps import SHARE

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
    shares = number * SHARE
    Supply.objects.create(
        load=professionals,
        level=level,
        code=at,
        figures=f"10|SM54|L|1|{number}|{shares}|{shares}|",
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


def zones(profession: str = "10", **by_commune: str) -> None:
    """Put communes in zones; « ZAC PART » is a district of one."""
    zoning = load(HealthLoad.Kind.ZONING, variant=profession, digest=f"zones {profession}")
    Zoning.objects.bulk_create(
        Zoning(
            load=zoning,
            profession=profession,
            commune=commune,
            tier=said.split()[0],
            extent=[*said.split(), "WHOLE"][1],
        )
        for commune, said in by_commune.items()
    )


def cpts(*codes: str, **fields: object) -> Community:
    return make.cpts(*codes, **fields)  # type: ignore[arg-type]  # passed through as named


def typed(community: Community, by: Person, *, label: str = "Taux d’ALD") -> TypedFigure:
    """Type a figure, by the act itself."""
    read = Read(label, Decimal("21.4"), "%", date(2025, 12, 31), "Rézone CPTS", "Tout")
    return actions.type_figures(community=community, figures=[read], by=by, at=NOW)[0]


def kept(community: Community, by: Person) -> Snapshot:
    """Keep the diagnosis of the day, by the act itself."""
    ground = grounds.of_community(community, on=TODAY)
    diagnosis = diagnosis_of(ground, on=TODAY)
    drawn = files.drawings(pictures_of(ground, diagnosis), diagnosis)
    return actions.keep_diagnosis(
        community=community,
        diagnosis=diagnosis,
        pictures=files.plain_drawings(drawn),
        by=by,
        at=NOW,
    )


def keys(community: Community, user: User) -> dict[str, UUID]:
    """Write what the doors of a diagnosis lead to."""
    kept(community, user.person)
    return {"typed_figure": typed(community, user.person).uuid}
