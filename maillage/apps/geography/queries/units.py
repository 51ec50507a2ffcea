"""Which communes of today do these codes mean, and which units make a territory of them?

A territory is made of *units*: every current commune, save Paris, Lyon and Marseille, which stand
by their arrondissements; so that the units cover France once, and a CPTS may hold one of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from maillage.apps.geography.models import Commune, Epci, FormerCommune
from maillage.domain.refusal import Refusal

# Below the number of parameters that any build of SQLite takes in one query.
CHUNK = 10_000


class UnknownEpci(Refusal):
    """No EPCI in force has that SIREN."""


class EpciWithoutCommune(Refusal):
    """An EPCI of which no commune is known."""


@dataclass(frozen=True)
class Resolution:
    """What codes lead to.

    `current`: the communes and arrondissements found, sorted, each once. `merged`: an old code →
    its commune of today, in `current` too. `split`: an old code → the communes that shared it, in
    `current` only if named otherwise. `arrondissements`: those of `current` → their commune.
    `unknown`: the codes that lead nowhere, as they were given.
    """

    current: tuple[str, ...]
    merged: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    arrondissements: Mapping[str, str]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Units:
    """The units that codes make, sorted; `expanded`: a commune → its arrondissements.

    A code split between several communes is in `unknown` too: nobody can choose but a person.
    """

    codes: tuple[str, ...]
    merged: Mapping[str, str]
    expanded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def chunks(values: Collection[str]) -> Iterator[list[str]]:
    """Cut a long list of codes into what one query takes, without what no code can be."""
    listed = sorted(value for value in values if value.isalnum())
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def successors_of(codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Lead old codes to the current communes that hold them."""
    found: dict[str, set[str]] = {}
    for chunk in chunks(codes):
        for code, successor in FormerCommune.objects.filter(
            code__in=chunk, successor__retired_on=None
        ).values_list("code", "successor"):
            found.setdefault(code, set()).add(successor)
    return {code: tuple(sorted(holders)) for code, holders in found.items()}


def resolve_codes(codes: Iterable[str]) -> Resolution:
    """Say which current communes these codes lead to; two queries, whatever their number."""
    asked = list(dict.fromkeys(code.strip().upper() for code in codes))
    parents: dict[str, str | None] = {}
    for chunk in chunks(asked):
        parents |= dict(
            Commune.objects.current().filter(code__in=chunk).values_list("code", "parent")
        )
    holders = successors_of([code for code in asked if code not in parents])
    merged = {code: found[0] for code, found in holders.items() if len(found) == 1}
    current = {*(code for code in asked if code in parents), *merged.values()}
    return Resolution(
        current=tuple(sorted(current)),
        merged=merged,
        split={code: found for code, found in holders.items() if len(found) > 1},
        arrondissements={code: parent for code in asked if (parent := parents.get(code))},
        unknown=tuple(code for code in asked if code not in parents and code not in holders),
    )


def units_of(codes: Iterable[str]) -> Units:
    """Return the units of a territory given by codes, old ones included; three queries."""
    found = resolve_codes(codes)
    expanded: dict[str, list[str]] = {}
    for chunk in chunks(found.current):
        for code, parent in (
            Commune.objects.current().filter(parent__in=chunk).values_list("code", "parent")
        ):
            expanded.setdefault(str(parent), []).append(code)
    parts = {part for inside in expanded.values() for part in inside}
    return Units(
        codes=tuple(sorted((set(found.current) - set(expanded)) | parts)),
        merged=found.merged,
        expanded={code: tuple(sorted(inside)) for code, inside in expanded.items()},
        split=found.split,
        unknown=(*found.unknown, *found.split),
    )


def members_of(siren: str) -> tuple[str, ...]:
    """Return the units of an EPCI.

    :raises UnknownEpci: no EPCI in force has that SIREN.
    :raises EpciWithoutCommune: none of its communes is known.
    """
    bare = "".join(siren.split())
    epci = Epci.objects.current().filter(siren=bare).first() if bare.isdecimal() else None
    if epci is None:
        raise UnknownEpci(
            f"Aucun EPCI n’a le SIREN {siren} : vérifiez ses neuf chiffres, "
            "ou cherchez-le par son nom."
        )
    codes = tuple(
        Commune.objects.units().filter(epci=epci).order_by("code").values_list("code", flat=True)
    )
    if not codes:
        raise EpciWithoutCommune(
            f"Aucune commune membre n’est connue pour {epci.name} ({epci.siren}) : "
            "ajoutez ses communes une à une."
        )
    return codes
