"""What is a figure worth: known, a minimum, unknown, or kept secret by its source?"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from statistics import median

from maillage.domain import french

Number = int | float | Decimal


class State(Enum):
    """How much a figure says. None of them is zero."""

    KNOWN = "KNOWN"
    AT_LEAST = "AT_LEAST"
    UNKNOWN = "UNKNOWN"
    SECRET = "SECRET"  # noqa: S105  a figure its source hides


@dataclass(frozen=True)
class Value:
    """A figure; `amount` is None when it is unknown or secret, and `note` then says why."""

    amount: Decimal | None
    state: State
    note: str = ""

    @property
    def is_known(self) -> bool:
        return self.amount is not None


def known(number: Number, *, decimals: int = 0, note: str = "", is_least: bool = False) -> Value:
    """Return a figure, rounded half up so that it is written as it was counted."""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    amount = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return Value(amount, State.AT_LEAST if is_least else State.KNOWN, note)


def unknown(note: str = "") -> Value:
    """Return what is not known, which is not zero."""
    return Value(None, State.UNKNOWN, note)


def secret(note: str = "") -> Value:
    """Return what its source keeps secret, which is neither zero nor unknown to it."""
    return Value(None, State.SECRET, note)


def ratio(part: Number, whole: Number, *, per: int, decimals: int = 1) -> Value:
    """Return so many for so many inhabitants (or per square kilometre, or per cent)."""
    if not whole:
        return unknown("Aucun habitant connu.")
    return known(Decimal(str(part)) * per / Decimal(str(whole)), decimals=decimals)


def middle(values: Iterable[Value], *, decimals: int) -> Value:
    """Return the median of the figures known among several; unknown under three of them."""
    listed = list(values)
    amounts = [value.amount for value in listed if value.amount is not None]
    if len(amounts) < 3:
        return unknown("Moins de trois valeurs connues.")
    left_out = len(listed) - len(amounts)
    note = f"Médiane de {len(amounts)} valeurs" + (f", {left_out} inconnues." if left_out else ".")
    return known(median(amounts), decimals=decimals, note=note)


def written(value: Value, *, decimals: int = 0) -> str:
    """Write a figure in French: « 12,4 », « au moins 45 210 », « inconnu », « secret »."""
    if value.amount is None:
        return "secret" if value.state is State.SECRET else "inconnu"
    whole, _, part = f"{value.amount:,.{decimals}f}".partition(".")
    number = whole.replace(",", french.THIN_SPACE).replace("-", "−") + (f",{part}" if part else "")
    return f"au moins {number}" if value.state is State.AT_LEAST else number
