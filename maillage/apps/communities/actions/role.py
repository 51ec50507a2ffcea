"""How are roles given and taken back, inside a community and over an area?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access
from maillage.apps.communities.models import AreaRole, Community, Role
from maillage.apps.geography.models import Departement, Region
from maillage.apps.journal import actions as journal
from maillage.domain.refusal import Refusal
from maillage.domain.roles import FUNCTIONS, AreaRoleKind, OutsideBody, Right, RoleKind


class RoleAlreadyHeld(Refusal):
    """The person holds it already."""


class RoleAlreadyEnded(Refusal):
    """It has ended, or would end before it began."""


class LastRunner(Refusal):
    """Nobody would be left to run the community."""


class NotEntrusted(Refusal):
    """The body does not entrust this function, or the giver may not."""


@dataclass(frozen=True)
class Invitee:
    """Someone named by address; known or not yet."""

    email: str
    first_name: str
    last_name: str


@dataclass(frozen=True)
class Function:
    """An outside function over an area (both areas empty: the whole country)."""

    kind: AreaRoleKind
    outside_body: OutsideBody
    departement: Departement | None = None
    region: Region | None = None


def person_invited(invitee: Invitee) -> Person:
    """Find who has this address, or make their account: they sign in by a code sent to it."""
    user = User.objects.select_related("person").filter(email=invitee.email.lower()).first()
    if user is None:
        person = Person.objects.create(first_name=invitee.first_name, last_name=invitee.last_name)
        user = User.objects.create_user(invitee.email, person=person)
    return user.person


@transaction.atomic
def grant_role(
    *,
    community: Community,
    invitee: Invitee,
    kind: RoleKind,
    since: date,
    by: Person,
    at: datetime,
) -> Role:
    """Give someone a role in a community.

    :raises RoleAlreadyHeld: they hold this very role.
    """
    access.demand(Right.MANAGE_ROLES, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    person = person_invited(invitee)
    if community.roles.filter(person=person, kind=kind.value, until__isnull=True).exists():
        raise RoleAlreadyHeld(f"{person} tient déjà ce rôle ({kind.label}).")
    role = Role.objects.create(person=person, community=community, kind=kind.value, since=since)
    journal.record(
        "role.granted",
        by=by,
        at=at,
        on=role,
        community=community.uuid,
        facts={"person": person, "role": kind.label, "since": since},
    )
    return role


@transaction.atomic
def end_role(*, role: Role, until: date, by: Person, at: datetime) -> Role:
    """Take a role back; whoever held it stays in the history.

    :raises RoleAlreadyEnded: it has ended, or would end before it began.
    :raises LastRunner: nobody else could give roles any more.
    """
    access.demand(Right.MANAGE_ROLES, of=by, on_community=role.community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=role.community_id)
    kept = Role.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if kept.until is not None:
        raise RoleAlreadyEnded(f"Ce rôle a déjà pris fin le {kept.until:%d/%m/%Y}.")
    if until < kept.since:
        raise RoleAlreadyEnded(f"Ce rôle a commencé le {kept.since:%d/%m/%Y}.")
    runners = access.runners_of(role.community, on=until).exclude(pk=kept.pk)
    if RoleKind(kept.kind) in access.RUNNING_ROLES and not runners.exists():
        raise LastRunner(
            "Personne d’autre ne pourrait plus donner de rôle ici\u00a0: "
            "nommez d’abord quelqu’un à la présidence, au secrétariat ou à la coordination."
        )
    kept.until = until
    kept.save(update_fields=["until"])
    journal.record(
        "role.ended",
        by=by,
        at=at,
        on=kept,
        community=role.community.uuid,
        facts={
            "person": kept.person,
            "role": RoleKind(kept.kind).label,
            "until": until,
        },
    )
    return kept


@transaction.atomic
def grant_area_role(
    *, invitee: Invitee, function: Function, since: date, by: User, at: datetime
) -> AreaRole:
    """Entrust someone with a function over an area, on behalf of a body.

    :raises NotEntrusted: the body has no such function, or the giver is not the administrator.
    :raises RoleAlreadyHeld: they hold it already.
    """
    if not by.is_administrator:
        raise NotEntrusted("Seule l’administration de l’instance confie une fonction extérieure.")
    if function.kind not in FUNCTIONS[function.outside_body]:
        raise NotEntrusted(
            f"{function.outside_body.label} n’a pas de {function.kind.label}\u00a0: "
            "choisissez une autre fonction."
        )
    person = person_invited(invitee)
    described = {
        "person": person,
        "kind": function.kind.value,
        "outside_body": function.outside_body.value,
        "departement": function.departement,
        "region": function.region,
    }
    if AreaRole.objects.filter(**described, until__isnull=True).exists():
        raise RoleAlreadyHeld(f"{person} tient déjà cette fonction.")
    role = AreaRole.objects.create(**described, since=since)
    journal.record(
        "area_role.granted",
        by=by.person,
        at=at,
        on=role,
        facts={
            "person": person,
            "function": f"{function.kind.label} ({function.outside_body.label})",
            "area": str(function.departement or function.region or "France entière"),
        },
    )
    return role


@transaction.atomic
def end_area_role(*, role: AreaRole, until: date, by: User, at: datetime) -> AreaRole:
    """End an outside function.

    :raises NotEntrusted: the giver is not the administrator.
    :raises RoleAlreadyEnded: it has ended, or would end before it began.
    """
    if not by.is_administrator:
        raise NotEntrusted("Seule l’administration de l’instance retire une fonction extérieure.")
    kept = AreaRole.objects.select_for_update(of=("self",)).get(pk=role.pk)
    if kept.until is not None or until < kept.since:
        raise RoleAlreadyEnded("Cette fonction a déjà pris fin, ou commence après cette date.")
    kept.until = until
    kept.save(update_fields=["until"])
    journal.record(
        "area_role.ended",
        by=by.person,
        at=at,
        on=kept,
        facts={"person": kept.person, "until": until},
    )
    return kept
