"""Who reads and keeps the mandates of a community, and who validates those of the région?"""

from datetime import date

from django.conf import settings
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Affiliation, Community, CommunityQuerySet, Role
from maillage.apps.mandates.models import Mandate, MandateQuerySet
from maillage.apps.meetings.access import roles_of
from maillage.apps.members.queries.people import members_of
from maillage.domain.echelon import Echelon
from maillage.domain.mandates import Approval
from maillage.domain.parameters import Value, registry
from maillage.domain.refusal import Refusal
from maillage.domain.roles import RIGHTS_OF_ROLE, Right

WARNING = "mandates/warning_days"


class NotTheFederation(Refusal):
    """Only the federation of the regional body validates or refuses."""

    def __init__(self) -> None:
        super().__init__(
            "Ce mandat est validé ou refusé par la fédération à laquelle l’inter-CPTS régionale "
            "est affiliée : demandez à sa présidence, son secrétariat ou sa coordination."
        )


def led(person: Person, *, on: date) -> CommunityQuerySet:
    """Communities whose mandates the person keeps."""
    return access.communities_of(person, on=on, to=Right.DECIDE)


def leaders_of(community: Community, *, on: date) -> list[Person]:
    """People who keep the mandates of a community."""
    kinds = [kind.value for kind, held in RIGHTS_OF_ROLE.items() if Right.DECIDE in held]
    roles = Role.objects.on(on).filter(community=community, kind__in=kinds)
    return list(Person.objects.filter(pk__in=roles.values("person_id")).order_by("pk"))


def nominees_of(community: Community, *, on: date) -> list[Person]:
    """Whom a community may name without typing them again: those it knows, by name."""
    known = {person.pk: person for person in members_of(community, on=on)}
    known |= {person.pk: person for person in roles_of(community, on=on)}
    return sorted(known.values(), key=lambda each: (each.last_name, each.first_name, each.pk))


def warning_days(today: date) -> Value:
    """Return how many days before its end a mandate is announced."""
    return registry(settings.PARAMETERS_DIR).value_on(today, WARNING)


def federations_of(body: Community | None, *, on: date) -> CommunityQuerySet:
    """Federations that a regional body belongs to."""
    held = Affiliation.objects.on(on).filter(member=body)
    return Community.objects.at(Echelon.NATIONAL).filter(pk__in=held.values("body_id"))


def may_validate(person: Person, mandate: Mandate, *, on: date) -> bool:
    """Tell whether the person speaks for the federation of the body where the seat is."""
    above = federations_of(mandate.delegation.seat_in, on=on)
    return led(person, on=on).filter(pk__in=above.values("pk")).exists()


def waiting_for(communities: CommunityQuerySet, *, on: date) -> MandateQuerySet:
    """Mandates that these federations have to validate."""
    below = Affiliation.objects.on(on).filter(
        Q(body__in=communities.values("pk"), body__echelon=Echelon.NATIONAL.value)
    )
    return Mandate.objects.filter(
        approval=Approval.WAITING.value, delegation__seat_in__in=below.values("member_id")
    )
