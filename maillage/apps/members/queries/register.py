"""How many professionals of the perimeter are not in the list, trade by trade?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.health import queries as health
from maillage.apps.journal import actions as journal
from maillage.apps.members.queries.people import is_by_right
from maillage.apps.members.readers import register
from maillage.domain.membership import Scope
from maillage.domain.professions import PROFESSIONS, Profession


@dataclass(frozen=True)
class Trade:
    """A profession of the perimeter: how many the register knows, how many are not in the list."""

    profession: Profession
    registered: int
    unlisted: int


@dataclass(frozen=True)
class RegisterPage:
    """What the register says beside the list; `source` is None where none speaks of it."""

    is_by_right: bool
    source: register.Register | None
    scope: Scope
    trades: list[Trade]

    @property
    def unlisted(self) -> int:
        return sum(trade.unlisted for trade in self.trades)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The professions that may be chosen, with how many."""
        return [
            (each.profession.code, f"{each.profession.plural} ({each.unlisted})")
            for each in self.trades
            if each.unlisted
        ]


def register_page(
    community: Community, scope: Scope, *, by: Person, at: datetime, today: date
) -> RegisterPage:
    """Return the comparison of the register and the list; reading both is journaled."""
    codes = register.perimeter_codes(community)
    people = register.practitioners(codes, scope)
    unlisted = Counter(one.profession for one in register.unlisted(community, people))
    registered = Counter(one.profession for one in people)
    journal.record_read(
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        what="professionnels du registre comparés à la liste",
    )
    return RegisterPage(
        is_by_right=is_by_right(community, on=today),
        source=register.register_of(health.supply_of(codes)),
        scope=scope,
        trades=[
            Trade(profession, registered[profession.code], unlisted[profession.code])
            for profession in PROFESSIONS
            if registered[profession.code]
        ],
    )
