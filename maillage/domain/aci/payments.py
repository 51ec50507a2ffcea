"""When is each envelope paid, in how many times, and by which rule?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from maillage.domain import french
from maillage.domain.aci import rules
from maillage.domain.aci.envelopes import Envelope
from maillage.domain.aci.grid import Cell, Part
from maillage.domain.aci.money import Amount, advance_and_balance
from maillage.domain.aci.rules import Rule
from maillage.domain.parameters import Source, Value


class PaymentKind(Enum):
    """What a payment is of its envelope."""

    WHOLE = "WHOLE"
    ADVANCE = "ADVANCE"
    BALANCE = "BALANCE"
    VARIABLE = "VARIABLE"

    @property
    def label(self) -> str:
        """French name of the payment."""
        return {
            PaymentKind.WHOLE: "versement entier",
            PaymentKind.ADVANCE: "avance",
            PaymentKind.BALANCE: "solde",
            PaymentKind.VARIABLE: "versement au plus tôt",
        }[self]


@dataclass(frozen=True)
class Payment:
    """One payment of the Assurance maladie, on its day.

    `value` is the annual amount it comes from, `basis` the figure of its rule (the rate of the
    advance); together they give its sources.
    """

    on: date
    kind: PaymentKind
    envelope: Envelope
    amount: Amount
    rule: Rule
    calculation: str
    basis: Value | None

    @property
    def cell(self) -> Cell:
        """The cell of the grid it pays."""
        return self.envelope.cell

    @property
    def label(self) -> str:
        """French name: « Parcours, part fixe : avance, année 2 »."""
        year = self.envelope.year.number
        return f"{self.cell.label}{french.SPACE}: {self.kind.label}, année {year}"

    @property
    def explanation(self) -> str:
        """The rule in French, and the calculation it leads to."""
        return f"{self.rule.statement} {self.calculation}"

    @property
    def value(self) -> Value:
        """The annual amount it comes from."""
        return self.envelope.value

    @property
    def level(self) -> str:
        """How sure the annual amount is."""
        return self.value.level

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the amount and the rule were read, without repetition."""
        basis = self.basis.sources if self.basis else ()
        return tuple(dict.fromkeys((*self.value.sources, *basis)))


def payments_of(envelope: Envelope, *, advance: Value) -> Iterator[Payment]:
    """Give the payments of an envelope; they add up to it exactly.

    `advance` is the rate paid in advance, between 0 and 1.
    """
    year = envelope.year
    if envelope.cell.part is Part.VARIABLE:
        rule = (
            rules.CRISIS_RECOGNISED if envelope.cell.needs_crisis else rules.VARIABLE_AFTER_THE_YEAR
        )
        yield _whole(envelope, year.ends_on, PaymentKind.VARIABLE, rule)
    elif envelope.cell.part is Part.FUNCTIONING and year.number == 1:
        rule = rules.FUNCTIONING_AT_SIGNATURE
        yield _whole(envelope, year.starts_on, PaymentKind.WHOLE, rule)
    else:
        yield from _in_two(envelope, advance)


def _whole(envelope: Envelope, on: date, kind: PaymentKind, rule: Rule) -> Payment:
    return Payment(on, kind, envelope, envelope.amount, rule, envelope.calculation, None)


def _in_two(envelope: Envelope, advance: Value) -> Iterator[Payment]:
    whole, rate = envelope.amount.exact, advance.amount
    if whole is None or rate is None:
        unknown = Amount.unknown(envelope.amount.reason or advance.reason)
        parts, sentences = (unknown, unknown), (envelope.calculation, envelope.calculation)
    else:
        paid, left = advance_and_balance(whole, rate)
        parts = (Amount.of(paid), Amount.of(left))
        sentences = _sentences(envelope, rate, paid, left)
    year = envelope.year
    yield Payment(
        envelope.opens_on,
        PaymentKind.ADVANCE,
        envelope,
        parts[0],
        _advance_rule(envelope),
        sentences[0],
        advance,
    )
    yield Payment(
        year.ends_on, PaymentKind.BALANCE, envelope, parts[1], rules.BALANCE, sentences[1], advance
    )


def _advance_rule(envelope: Envelope) -> Rule:
    if envelope.cell.part is Part.FUNCTIONING:
        return rules.FUNCTIONING_ADVANCE
    return rules.FIXED_ADVANCE_AT_START if envelope.is_start else rules.FIXED_ADVANCE


def _sentences(envelope: Envelope, rate: Decimal, paid: Decimal, left: Decimal) -> tuple[str, str]:
    whole = french.euros(paid + left)
    drawn = f"{envelope.calculation} " if envelope.is_prorated else ""
    return (
        f"{drawn}{french.percent(rate)} de {whole} = {french.euros(paid)}.",
        f"{drawn}{whole} − {french.euros(paid)} d’avance = {french.euros(left)}.",
    )
