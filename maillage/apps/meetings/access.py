"""Who reads, runs and is invited to the meetings of a community?"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access
from maillage.apps.communities.models import Affiliation, Community, CommunityQuerySet, Role
from maillage.apps.meetings.models import Meeting
from maillage.apps.members.queries.contacts import Recipient, recipients_of
from maillage.apps.members.queries.people import members_of
from maillage.domain.echelon import Echelon
from maillage.domain.meetings import Kind
from maillage.domain.roles import RIGHTS_OF_ROLE, Right

RUNNING = frozenset(
    kind.value for kind, rights in RIGHTS_OF_ROLE.items() if Right.RUN_MEETINGS in rights
)


def meeting_for(user: User, slug: str, uuid: UUID, *, to: Right, on: date) -> Meeting:
    """Fetch a meeting: read by its community and by whoever is invited; run by its runners."""
    meeting = (
        Meeting.objects.select_related(
            "community__departement", "community__region", "host", "poll", "created_by"
        )
        .filter(uuid=uuid, community__slug=slug)
        .first()
    )
    if meeting is None:
        access.community_for(user, slug, to=to, on=on)
        raise Http404
    rights = access.rights_of(user.person, meeting.community, on=on)
    is_invited = is_asked(user.person, meeting)
    if to in rights or (to is Right.READ_MEETINGS and is_invited):
        return meeting
    if Right.SEE in rights or is_invited:
        raise PermissionDenied
    raise Http404


def is_asked(person: Person, meeting: Meeting) -> bool:
    """Tell whether the person was told of the meeting: convoked, or asked for a date."""
    told = Q(sent_at__isnull=False) | Q(meeting__poll__isnull=False)
    return meeting.invitations.filter(told, person=person).exists()


def runs(person: Person, community: Community, *, on: date) -> bool:
    return Right.RUN_MEETINGS in access.rights_of(person, community, on=on)


def roles_of(community: Community, *, on: date) -> list[Person]:
    """Return whoever holds a role there, by name; above the CPTS, also who runs its members."""
    invited = Q(roles__in=Role.objects.on(on).filter(community=community))
    if community.echelon_value is not Echelon.LOCAL:
        members = Affiliation.objects.on(on).filter(body=community).values("member_id")
        invited |= Q(roles__in=Role.objects.on(on).filter(community__in=members, kind__in=RUNNING))
    people = Person.objects.filter(invited).distinct()
    return list(people.order_by("last_name", "first_name", "pk"))


def invitees_of(community: Community, *, kind: Kind, on: date) -> list[Person]:
    """Return whom a community invites by habit to such a meeting, by name.

    Whoever holds a role; to those that are for all, every member of the list too, partners
    included.
    """
    return known_people(community, on=on) if kind.is_for_all else roles_of(community, on=on)


def known_people(community: Community, *, on: date) -> list[Person]:
    """Return those a community knows, by name: whoever holds a role, and its list."""
    people = {person.pk: person for person in roles_of(community, on=on)}
    people |= {person.pk: person for person in members_of(community, on=on)}
    return sorted(people.values(), key=_by_name)


def people_called(
    community: Community, is_called: Callable[[str], bool], *, on: date
) -> list[Person]:
    """Return those a community knows by a name; the list is read whole only if it is on it."""
    listed = Person.objects.filter(memberships__community=community)
    names = (f"{first} {last}" for first, last in listed.values_list("first_name", "last_name"))
    is_listed = any(is_called(name) for name in names)
    people = known_people(community, on=on) if is_listed else roles_of(community, on=on)
    return [person for person in people if is_called(person.full_name)]


def structures_of(community: Community, *, on: date) -> list[Recipient]:
    """Return the structures of the list: invited by their address, without a vote."""
    return [each for each in recipients_of(community, on=on) if each.person is None]


def _by_name(person: Person) -> tuple[str, str, int]:
    return person.last_name.casefold(), person.first_name.casefold(), person.pk


def hosts_of(community: Community, *, on: date) -> CommunityQuerySet:
    """Communities that may host by turns: those affiliated."""
    members = Affiliation.objects.on(on).filter(body=community).values("member_id")
    return Community.objects.filter(pk__in=members).order_by("search", "pk")


def past_hosts(community: Community) -> list[int]:
    """Return who hosted, from the oldest meeting to the latest, those to come included."""
    held = Meeting.objects.of(community).exclude(state="CANCELLED").filter(host__isnull=False)
    return [host for host in held.order_by("starts_at").values_list("host_id", flat=True) if host]
