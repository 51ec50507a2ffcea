"""The life of a community at its largest: 300 people expected, 100 communities, 5,000 lines."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate, now

from bench.report import Measure
from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Affiliation, Community, Role
from maillage.apps.decisions.actions.answer import Given, enter_answer
from maillage.apps.decisions.actions.proposal import (
    Draft,
    Wording,
    draft_proposal,
    open_proposal,
)
from maillage.apps.decisions.models import Proposal
from maillage.apps.meetings.actions.convocation import convoke
from maillage.apps.meetings.actions.meeting import Plan, prepare_meeting
from maillage.apps.meetings.actions.sheet import open_sheet
from maillage.apps.meetings.models import Attendance
from maillage.apps.members.actions.importing import Answers, accept_import, prepare_import
from maillage.apps.members.actions.undoing import undo_import
from maillage.domain.consensus import FallBack, Position, Rule, Silence
from maillage.domain.echelon import Echelon
from maillage.domain.meetings import Kind
from maillage.domain.roles import RoleKind

ANSWERING = 100
LISTED = 5_000
IMPORT = 10.0
TRADES = ("MG", "IDEL", "MK", "pharmacien", "sage-femme")


@dataclass(frozen=True)
class Addresses:
    """Pages of what was made to be measured."""

    meeting: str
    proposal: str


def assembly(community: Community, chair: Person, at: datetime) -> str:
    """Convoke every member to an assembly, open its sheet, sign half of it; return its page."""
    plan = Plan(Kind.GENERAL_ASSEMBLY, "Assemblée mesurée", at, at + timedelta(hours=3))
    meeting = prepare_meeting(community=community, plan=plan, by=chair, at=at)
    convoke(meeting=meeting, by=chair, at=at)
    sheet = open_sheet(meeting=meeting, by=chair, at=at)
    half = list(Attendance.objects.filter(sheet=sheet).order_by("pk").values_list("pk", flat=True))
    Attendance.objects.filter(pk__in=half[::2]).update(
        status="PRESENT", manner="ON_SITE", channel="QR", signed_at=at
    )
    return f"/communautes/{community.slug}/reunions/{meeting.uuid}/"


def proposal(region: str | None, chair: Person, at: datetime) -> str:
    """Ask a hundred communities to agree, half of which have answered; return the page."""
    since = localdate(at) - timedelta(days=400)
    body = Community.objects.create(
        slug="mesure",
        name="Inter-CPTS mesurée",
        echelon=Echelon.REGIONAL.value,
        region_id=region,
    )
    Role.objects.create(person=chair, community=body, kind=RoleKind.CHAIR.value, since=since)
    asked = Community.objects.at(Echelon.LOCAL).order_by("pk")[:ANSWERING]
    Affiliation.objects.bulk_create(
        Affiliation(
            member=each,
            body=body,
            since=since,
            member_rank=Echelon.LOCAL.rank,
            body_rank=Echelon.REGIONAL.rank,
        )
        for each in asked
    )
    draft = Draft(
        "Une messagerie commune",
        Proposal.Electorate.COMMUNITIES,
        Rule(FallBack.KEEP_DISCUSSING, None, Silence.NOTHING),
        Wording("Une seule messagerie pour tous.", localdate(at) + timedelta(days=20)),
    )
    made = draft_proposal(community=body, draft=draft, by=chair, at=at)
    open_proposal(proposal=made, by=chair, at=at)
    for voice in made.participants.order_by("pk")[: ANSWERING // 2]:
        enter_answer(participant=voice, given=Given(Position.AGREE, 1), by=chair, at=at)
    return f"/communautes/{body.slug}/decisions/{made.uuid}/"


def made(community: Community, chair: Person) -> Addresses:
    """Make what is measured once, by the acts themselves."""
    at = now()
    known = community.meetings.filter(title="Assemblée mesurée").first()
    asked = Proposal.objects.filter(community__slug="mesure").first()
    return Addresses(
        meeting=f"/communautes/{community.slug}/reunions/{known.uuid}/"
        if known
        else assembly(community, chair, at),
        proposal=f"/communautes/mesure/decisions/{asked.uuid}/"
        if asked
        else proposal(community.region_id, chair, at),
    )


def listed() -> Sequence[Sequence[str]]:
    """Return the cells of a list of five thousand members."""
    rows = [["Nom", "Prénom", "Profession", "Structure", "Mail"]]
    for n in range(LISTED):
        name, first_name = f"Nom{n // 100:02d}ot{n % 7}", f"Prénom{n % 100:02d}"
        rows.append([name, first_name, TRADES[n % 5], f"MSP {n % 40}", f"m{n}@exemple.test"])
    return rows


def measure_import(community: Community, keeper: Person) -> Measure:
    """Read and accept a list of 5,000 lines, then undo it."""
    cells = listed()
    start = time.perf_counter()
    batch = prepare_import(community=community, name="mesure", cells=cells, by=keeper, at=now())
    batch, _ = accept_import(batch=batch, answers=Answers({}, {}), by=keeper, at=now())
    took = time.perf_counter() - start
    undo_import(batch=batch, by=keeper, at=now())
    return Measure(f"importer {LISTED} lignes de membres", "commande", [took], IMPORT)
