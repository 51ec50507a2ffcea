"""What does the live map of a territory being composed show: which outlines, tinted how?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries.territory import perimeter_codes
from maillage.apps.geography.models import Commune, Contour, Departement

# As many départements as a browser draws at ease; a territory holds one or two.
MOST = 4
CHOSEN = "ici"


@dataclass(frozen=True)
class LiveMap:
    """Départements drawn, the others one may ask for, and the group of each commune.

    `of` (code → group), `names` and `tones` (group → name, tint) are as `ui/map.js` reads them.
    """

    shown: list[Departement]
    others: list[Departement]
    of: str
    names: str
    tones: str
    picked: str


def live_map(
    communes: Sequence[Commune],
    *,
    asked: Collection[str] = (),
    on: date,
    but: Community | None = None,
) -> LiveMap:
    """Return the map of the départements asked for, and of those that hold most of the communes.

    `but` is the community whose territory is composed: its present perimeter is not shown as one.
    """
    drawn = set(
        Contour.objects.order_by().values_list("commune__departement", flat=True).distinct()
    )
    known = [each for each in Departement.objects.order_by("search") if each.pk in drawn]
    held = _most_held(communes)
    wanted = [*held, *(code for code in asked if code not in held)][:MOST]
    shown = [each for each in known if each.pk in wanted]
    codes = [commune.pk for commune in communes]
    groups = _groups(shown, on=on, but=but)
    of = {code: str(key) for key, (_, covered) in groups.items() for code in covered}
    of |= dict.fromkeys(codes, CHOSEN)
    return LiveMap(
        shown=shown,
        others=[each for each in known if each not in shown],
        of=" ".join(f"{code}:{group}" for code, group in of.items()),
        names="|".join(
            [f"{CHOSEN}:dans ce territoire"]
            + [f"{key}:{name.replace('|', ' ')}" for key, (name, _) in groups.items()]
        ),
        tones=" ".join([f"{CHOSEN}:chosen", *(f"{key}:faint" for key in groups)]),
        picked=" ".join(codes),
    )


def _most_held(communes: Sequence[Commune]) -> list[str]:
    """Return the départements of the communes, those that hold most of them first."""
    counted: dict[str, int] = {}
    for commune in communes:
        counted[commune.departement_id] = counted.get(commune.departement_id, 0) + 1
    return sorted(counted, key=lambda code: (-counted[code], code))


def _groups(
    shown: Sequence[Departement], *, on: date, but: Community | None
) -> dict[int, tuple[str, set[str]]]:
    """Return the CPTS in place there: their name and the communes that each covers."""
    near = Community.objects.published().filter(
        echelon="LOCAL",
        perimeters__until__isnull=True,
        perimeters__communes__departement__in=shown,
    )
    if but:
        near = near.exclude(pk=but.pk)
    names = dict(near.order_by().values_list("pk", "name").distinct())
    covered = perimeter_codes(Community.objects.filter(pk__in=names), on=on)
    return {key: (names[key], codes) for key, codes in covered.items()}
