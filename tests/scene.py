"""A CPTS and everyone who may come to its doors; nobody and nowhere here exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from django.test import Client

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.borders.tests import make as borders
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.tests import make
from maillage.apps.creation.actions.clock import pause_clock
from maillage.apps.creation.tests.letters import saved
from maillage.apps.creation.tests.make import move
from maillage.apps.decisions.tests.scene import decisions_of
from maillage.apps.diagnosis.tests import make as diagnosis
from maillage.apps.geography.actions import draw_communes
from maillage.apps.geography.tests import mosaics
from maillage.apps.mandates.tests import make as mandates
from maillage.apps.meetings.tests import make as meetings
from maillage.apps.meetings.tests import signing
from maillage.apps.members.tests import make as members
from maillage.apps.workshop.tests.scene import studied
from maillage.domain.journey import Act, Stage
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind


class Who(Enum):
    """Every kind of person, seen from one CPTS."""

    NOBODY = "personne de connecté"
    STRANGER = "quelqu’un sans rôle"
    PARTNER = "partenaire"
    MEMBER = "membre"
    BOARD = "bureau"
    TREASURER = "trésorerie"
    SECRETARY = "secrétariat"
    COORDINATOR = "coordination"
    CHAIR = "présidence"
    CHAIR_OF_INTER_CPTS = "présidence de son inter-CPTS"
    DESK_OFFICER = "chargé de mission du département"
    FACILITATOR = "facilitateur du département"
    REVIEWER = "instruction de l’ARS du département"
    DESK_OFFICER_ELSEWHERE = "chargé de mission d’un autre département"
    REGULATOR = "régulation du SAS"
    ADMINISTRATOR = "administration de l’instance"


ROLES = {
    Who.PARTNER: RoleKind.PARTNER,
    Who.MEMBER: RoleKind.MEMBER,
    Who.BOARD: RoleKind.BOARD,
    Who.TREASURER: RoleKind.TREASURER,
    Who.SECRETARY: RoleKind.SECRETARY,
    Who.COORDINATOR: RoleKind.COORDINATOR,
    Who.CHAIR: RoleKind.CHAIR,
}


@dataclass(frozen=True)
class Scene:
    """One CPTS in an inter-CPTS, its project under examination, and who comes to its doors."""

    cpts: Community
    inter: Community
    people: Mapping[Who, User]
    uuids: Mapping[str, UUID | str]

    def client(self, who: Who) -> Client:
        """Return the browser of that person."""
        client = Client(SERVER_NAME="localhost")
        if who is not Who.NOBODY:
            client.force_login(self.people[who])
            # The first page of a session notes its device: not what is looked at here.
            client.get("/geographie/recherche.json")
        return client


def everyone(cpts: Community, inter: Community) -> dict[Who, User]:
    people = {who: make.holder(cpts, kind) for who, kind in ROLES.items()}
    return people | {
        Who.STRANGER: accounts.user(),
        Who.CHAIR_OF_INTER_CPTS: make.holder(inter, RoleKind.CHAIR),
        Who.DESK_OFFICER: make.officer("D1"),
        Who.FACILITATOR: make.officer(
            "D1", AreaRoleKind.FACILITATOR, outside_body=OutsideBody.ACCELERATOR
        ),
        Who.REVIEWER: make.officer("D1", AreaRoleKind.REVIEWER, outside_body=OutsideBody.ARS),
        Who.DESK_OFFICER_ELSEWHERE: make.officer("D2"),
        Who.REGULATOR: make.officer("D1", AreaRoleKind.REGULATOR, outside_body=OutsideBody.SAS),
        Who.ADMINISTRATOR: accounts.user(is_administrator=True),
    }


def build() -> Scene:
    """Write the scene: small, whole, and the same for every door."""
    make.commune("D1001", population=40_000)
    draw_communes(outlines=dict(mosaics.row("D1001")))
    cpts = make.cpts("D1001", stage=Stage.PROJECT_DRAFTED, since=date(2026, 3, 2))
    inter = make.body()
    affiliation = Affiliation.objects.create(
        member=cpts, body=inter, since=make.LONG_AGO, member_rank=0, body_rank=1
    )
    people = everyone(cpts, inter)
    sent = move(cpts, Act.SEND_PROJECT, date(2026, 11, 2), by=people[Who.CHAIR].person)
    pause = pause_clock(
        community=cpts,
        on=date(2026, 11, 10),
        reason="Pièce manquante.",
        by=people[Who.REVIEWER].person,
        at=make.NOW,
    )
    saved(cpts, by=people[Who.CHAIR].person)
    seats = mandates.seats(cpts, people[Who.CHAIR])
    mandate = mandates.give(seats, people[Who.CHAIR])
    uuids = {
        "affiliation": affiliation.uuid,
        "role": cpts.roles.get(kind=RoleKind.PARTNER.value).uuid,
        "function": people[Who.REGULATOR].person.area_roles.get().uuid,
        "move": sent.uuid,
        "pause": pause.uuid,
        "person": people[Who.MEMBER].person.uuid,
        **members.keys(cpts, people[Who.CHAIR]),
        **meetings.keys(cpts, people[Who.SECRETARY]),
        **signing.keys(cpts, people[Who.MEMBER], by=people[Who.SECRETARY], at=make.NOW),
        "mandate": mandate.uuid,
        "delegation": mandate.delegation.uuid,
        **studied(cpts, inter, people[Who.CHAIR_OF_INTER_CPTS]),
        **diagnosis.keys(cpts, people[Who.CHAIR]),
        **borders.keys(cpts, inter, people[Who.CHAIR_OF_INTER_CPTS]),
        **decisions_of(cpts, inter, people[Who.CHAIR], people[Who.CHAIR_OF_INTER_CPTS]),
    }
    return Scene(cpts, inter, people, uuids)
