"""Letters of intent for tests, on communes that do not exist."""

from datetime import date, datetime

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.creation.actions import letter as actions
from maillage.apps.creation.models import LetterVersion
from maillage.apps.creation.tests import make
from maillage.apps.geography.models import Commune, Dataset, Epci


def dataset() -> Dataset:
    made, _ = Dataset.objects.get_or_create(
        name="communes",
        defaults={
            "source": "Institut d’essai, populations de référence",
            "source_url": "https://exemple.test/populations",
            "licence": "Licence Ouverte 2.0",
            "vintage": "2026",
            "effective_on": date(2026, 1, 1),
            "population_vintage": "2023",
            "digest": "0" * 64,
            "loaded_at": make.NOW,
        },
    )
    return made


def commune(code: str, name: str, population: int | None, *, epci: str = "") -> Commune:
    grouping = None
    if epci:
        siren = f"9{sum(epci.encode()):08d}"
        grouping, _ = Epci.objects.get_or_create(
            siren=siren, defaults={"name": epci, "nature": "CC"}
        )
    return Commune.objects.create(
        code=code, name=name, population=population, departement=make.departement(), epci=grouping
    )


def territory(
    community: Community, *communes: Commune, since: date = make.LONG_AGO, number: int = 1
) -> Perimeter:
    community.perimeters.filter(until__isnull=True).update(until=since)
    perimeter = Perimeter.objects.create(
        community=community, number=number, since=since, recorded_at=make.NOW
    )
    perimeter.communes.set(communes)
    return perimeter


def saved(
    community: Community,
    *,
    by: Person,
    over: int = 0,
    at: datetime = make.NOW,
    note: str = "",
    **sections: str,
) -> LetterVersion:
    return actions.save_letter(
        community=community,
        sections=sections,
        expected_version=over,
        by=by,
        at=at,
        note=note,
    )
