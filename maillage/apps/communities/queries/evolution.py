"""How did the coverage of an area change, by the perimeters that were in force then?"""

from collections.abc import Mapping
from datetime import date

from maillage.apps.communities.models import Perimeter
from maillage.domain.territory import Moment, moments

YEARS = 5

Version = tuple[int, date, date | None, set[str]]


def evolution(communes: Mapping[str, int | None], *, on: date) -> tuple[Moment, ...]:
    """Return the coverage of these communes on the 1st of January of the last years, and today.

    Two queries at most. Days before the first perimeter are left out.
    """
    versions: dict[int, Version] = {}
    through = Perimeter.communes.through
    of, whose = "perimeter__", "perimeter__community__"
    rows = through._default_manager.filter(
        **{f"{whose}is_published": True, f"{whose}echelon": "LOCAL"}
    ).order_by()
    for key, community, since, until, code in rows.values_list(
        f"{of}pk", f"{whose}pk", f"{of}since", f"{of}until", "commune"
    ):
        if code in communes:
            versions.setdefault(key, (community, since, until, set()))[3].add(code)
    if not versions:
        return ()
    first = min(since for _, since, _, _ in versions.values())
    days = [date(on.year - back, 1, 1) for back in range(YEARS - 1, -1, -1)]
    kept = [day for day in days if first <= day < on]
    return moments(communes, list(versions.values()), [*kept, on])
