"""Which vote is open in a CPTS of the demonstration, and who has voted in it already?

Its members were written to: their links wait in the mailbox of the demonstration.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.communities.models import Community, Role
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import ballot as ballots
from maillage.apps.decisions.actions import links
from maillage.apps.decisions.actions import statutes as rules
from maillage.apps.decisions.actions import vote as booth
from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.actions.statutes import Stated
from maillage.apps.decisions.models import Proposal
from maillage.domain.consensus import Silence
from maillage.domain.roles import RoleKind

TITLE = "Élection de la vice-présidence"
STATUTES = Stated(Silence.STANDS_ASIDE, "article 14", {"libéraux": 70, "autres": 30})
OPENED, VOTED, LASTS = 3, 2, 8
# How many of the members have voted: enough for the secret, not all.
ALREADY = 9


class Planner(Protocol):
    """The story being written (`load.Telling`)."""

    def plan(self, days: int, act: Callable[[datetime], object]) -> None: ...


def plan(telling: Planner) -> None:
    """Plan what the statutes say of one CPTS, then a secret election by its members."""
    telling.plan(OPENED, _open)
    telling.plan(VOTED, _vote)


def _where() -> Community:
    """Return the CPTS where every role is held."""
    return Role.objects.filter(kind=RoleKind.MEMBER.value).order_by("pk")[0].community


def _open(at: datetime) -> None:
    cpts = _where()
    by = cpts.roles.get(kind=RoleKind.CHAIR.value, until__isnull=True).person
    rules.state_statutes(community=cpts, stated=STATUTES, by=by, at=at)
    ballot = ballots.open_ballot(
        community=cpts,
        paper=Paper(
            TITLE,
            candidates=("Solveig Mirandolle", "Ambroise Corvelande"),
            is_secret=True,
            proxy_limit=1,
            votes_by=localdate(at) + timedelta(days=OPENED + LASTS),
        ),
        roll=access.voices_of(cpts, Proposal.Electorate.MEMBERS, on=localdate(at)),
        by=by,
        at=at,
    )
    links.send_vote_links(ballot=ballot, by=by, at=at)


def _vote(at: datetime) -> None:
    ballot = _where().ballots.get(title=TITLE)
    options = list(ballot.options.order_by("pk"))
    voters = ballot.voters.filter(person__isnull=False).select_related("person", "ballot")
    for rank, voter in enumerate(voters.order_by("pk")[:ALREADY]):
        chosen = [] if rank == ALREADY - 1 else [options[rank % 3 % 2].uuid]
        booth.cast_vote(voter=voter, chosen=chosen, by=voter.person, at=at)
