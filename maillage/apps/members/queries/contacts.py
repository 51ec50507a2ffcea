"""Where is someone written to, for one community?

At the address they gave to that community, with a consent that has its date; else at the one they
sign in with. What they gave to another community is never used.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from maillage.apps.accounts import queries as sign_in
from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.members.models import Membership
from maillage.apps.members.queries.people import terms_on
from maillage.domain.membership import COUNTED, State


@dataclass(frozen=True)
class Recipient:
    """A member to write to: someone, or a structure, which has no person; address may be empty."""

    membership: Membership
    name: str
    person: Person | None
    address: str
    state: State


def addresses_of(people: Collection[Person], *, within: Community) -> dict[int, str]:
    """Return where each person is written to for one community, by key of the person.

    Whoever gave it no address and has no account is left out.
    """
    given = (
        Membership.objects.of(within)
        .open()
        .consented()
        .filter(person__in=[person.pk for person in people])
        .order_by("pk")
    )
    told = {one.person_id: one.email for one in given if one.person_id}
    return sign_in.addresses_of([person for person in people if person.pk not in told]) | told


def recipients_of(community: Community, *, on: date) -> list[Recipient]:
    """Return every member of that day with where to write to them, by name; partners included."""
    terms = terms_on(community, on)
    held = (
        Membership.objects.of(community)
        .with_fees()
        .select_related("person", "structure", "college")
        .order_by("person__last_name", "person__first_name", "structure__name", "pk")
    )
    standing = [(one, one.state_on(on, terms)) for one in held]
    members = [(one, state) for one, state in standing if state in COUNTED]
    known = addresses_of([one.person for one, _ in members if one.person], within=community)
    return [
        Recipient(
            membership=one,
            name=str(one.person or one.structure),
            person=one.person,
            address=known.get(one.person.pk, "") if one.person else one.contact,
            state=state,
        )
        for one, state in members
    ]
