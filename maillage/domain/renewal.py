"""Who is to be reminded of a fee to pay, of an adhésion to accept or to renew, and how often?

A month before the end, at the end, a month after, then silence. Whoever was invited to accept and
has not answered is reminded a week later, then twice. What is done is never recalled. No text asks
for it: these delays are chosen by Maillage, and a community may do without any reminder.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from maillage.domain.membership import (
    COUNTED,
    Belonging,
    State,
    Terms,
    accepted_until,
    signs,
    state_on,
)

NOTICE = timedelta(days=30)
AGAIN = timedelta(days=30)
AFTER_INVITATION = timedelta(days=7)
TIMES = 3


class Asked(Enum):
    """What someone is reminded of."""

    FEE = "FEE"
    RENEWAL = "RENEWAL"
    ACCEPTANCE = "ACCEPTANCE"


@dataclass(frozen=True)
class Call:
    """A reminder due that day: of what, for which date it began, the how manieth, from 0."""

    asked: Asked
    since: date
    step: int

    @property
    def key(self) -> str:
        """What names it once for all: said with the same key, it is said once."""
        return f"{self.asked.value} {self.since:%Y-%m-%d} {self.step}"


def calls_on(
    day: date,
    belonging: Belonging,
    terms: Terms | None,
    *,
    terms_since: date | None = None,
    invited_on: date | None = None,
) -> tuple[Call, ...]:
    """Return what a member is to be reminded of that day, under the terms in force.

    `terms_since` is the day these terms began: nobody owes a fee from before it was asked.
    """
    if not signs(belonging.category, terms):
        return ()
    state = state_on(day, belonging, terms)
    starts = {
        Asked.ACCEPTANCE: _invited(state, invited_on),
        Asked.RENEWAL: _to_renew(state, belonging, terms),
        Asked.FEE: _fee_due(state, belonging, terms, terms_since),
    }
    return tuple(
        Call(asked, start, min((day - start) // AGAIN, TIMES - 1))
        for asked, start in starts.items()
        if start is not None and start <= day
    )


def _invited(state: State, invited_on: date | None) -> date | None:
    if state is not State.AWAITING or invited_on is None:
        return None
    return invited_on + AFTER_INVITATION


def _to_renew(state: State, belonging: Belonging, terms: Terms | None) -> date | None:
    if not (terms and terms.is_renewed and belonging.accepted_on and state in COUNTED):
        return None
    return accepted_until(belonging.accepted_on, terms.renewal) - NOTICE


def _fee_due(
    state: State, belonging: Belonging, terms: Terms | None, terms_since: date | None
) -> date | None:
    if not (terms and terms.yearly_fee):
        return None
    if state is State.FEE_DUE and belonging.paid_until is None:
        known = (belonging.since, belonging.accepted_on, terms_since)
        return max(each for each in known if each)
    if state in COUNTED and belonging.paid_until:
        return belonging.paid_until - NOTICE
    return None
