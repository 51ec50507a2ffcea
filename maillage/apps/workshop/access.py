"""Who reads the studies of an area, who redraws them, and in whose name?

An area is worked on by those who run an upper échelon standing there, and by the Guichet, the ARS,
the CPAM and the URPS who follow it. Whoever has a role in a community of the area reads and leaves
remarks: a partition is drawn in sight of those it concerns.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Value
from django.http import Http404

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import (
    AreaRole,
    Community,
    CommunityQuerySet,
    Role,
)
from maillage.apps.geography.models import Departement, Region
from maillage.apps.workshop.models import Offer, Remark, Scenario, Study
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal
from maillage.domain.roles import RIGHTS_OF_FUNCTION, RIGHTS_OF_ROLE, AreaRoleKind, Right, RoleKind

Area = Departement | Region


class NotAtWork(Refusal):
    """The person reads the workshop of this area, and does not work there."""

    def __init__(self, area: Area) -> None:
        super().__init__(
            f"Vous lisez cet atelier ({area.name}) sans pouvoir y redessiner : demandez-le à "
            "l’inter-CPTS ou au chargé de mission, ou laissez une remarque sur une commune."
        )


@dataclass(frozen=True)
class Standing:
    """What someone may do in the workshop of an area."""

    may_read: bool
    may_work: bool
    # Whether they also run an upper échelon there, which may decide.
    decides: bool = False


def bodies_over(area: Area) -> CommunityQuerySet:
    """Upper échelons that stand over an area: its inter-CPTS, and the regional one."""
    return Community.objects.filter(_over(area)).exclude(
        echelon__in=[Echelon.LOCAL.value, Echelon.NATIONAL.value]
    )


def _over(area: Area) -> Q:
    if isinstance(area, Departement):
        return Q(departement_id=area.pk) | Q(
            echelon=Echelon.REGIONAL.value, region_id=area.region_id
        )
    return Q(echelon=Echelon.REGIONAL.value, region_id=area.pk)


def _inside(area: Area) -> Q:
    if isinstance(area, Departement):
        return _over(area)
    return Q(region_id=area.pk)


def standing_of(person: Person, area: Area, *, on: date) -> Standing:
    """Return what the person may do with the studies of an area; one query."""
    above = {Echelon.REGIONAL.value}
    if isinstance(area, Departement):
        above.add(Echelon.DEPARTMENTAL.value)
    roles = Role.objects.on(on).filter(
        person=person, community__in=Community.objects.filter(_inside(area))
    )
    functions = AreaRole.objects.on(on).filter(_whole(area), person=person)
    held = roles.values_list("community__echelon", "kind").union(
        functions.values_list(Value(""), "kind")
    )
    may_read = may_work = decides = False
    for echelon, kind in held:
        rights = RIGHTS_OF_ROLE[RoleKind(kind)] if echelon else _rights_of_function(kind)
        may_read |= Right.SEE in rights
        may_work |= Right.PARTITION in rights and (not echelon or echelon in above)
        decides |= Right.DECIDE in rights and echelon in above
    return Standing(may_read, may_work, decides)


def _rights_of_function(kind: str) -> frozenset[Right]:
    return RIGHTS_OF_FUNCTION[AreaRoleKind(kind)]


def _whole(area: Area) -> Q:
    """Outside functions held over the whole area."""
    over = Q(departement__isnull=True, region__isnull=True)
    if isinstance(area, Departement):
        return over | Q(departement_id=area.pk) | Q(region_id=area.region_id)
    return over | Q(region_id=area.pk)


def area_for(user: User, code: str, *, is_region: bool, to_work: bool, on: date) -> Area:
    """Fetch an area for its workshop: 404 to a stranger, 403 to who reads and may not work."""
    model: type[Departement] | type[Region] = Region if is_region else Departement
    area = model._default_manager.filter(pk=code.upper()).first()
    if area is None:
        raise Http404
    _enter(user, area, to_work=to_work, on=on)
    return area


def _enter(user: User, area: Area, *, to_work: bool, on: date) -> Standing:
    standing = standing_of(user.person, area, on=on)
    if not standing.may_read:
        raise Http404
    if to_work and not standing.may_work:
        raise PermissionDenied
    return standing


def study_for(user: User, uuid: UUID, *, to_work: bool, on: date) -> Study:
    """Fetch a study of an area whose workshop the person reads."""
    study = (
        Study.objects.standing()
        .select_related("departement__region", "region", "body", "by")
        .filter(uuid=uuid)
        .first()
    )
    if study is None:
        raise Http404
    _enter(user, study.area, to_work=to_work, on=on)
    return study


def scenario_for(user: User, uuid: UUID, *, to_work: bool, on: date) -> Scenario:
    """Fetch a scenario of an area whose workshop the person reads."""
    return entered(user, uuid, to_work=to_work, on=on)[0]


def entered(user: User, uuid: UUID, *, to_work: bool, on: date) -> tuple[Scenario, Standing]:
    """Fetch a scenario, and what the person may do there."""
    scenario = (
        Scenario.objects.select_related(
            "study__departement__region",
            "study__region",
            "study__body",
            "current__by",
            "current__parent",
            "proposal__community",
        )
        .filter(uuid=uuid, study__removed_at__isnull=True)
        .first()
    )
    if scenario is None:
        raise Http404
    return scenario, _enter(user, scenario.study.area, to_work=to_work, on=on)


def remark_for(user: User, uuid: UUID, *, on: date) -> Remark:
    """Fetch a remark to withdraw: 403 to who neither wrote it nor works there."""
    remark = Remark.objects.standing().select_related("scenario", "commune").filter(uuid=uuid)
    found = remark.first()
    if found is None:
        raise Http404
    _, standing = entered(user, found.scenario.uuid, to_work=False, on=on)
    if found.by_id != user.person.pk and not standing.may_work:
        raise PermissionDenied
    return found


def offer_for(community: Community, uuid: UUID) -> Offer:
    """Fetch a perimeter proposed to a community that the person was let into."""
    found = community.offers.select_related("scenario__study", "body", "by").filter(uuid=uuid)
    offer = found.first()
    if offer is None:
        raise Http404
    return offer


def demand_work(person: Person, area: Area, *, on: date) -> None:
    """Refuse an act to who may not work there, whichever door they came through.

    :raises NotAtWork: they only read.
    """
    if not standing_of(person, area, on=on).may_work:
        raise NotAtWork(area)


def bodies_led(person: Person, area: Area, *, on: date) -> CommunityQuerySet:
    """Upper échelons over the area in whose name the person proposes a decision."""
    kinds = [kind.value for kind, held in RIGHTS_OF_ROLE.items() if Right.DECIDE in held]
    roles = Role.objects.on(on).filter(person=person, kind__in=kinds)
    return bodies_over(area).filter(pk__in=roles.values("community_id"))


def areas_of(person: Person, *, on: date) -> list[Area]:
    """Areas whose workshop the person may work in; a function over the country names none."""
    kinds = [k.value for k, rights in RIGHTS_OF_FUNCTION.items() if Right.PARTITION in rights]
    held = AreaRole.objects.on(on).filter(person=person, kind__in=kinds)
    roles = [k.value for k, rights in RIGHTS_OF_ROLE.items() if Right.PARTITION in rights]
    led = Community.objects.filter(
        pk__in=Role.objects.on(on).filter(person=person, kind__in=roles).values("community_id")
    ).exclude(echelon__in=[Echelon.LOCAL.value, Echelon.NATIONAL.value])
    regional = led.filter(echelon=Echelon.REGIONAL.value)
    regions = Region.objects.filter(
        Q(pk__in=held.values("region_id")) | Q(pk__in=regional.values("region_id"))
    )
    departements = Departement.objects.filter(
        Q(pk__in=held.values("departement_id"))
        | Q(pk__in=led.values("departement_id"))
        | Q(region__in=regions)
    )
    return [*departements.order_by("search"), *regions.order_by("name")]


def communities_answering(person: Person, *, on: date) -> CommunityQuerySet:
    """Communities whose perimeter the person may change: they answer what is proposed to them."""
    return communities.communities_of(person, on=on, to=Right.EDIT_TERRITORY)
