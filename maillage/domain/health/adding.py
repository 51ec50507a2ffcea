"""What may be told of a set of communes, from the figure of each?

`Sums` holds what adds up whatever the order and the cut: a database may make them, or `of` from
cells; two sets without a commune in common add by `+`. `told` then says the one figure, by the
rule of its indicator, and what must be said beside it: a secret is never a zero, and what is
missing is counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from maillage.domain import french
from maillage.domain.health.indicators.values import Adding, Indicator


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of one commune: `value` is None when it is secret."""

    value: float | None
    base: float | None = None
    is_secret: bool = False


@dataclass(frozen=True)
class Sums:
    """What is kept of many cells.

    `weighted` is the sum of value × base over the cells that have both, `weight` that of these
    bases; `base` that of the bases of every cell that has one, known or secret.
    """

    value: float = 0.0
    weighted: float = 0.0
    weight: float = 0.0
    base: float = 0.0
    known: int = 0
    secret: int = 0
    lowest: float | None = None
    highest: float | None = None

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            value=self.value + other.value,
            weighted=self.weighted + other.weighted,
            weight=self.weight + other.weight,
            base=self.base + other.base,
            known=self.known + other.known,
            secret=self.secret + other.secret,
            lowest=_extreme(min, self.lowest, other.lowest),
            highest=_extreme(max, self.highest, other.highest),
        )

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Sums":
        """Return the sums of cells."""
        value = weighted = weight = base = 0.0
        known = secret = 0
        lowest: float | None = None
        highest: float | None = None
        for cell in cells:
            about = cell.base or 0.0
            base += about
            if cell.value is None:
                secret += cell.is_secret
                continue
            known += 1
            value += cell.value
            weighted += cell.value * about
            weight += about
            lowest = cell.value if lowest is None else min(lowest, cell.value)
            highest = cell.value if highest is None else max(highest, cell.value)
        return cls(value, weighted, weight, base, known, secret, lowest, highest)


@dataclass(frozen=True)
class Told:
    """One figure of a set of communes, and how much of the set it speaks of.

    `value` is None when nothing is known, when all is secret, or when the indicator adds up to
    nothing; `lowest` and `highest` are then those of the communes. `base` is what it is about.
    """

    value: float | None
    base: float | None = None
    known: int = 0
    secret: int = 0
    unknown: int = 0
    lowest: float | None = None
    highest: float | None = None
    classes: Mapping[int, float] = field(default_factory=dict)
    note: str = ""

    @property
    def is_secret(self) -> bool:
        """Nothing can be told, because the publisher hides it."""
        return self.value is None and self.known == 0 and self.secret > 0

    @property
    def is_partial(self) -> bool:
        """Some communes of the set are not in the figure."""
        return self.known > 0 and self.secret + self.unknown > 0

    @property
    def missing(self) -> int:
        """The communes that are not in the figure."""
        return self.secret + self.unknown


def told(indicator: Indicator, sums: Sums, *, asked: int) -> Told:
    """Tell the figure of `asked` communes by the rule of their indicator.

    A sum of which a part is missing is told as it stands, and said to be a least; a mean speaks
    of the communes that have both a figure and a weight.
    """
    unknown = max(asked - sums.known - sums.secret, 0)
    value: float | None = None
    base = sums.base or None
    if sums.known:
        if indicator.adding is Adding.SUM:
            value = sums.value
        elif indicator.adding is Adding.MEAN:
            value, base = _mean(sums), sums.weight or None
        elif asked == 1:
            value = sums.value
    return Told(
        value=value,
        base=base,
        known=sums.known,
        secret=sums.secret,
        unknown=unknown,
        lowest=sums.lowest,
        highest=sums.highest,
        note=_note(indicator, sums, unknown, asked),
    )


def share(parts: Iterable[Sums], *, asked: int) -> Told:
    """Tell the share that several sums make of their common base, in per cent.

    The parts come from one file: the base is that of the first. Without any base, or if a part is
    wholly missing, the share is unknown.
    """
    found = list(parts)
    first = found[0]
    known, secret = min(one.known for one in found), max(one.secret for one in found)
    unknown = max(asked - known - secret, 0)
    if not known or not first.weight:
        return Told(None, secret=secret, unknown=unknown, note=_missing(secret, unknown, asked))
    whole = 100 * sum(one.value for one in found) / first.weight
    note = _missing(secret, unknown, asked) if secret or unknown else ""
    return Told(whole, first.weight, known, secret, unknown, note=note)


def _mean(sums: Sums) -> float | None:
    if sums.weight:
        return sums.weighted / sums.weight
    # One figure without its weight is itself; several without any weight make no mean.
    return sums.value if sums.known == 1 else None


def _note(indicator: Indicator, sums: Sums, unknown: int, asked: int) -> str:
    if not sums.known or sums.secret or unknown:
        said = _missing(sums.secret, unknown, asked)
        if sums.known and indicator.adding is Adding.SUM:
            return f"Au moins\u00a0: {said[0].lower()}{said[1:]}"
        return said
    if indicator.adding is Adding.NEVER and asked > 1:
        return "Ces valeurs ne s’additionnent pas\u00a0: voici leur étendue."
    return ""


def _missing(secret: int, unknown: int, asked: int) -> str:
    """Say how many communes are left out and why; empty when nothing was asked."""
    parts = []
    if secret:
        parts.append(f"{_communes(secret)} sous secret statistique")
    if unknown:
        parts.append(f"{_communes(unknown)} sans donnée")
    if not parts:
        return ""
    said = " et ".join(parts)
    return f"{said[0].upper()}{said[1:]}, sur {french.integer(asked)}."


def _communes(count: int) -> str:
    return "une commune" if count == 1 else f"{french.integer(count)} communes"


def _extreme(of: object, one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return of(one, other)  # type: ignore[operator,no-any-return]  # min or max
