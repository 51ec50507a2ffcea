"""Which border surveys wait for someone this week?"""

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from maillage.apps.accounts.models import Person, User
from maillage.apps.borders import access, emails
from maillage.apps.borders.models import Candidate, Invitee, Survey
from maillage.apps.communities import access as communities
from maillage.apps.creation.queries.week import A_FEW, Urgency, WeekItem
from maillage.domain.french import integer
from maillage.domain.roles import Right

# Results are told on the home page for a while after the closing.
FRESH = timedelta(days=14)
CLOSED = "\u00a0: l’enquête est close, ses résultats sont là."


def borders_week(person: Person, *, today: date) -> list[WeekItem]:
    """Return the surveys to answer, and those that the person's communities lead or are in.

    One query, and one more a survey that they are invited to: the address of their account is the
    one that was invited.
    """
    items = []
    for survey in _recent(person, today)[:A_FEW]:
        is_led, cpts, mine, answered, invited = _annotated(survey)
        is_open = survey.is_open(on=today)
        if mine and is_open:
            items.append(_to_answer(survey.invitees.get(pk=mine), survey))
        if (is_led or cpts) and survey.closed_on >= today - FRESH:
            slug = survey.community.slug if is_led else cpts
            url = reverse("borders:survey", args=[slug, survey.uuid])
            text = _told(answered, invited) if is_open else f"{survey.community.name}{CLOSED}"
            waits = is_led and is_open and not invited
            urgency = Urgency.WAITING if waits else Urgency.UPCOMING
            on = survey.closes_on if is_open else None
            items.append(WeekItem(urgency, survey.title, text, url, on))
    return items


def _recent(person: Person, today: date) -> QuerySet[Survey]:
    held = communities.communities_of(person, on=today, to=Right.PARTITION)
    held |= communities.communities_of(person, on=today, to=Right.MANAGE_MEMBERS)
    own = User.objects.filter(person=person, is_active=True).values("email")
    proposed = Candidate.objects.filter(border__survey=OuterRef("pk"), community__in=held)
    invitations = Invitee.objects.filter(
        survey=OuterRef("pk"), address__in=own, answer__isnull=True
    )
    return (
        Survey.objects.filter(closes_on__gte=today - FRESH)
        .annotate(
            is_led=Exists(held.filter(pk=OuterRef("community"))),
            relayed_by=Subquery(proposed.values("community__slug")[:1]),
            mine=Subquery(invitations.values("pk")[:1]),
        )
        .filter(Q(is_led=True) | Q(relayed_by__isnull=False) | Q(mine__isnull=False))
        .select_related("community")
        .annotate(
            answered=Count("invitees", filter=Q(invitees__answer__isnull=False)),
            invited=Count("invitees"),
        )
        .order_by("closes_on", "pk")
    )


def _annotated(survey: Survey) -> tuple[bool, str | None, int | None, int, int]:
    return survey.is_led, survey.relayed_by, survey.mine, survey.answered, survey.invited  # type: ignore[attr-defined]  # annotated above


def _to_answer(invitee: Invitee, survey: Survey) -> WeekItem:
    url = reverse("borders:answer", args=[access.code_for(invitee, emails.end_of(invitee))])
    text = f"{survey.community.name} vous demande quelle CPTS vous souhaitez rejoindre."
    return WeekItem(Urgency.WAITING, survey.title, text, url, survey.closes_on)


def _told(answered: int, invited: int) -> str:
    if not invited:
        return "L’enquête de bordure est ouverte, et personne n’est encore invité."
    plural = "s" if answered > 1 else ""
    return f"Enquête de bordure\u00a0: {integer(answered)} réponse{plural} sur {integer(invited)}."
