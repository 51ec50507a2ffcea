"""Which decisions did a community take, which are being made, which come from above?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.workspace import Frame
from maillage.apps.decisions import access
from maillage.apps.decisions.models import (
    Answer,
    Application,
    Ballot,
    Decision,
    Participant,
    Proposal,
    Voter,
)
from maillage.apps.decisions.queries import export
from maillage.documents.workbook import Cell, Column, workbook
from maillage.domain.ballots import MOTION
from maillage.domain.consensus import Position, State
from maillage.domain.names import normalise
from maillage.domain.register import Witness
from maillage.domain.roles import Right

PAGE = 50
UNDER_WAY = (State.DRAFT.value, State.OPEN.value, State.TO_AMEND.value)


@dataclass(frozen=True)
class Asked:
    """A proposal of another community, put to this one."""

    proposal: Proposal
    answer: Answer | None


@dataclass(frozen=True)
class FromAbove:
    """A decision of an upper échelon, and what this community chose to do with it."""

    decision: Decision
    application: Application | None


@dataclass(frozen=True)
class RegisterPage:
    frame: Frame
    asked: Sequence[Asked]
    called: Sequence[Voter]
    under_way: Sequence[Proposal]
    ballots: Sequence[Ballot]
    decisions: Page[Decision]
    from_above: Sequence[FromAbove]
    wanted: str
    # What to note of the register, to know it again later.
    witness: Witness

    @property
    def may_lead(self) -> bool:
        return Right.DECIDE in self.frame.rights


def register_page(
    community: Community, person: Person, *, wanted: str, page: str, today: date
) -> RegisterPage:
    """Return the decisions of a community, those that hold the words wanted."""
    frame = workspace.frame(community.slug, person, on=today, at="decisions:register")
    under_way = community.proposals.filter(state__in=UNDER_WAY)
    if Right.DECIDE not in frame.rights:
        under_way = under_way.exclude(state=State.DRAFT.value)
    return RegisterPage(
        frame=frame,
        asked=_asked(community),
        called=_called(community),
        under_way=list(under_way.order_by("-created_at", "-pk")),
        ballots=list(community.ballots.filter(closed_at__isnull=True).order_by("-pk")),
        decisions=Paginator(_decisions(community, wanted), PAGE).get_page(page),
        from_above=_from_above(community, today),
        wanted=wanted,
        witness=export.witness(community),
    )


def _decisions(community: Community, wanted: str) -> QuerySet[Decision, Decision]:
    found: QuerySet[Decision, Decision] = (
        community.decisions.select_related("proposal", "community")
        .annotate(
            applying=Count(
                "applications",
                filter=Q(applications__replaced_at__isnull=True, applications__applies=True),
            ),
            ballot_uuid=F("ballot__uuid"),
        )
        .order_by("-number")
    )
    for word in normalise(wanted).split():
        found = found.filter(search__contains=word)
    return found


def _asked(community: Community) -> list[Asked]:
    """Return the open proposals put to this community by others."""
    answers = Answer.objects.standing().filter(round__closed_at__isnull=True).select_related("by")
    rows = (
        Participant.objects.filter(community=community, proposal__state=State.OPEN.value)
        .select_related("proposal__community")
        .prefetch_related(Prefetch("answers", answers, to_attr="standing"))
        .order_by("-proposal__created_at", "-pk")
    )
    return [Asked(row.proposal, next(iter(row.standing), None)) for row in rows]


def _called(community: Community) -> list[Voter]:
    """Return the voices of this community in the open ballots of others."""
    rows = Voter.objects.filter(community=community, ballot__closed_at__isnull=True)
    return list(rows.select_related("ballot__community").order_by("-ballot__opened_at", "-pk"))


def _from_above(community: Community, today: date) -> list[FromAbove]:
    rows = (
        Decision.objects.filter(pk__in=access.applicable(community, on=today).values("pk"))
        .select_related("community", "proposal")
        .prefetch_related(
            Prefetch(
                "applications",
                Application.objects.standing().filter(community=community).select_related("by"),
            )
        )
        .order_by("-decided_on", "-pk")
    )
    return [FromAbove(row, next(iter(row.applications.all()), None)) for row in rows]


def decision_numbered(community: Community, number: int) -> Decision | None:
    """Return an entry of the register of this community."""
    return community.decisions.select_related("community", "proposal").filter(number=number).first()


def decision_from_above(community: Community, uuid: UUID) -> Decision | None:
    """Return a decision of another community, asked of its own members."""
    above = Decision.objects.filter(uuid=uuid).exclude(community=community)
    return (
        above.filter(proposal__electorate=Proposal.Electorate.COMMUNITIES)
        .select_related("community")
        .first()
    )


COLUMNS = (
    Column("N°", 6),
    Column("Date", 12),
    Column("Décision", 40),
    Column("Issue", 22),
    Column("Prise par", 12),
    Column("Réponses ou voix", 40),
    Column("Texte", 60),
    Column("Appliquée par", 40),
    Column("Non appliquée par", 40),
    Column("Empreinte", 66),
)


def register_workbook(community: Community) -> bytes:
    """Return the whole register as a spreadsheet, and who says they apply each decision."""
    chosen = Application.objects.standing().select_related("community").order_by("community__name")
    rows = community.decisions.prefetch_related(Prefetch("applications", chosen))
    return workbook("Registre", COLUMNS, [_cells(row) for row in rows.order_by("number")])


# What a register counts: positions, then votes on a text; candidates follow by name.
TOLD = (*(position.label for position in Position), *MOTION.values())


def _number(held: list[str] | str | int) -> str:
    return str(len(held) if isinstance(held, list) else held)


def _cells(row: Decision) -> list[Cell]:
    content: Mapping[str, Any] = row.content
    said = content.get("positions") or content.get("votes") or {}
    # In an order of our own: what is kept in JSON has none on PostgreSQL.
    told = [label for label in TOLD if label in said] + sorted(said.keys() - set(TOLD))
    counts = ", ".join(f"{label} : {_number(said[label])}" for label in told)
    chosen = list(row.applications.all())
    return [
        row.number,
        row.decided_on,
        row.title,
        row.get_result_display(),
        "vote" if content.get("kind") == "vote" else "consensus",
        counts,
        str(content.get("text", "")),
        ", ".join(each.community.name for each in chosen if each.applies),
        ", ".join(each.community.name for each in chosen if not each.applies),
        row.digest,
    ]
