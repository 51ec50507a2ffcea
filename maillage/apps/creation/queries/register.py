"""Which communities does the instance know, for other programs to read?"""

from collections.abc import Collection, Mapping
from datetime import date

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries.territory import Headcount, headcounts
from maillage.apps.geography.models import Departement
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal


class UnknownDepartement(Refusal):
    """No département has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Le département « {code} » n’est pas connu : donnez son code (par exemple 34 ou 2A), "
            "ou chargez les communes par « maillage geography load »."
        )


def register(
    *, departement: str | None, echelon: Echelon | None, on: date
) -> list[Mapping[str, object]]:
    """Return one plain record per community, in the order of names.

    :raises UnknownDepartement: nothing has this code.
    """
    communities = Community.objects.order_by("search", "pk")
    if departement:
        if not Departement.objects.filter(pk=departement).exists():
            raise UnknownDepartement(departement)
        communities = communities.filter(departement_id=departement)
    if echelon:
        communities = communities.at(echelon)
    rows = list(communities)
    counts = headcounts([community.pk for community in rows], on=on)
    return [_record(community, counts) for community in rows]


def _record(community: Community, counts: Mapping[int, Headcount]) -> Mapping[str, object]:
    return {
        "id": community.uuid,
        "slug": community.slug,
        "name": community.name,
        "echelon": community.echelon,
        "departement": community.departement_id,
        "region": community.region_id,
        "stage": community.stage,
        "population": _known(counts.get(community.pk)),
    }


def _known(count: Headcount | None) -> int | None:
    """Return the inhabitants that are known, or None when none is: unknown is never zero."""
    if count is None or count.communes == count.unknown:
        return None
    return count.population


def names(records: Collection[Mapping[str, object]]) -> list[str]:
    """Return one readable line per record."""
    return [
        f"{record['slug']}  {record['name']}  {record['stage'] or '–'}  {_told(record)}"
        for record in records
    ]


def _told(record: Mapping[str, object]) -> str:
    return "population inconnue" if record["population"] is None else f"{record['population']} hab."
