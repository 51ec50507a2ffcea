"""Who is in the lists of members of the demonstration, and which list waits to be read over?"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.demo.cast import DOMAIN, FIRST_NAMES, LAST_NAMES
from maillage.apps.members.actions import terms
from maillage.apps.members.actions.importing import NO_ANSWER, accept_import, prepare_import
from maillage.domain.echelon import Echelon
from maillage.domain.identifiers import luhn_key
from maillage.domain.membership import Regime, Terms

# As lists write them, abbreviations included.
TRADES = (
    "MG", "IDEL", "MK", "pharmacien", "SF", "IDE", "orthophoniste", "dentiste", "psychologue",
    "infirmière libérale", "médecin généraliste", "kiné", "pédicure-podologue", "interne",
)  # fmt: skip
PLACES = ("Cabinet du Pont", "MSP du Parc", "Pharmacie de la Halle", "Centre de santé du Faubourg")
HEADINGS = ["Nom", "Prénom", "RPPS", "Profession", "Structure", "E-mail", "Charte signée le",
            "Collège"]  # fmt: skip
# The list that someone finds waiting: two spellings, a role in the wrong column, a wrong address.
WAITING = (
    ["", "", "Adhérents reçus par mail"],
    ["Nom", "Prénom", "Métier", "Lieu d’exercice", "Mail", "Adhésion"],
    ["GRALOUVIER", "Nathan", "IDEL", "Cab. du Pont", "", "3 mars 2026"],
    ["Gralouvié", "Nathan", "infirmier", "Cabinet du Pont", f"nathan@{DOMAIN}", "03/03/26"],
    ["Dr YSSANDRIER", "Zéphyr", "MG", "Maison de santé du Parc", "", "2026-02-13"],
    ["Tournelaud", "Iseult", "pharma", "Présidente CPST", "", ""],
    ["Orbecaste", "Basile", "MK", "MSP du parc", "basile.orbecaste", ""],
    ["", "Ombeline", "SF", "", "", ""],
)


BEFORE_THE_YEAR = 390


class Planner(Protocol):
    """The story being written (`load.Telling`)."""

    def plan(self, days: int, act: Callable[[datetime], object]) -> None: ...


def rows_of(number: int, at: datetime) -> Iterator[list[str]]:
    """Yield the list of one CPTS: between twenty and fifty-five people, always the same."""
    yield HEADINGS
    for rank in range(20 + number * 7 % 36):
        place = 160 + number * 29 + rank
        first = FIRST_NAMES[place % len(FIRST_NAMES)]
        # Two names each: nobody bears the name of someone of another list, nor of the cast.
        second = (place + 1 + number % (len(LAST_NAMES) - 1)) % len(LAST_NAMES)
        last = f"{LAST_NAMES[place % len(LAST_NAMES)]}-{LAST_NAMES[second]}"
        digits = f"99{number:04d}{rank:04d}"
        signed = localdate(at) - timedelta(days=40 + rank * 11)
        yield [
            last.upper(),
            first,
            digits + luhn_key(digits),
            TRADES[rank * 5 % len(TRADES)],
            PLACES[rank % len(PLACES)],
            f"membre{number}.{rank}@{DOMAIN}" if rank % 6 else "",
            f"{signed:%d/%m/%Y}" if rank % 9 else "",
            "libéraux" if rank % 5 else "autres",
        ]


def plan(telling: Planner) -> None:
    """Plan the lists of the CPTS: before their year of meetings, or a few days ago."""
    telling.plan(BEFORE_THE_YEAR, _bring_lists)
    telling.plan(4, _bring_lists)
    telling.plan(4, _bring_what_waits)


def _bring_lists(at: datetime) -> None:
    cpts = Community.objects.filter(echelon=Echelon.LOCAL.value).order_by("pk")
    for number, community in enumerate(cpts):
        by = community.roles.filter(kind="COORDINATOR").order_by("pk").first()
        if by and not community.memberships.exists():
            _bring(community, number, by=by.person, at=at)


def _bring_what_waits(at: datetime) -> None:
    everywhere = Community.objects.filter(echelon=Echelon.LOCAL.value, roles__kind="PARTNER")
    for community in everywhere.order_by("pk"):
        _wait(community, by=community.roles.get(kind="COORDINATOR").person, at=at)


def _bring(community: Community, number: int, *, by: Person, at: datetime) -> None:
    regime = Terms(Regime.BY_RIGHT) if number % 3 else Terms(Regime.ADHESION, Decimal(10))
    since = localdate(at) - timedelta(days=30)
    terms.set_regime(community=community, terms=regime, since=since, by=by, at=at)
    batch = prepare_import(
        community=community,
        name="adherents.xlsx",
        cells=list(rows_of(number, at)),
        by=by,
        at=at,
    )
    accept_import(batch=batch, answers=NO_ANSWER, by=by, at=at)


def _wait(community: Community, *, by: Person, at: datetime) -> None:
    prepare_import(
        community=community,
        name="adherents-recus-par-mail.xlsx",
        cells=[list(row) for row in WAITING],
        by=by,
        at=at,
    )
