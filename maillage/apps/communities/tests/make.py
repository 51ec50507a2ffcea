"""Places, communities and the people around them; nobody and nowhere here exists."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from itertools import count

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import AreaRole, Community, Perimeter, Role
from maillage.apps.geography.models import Commune, Departement, Epci, Region
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Stage
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)

_numbers = count(1)


def departement(code: str = "D1") -> Departement:
    region, _ = Region.objects.get_or_create(
        code=f"R{code[-1]}", defaults={"name": f"Région {code[-1]}"}
    )
    made, _ = Departement.objects.get_or_create(
        code=code, defaults={"name": f"Département {code}", "region": region}
    )
    return made


def epci(siren: str = "999000001", name: str = "CC des Essais") -> Epci:
    made, _ = Epci.objects.get_or_create(siren=siren, defaults={"name": name, "nature": "CC"})
    return made


def commune(
    code: str,
    name: str = "",
    *,
    population: int | None = 1_000,
    epci: Epci | None = None,
    departement_code: str = "D1",
) -> Commune:
    return Commune.objects.create(
        code=code,
        name=name or f"Commune {code}",
        population=population,
        departement=departement(departement_code),
        epci=epci,
        zone=Commune.Zone.METRO,
    )


def cpts(
    *codes: str,
    name: str = "",
    stage: Stage = Stage.EMERGENCE,
    since: date = date(2026, 3, 2),
    departement_code: str = "D1",
    is_published: bool = True,
) -> Community:
    """A CPTS on communes already made."""
    number = next(_numbers)
    place = departement(departement_code)
    community = Community.objects.create(
        slug=f"cpts-{number}",
        name=name or f"CPTS d’essai {number}",
        echelon=Echelon.LOCAL.value,
        departement=place,
        region=place.region,
        stage=stage.value,
        stage_since=since,
        is_published=is_published,
    )
    if codes:
        perimeter(community, codes)
    return community


def perimeter(community: Community, codes: Collection[str], since: date = LONG_AGO) -> Perimeter:
    made = Perimeter.objects.create(community=community, number=1, since=since, recorded_at=NOW)
    made.communes.set(Commune.objects.filter(pk__in=codes))
    return made


def body(
    echelon: Echelon = Echelon.DEPARTMENTAL, *, name: str = "", departement_code: str = "D1"
) -> Community:
    """An upper échelon."""
    number = next(_numbers)
    place = departement(departement_code)
    return Community.objects.create(
        slug=f"echelon-{number}",
        name=name or f"{echelon.label} d’essai {number}",
        echelon=echelon.value,
        departement=place if echelon is Echelon.DEPARTMENTAL else None,
        region=None if echelon is Echelon.NATIONAL else place.region,
        is_published=True,
    )


def holder(community: Community, kind: RoleKind = RoleKind.CHAIR) -> User:
    """Someone who holds a role in the community."""
    user = accounts.user()
    Role.objects.create(person=user.person, community=community, kind=kind.value, since=LONG_AGO)
    return user


def officer(
    departement_code: str = "D1",
    kind: AreaRoleKind = AreaRoleKind.DESK_OFFICER,
    outside_body: OutsideBody = OutsideBody.GUICHET,
) -> User:
    """Someone who follows a département from outside."""
    user = accounts.user()
    AreaRole.objects.create(
        person=user.person,
        kind=kind.value,
        outside_body=outside_body.value,
        departement=departement(departement_code),
        since=LONG_AGO,
    )
    return user
