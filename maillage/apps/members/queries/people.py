"""Who is in the list of a community, as its pages and other subjects read it?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Role, in_force
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import (
    College,
    ErasureRequest,
    Habits,
    ImportBatch,
    Membership,
    MembershipQuerySet,
    RegimePeriod,
    Structure,
)
from maillage.domain.membership import (
    COUNTED,
    Regime,
    State,
    Terms,
    may_renew,
    may_vote,
)
from maillage.domain.names import fold
from maillage.domain.professions import PROFESSIONS, Profession
from maillage.domain.retention import Held, limit_on
from maillage.domain.roles import RoleKind

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What someone asks to see of the list."""

    text: str = ""
    profession: str = ""
    state: State | None = None
    college: str = ""
    structure: str = ""
    page: int = 1


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    membership: Membership
    state: State

    @property
    def name(self) -> str:
        held = self.membership
        return (
            f"{held.person.last_name} {held.person.first_name}".strip()
            if held.person
            else str(held.structure)
        )

    @property
    def profession(self) -> str:
        return self.membership.person.profession if self.membership.person else ""


@dataclass(frozen=True)
class MembersPage:
    """The list, filtered, and what it may be filtered by."""

    rows: list[Row]
    page: Page[Any]
    total: int
    counts: dict[State, int]
    professions: Sequence[Profession]
    colleges: list[College]
    structures: list[Structure]
    drafts: list[ImportBatch]
    accepted: ImportBatch | None
    asked: list[Membership]
    to_invite: int
    unreachable: int

    @property
    def members(self) -> int:
        """How many are members today, a fee due included."""
        return sum(count for state, count in self.counts.items() if state in COUNTED)


def colleges_of(community: Community) -> QuerySet[College]:
    """Return the colleges of a community by name."""
    return community.colleges.order_by("name")


def structures_of(community: Community) -> QuerySet[Structure]:
    """Return the structures of a community by name."""
    return community.structures.order_by("name")


def export(
    community: Community, wanted: Wanted, *, by: Person, at: datetime, today: date
) -> list[Row]:
    """Return every line of the list to hand it over, which is journaled."""
    journal.record_read(
        by=by, at=at, on=community, community=community.uuid, what="liste des membres exportée"
    )
    return rows_of(community, wanted, today=today)


def terms_on(community: Community, day: date) -> Terms | None:
    """Return the terms of a community that day; None when it never said."""
    return RegimePeriod.objects.terms_on(community, day)


def _listed(community: Community) -> MembershipQuerySet:
    return (
        Membership.objects.of(community)
        .with_fees()
        .select_related("person__practice", "structure", "college")
        .order_by("person__last_name", "person__first_name", "structure__name", "pk")
    )


def _filtered(community: Community, wanted: Wanted, today: date) -> MembershipQuerySet:
    rows = _listed(community)
    # Those who left are shown to whoever asks for them.
    rows = rows.exclude(until__lte=today) if wanted.state is not State.FORMER else rows
    if wanted.profession:
        rows = rows.filter(person__practice__profession_code=wanted.profession)
    if wanted.college:
        rows = rows.filter(college__uuid=wanted.college)
    if wanted.structure:
        rows = rows.filter(structure__uuid=wanted.structure)
    return rows


def _answers(row: Row, wanted: Wanted) -> bool:
    if wanted.state is not None and row.state is not wanted.state:
        return False
    words = fold(f"{row.name} {row.membership.structure or ''}")
    return all(word in words for word in fold(wanted.text).split())


def rows_of(community: Community, wanted: Wanted, *, today: date) -> list[Row]:
    """Return every line that answers, for a page or an export."""
    terms = terms_on(community, today)
    found = (Row(one, one.state_on(today, terms)) for one in _filtered(community, wanted, today))
    return [row for row in found if _answers(row, wanted)]


