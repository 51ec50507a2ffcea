"""What do the statutes of a community say, as its page shows it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.apps.communities.models import Community
from maillage.apps.decisions.models import VotingStatutes, weights_of
from maillage.domain.consensus import Silence


@dataclass(frozen=True)
class Statutes:
    silence: Silence
    article: str
    colleges: Sequence[str]
    weights: Mapping[str, int]


def statutes_of(community: Community) -> Statutes:
    """Return what was said; by default a silence says nothing, and every voice counts for one."""
    row = VotingStatutes.objects.filter(community=community).first()
    return Statutes(
        silence=Silence(row.silence) if row else Silence.NOTHING,
        article=row.article if row else "",
        colleges=list(community.colleges.order_by("name").values_list("name", flat=True)),
        weights=weights_of(community),
    )
