"""CPTS that read amounts in their contract; nobody and nowhere here exists."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from uuid import UUID

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.contract import actions
from maillage.apps.contract.actions import ReadAmount
from maillage.apps.contract.models import AgreedAmount
from maillage.apps.creation.tests import make as creation
from maillage.apps.geography.models import Commune
from maillage.domain.aci import Cell, Mission, Part

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SIZE_2 = 60_000
SIZE_3 = 146_000
ACCESS_FIXED = Cell(Part.FIXED, Mission.ACCESS_TO_CARE)

_numbers = count(1)


def commune(population: int | None) -> Commune:
    place = creation.departement()
    number = next(_numbers)
    return Commune.objects.create(
        code=f"D1{number:03d}",
        name=f"Commune d’essai {number}",
        departement=place,
        population=population,
    )


def cpts(population: int | None = SIZE_2) -> Community:
    """A CPTS on one commune; without any perimeter when the population is None."""
    community = creation.cpts()
    if population is not None:
        perimeter = Perimeter.objects.create(
            community=community, number=1, since=date(2020, 1, 1), recorded_at=NOW
        )
        perimeter.communes.set([commune(population)])
    return community


def agreed(
    community: Community,
    amount: str = "70000",
    *,
    by: Person,
    cell: Cell = ACCESS_FIXED,
    source: str = "contrat, article 4",
    agreed_on: date = date(2026, 3, 1),
    seen: UUID | None = None,
) -> AgreedAmount:
    read = ReadAmount(cell, Decimal(amount), source, agreed_on, seen)
    return actions.agree_amount(community=community, read=read, by=by, at=NOW)
