"""What becomes of the figures of communes that merged since their file was made?

They join by the rule of their indicator; a commune that several now share cannot be shared out, and
a code that nothing explains is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maillage.domain.health.adding import Cell, Sums, told
from maillage.domain.health.indicators.values import Adding, Indicator


@dataclass
class Passage:
    """How the codes of a file lead to the communes in force.

    `into`: a code that changed → its commune. `split`: shared since between several. `unknown`:
    explained by nothing.
    """

    current: frozenset[str]
    into: dict[str, str] = field(default_factory=dict)
    split: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def lead(self, code: str) -> str | None:
        """Return the commune in force that a code means; None when nobody can say."""
        if code in self.current:
            return code
        return self.into.get(code)


def passage(
    codes: Sequence[str], *, current: frozenset[str], successors: Mapping[str, tuple[str, ...]]
) -> Passage:
    """Lead the codes of a file to the communes in force."""
    found = Passage(current)
    for code in set(codes) - current:
        holders = successors.get(code, ())
        if len(holders) == 1:
            found.into[code] = holders[0]
        elif holders:
            found.split[code] = holders
        else:
            found.unknown.add(code)
    return found


def joined(indicator: Indicator, parts: Mapping[str, Cell], *, code: str) -> Cell | None:
    """Join the figures of the communes that made the commune `code`; None when they cannot be.

    A secret among them makes the whole secret. Classes and medians that differ: that of the commune
    which gave its code stands for a class; nothing can be told of a median.
    """
    cells = list(parts.values())
    if len(cells) == 1:
        return cells[0]
    bases = [cell.base for cell in cells]
    base = None if None in bases else sum(base or 0.0 for base in bases)
    if any(cell.value is None for cell in cells):
        return Cell(None, base, any(cell.is_secret for cell in cells))
    values = {cell.value for cell in cells}
    if indicator.adding in {Adding.CLASSES, Adding.NEVER}:
        if len(values) == 1:
            return Cell(values.pop(), base)
        return parts.get(code) if indicator.adding is Adding.CLASSES else None
    if len(values) == 1 and indicator.adding is Adding.MEAN:
        return Cell(values.pop(), base)
    whole = told(indicator, Sums.of(cells), asked=len(cells))
    return None if whole.value is None else Cell(whole.value, base)
