"""How does one become a member here, and how many of each trade are, out of how many?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

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
    def percent(self) -> int | None:
        share = self.rate.share
        return None if share is None else int(share * 100)


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
    """The regime in force, those before, the colleges and the rates."""

    current: RegimePeriod | None
    former: list[RegimePeriod]
    colleges: list[tuple[College, int]]
    rates: list[ProfessionRate]


def terms_page(community: Community, *, on: date) -> TermsPage:
    """Return how one becomes a member here."""
    periods = list(community.regimes.order_by("-since", "-pk"))
    members = Membership.objects.of(community).open().filter(college__isnull=False).order_by()
    counts = Counter(members.values_list("college_id", flat=True))
    return TermsPage(
        current=next((one for one in periods if one.until is None), None),
        former=[one for one in periods if one.until is not None],
        colleges=[(one, counts[one.pk]) for one in community.colleges.order_by("name")],
        rates=rates(community, on=on),
    )


def habits_of(community: Community) -> dict[str, object]:
    """Return what a community chose for its list; reminders alone when it never said."""
    held = Habits.objects.filter(community=community).first() or Habits(community=community)
    return {name: getattr(held, name) for name in ("is_open", "reminds", "how_to_pay", "version")}
