"""What must a partition respect, and when do two demands contradict each other?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.domain import french
from maillage.domain.partition.land import Land
from maillage.domain.partition.score import Window
from maillage.domain.refusal import Refusal


class UnknownCommune(Refusal):
    """A demand names a commune that is not in the land."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"La commune {code} n’est pas dans le territoire à découper : corrigez son code ou "
            "retirez-la des demandes."
        )


class FrozenTwice(Refusal):
    """A commune frozen in two territories."""

    def __init__(self, code: str, one: str, other: str) -> None:
        super().__init__(
            f"La commune {code} est gelée à la fois dans « {one} » et dans « {other} » : "
            "gardez-la dans une seule."
        )


class TogetherInTwo(Refusal):
    """Communes that must be together are frozen in two territories."""

    def __init__(self, codes: Sequence[str], one: str, other: str) -> None:
        super().__init__(
            f"Les communes {', '.join(codes)} doivent rester ensemble, mais elles sont gelées dans "
            f"« {one} » et « {other} » : retirez l’une des deux demandes."
        )


class TogetherAndApart(Refusal):
    """Two communes that must be together must also be apart."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            f"Les communes {one} et {other} doivent à la fois rester ensemble et être séparées : "
            "retirez l’une des deux demandes."
        )


class ApartInOne(Refusal):
    """Two communes that must be apart are frozen in one territory."""

    def __init__(self, one: str, other: str, name: str) -> None:
        super().__init__(
            f"Les communes {one} et {other} doivent être séparées, mais elles sont gelées toutes "
            f"deux dans « {name} »\u00a0: retirez l’une des deux demandes."
        )


class ApartFromItself(Refusal):
    """A commune that must be apart from itself."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"La commune {code} ne peut pas être séparée d’elle-même\u00a0: corrigez l’un des deux "
            "codes de cette demande."
        )


class TogetherWithClosed(Refusal):
    """Communes that must be together, some frozen in a territory that nothing may join."""

    def __init__(self, codes: Sequence[str], name: str) -> None:
        super().__init__(
            f"Les communes {', '.join(codes)} doivent rester ensemble, mais une partie seulement "
            f"est gelée dans « {name} », que rien ne peut rejoindre\u00a0: gelez ce territoire en "
            "partie (« ouvert »), ou retirez la demande."
        )


class TogetherTooLarge(Refusal):
    """Communes that must be together exceed the window."""

    def __init__(self, codes: Sequence[str], people: int, high: int) -> None:
        super().__init__(
            f"Les communes {', '.join(codes)} doivent rester ensemble mais comptent "
            f"{french.integer(people)} habitants, plus que le plafond de {french.integer(high)} : "
            "relevez le plafond ou retirez une commune."
        )


@dataclass(frozen=True)
class Frozen:
    """Communes of a community that exists; `open` if other communes may still join them."""

    name: str
    codes: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True)
class Wish:
    """Two communes that wish to be together (`weight` > 0) or apart (< 0).

    A weight of 1 is worth what a territory without any compactness costs.
    """

    one: str
    other: str
    weight: float


@dataclass(frozen=True)
class Constraints:
    """Everything demanded of a partition: all by INSEE codes.

    `present` are communities that exist and that one would rather not cut: they weigh what
    `Weights.present` says, and may move; those of their communes that are elsewhere are left out.
    """

    frozen: tuple[Frozen, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    wishes: tuple[Wish, ...] = ()
    present: tuple[Frozen, ...] = ()


def leaning(land: Land, code: str, towards: Sequence[str], weight: float) -> Wish | None:
    """Make the wish of a commune that would rather go with a community: with its most populous
    commune in the land; None if it is that one, or if the community has none there."""
    places = land.positions
    known = [other for other in towards if other in places and other != code]
    if not known or code in towards:
        return None
    return Wish(code, max(known, key=lambda other: int(land.populations[places[other]])), weight)


def check(land: Land, constraints: Constraints, window: Window) -> None:
    """Refuse demands that nothing can satisfy together.

    :raises UnknownCommune, FrozenTwice, TogetherInTwo, TogetherAndApart, TogetherTooLarge,
        TogetherWithClosed, ApartInOne, ApartFromItself: the communes at odds are named.
    """
    places = land.positions
    frozen_in: dict[str, str] = {}
    for frozen in constraints.frozen:
        for code in frozen.codes:
            if frozen_in.setdefault(code, frozen.name) != frozen.name:
                raise FrozenTwice(code, frozen_in[code], frozen.name)
    named = [*frozen_in, *(c for group in constraints.together for c in group)]
    named += [code for pair in constraints.apart for code in pair]
    named += [code for wish in constraints.wishes for code in (wish.one, wish.other)]
    for code in named:
        if code not in places:
            raise UnknownCommune(code)
    _check_apart(constraints, frozen_in)
    _check_together(land, constraints, window, frozen_in)


def _check_apart(constraints: Constraints, frozen_in: Mapping[str, str]) -> None:
    for one, other in constraints.apart:
        if one == other:
            raise ApartFromItself(one)
        if one in frozen_in and frozen_in[one] == frozen_in.get(other):
            raise ApartInOne(one, other, frozen_in[one])


def _check_together(
    land: Land, constraints: Constraints, window: Window, frozen_in: Mapping[str, str]
) -> None:
    places = land.positions
    closed = {frozen.name for frozen in constraints.frozen if not frozen.open}
    for group in merged(constraints.together):
        names = sorted({frozen_in[code] for code in group if code in frozen_in})
        if len(names) > 1:
            raise TogetherInTwo(group, names[0], names[1])
        if closed.intersection(names) and not frozen_in.keys() >= set(group):
            raise TogetherWithClosed(group, names[0])
        people = [int(land.populations[places[code]]) for code in group]
        if sum(people) > window.high and max(people) <= window.high:
            raise TogetherTooLarge(group, sum(people), window.high)
        for one, other in constraints.apart:
            if one in group and other in group:
                raise TogetherAndApart(one, other)


def merged(groups: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Join the groups that share a commune: together is together with everyone."""
    found: list[set[str]] = []
    for group in groups:
        mine = set(group)
        rest = []
        for other in found:
            if mine & other:
                mine |= other
            else:
                rest.append(other)
        found = [*rest, mine]
    return [tuple(sorted(group)) for group in found]
