"""Which communes of a département lie between several CPTS, existing or starting?"""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries.territory import perimeter_codes
from maillage.apps.geography.models import Commune, Departement, Neighbour
from maillage.domain.borders import at_the_border
from maillage.domain.echelon import Echelon


def edges_of(departement: Departement, *, on: date) -> dict[str, tuple[int, ...]]:
    """Return the border communes of a département, each with the CPTS that could hold it.

    A CPTS counts from the day it has a perimeter, however far its creation has gone; CPTS and
    communes across the border of the département count as neighbours.
    """
    inside = set(
        Commune.objects.units().filter(departement=departement).values_list("pk", flat=True)
    )
    pairs = Neighbour.objects.filter(Q(a__in=inside) | Q(b__in=inside)).values_list("a", "b")
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    around = inside | beside.keys()
    local = Community.objects.filter(
        echelon=Echelon.LOCAL.value,
        perimeters__until__isnull=True,
        perimeters__communes__in=around,
    ).distinct()
    covered: dict[str, list[str]] = defaultdict(list)
    for key, codes in perimeter_codes(local, on=on).items():
        for code in codes & around:
            covered[code].append(str(key))
    found = at_the_border(covered, {code: beside[code] for code in inside})
    return {code: tuple(map(int, keys)) for code, keys in found.items() if code in inside}
