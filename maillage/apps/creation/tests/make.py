"""CPTS on their way; the people and places are those of the communities' tests."""

from datetime import date
from uuid import UUID

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make as communities
from maillage.apps.communities.tests.make import (
    LONG_AGO,
    NOW,
    TODAY,
    commune,
    departement,
    holder,
    officer,
    perimeter,
)
from maillage.apps.creation.actions import journey as actions
from maillage.apps.creation.actions.journey import AskedMove
from maillage.apps.creation.models import JourneyMove, last_move
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Act, Stage

__all__ = [
    "LONG_AGO",
    "NOW",
    "TODAY",
    "commune",
    "departement",
    "holder",
    "officer",
    "perimeter",
]


def cpts(
    stage: Stage = Stage.EMERGENCE,
    since: date = date(2026, 3, 2),
    *,
    name: str = "",
    departement_code: str = "D1",
) -> Community:
    """A CPTS that the directory does not show yet."""
    return communities.cpts(
        name=name,
        stage=stage,
        since=since,
        departement_code=departement_code,
        is_published=False,
    )


def inter_cpts(echelon: Echelon = Echelon.DEPARTMENTAL) -> Community:
    return communities.body(echelon)


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
