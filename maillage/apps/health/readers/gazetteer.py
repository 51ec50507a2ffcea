"""Which commune of today does a line of a register mean?

By its code, were it that of a former commune; else by its postcode, and by the name beside it when
several communes share that postcode; else by that name in the département. What remains is
somewhere in a département, or nowhere known: never dropped.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from maillage.domain.names import normalise

NOWHERE = "?"
_CEDEX = re.compile(r"^\s*[\dF]\d{4}\s+|\s+cedex\b.*$", re.IGNORECASE)
_CORSICA = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}


@dataclass(frozen=True)
class Town:
    """A commune in force: where it lies, and its commune when it is an arrondissement."""

    code: str
    name: str
    departement: str
    region: str
    parent: str | None = None


@dataclass(frozen=True)
class Gazetteer:
    """Every place a line may lead to; `former`: an old code → the communes that hold it."""

    towns: Mapping[str, Town]
    former: Mapping[str, tuple[str, ...]]
    postcodes: Mapping[str, tuple[str, ...]]

    @cached_property
    def departements(self) -> dict[str, str]:
        """Lead each département to its région."""
        return {town.departement: town.region for town in self.towns.values()}

    @cached_property
    def places(self) -> list[str]:
        """Return every place, « ?34 » and « ? » included."""
        return [*self.towns, *(NOWHERE + code for code in self.departements), NOWHERE]

    @cached_property
    def _divided(self) -> frozenset[str]:
        return frozenset(town.parent for town in self.towns.values() if town.parent)

    @cached_property
    def _names(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for town in self.towns.values():
            found.setdefault((town.departement, normalise(town.name)), []).append(town.code)
        return {key: tuple(codes) for key, codes in found.items()}

    @cached_property
    def sure(self) -> dict[str, str]:
        """Lead each code that says enough by itself to its commune of today."""
        led = {code: into[0] for code, into in self.former.items() if len(into) == 1}
        whole = {code: code for code in self.towns}
        return {code: town for code, town in (led | whole).items() if town not in self._divided}

    def find(self, code: str, postcode: str, name: str) -> str:
        """Return the commune that a line means, or « ?34 », or « ? »."""
        code, postcode = code.strip().upper(), postcode.strip()
        if code in self.sure:
            return self.sure[code]
        candidates = self._candidates(code, postcode)
        if len(candidates) == 1:
            return candidates[0]
        area = self._departement(code, postcode)
        named = self._names.get((area, _called(name)), ())
        if candidates:
            named = tuple(found for found in named if found in candidates)
        if len(named) == 1:
            return named[0]
        if code in self.towns:
            # Paris, when nothing says which arrondissement.
            return code
        return NOWHERE + area

    def _candidates(self, code: str, postcode: str) -> tuple[str, ...]:
        near = self.postcodes.get(postcode, ())
        whole = tuple(found for found in near if found not in self._divided)
        inside = self.former.get(code, ())
        if code in self._divided:
            return tuple(found for found in whole if self.towns[found].parent == code)
        if inside:
            return tuple(found for found in inside if found in whole) or inside
        return whole

    def _departement(self, code: str, postcode: str) -> str:
        for number in (code, _CORSICA.get(postcode[:3], ""), postcode):
            for length in (3, 2):
                if len(number) >= 2 and number[:length] in self.departements:
                    return number[:length]
        return ""


def _called(name: str) -> str:
    return normalise(_CEDEX.sub("", name))


def gazetteer(
    towns: Iterable[Town],
    former: Mapping[str, tuple[str, ...]],
    postcodes: Iterable[tuple[str, str]],
) -> Gazetteer:
    """Make a gazetteer; `postcodes`: pairs of a postcode and a commune."""
    by_postcode: dict[str, list[str]] = {}
    for postcode, code in postcodes:
        by_postcode.setdefault(postcode, []).append(code)
    return Gazetteer(
        {town.code: town for town in towns},
        former,
        {postcode: tuple(codes) for postcode, codes in by_postcode.items()},
    )
