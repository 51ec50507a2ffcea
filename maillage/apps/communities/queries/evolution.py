"""How did the coverage of an area change, by the perimeters that were in force then?"""

from collections.abc import Hashable, Mapping
from datetime import date

from django.db.models import Q

from maillage.apps.communities.models import Perimeter
from maillage.domain.territory import Moment, moments
from maillage.web import memory

YEARS = 5
OF, WHOSE = "perimeter__", "perimeter__community__"

Version = tuple[int, date, date | None, set[str]]


def evolution(
    communes: Mapping[str, int | None], *, within: Q, on: date, since: Hashable
) -> tuple[Moment, ...]:
    """Return the coverage of these communes on the 1st of January of the last years, and today.

    `within` keeps the communes of the area. Days before the first perimeter are left out. What was
    counted is remembered until a population changes, or what `since` says of the territories
    (`perimeters_in_place`).
    """
    people = sum(filter(None, communes.values()))
    return memory.recalled(
        ("evolution", within, on),
        since=(since, len(communes), people),
        make=lambda: _counted(communes, within, on),
    )


def _counted(communes: Mapping[str, int | None], within: Q, on: date) -> tuple[Moment, ...]:
    versions: dict[int, Version] = {}
    rows = Perimeter.communes.through._default_manager.filter(
        within, **{f"{WHOSE}is_published": True, f"{WHOSE}echelon": "LOCAL"}
    ).order_by()
    for key, community, since, until, code in rows.values_list(
        f"{OF}pk", f"{WHOSE}pk", f"{OF}since", f"{OF}until", "commune"
    ):
        if code in communes:
            versions.setdefault(key, (community, since, until, set()))[3].add(code)
    if not versions:
        return ()
    first = min(since for _, since, _, _ in versions.values())
    days = [date(on.year - back, 1, 1) for back in range(YEARS - 1, -1, -1)]
    kept = [day for day in days if first <= day < on]
    return moments(communes, list(versions.values()), [*kept, on])
