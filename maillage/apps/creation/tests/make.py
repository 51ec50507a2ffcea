"""CPTS on their way, and the people around them; nobody and nowhere here exists."""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from maillage.apps.accounts.models import Person, User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import AreaRole, Community, Role
from maillage.apps.creation.actions import journey as actions
from maillage.apps.creation.actions.journey import AskedMove
from maillage.apps.creation.models import JourneyMove, last_move
from maillage.apps.geography.models import Departement, Region
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Act, Stage
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


def cpts(
    stage: Stage = Stage.EMERGENCE,
    since: date = date(2026, 3, 2),
    *,
    name: str = "",
    departement_code: str = "D1",
) -> Community:
    number = next(_numbers)
    place = departement(departement_code)
    return Community.objects.create(
        slug=f"cpts-{number}",
        name=name or f"CPTS d’essai {number}",
        search=f"cpts d essai {number}",
        echelon=Echelon.LOCAL.value,
        departement=place,
        region=place.region,
        stage=stage.value,
        stage_since=since,
    )


def inter_cpts(departement_code: str = "D1") -> Community:
    number = next(_numbers)
    place = departement(departement_code)
    return Community.objects.create(
        slug=f"inter-{number}",
        name=f"Inter-CPTS d’essai {number}",
        search=f"inter cpts d essai {number}",
        echelon=Echelon.DEPARTMENTAL.value,
        departement=place,
        region=place.region,
    )


def holder(community: Community, kind: RoleKind = RoleKind.CHAIR) -> User:
    user = accounts.user()
    Role.objects.create(person=user.person, community=community, kind=kind.value, since=LONG_AGO)
    return user


def officer(
    departement_code: str = "D1",
    kind: AreaRoleKind = AreaRoleKind.DESK_OFFICER,
    body: OutsideBody = OutsideBody.GUICHET,
) -> User:
    user = accounts.user()
    AreaRole.objects.create(
        person=user.person,
        kind=kind.value,
        outside_body=body.value,
        departement=departement(departement_code),
        since=LONG_AGO,
    )
    return user


def seen(community: Community) -> UUID | None:
    last = last_move(community)
    return last.uuid if last else None


def move(
    community: Community, act: Act, on: date, *, by: Person, note: str = "Motifs de l’essai."
) -> JourneyMove:
    asked = AskedMove(act=act, happened_on=on, note=note, seen=seen(community))
    made = actions.record_move(community=community, asked=asked, by=by, at=NOW)
    community.refresh_from_db()
    return made
