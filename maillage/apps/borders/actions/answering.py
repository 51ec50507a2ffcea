"""Answer a border survey, from a link without an account; change the answer until it closes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.borders.models import Answer, Invitee, Preference, Survey
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.domain.borders import Choice, Reason, SurveyClosed, check


@dataclass(frozen=True)
class Given:
    """Keys of the CPTS wanted, the most wanted first, and why."""

    ranked: Sequence[int]
    reasons: frozenset[Reason] = frozenset()


@transaction.atomic
def give_answer(*, invitee: Invitee, given: Given, at: datetime) -> Answer:
    """Write the one answer of a professional, or replace it.

    The journal says that an answer came, never whose: answers are read by commune only.

    :raises SurveyClosed: answers are no longer taken.
    :raises NobodyRanked, RankedTwice, NotACandidate: the choice does not hold.
    """
    # The survey first, like its closing; then the invitee, so that two taps write one answer.
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=invitee.survey_id)
    if not survey.is_open(on=localdate(at)):
        raise SurveyClosed
    held = Invitee.objects.select_for_update(of=("self",)).get(pk=invitee.pk)
    candidates = {
        str(each.community_id): each
        for each in held.border.candidates.select_related("community").order_by("place")
    }
    ranked = tuple(map(str, given.ranked))
    names = {key: each.community.name for key, each in candidates.items()}
    check(Choice(invitee.border.commune_id, ranked, given.reasons), names)
    answer, _ = Answer.objects.update_or_create(
        invitee=held,
        defaults={"reasons": sorted(r.value for r in given.reasons), "given_at": at},
    )
    answer.preferences.all().delete()
    Preference.objects.bulk_create(
        Preference(answer=answer, candidate=candidates[key], place=place)
        for place, key in enumerate(ranked, start=1)
    )
    post.forget(about=survey.uuid, what=f"invitee {held.uuid.hex}")
    journal.record("survey.answered", by=None, at=at, on=survey, community=survey.community.uuid)
    return answer