def members_page(
    community: Community, wanted: Wanted, *, by: Person, at: datetime, today: date
) -> MembersPage:
    """Return the list of members; reading it is journaled."""
    terms = terms_on(community, today)
    if wanted.text or wanted.state:
        found = rows_of(community, wanted, today=today)
        page: Page[Any] = Paginator(found, PAGE).get_page(wanted.page)
        rows: list[Row] = list(page)
    else:
        page = Paginator(_filtered(community, wanted, today), PAGE).get_page(wanted.page)
        listed: list[Membership] = list(page)
        rows = [Row(one, one.state_on(today, terms)) for one in listed]
    batches = _batches(community)
    counts = _counts(community, terms, today)
    journal.record_read(
        by=by, at=at, on=community, community=community.uuid, what="liste des membres"
    )
    return MembersPage(
        rows=rows,
        page=page,
        total=page.paginator.count,
        counts=counts.states,
        professions=PROFESSIONS,
        colleges=list(colleges_of(community)),
        structures=list(structures_of(community)),
        drafts=[one for one in batches if one.status == ImportBatch.Status.DRAFT],
        accepted=next((one for one in batches if _may_be_undone(one, today)), None),
        asked=_asking_erasure(community),
        to_invite=counts.to_invite,
        unreachable=counts.unreachable,
    )


@dataclass(frozen=True)
class Counts:
    """How many stand where, cannot be written to, were never sent the link."""

    states: dict[State, int]
    unreachable: int
    to_invite: int


def _counts(community: Community, terms: Terms | None, today: date) -> Counts:
    held = Membership.objects.of(community).with_fees().with_accounts().only(
        "category", "since", "until", "accepted_on", "objected_on", "invited_on", "email",
        "consent_on",
    )  # fmt: skip
    told = [(one.state_on(today, terms), one) for one in held.order_by()]
    return Counts(
        states=Counter(state for state, _ in told),
        unreachable=sum(state in COUNTED and not one.is_reached for state, one in told),
        to_invite=sum(one.is_to_invite for _, one in told),
    )


def _batches(community: Community) -> list[ImportBatch]:
    """Return the last lists brought in, the latest first, without what they hold."""
    kept = ImportBatch.objects.filter(community=community).select_related("by")
    return list(kept.defer("cells", "written").order_by("-prepared_at", "-pk")[:60])


def _may_be_undone(batch: ImportBatch, today: date) -> bool:
    """Tell whether what an undo needs is kept still."""
    accepted_at = batch.accepted_at
    return (
        batch.status == ImportBatch.Status.ACCEPTED
        and accepted_at is not None
        and localdate(accepted_at) >= limit_on(today, Held.UNDO_OF_LIST)
    )


def _asking_erasure(community: Community) -> list[Membership]:
    asking = ErasureRequest.objects.waiting().values("person")
    held = Membership.objects.of(community).filter(person__in=asking).select_related("person")
    return list(held.order_by("pk"))


@dataclass(frozen=True)
class MemberPage:
    """One member, as the community holds them."""

    membership: Membership
    state: State
    votes: bool
    fees: list[object]
    roles: list[Role]
    asked_erasure: bool


def member_page(membership: Membership, *, by: Person, at: datetime, today: date) -> MemberPage:
    """Return one member of one community; reading it is journaled."""
    state = membership.state_on(today, terms_on(membership.community, today))
    journal.record_read(
        by=by,
        at=at,
        on=membership.person or membership,
        community=membership.community.uuid,
        what="fiche de membre",
    )
    person = membership.person
    return MemberPage(
        membership=membership,
        state=state,
        votes=may_vote(state, membership.category_value),
        fees=list(membership.fees.order_by("-paid_on")),
        roles=list(
            Role.objects.filter(person=person, community=membership.community).order_by("-since")
        ),
        asked_erasure=person is not None
        and ErasureRequest.objects.waiting().filter(person=person).exists(),
    )


@dataclass(frozen=True)
class Chart:
    """Who runs a community, then who composes it."""

    board: list[tuple[str, list[Role]]]
    former: list[Role]
    colleges: list[tuple[str, list[Membership]]]
    without_college: int


