"""How is a set of communes written in an address, so that a page can be kept and shared?

A selection is a list of tokens: ``34172`` a commune, ``e243400017`` a whole EPCI, ``d34`` a whole
département, ``i34172`` the whole EPCI of a commune; ``-34129`` takes a commune out,
``-e243400017`` a whole EPCI. Whole EPCI keep the address short.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import Commune

MOST_TOKENS = 3000


@dataclass(frozen=True)
class Selection:
    """Communes chosen, what was not understood, and the shortest way to write them."""

    codes: frozenset[str]
    unknown: tuple[str, ...]
    merged: dict[str, str]
    text: str


def read(text: str) -> Selection:
    """Read a selection, each token in its turn: what is taken out can be added again after.

    What names nothing is kept apart and said, and so is what no territory would hold.
    """
    tokens = [token.strip() for token in text.split(",") if token.strip()]
    beyond = tokens[MOST_TOKENS:]
    tokens = tokens[:MOST_TOKENS]
    named = {token.lstrip("-") for token in tokens}
    single = {name.upper() for name in named if not name.startswith(("e", "d", "i"))}
    current = set(Commune.objects.units().filter(pk__in=single).values_list("pk", flat=True))
    codes: set[str] = set()
    unknown: list[str] = [f"{len(beyond)} éléments de trop"] if beyond else []
    merged: dict[str, str] = {}
    for token in tokens:
        name = token.lstrip("-")
        meant = _meant(name, current, merged)
        if not meant:
            unknown.append(name)
        codes = codes - meant if token.startswith("-") else codes | meant
    return Selection(frozenset(codes), tuple(unknown), merged, write(codes))


def _meant(name: str, current: set[str], merged: dict[str, str]) -> set[str]:
    """Return the communes that a name of the address means, noting what has merged since."""
    units = Commune.objects.units()
    if name.startswith("i"):
        of_commune = Commune.objects.filter(pk=name[1:].upper())
        siren = of_commune.values_list(Coalesce("epci", "parent__epci"), flat=True).first()
        name = f"e{siren}" if siren else name[1:]
    if name.startswith("e"):
        of_epci = Q(epci_id=name[1:]) | Q(parent__epci_id=name[1:])
        return set(units.filter(of_epci).values_list("pk", flat=True))
    if name.startswith("d"):
        departement = name[1:].upper()
        return set(units.filter(departement_id=departement).values_list("pk", flat=True))
    code = name.upper()
    if code in current:
        return {code}
    found = geography.units_of([code])
    merged.update(found.merged)
    return set(found.codes)


def write(codes: Collection[str]) -> str:
    """Write a selection the shortest way: whole EPCI, less what is taken out, then the rest."""
    if not codes:
        return ""
    members = _members_of_epci_touched(codes)
    tokens: list[str] = []
    written: set[str] = set()
    for siren, all_codes in sorted(members.items()):
        inside = all_codes & set(codes)
        outside = all_codes - inside
        if len(outside) + 1 < len(inside):
            tokens += [f"e{siren}", *(f"-{code}" for code in sorted(outside))]
            written |= inside
    tokens += sorted(set(codes) - written)
    return ",".join(tokens)


def _members_of_epci_touched(codes: Collection[str]) -> dict[str, set[str]]:
    chosen = Commune.objects.filter(pk__in=codes)
    touched = set(chosen.exclude(epci=None).values_list("epci_id", flat=True)) | set(
        chosen.exclude(parent__epci=None).values_list("parent__epci_id", flat=True)
    )
    members: dict[str, set[str]] = {siren: set() for siren in touched if siren}
    units = Commune.objects.units()
    pairs: Iterable[tuple[str, str | None]] = [
        *units.filter(epci_id__in=touched).values_list("pk", "epci_id"),
        *units.filter(parent__epci_id__in=touched).values_list("pk", "parent__epci_id"),
    ]
    for code, siren in pairs:
        if siren:
            members[siren].add(code)
    return members
