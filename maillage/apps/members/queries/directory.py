"""What may the members of a community read of one another, when it opens its list to them?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Role
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import Habits, Membership, RegimePeriod
from maillage.apps.members.queries.people import PAGE, terms_on
from maillage.domain.membership import COUNTED, Category
from maillage.domain.names import fold
from maillage.domain.roles import RoleKind


@dataclass(frozen=True)
class Entry:
    """A member as the others see them: contacts only if they agreed to show them."""

    name: str
    trade: str
    structure: str
    email: str
    phone: str
    is_me: bool

    @property
    def words(self) -> str:
        """What is searched."""
        return fold(f"{self.name} {self.trade} {self.structure}")


@dataclass(frozen=True)
class Directory:
    """One page of the members, and whether all members may read it."""

    page: Page[Any]
    text: str
    is_open: bool
    mine: Membership | None


def directory(
    community: Community, *, text: str, number: int, by: Person, at: datetime, today: date
) -> Directory:
    """Return the members by name, those who only advise left out; reading it is journaled."""
    terms = terms_on(community, today)
    held = (
        Membership.objects.of(community)
        .with_fees()
        .exclude(category=Category.PARTNER.value)
        .select_related("person__practice", "structure")
        .order_by("person__last_name", "person__first_name", "structure__name", "pk")
    )
    members = [one for one in held if one.state_on(today, terms) in COUNTED]
    entries = [_entry(one, by) for one in members]
    words = fold(text).split()
    found = [entry for entry in entries if all(word in entry.words for word in words)]
    journal.record_read(
        by=by, at=at, on=community, community=community.uuid, what="annuaire des membres"
    )
    return Directory(
        page=Paginator(found, PAGE).get_page(number),
        text=text,
        is_open=Habits.objects.filter(community=community, is_open=True).exists(),
        mine=next((one for one in members if one.person_id == by.pk), None),
    )


def _entry(held: Membership, reader: Person) -> Entry:
    person, shows = held.person, held.shown_on is not None and held.consent_on is not None
    practice = getattr(person, "practice", None)
    trade = [person.profession, practice.specialty if practice else ""] if person else []
    return Entry(
        name=f"{person.last_name} {person.first_name}".strip() if person else str(held.structure),
        trade=", ".join(word for word in trade if word),
        structure=str(held.structure or "") if person else "",
        email=held.email if shows else "",
        phone=held.phone if shows else "",
        is_me=person == reader,
    )


def open_lists(person: Person, *, on: date) -> list[Community]:
    """Return the communities whose members' directory is open to someone: a member, or a role."""
    roles = Role.objects.on(on).filter(person=person).exclude(kind=RoleKind.PARTNER.value)
    held = person.memberships.exclude(category=Category.PARTNER.value).with_fees()
    theirs = Q(pk__in=roles.values("community_id")) | Q(pk__in=held.values("community_id"))
    places = list(
        Community.objects.filter(theirs, member_habits__is_open=True).order_by("search", "pk")
    )
    if not places:
        return []
    terms = RegimePeriod.objects.terms_by((place.pk for place in places), on)
    counted = {
        one.community_id
        for one in held.filter(community__in=places).order_by("pk")
        if one.state_on(on, terms.get(one.community_id)) in COUNTED
    }
    counted |= set(roles.values_list("community_id", flat=True))
    return [place for place in places if place.pk in counted]
