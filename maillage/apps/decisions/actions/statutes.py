"""How does a community say what its statutes make of a silence, and how much a college weighs?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.decisions.models import CollegeWeight, VotingStatutes
from maillage.apps.journal import actions as journal
from maillage.domain import ballots
from maillage.domain.consensus import Silence
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class ArticleMissing(Refusal):
    """A silence is given a meaning by an article that can be read."""

    def __init__(self) -> None:
        super().__init__("Indiquez l’article des statuts qui donne un sens au silence.")


@dataclass(frozen=True)
class Stated:
    """What the statutes say; `weights` is by name of college, None where a college has none."""

    silence: Silence = Silence.NOTHING
    article: str = ""
    weights: Mapping[str, int | None] = field(default_factory=dict)


@transaction.atomic
def state_statutes(
    *, community: Community, stated: Stated, by: Person, at: datetime
) -> VotingStatutes:
    """Keep what the statutes say; it holds for what opens from now on.

    :raises ArticleMissing: a silence that says something, without its article.
    :raises WeightsIncomplete: some colleges have a weight and others not.
    """
    communities.demand(Right.DECIDE, of=by, on_community=community, on=localdate(at))
    held = Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    article = stated.article.strip()
    if stated.silence is not Silence.NOTHING and not article:
        raise ArticleMissing
    colleges = {each.name: each for each in held.colleges.all()}
    weights = ballots.checked_weights({name: stated.weights.get(name) for name in colleges})
    row, _ = VotingStatutes.objects.update_or_create(
        community=held, defaults={"silence": stated.silence.value, "article": article}
    )
    CollegeWeight.objects.filter(college__community=held).delete()
    CollegeWeight.objects.bulk_create(
        CollegeWeight(college=colleges[name], weight=weight) for name, weight in weights.items()
    )
    journal.record(
        "decisions.statutes_stated",
        by=by,
        at=at,
        on=held,
        community=held.uuid,
        facts={
            "silence": stated.silence.label,
            "article": article,
            "weights": ", ".join(f"{name} {weight}" for name, weight in sorted(weights.items()))
            or "chaque voix compte pour une",
        },
    )
    return row
