"""How is a set of communes written in an address, so that a page can be kept and shared?

A selection is a list of tokens: ``34172`` a commune, ``e243400017`` a whole EPCI, ``d34`` a whole
département, ``-34129`` a commune taken out. Whole EPCI keep the address short.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import Commune
from maillage.domain.refusal import Refusal

MOST_TOKENS = 3000


class SelectionTooLong(Refusal):
    """The address names more than any territory holds."""


@dataclass(frozen=True)
class Selection:
    """Communes chosen, what was not understood, and the shortest way to write them."""

    codes: frozenset[str]
    unknown: tuple[str, ...]
    merged: dict[str, str]
    text: str


def _of_epci(siren: str) -> set[str]:
    units = Commune.objects.units()
    return set(units.filter(epci_id=siren).values_list("pk", flat=True)) | set(
        units.filter(parent__epci_id=siren).values_list("pk", flat=True)
    )


def read(text: str) -> Selection:
    """Read a selection; what names nothing is kept apart and said.

    :raises SelectionTooLong: more tokens than any territory has communes.
    """
    tokens = [token.strip() for token in text.split(",") if token.strip()]
    if len(tokens) > MOST_TOKENS:
        raise SelectionTooLong(
            "Cette sélection compte plus de 3 000 éléments : composez par EPCI entiers."
        )
    kept: set[str] = set()
    removed: set[str] = set()
    single: list[str] = []
    unknown: list[str] = []
    for token in tokens:
        if token.startswith("e"):
            codes = _of_epci(token[1:])
            kept |= codes
            unknown += [] if codes else [f"EPCI {token[1:]}"]
        elif token.startswith("d"):
            codes = set(
                Commune.objects.units()
                .filter(departement_id=token[1:].upper())
                .values_list("pk", flat=True)
            )
            kept |= codes
            unknown += [] if codes else [f"département {token[1:]}"]
        elif token.startswith("-"):
            removed.add(token[1:].upper())
        else:
            single.append(token.upper())
    found = geography.units_of(single)
    codes = frozenset((kept | set(found.codes)) - removed)
    return Selection(
        codes=codes,
        unknown=(*unknown, *found.unknown),
        merged=dict(found.merged),
        text=write(codes),
    )


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
