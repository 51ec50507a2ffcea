"""What can be said of an amount: exact, a range, or unknown; and how is one cut without loss?"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)


def to_the_cent(amount: Decimal) -> Decimal:
    """Round to the cent, a half going up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Amount:
    """An amount of the contract, in euros.

    Exact: `minimum` and `maximum` are equal. A range: they differ, `reason` says what decides.
    Unknown: both are None and `reason` says why. An unknown amount is never zero.
    """

    minimum: Decimal | None
    maximum: Decimal | None
    reason: str = ""

    @classmethod
    def of(cls, amount: Decimal) -> "Amount":
        """An exact amount."""
        return cls(amount, amount)

    @classmethod
    def up_to(cls, maximum: Decimal, *, reason: str) -> "Amount":
        """Between nothing and `maximum`."""
        return cls(ZERO, maximum, reason)

    @classmethod
    def unknown(cls, reason: str) -> "Amount":
        """An amount no source gives."""
        return cls(None, None, reason)

    @property
    def exact(self) -> Decimal | None:
        """The amount when it is exact, else None."""
        return self.minimum if self.minimum == self.maximum else None

    @property
    def is_known(self) -> bool:
        """Whether at least its bounds are known."""
        return self.minimum is not None

    @property
    def is_range(self) -> bool:
        """Whether it is known by its bounds only."""
        return self.is_known and self.minimum != self.maximum


@dataclass(frozen=True)
class Total:
    """A sum of amounts; `unknown` counts those left out, and then the sum is « au moins »."""

    minimum: Decimal
    maximum: Decimal
    unknown: int

    @property
    def is_at_least(self) -> bool:
        """Whether some amounts are unknown, so that the true sum is larger."""
        return self.unknown > 0


def total(amounts: Iterable[Amount]) -> Total:
    """Add amounts up; the unknown ones are counted apart, never as zero."""
    minimum, maximum, unknown = ZERO, ZERO, 0
    for amount in amounts:
        if amount.minimum is None or amount.maximum is None:
            unknown += 1
        else:
            minimum, maximum = minimum + amount.minimum, maximum + amount.maximum
    return Total(minimum, maximum, unknown)


def advance_and_balance(envelope: Decimal, rate: Decimal) -> tuple[Decimal, Decimal]:
    """Cut an envelope into its advance and its balance, which takes the cent of rounding.

    The two always add up to the envelope exactly.
    """
    advance = to_the_cent(envelope * rate)
    return advance, envelope - advance


def prorated(annual: Decimal, *, days: int, of: int) -> Decimal:
    """Return the share of an annual amount for so many days of a year of so many."""
    return to_the_cent(annual * days / of)
