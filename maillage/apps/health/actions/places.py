"""Which communes may a register name: those in force, those that were, their postcodes?"""

from maillage.apps.geography.models import Commune, FormerCommune, Postcode
from maillage.apps.health.readers.gazetteer import Gazetteer, Town, gazetteer
from maillage.domain.refusal import Refusal


class NoCommuneInPlace(Refusal):
    """The communes must be there before what lies in them."""


def gazetteer_in_place(*, is_fictional: bool = False) -> Gazetteer:
    """Return the real places, or those invented for the demonstration: files name one or other.

    :raises NoCommuneInPlace: no commune is known yet.
    """
    kept = {"departement__is_fictional": is_fictional}
    towns = [
        Town(*row)
        for row in Commune.objects.current()
        .filter(**kept)
        .order_by("code")
        .values_list("code", "name", "departement", "departement__region", "parent")
    ]
    if not towns:
        raise NoCommuneInPlace(
            "Aucune commune n’est en place : lancez d’abord « maillage geography load »."
        )
    former: dict[str, set[str]] = {}
    for code, successor in FormerCommune.objects.filter(
        successor__retired_on=None, successor__departement__is_fictional=is_fictional
    ).values_list("code", "successor"):
        former.setdefault(code, set()).add(successor)
    postcodes = Postcode.objects.filter(
        commune__retired_on=None, commune__departement__is_fictional=is_fictional
    )
    return gazetteer(
        towns,
        {code: tuple(sorted(into)) for code, into in former.items()},
        postcodes.values_list("code", "commune").order_by("code", "commune"),
    )
