"""What perimeters are proposed to a community, and what would each change?"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.composer import Difference
from maillage.apps.communities.queries.workspace import Frame
from maillage.apps.creation.queries.week import A_FEW, Urgency, WeekItem
from maillage.apps.geography.models import Commune
from maillage.apps.workshop import access
from maillage.apps.workshop.access import Area
from maillage.apps.workshop.models import Offer, Study
from maillage.apps.workshop.queries.area import address_of, studies_of
from maillage.domain.echelon import Echelon
from maillage.domain.roles import Right


@dataclass(frozen=True)
class OfferLine:
    """A perimeter proposed, and what adopting it would change today."""

    offer: Offer
    difference: Difference
    population: int

    @property
    def waits(self) -> bool:
        return self.offer.answer == Offer.Answer.WAITING


@dataclass(frozen=True)
class CommunityPage:
    """What the workshop says to a community: perimeters proposed to it, studies of its area."""

    frame: Frame
    offers: list[OfferLine]
    studies: list[Study]
    area: Area | None
    area_url: str
    is_local: bool
    may_answer: bool


def community_page(community: Community, person: Person, *, on: date) -> CommunityPage:
    """Return what concerns a community in the workshop of its area."""
    frame = workspace.frame(community.slug, person, on=on, at="workshop:community")
    is_local = community.echelon_value is Echelon.LOCAL
    area: Area | None = community.departement or community.region
    standing = access.standing_of(person, area, on=on) if area else None
    can_read = standing is not None and standing.may_read
    return CommunityPage(
        frame=frame,
        offers=_lines(community) if is_local else [],
        studies=studies_of(area) if area and can_read else [],
        area=area if can_read else None,
        area_url=address_of(area) if area and can_read else "",
        is_local=is_local,
        may_answer=Right.EDIT_TERRITORY in frame.rights,
    )


def _lines(community: Community) -> list[OfferLine]:
    offers = list(
        community.offers.exclude(answer=Offer.Answer.REPLACED)
        .select_related("scenario__study", "body", "by", "answered_by")
        .order_by("-offered_at", "-pk")
    )
    current = community.perimeters.filter(until__isnull=True).first()
    held = set(current.communes.values_list("pk", flat=True)) if current else set()
    named = Commune.objects.in_bulk(held.union(*(set(offer.codes) for offer in offers)))
    lines = []
    for offer in offers:
        codes = set(offer.codes)
        added = sorted((named[c] for c in codes - held), key=lambda each: each.search)
        removed = sorted((named[c] for c in held - codes), key=lambda each: each.search)
        people = sum(named[code].population or 0 for code in codes if code in named)
        lines.append(OfferLine(offer, Difference(added, removed), people))
    return lines


def workshop_week(person: Person, *, today: date) -> list[WeekItem]:
    """Return the perimeters that wait for an answer from communities the person runs; one query."""
    waiting = Offer.objects.filter(
        answer=Offer.Answer.WAITING,
        community__in=access.communities_answering(person, on=today),
    )
    rows = waiting.select_related("community", "body").order_by("offered_at", "pk")[:A_FEW]
    return [
        WeekItem(
            Urgency.WAITING,
            row.community.name,
            f"{row.body} lui propose un périmètre\u00a0: adoptez-le, ou non.",
            reverse("workshop:community", args=[row.community.slug]),
        )
        for row in rows
    ]
