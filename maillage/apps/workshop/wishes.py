"""Which CPTS do the professionals of border communes wish, on the ground where one draws?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from maillage.apps.borders.models import Survey
from maillage.apps.borders.queries import results
from maillage.apps.communities.models import Perimeter, in_force
from maillage.apps.geography.models import Departement
from maillage.apps.workshop.ground import Ground
from maillage.domain.partition.constraints import leaning


@dataclass(frozen=True)
class Wished:
    """The CPTS that a commune wishes, and how firmly (0 to 1).

    `beside` is the commune with which it would stand: the most inhabited of that CPTS.
    """

    commune: str
    name: str
    beside: str
    share: float


@dataclass(frozen=True)
class Heard:
    """A wish, the answers it comes from, and the survey that asked."""

    wished: Wished
    answers: int
    survey: Survey


def heard_on(ground: Ground, *, on: date) -> list[Heard]:
    """Return what the last closed surveys of an area found; a CPTS of elsewhere is left out."""
    area = ground.area
    parts = (
        [area.pk]
        if isinstance(area, Departement)
        else list(area.departement_set.values_list("pk", flat=True))
    )
    found = results.wishes(parts, on=on)
    named, held = _perimeters({wish.community for wish in found}, on)
    heard = []
    for wish in found:
        if wish.commune not in ground.land.positions:
            continue
        towards = sorted(held[wish.community] - {wish.commune})
        bond = leaning(ground.land, wish.commune, towards, wish.share)
        if bond:
            said = Wished(wish.commune, named[wish.community], bond.other, wish.share)
            heard.append(Heard(said, wish.answers, wish.survey))
    return sorted(heard, key=lambda each: ground.towns[each.wished.commune].name)


def _perimeters(keys: Collection[int], on: date) -> tuple[dict[int, str], dict[int, set[str]]]:
    """Return the name and the communes of each CPTS that day, in one query."""
    through = Perimeter.communes.through
    rows = through._default_manager.filter(
        in_force(on, of="perimeter__"), perimeter__community__in=keys
    ).values_list("perimeter__community_id", "perimeter__community__name", "commune_id")
    named: dict[int, str] = {}
    held: dict[int, set[str]] = defaultdict(set)
    for key, name, code in rows:
        named[key] = name
        held[key].add(code)
    return named, held
