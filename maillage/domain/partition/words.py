"""How are communes, EPCI and territories called in the sentences of a partition?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from maillage.domain import french

SHOWN = 3
NBSP = french.SPACE


@dataclass(frozen=True)
class Words:
    """Names, all of them optional: a code or a number stands for what has no name.

    `communes` by INSEE code, `epcis` and `basins` in the order of their labels, `territories` by
    number.
    """

    communes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    epcis: Sequence[str] = ()
    basins: Sequence[str] = ()
    territories: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def commune(self, code: str) -> str:
        """Name a commune."""
        return self.communes.get(code) or code

    def epci(self, label: int) -> str:
        """Name an EPCI, with its article: « l’EPCI « CC du Clermontais » »."""
        name = self.epcis[label] if label < len(self.epcis) else ""
        return f"l’EPCI «{NBSP}{name}{NBSP}»" if name else "un EPCI"

    def territory(self, number: int) -> str:
        """Name a territory: « « Cœur d’Hérault » », or « le territoire 3 » (numbered from 1)."""
        name = self.territories.get(number)
        return f"«{NBSP}{name}{NBSP}»" if name else f"le territoire {number + 1}"

    def of_territory(self, number: int) -> str:
        """Name a territory after « de »: « du territoire 3 »."""
        name = self.territory(number)
        return f"du {name[3:]}" if name.startswith("le ") else f"de {name}"

    def communes_of(self, codes: Sequence[str], shown: int = SHOWN) -> str:
        """List communes: « Agde, Bessan et 4 autres communes »."""
        names = [self.commune(code) for code in codes]
        more = len(names) - shown
        if more == 1:
            shown, more = shown + 1, 0
        if more > 0:
            return f"{', '.join(names[:shown])} et {french.integer(more)} autres communes"
        return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def people(number: int) -> str:
    """Write « 12 345 habitants »."""
    return f"{french.integer(number)} habitant{'s' if number > 1 else ''}"


def km(distance: float) -> str:
    """Write « 12,3 km »."""
    return f"{distance:.1f}{NBSP}km".replace(".", ",")


def points(delta: float) -> str:
    """Write a difference of score, unsigned: « 0,012 »."""
    return f"{abs(delta):.3f}".replace(".", ",")
