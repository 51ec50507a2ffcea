"""Who reads and keeps the mandates of a community, and who validates those of the région?"""

from datetime import date

from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Affiliation, Community, CommunityQuerySet
from maillage.apps.mandates.models import Mandate, MandateQuerySet
from maillage.domain.echelon import Echelon
from maillage.domain.mandates import Approval
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class NotTheFederation(Refusal):
    """Only the federation of the regional body validates or refuses."""

    def __init__(self) -> None:
        super().__init__(
            "Ce mandat est validé ou refusé par la fédération à laquelle l’inter-CPTS régionale "
            "est affiliée : demandez à sa présidence, son secrétariat ou sa coordination."
        )


def led(person: Person, *, on: date) -> CommunityQuerySet:
    """Communities whose mandates the person keeps."""
    return access.communities_of(person, on=on, to=Right.DECIDE)


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
