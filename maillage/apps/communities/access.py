"""Who may see and do what with a community? The only place that knows roles."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Value
from django.http import Http404

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import (
    AreaRole,
    AreaRoleQuerySet,
    Community,
    CommunityQuerySet,
    Role,
    RoleQuerySet,
    in_force,
)
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal
from maillage.domain.roles import (
    RIGHTS_OF_ADMINISTRATOR,
    RIGHTS_OF_FUNCTION,
    RIGHTS_OF_ROLE,
    AreaRoleKind,
    Right,
    RoleKind,
)

RUNNING_ROLES = frozenset(
    kind for kind, rights in RIGHTS_OF_ROLE.items() if Right.MANAGE_ROLES in rights
)


class RightMissing(Refusal):
    """The person may not do this here."""


def _over(community: Community) -> Q:
    """Functions held over the area where the community stands."""
    national = Q(departement__isnull=True, region__isnull=True)
    area = national
    if community.departement_id:
        area |= Q(departement_id=community.departement_id)
    if community.region_id:
        area |= Q(region_id=community.region_id)
    return area


def rights_of(person: Person, community: Community, *, on: date) -> frozenset[Right]:
    """Return everything the person may do with the community that day."""
    roles = Role.objects.on(on).filter(person=person, community=community)
    functions = AreaRole.objects.on(on).filter(_over(community), person=person)
    administration = User.objects.filter(person=person, is_administrator=True, is_active=True)
    # One question for the three: every page of a space asks it.
    held = roles.values_list(Value("role"), "kind").union(
        functions.values_list(Value("function"), "kind"),
        administration.values_list(Value("administration"), Value("")),
    )
    return frozenset(right for how, kind in held for right in _given(how, kind))


def _given(how: str, kind: str) -> frozenset[Right]:
    if how == "role":
        return RIGHTS_OF_ROLE[RoleKind(kind)]
    if how == "function":
        return RIGHTS_OF_FUNCTION[AreaRoleKind(kind)]
    return RIGHTS_OF_ADMINISTRATOR


def community_for(user: User, slug: str, *, to: Right, on: date) -> Community:
    """Fetch a community for an act: 404 to a stranger, 403 to whoever sees without the right."""
    community = Community.objects.select_related("departement", "region").filter(slug=slug).first()
    if community is None:
        raise Http404
    rights = rights_of(user.person, community, on=on)
    if Right.SEE not in rights:
        raise Http404
    if to not in rights:
        raise PermissionDenied
    return community


def demand(right: Right, *, of: Person, on_community: Community, on: date) -> None:
    """Refuse an act to whoever has not the right, whichever door they came through.

    :raises RightMissing: the person's roles do not allow it.
    """
    if right not in rights_of(of, on_community, on=on):
        raise RightMissing(
            f"Vous ne pouvez pas {right.label} pour {on_community.name}\u00a0: "
            "demandez-le à sa présidence ou à sa coordination."
        )


def public_community(slug: str) -> Community:
    """Fetch what the directory shows to everyone."""
    community = (
        Community.objects.published()
        .select_related("departement", "region")
        .filter(slug=slug)
        .first()
    )
    if community is None:
        raise Http404
    return community


def communities_of(person: Person, *, on: date, to: Right = Right.SEE) -> CommunityQuerySet:
    """Communities where the person holds a role that day, one that gives the right asked for."""
    kinds = [kind.value for kind, rights in RIGHTS_OF_ROLE.items() if to in rights]
    held = Role.objects.on(on).filter(person=person, kind__in=kinds).values("community_id")
    return Community.objects.filter(pk__in=held)


def communities_watched_by(person: Person, *, on: date, to: Right = Right.SEE) -> CommunityQuerySet:
    """Communities of the areas where an outside function gives the person the right asked for."""
    functions = AreaRole.objects.on(on).filter(
        person=person,
        kind__in=[k.value for k, rights in RIGHTS_OF_FUNCTION.items() if to in rights],
    )
    return Community.objects.filter(_in_areas(functions))


def _in_areas(functions: Iterable[AreaRole]) -> Q:
    area = Q(pk__in=[])
    for function in functions:
        if function.departement_id:
            area |= Q(departement_id=function.departement_id)
        elif function.region_id:
            area |= Q(region_id=function.region_id)
        else:
            area |= Q(pk__isnull=False)
    return area


def led_bodies(person: Person, *, on: date) -> CommunityQuerySet:
    """Upper échelons that the person runs: they follow the communities affiliated to them."""
    running = [kind.value for kind in RUNNING_ROLES]
    held = Role.objects.filter(in_force(on), person=person, kind__in=running)
    return Community.objects.filter(pk__in=held.values("community_id")).exclude(
        echelon=Echelon.LOCAL.value
    )


def follows_others(person: Person, *, on: date) -> bool:
    """Tell whether someone follows communities from outside, or from the échelon above: one query,
    which every page asks."""
    functions = AreaRole.objects.on(on).filter(person=person).values_list("pk")
    return functions.union(led_bodies(person, on=on).values_list("pk")).exists()


def may_create(user: User, echelon: Echelon) -> bool:
    """Anyone signed in may start a CPTS; the administrator opens the upper échelons."""
    return echelon is Echelon.LOCAL or user.is_administrator


def runners_of(community: Community, *, on: date) -> RoleQuerySet:
    """Roles that may give roles, held that day and after."""
    return Role.objects.filter(
        in_force(on), community=community, kind__in=[kind.value for kind in RUNNING_ROLES]
    )


def functions_of(person: Person, *, on: date) -> AreaRoleQuerySet:
    """Outside functions that the person holds that day."""
    return (
        AreaRole.objects.on(on)
        .filter(person=person)
        .select_related("departement", "region")
        .order_by("pk")
    )
