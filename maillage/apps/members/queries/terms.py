"""How does one become a member here, and how many of each trade are, out of how many?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.apps.communities.models import Community
from maillage.apps.health import queries as health
from maillage.apps.members.models import College, Habits, Membership, RegimePeriod
from maillage.apps.members.queries.people import terms_on
from maillage.apps.members.readers import register
from maillage.domain.membership import COUNTED, Category, Rate
from maillage.domain.professions import PROFESSIONS, Profession


@dataclass(frozen=True)
class ProfessionRate:
    """How many of a trade are members, out of how many, and who says so."""

    profession: Profession
    rate: Rate
    source: str
    stated_on: date | None
    is_stated: bool

    @property
    def percent(self) -> str:
        return percent(self.rate)


def percent(rate: Rate) -> str:
    """Write a rate; few is not none, and what nobody knows is said so."""
    share = rate.share
    if share is None:
        return "inconnu"
    is_few = rate.members and share < Decimal("0.01")
    return "moins de 1\u00a0%" if is_few else f"{int(share * 100)}\u00a0%"


def whole(told: Iterable[ProfessionRate]) -> Rate:
    """Add up the professions of which someone knows how many practise."""
    known = [each.rate for each in told if each.rate.practising]
    return Rate(
        sum(rate.members for rate in known), sum(rate.practising or 0 for rate in known) or None
    )


def rates(community: Community, *, on: date) -> list[ProfessionRate]:
    """Return the rate of adhésion by profession; unknown where nobody gave a denominator."""
    terms = terms_on(community, on)
    held = Membership.objects.of(community).with_fees().select_related("person__practice")
    counted = Counter(
        one.person.practice.profession_code
        for one in held.filter(category=Category.PROFESSIONAL.value, person__practice__isnull=False)
        if one.person and one.state_on(on, terms) in COUNTED
    )
    told = practising(community)
    return [
        ProfessionRate(
            profession,
            Rate(counted[profession.code], row.count if row else None),
            row.source if row else "",
            row.stated_on if row else None,
            row is not None and row.is_stated,
        )
        for profession in PROFESSIONS
        if (row := told.get(profession.code)) or counted[profession.code]
    ]


@dataclass(frozen=True)
class Practising:
    """How many practise a trade here, according to whom."""

    count: int
    source: str
    stated_on: date
    is_stated: bool


def practising(community: Community) -> dict[str, Practising]:
    """Return how many practise each trade: what someone stated, else what the register counts."""
    offer = health.supply_of(register.perimeter_codes(community))
    told: dict[str, Practising] = {}
    if (source := register.register_of(offer)) is not None:
        told = {
            code: Practising(found.persons, source.words, source.as_of, is_stated=False)
            for code, found in offer.by_profession().items()
        }
    for row in community.practising.all():
        told[row.profession_code] = Practising(row.count, row.source, row.stated_on, is_stated=True)
    return told


@dataclass(frozen=True)
class TermsPage:
    """The regime in force, the one to come, those before, the colleges and the rates."""

    current: RegimePeriod | None
    coming: list[RegimePeriod]
    former: list[RegimePeriod]
    colleges: list[tuple[College, int]]
    rates: list[ProfessionRate]

    @property
    def whole(self) -> Rate:
        return whole(self.rates)

    @property
    def whole_percent(self) -> str:
        return percent(self.whole)

    @property
    def register(self) -> ProfessionRate | None:
        """A line whose denominator the register gives: its source is said once for all."""
        return next((each for each in self.rates if each.source and not each.is_stated), None)


def terms_page(community: Community, *, on: date) -> TermsPage:
    """Return how one becomes a member here."""
    periods = list(community.regimes.order_by("-since", "-pk"))
    members = Membership.objects.of(community).open().filter(college__isnull=False).order_by()
    counts = Counter(members.values_list("college_id", flat=True))
    return TermsPage(
        current=RegimePeriod.objects.on(community, on),
        coming=[one for one in periods if one.since > on],
        former=[one for one in periods if one.until is not None and one.until <= on],
        colleges=[(one, counts[one.pk]) for one in community.colleges.order_by("name")],
        rates=rates(community, on=on),
    )


HABITS = ("is_open", "reminds", "how_to_pay", "takes_requests", "charter_url", "version")


def habits_of(community: Community) -> dict[str, object]:
    """Return what a community chose for its list; reminders alone when it never said."""
    held = Habits.objects.filter(community=community).first() or Habits(community=community)
    return {name: getattr(held, name) for name in HABITS}
