"""Which answers, votes and closings wait for someone this week?"""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import CommunityQuerySet
from maillage.apps.creation.queries.week import Urgency, WeekItem
from maillage.apps.decisions import access
from maillage.apps.decisions.models import Answer, Ballot, Participant, Proposal, Voter
from maillage.domain.consensus import State
from maillage.domain.french import SPACE

A_FEW = 5


def waiting_for(person: Person, *, today: date) -> list[WeekItem]:
    """Return what waits for the person: answers and votes to give, rounds and ballots to close."""
    led = access.communities_led(person, on=today)
    lines = [
        *_to_answer(person, led, today),
        *_to_close(led, today),
        *_to_vote(person, led, today),
        *_to_count(led, today),
    ]
    return sorted(lines, key=lambda line: line.on or today)


def _address(proposal: Proposal) -> str:
    return reverse("decisions:proposal", args=[proposal.community.slug, proposal.uuid])


def _to_answer(person: Person, led: CommunityQuerySet, today: date) -> list[WeekItem]:
    answered = Answer.objects.standing().filter(round__closed_at__isnull=True)
    rows = (
        Participant.objects.filter(
            Q(person=person) | Q(community__in=led),
            proposal__state=State.OPEN.value,
            proposal__rounds__closed_at__isnull=True,
        )
        .exclude(pk__in=answered.values("participant_id"))
        .select_related("proposal__community", "community", "person")
        .prefetch_related("proposal__rounds")
        .order_by("proposal__rounds__answers_by", "pk")[:A_FEW]
    )
    found = []
    for row in rows:
        turn = max(row.proposal.rounds.all(), key=lambda each: each.number)
        who = "Votre réponse" if row.person_id else f"La réponse de {row.name}"
        found.append(
            WeekItem(
                Urgency.LATE if turn.answers_by < today else Urgency.WAITING,
                row.proposal.title,
                f"{who} est attendue par {row.proposal.community.name}.",
                _address(row.proposal),
                turn.answers_by,
            )
        )
    return found


def _to_close(led: CommunityQuerySet, today: date) -> list[WeekItem]:
    rows = (
        Proposal.objects.open()
        .filter(community__in=led, rounds__closed_at__isnull=True, rounds__answers_by__lt=today)
        .select_related("community")
        .prefetch_related("rounds")
        .order_by("rounds__answers_by", "pk")[:A_FEW]
    )
    return [
        WeekItem(
            Urgency.LATE,
            row.title,
            f"Le tour {turn.number} est arrivé à son terme{SPACE}: clôturez-le.",
            _address(row),
            turn.answers_by,
        )
        for row in rows
        for turn in [max(row.rounds.all(), key=lambda each: each.number)]
    ]


def _ballot_address(ballot: Ballot) -> str:
    return reverse("decisions:ballot", args=[ballot.community.slug, ballot.uuid])


def _to_vote(person: Person, led: CommunityQuerySet, today: date) -> list[WeekItem]:
    """Return the voices the person has to give: theirs, and those whose proxy they hold."""
    own = Q(person=person, proxy__isnull=True) | Q(community__in=led, proxy__isnull=True)
    held = Q(proxy__person=person) | Q(proxy__community__in=led)
    still_open = Q(ballot__votes_by__isnull=True) | Q(ballot__votes_by__gte=today)
    rows = (
        Voter.objects.filter(
            own | held, still_open, has_voted=False, ballot__closed_at__isnull=True
        )
        .select_related("ballot__community", "person", "community", "structure")
        .order_by("ballot__votes_by", "pk")[:A_FEW]
    )
    return [
        WeekItem(
            Urgency.WAITING,
            row.ballot.title,
            (
                f"Votre vote est attendu par {row.ballot.community.name}."
                if row.person_id == person.pk
                else f"Votre vote pour {row.name} est attendu par {row.ballot.community.name}."
            ),
            _ballot_address(row.ballot),
            row.ballot.votes_by,
        )
        for row in rows
    ]


def _to_count(led: CommunityQuerySet, today: date) -> list[WeekItem]:
    rows = (
        Ballot.objects.filter(community__in=led, closed_at__isnull=True, votes_by__lt=today)
        .select_related("community")
        .order_by("votes_by", "pk")[:A_FEW]
    )
    return [
        WeekItem(
            Urgency.LATE,
            row.title,
            f"On ne vote plus{SPACE}: dépouillez le scrutin.",
            _ballot_address(row),
            row.votes_by,
        )
        for row in rows
    ]
