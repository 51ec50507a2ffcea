"""What waits for me this week, what is late, what comes; then my communities."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.borders.queries.week import borders_week
from maillage.apps.communities import access
from maillage.apps.communities.models import Community, Role
from maillage.apps.communities.queries.territory import Headcount, headcounts
from maillage.apps.creation.queries.week import Urgency, WeekItem, week_items
from maillage.apps.decisions.queries.week import waiting_for
from maillage.apps.mandates.queries import mandates_week
from maillage.apps.meetings.queries.week import meetings_week
from maillage.apps.members.queries.directory import open_lists
from maillage.apps.members.queries.erasures import awaits
from maillage.apps.workshop.queries.offers import workshop_week
from maillage.domain.echelon import Echelon


@dataclass(frozen=True)
class Mine:
    """A community of mine, what I am there, and its inhabitants."""

    community: Community
    roles: list[str]
    headcount: Headcount


@dataclass(frozen=True)
class Week:
    person: Person
    today: date
    items: list[WeekItem]
    communities: list[Mine]
    functions: list[str]
    directories: list[Community]

    @property
    def waiting(self) -> list[WeekItem]:
        return [item for item in self.items if item.urgency is not Urgency.UPCOMING]

    @property
    def coming(self) -> list[WeekItem]:
        return [item for item in self.items if item.urgency is Urgency.UPCOMING]

    @property
    def watches(self) -> bool:
        """Whether a portfolio is theirs: they follow communities from outside or above."""
        above = any(mine.community.echelon_value is not Echelon.LOCAL for mine in self.communities)
        return bool(self.functions) or above


def _erasures(person: Person, *, today: date) -> list[WeekItem]:
    return [
        WeekItem(
            Urgency.LATE if asked.is_late else Urgency.WAITING,
            asked.request.person.full_name,
            "Demande l’effacement de ses données.",
            reverse("members:erasure", args=[asked.request.uuid]),
            asked.answer_by,
        )
        for asked in awaits(person, on=today)
    ]


def week(person: Person, *, today: date) -> Week:
    """Return the home of someone signed in."""
    held = (
        Role.objects.on(today)
        .filter(person=person)
        .select_related("community__departement", "community__region")
        .order_by("community__search", "pk")
    )
    roles: dict[int, tuple[Community, list[str]]] = {}
    for role in held:
        roles.setdefault(role.community_id, (role.community, []))[1].append(role.get_kind_display())
    counts = headcounts(list(roles), on=today)
    functions = access.functions_of(person, on=today)
    return Week(
        person=person,
        today=today,
        items=[
            *week_items(person, today=today),
            *waiting_for(person, today=today),
            *mandates_week(person, today=today),
            *workshop_week(person, today=today),
            *borders_week(person, today=today),
            *meetings_week(person, today=today),
            *_erasures(person, today=today),
        ],
        communities=[
            Mine(community, kinds, counts.get(key, Headcount()))
            for key, (community, kinds) in roles.items()
        ],
        directories=open_lists(person, on=today),
        functions=[
            f"{f.get_kind_display()} ({f.get_outside_body_display()}), "
            f"{f.departement or f.region or 'France entière'}"
            for f in functions
        ],
    )