def chart(community: Community, *, by: Person, at: datetime, today: date) -> Chart:
    """Return the organigramme; reading it is journaled."""
    roles = community.roles.exclude(kind__in=["MEMBER", "PARTNER"]).select_related("person")
    current = Membership.objects.of(community).open().filter(objected_on__isnull=True)
    listed = current.select_related("person", "structure", "college").order_by(
        "college__name", "person__last_name", "structure__name", "pk"
    )
    groups: dict[str, list[Membership]] = {}
    for one in listed.filter(college__isnull=False):
        groups.setdefault(str(one.college), []).append(one)
    others = current.filter(college__isnull=True).count() if groups else 0
    journal.record_read(by=by, at=at, on=community, community=community.uuid, what="organigramme")
    return Chart(
        board=_board(roles.filter(in_force(today)).order_by("since", "pk")),
        former=list(roles.filter(until__lte=today).order_by("-until", "pk")),
        colleges=list(groups.items()),
        without_college=others,
    )


def _board(roles: QuerySet[Role]) -> list[tuple[str, list[Role]]]:
    """Group those who run a community by role, the chair first."""
    held: dict[str, list[Role]] = {}
    for role in roles:
        held.setdefault(role.kind, []).append(role)
    return [(kind.label, held[kind.value]) for kind in RoleKind if kind.value in held]


# --- For the subjects above -------------------------------------------------------------------


def members_of(community: Community, *, on: date) -> list[Person]:
    """Return the people who are members that day, partners included, by name."""
    terms = terms_on(community, on)
    held = _listed(community).filter(person__isnull=False)
    return [one.person for one in held if one.person and one.state_on(on, terms) in COUNTED]


def voters(community: Community, *, on: date) -> list[Membership]:
    """Return the memberships that vote that day, each with its college."""
    terms = terms_on(community, on)
    held = _listed(community)
    return [one for one in held if may_vote(one.state_on(on, terms), one.category_value)]


@dataclass(frozen=True)
class AnswerPage:
    """What a member is asked by a link, and what they may still answer."""

    is_by_right: bool
    may_accept: bool
    is_renewing: bool
    asked_on: date | None
    charter_url: str

    @property
    def asked_words(self) -> str:
        """What is said once an erasure is asked."""
        return f"Reçue le {self.asked_on:%d/%m/%Y}\u00a0: la réponse viendra dans le mois."


@dataclass(frozen=True)
class ApplyPage:
    """What someone who asks to become a member reads first."""

    community: Community
    fee: Decimal | None
    how_to_pay: str
    charter_url: str


def apply_page(community: Community, *, on: date) -> ApplyPage:
    """Return what the form of adhésion says of a community."""
    terms, habits = terms_on(community, on), Habits.objects.get(community=community)
    fee = terms.yearly_fee if terms else None
    return ApplyPage(community, fee, habits.how_to_pay, habits.charter_url)


def charter_of(community: Community) -> str:
    """Return where the charter and the règlement are read; nothing when nobody said."""
    habits = Habits.objects.filter(community=community).first()
    return habits.charter_url if habits else ""


def answer_page(membership: Membership, *, on: date) -> AnswerPage:
    """Return what the page of a personal link says."""
    terms, accepted_on = terms_on(membership.community, on), membership.accepted_on
    asked = ErasureRequest.objects.waiting().filter(person=membership.person_id).first()
    is_renewing = accepted_on is not None and may_renew(accepted_on, on, terms)
    return AnswerPage(
        is_by_right=terms is not None and terms.regime is Regime.BY_RIGHT,
        may_accept=is_renewing or accepted_on is None or membership.objected_on is not None,
        is_renewing=is_renewing,
        asked_on=localdate(asked.asked_at) if asked else None,
        charter_url=charter_of(membership.community),
    )


def is_by_right(community: Community, *, on: date) -> bool:
    """Tell whether professionals are members there unless they object."""
    terms = terms_on(community, on)
    return terms is not None and terms.regime is Regime.BY_RIGHT
