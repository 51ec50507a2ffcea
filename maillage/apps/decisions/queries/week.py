"""Which answers, votes and closings wait for someone this week?

The page of the week asks every subject: two questions here, whatever waits.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import CommunityQuerySet
from maillage.apps.creation.queries.week import Urgency, WeekItem
from maillage.apps.decisions import access
from maillage.apps.decisions.models import (
    Answer,
    Application,
    Ballot,
    Decision,
    Participant,
    Round,
    Voter,
)
from maillage.domain.consensus import State
from maillage.domain.french import SPACE, of, the

# Beyond, the pages of the communities tell the rest.
MOST = 50
PROPOSAL, BALLOT, REGISTER = "decisions:proposal", "decisions:ballot", "decisions:register"
# How long a decision from above is announced to those who have not chosen; its page stays.
CHOICE_SHOWN = timedelta(days=60)


def waiting_for(person: Person, *, today: date) -> list[WeekItem]:
    """Return what waits for the person: answers and votes to give, rounds and ballots to close."""
    led = access.communities_led(person, on=today)
    lines = [*_to_give(person, led, today), *_to_close(led, today)]
    return sorted(lines, key=lambda line: line.on or today)


def _columns(page: str, path: str, day: str) -> dict[str, Combinable]:
    """Name alike what a proposal and a ballot tell, to be asked together."""
    return {
        "page": Value(page, output_field=CharField()),
        "title": F(f"{path}title"),
        "day": F(day),
        "asks": F(f"{path}community__name"),
        "slug": F(f"{path}community__slug"),
        "key": F(f"{path}uuid"),
    }


def _voices(
    rows: QuerySet[Participant] | QuerySet[Voter],
    page: str,
    path: str,
    day: str,
    **other: Combinable,
) -> QuerySet[Any, tuple[Any, ...]]:
    """Add whose voice it is: someone by key and names, else a community or a structure."""
    told: dict[str, Combinable] = {
        "who": F("person_id"),
        "first": F("person__first_name"),
        "last": F("person__last_name"),
        "body": F("community__name"),
        "firm": F("structure__name"),
    }
    return rows.values_list(*(_columns(page, path, day) | other | told).values())


def _to_give(person: Person, led: CommunityQuerySet, today: date) -> list[WeekItem]:
    """Return the voices to give, proxies held included, and the decisions to apply or not."""
    own = Q(person=person) | Q(community__in=led)
    held = Q(proxy__person=person) | Q(proxy__community__in=led)
    answered = Answer.objects.standing().filter(round__closed_at__isnull=True)
    asked = Participant.objects.filter(
        own, proposal__state=State.OPEN.value, proposal__rounds__closed_at__isnull=True
    ).exclude(pk__in=answered.values("participant_id"))
    still_open = Q(ballot__votes_by__isnull=True) | Q(ballot__votes_by__gte=today)
    called = Voter.objects.filter(
        (own & Q(proxy__isnull=True)) | held,
        still_open,
        has_voted=False,
        ballot__closed_at__isnull=True,
    )
    rows = _voices(asked.order_by(), PROPOSAL, "proposal__", "proposal__rounds__answers_by").union(
        _voices(called.order_by(), BALLOT, "ballot__", "ballot__votes_by"),
        _to_choose(led, today),
    )
    return [_voice_line(row, person, today) for row in rows[:MOST]]


def _to_choose(led: CommunityQuerySet, today: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the decisions adopted lately that a community led has not chosen to apply or not."""
    chosen = Application.objects.standing().filter(
        decision__proposal=OuterRef("proposal"), community=OuterRef("community")
    )
    adopted = Decision.objects.adopted().filter(decided_on__gte=today - CHOICE_SHOWN)
    rows = Participant.objects.filter(
        ~Exists(chosen), community__in=led, proposal__decision__in=adopted
    )
    day, slug = "proposal__decision__decided_on", F("community__slug")
    return _voices(rows.order_by(), REGISTER, "proposal__", day, slug=slug)


def _voice_line(row: tuple[Any, ...], person: Person, today: date) -> WeekItem:
    page, title, day, asks, slug, key, who, first, last, body, firm = row
    name = body or firm or f"{first} {last}".strip()
    if page == REGISTER:
        said = f"Décision {of(asks)}{SPACE}: dites si {the(name)} l’applique."
        return WeekItem(Urgency.WAITING, title, said, reverse(page, args=[slug]))
    if page == PROPOSAL:
        said = (
            "Votre réponse est attendue"
            if who == person.pk
            else f"La réponse {of(name)} est attendue"
        )
    else:
        said = "Votre vote est attendu" if who == person.pk else f"Le vote {of(name)} est attendu"
    return WeekItem(
        Urgency.LATE if day and day < today else Urgency.WAITING,
        title,
        f"{said} par {the(asks)}.",
        reverse(page, args=[slug, key]),
        day,
    )


def _to_close(led: CommunityQuerySet, today: date) -> list[WeekItem]:
    """Return the rounds and ballots that have run their time, for whoever leads them."""
    rounds = Round.objects.filter(
        proposal__community__in=led,
        proposal__state=State.OPEN.value,
        closed_at__isnull=True,
        answers_by__lt=today,
    )
    ballots = Ballot.objects.filter(community__in=led, closed_at__isnull=True, votes_by__lt=today)
    of_rounds = [*_columns(PROPOSAL, "proposal__", "answers_by").values(), F("number")]
    of_ballots = [*_columns(BALLOT, "", "votes_by").values(), Value(0)]
    rows = (
        rounds.order_by().values_list(*of_rounds).union(ballots.order_by().values_list(*of_ballots))
    )
    return [_closing_line(row) for row in rows[:MOST]]


def _closing_line(row: tuple[str, str, date, str, str, UUID, int]) -> WeekItem:
    page, title, day, _, slug, key, number = row
    said = (
        f"Le tour {number} est arrivé à son terme{SPACE}: clôturez-le."
        if page == PROPOSAL
        else f"On ne vote plus{SPACE}: dépouillez le scrutin."
    )
    return WeekItem(Urgency.LATE, title, said, reverse(page, args=[slug, key]), day)
