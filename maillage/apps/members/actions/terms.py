"""How does a community set its regime, its colleges, and how many practise on its territory?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import College, Habits, PractisingCount, RegimePeriod
from maillage.apps.post import actions as post
from maillage.domain.membership import Regime, Terms
from maillage.domain.professions import BY_CODE
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class RegimeInThePast(Refusal):
    """A new regime begins after the one before it."""


class CollegeAlreadyThere(Refusal):
    """The college exists."""


class FeeWithoutAdhesion(Refusal):
    """Members by right owe nothing they did not sign for."""


@dataclass(frozen=True)
class Practising:
    """How many practise a trade here, as someone read it."""

    profession_code: str
    count: int
    source: str
    stated_on: date


@transaction.atomic
def set_regime(
    *, community: Community, terms: Terms, since: date, by: Person, at: datetime
) -> RegimePeriod:
    """Begin a new regime; the one before closes that day and stays in the history.

    :raises RightMissing: the person does not keep the list.
    :raises RegimeInThePast: it would begin before the one in force.
    :raises FeeWithoutAdhesion: a fee is asked of members by right.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    if terms.regime is Regime.BY_RIGHT and terms.yearly_fee:
        raise FeeWithoutAdhesion(
            "Un membre de droit n’a rien signé\u00a0: aucune cotisation ne peut lui être demandée."
        )
    current = community.regimes.filter(until__isnull=True).first()
    if current:
        if since < current.since:
            raise RegimeInThePast(
                f"Le régime en vigueur a commencé le {current.since:%d/%m/%Y}\u00a0: "
                "le nouveau commence ce jour-là ou après."
            )
        current.until = since
        current.save(update_fields=["until"])
    period = RegimePeriod.objects.create(
        community=community,
        regime=terms.regime.value,
        yearly_fee=terms.yearly_fee,
        renewal=terms.renewal.value,
        is_renewed=terms.is_renewed,
        since=since,
    )
    # What the former terms asked is not recalled any more; the next round says what these ask.
    held = community.memberships.open()
    post.forget_all(about=held.values_list("uuid", flat=True))
    journal.record(
        "members.regime_changed",
        by=by,
        at=at,
        on=period,
        community=community.uuid,
        facts={"regime": terms.regime.label, "since": since},
    )
    return period


@transaction.atomic
def forget_practising(
    *, community: Community, profession_code: str, by: Person, at: datetime
) -> None:
    """Take back how many practise a trade: the register speaks again, if there is one.

    :raises RightMissing: the person does not keep the list.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    removed, _ = community.practising.filter(profession_code=profession_code).delete()
    if removed:
        journal.record(
            "members.practising_forgotten",
            by=by,
            at=at,
            on=community,
            community=community.uuid,
            facts={"profession": BY_CODE[profession_code].plural},
        )


class HabitsChanged(Refusal):
    """Someone saved these choices since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Quelqu’un a changé ces choix pendant que vous aviez la page ouverte\u00a0: "
            "rechargez-la avant de recommencer."
        )


@dataclass(frozen=True)
class Chosen:
    """What a community chooses for its list."""

    is_open: bool
    reminds: bool
    how_to_pay: str
    charter_url: str = ""
    takes_requests: bool = False


@transaction.atomic
def set_habits(
    *, community: Community, chosen: Chosen, expected_version: int, by: Person, at: datetime
) -> Habits:
    """Say whether members read the list and are reminded, how to pay, where the charter is read.

    :raises RightMissing: the person does not keep the list.
    :raises HabitsChanged: someone saved them since the page was opened.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    kept, _ = Habits.objects.get_or_create(community=community)
    if kept.version != expected_version:
        raise HabitsChanged
    kept.is_open, kept.reminds = chosen.is_open, chosen.reminds
    kept.how_to_pay = " ".join(chosen.how_to_pay.split())
    kept.charter_url, kept.takes_requests = chosen.charter_url, chosen.takes_requests
    kept.version += 1
    kept.save()
    if not kept.reminds:
        post.forget_all(about=community.memberships.values_list("uuid", flat=True))
    journal.record(
        "members.habits_set",
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        facts={
            "opening": "ouvert la liste aux membres" if kept.is_open else "réservé la liste",
            "reminders": "avec rappels" if kept.reminds else "sans rappels",
        },
    )
    return kept


@transaction.atomic
def add_college(*, community: Community, name: str, by: Person, at: datetime) -> College:
    """Open a college.

    :raises RightMissing: the person does not keep the list.
    :raises CollegeAlreadyThere: it exists.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    if community.colleges.filter(name=name.strip()).exists():
        raise CollegeAlreadyThere(f"Le collège «\u00a0{name.strip()}\u00a0» existe déjà.")
    college = College.objects.create(community=community, name=name.strip())
    journal.record("members.college_added", by=by, at=at, on=college, community=community.uuid)
    return college


@transaction.atomic
def state_practising(
    *, community: Community, stated: Practising, by: Person, at: datetime
) -> PractisingCount:
    """Say how many professionals of a trade practise on the territory, and who says so.

    :raises RightMissing: the person does not keep the list.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    row, _ = PractisingCount.objects.update_or_create(
        community=community,
        profession_code=stated.profession_code,
        defaults={
            "count": stated.count,
            "source": stated.source,
            "stated_on": stated.stated_on,
            "by": by,
        },
    )
    journal.record(
        "members.practising_stated",
        by=by,
        at=at,
        on=row,
        community=community.uuid,
        facts={
            "count": stated.count,
            "profession": BY_CODE[stated.profession_code].plural,
            "source": stated.source,
        },
    )
    return row
