"""A land of squares, an inter-CPTS over it, a study and its scenarios; nothing here exists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.tests.make import (
    LONG_AGO,
    NOW,
    TODAY,
    body,
    commune,
    cpts,
    departement,
    epci,
    holder,
    officer,
)
from maillage.apps.decisions.actions import answer as answers
from maillage.apps.decisions.actions import closing
from maillage.apps.decisions.actions import proposal as proposals
from maillage.apps.decisions.actions.answer import Given
from maillage.apps.decisions.actions.proposal import Draft, Wording
from maillage.apps.decisions.models import Proposal
from maillage.apps.geography.actions import draw_communes
from maillage.apps.geography.models import Departement
from maillage.apps.geography.tests import mosaics
from maillage.apps.workshop.actions import offering
from maillage.apps.workshop.actions import study as studies
from maillage.apps.workshop.actions.study import Wanted
from maillage.apps.workshop.asking import Asked
from maillage.apps.workshop.ground import ground_of, present_of
from maillage.apps.workshop.models import Offer, Scenario, Study
from maillage.apps.workshop.queries.proposing import perimeters_of
from maillage.domain.consensus import FallBack, Position, Rule
from maillage.domain.echelon import Echelon
from maillage.domain.partition import Window

__all__ = [
    "LONG_AGO",
    "NOW",
    "TODAY",
    "Echelon",
    "body",
    "commune",
    "cpts",
    "departement",
    "holder",
    "officer",
]

# Six communes in two rows of three; the left column is of one EPCI, the rest of another.
PEOPLE = (10_000, 10_000, 10_000, 10_000, 10_000, 10_000)
CODES = tuple(f"D100{place}" for place in range(1, 7))
NARROW = Window(15_000, 45_000)


@dataclass(frozen=True)
class Place:
    """An area, its inter-CPTS, who runs it, and the CPTS of its west."""

    area: Departement
    inter: Community
    chair: User
    west: Community
    west_chair: User


def land(people: Sequence[int] = PEOPLE, *, gap: float = 1.0) -> Departement:
    """Draw six squares: 1 2 3 above 4 5 6; above 1, `gap` parts them by the sea."""
    west, east = epci(), epci("999000002", "CC de l’Est")
    for place, (code, population) in enumerate(zip(CODES, people, strict=True)):
        commune(
            code,
            name=f"Bourg-{place + 1}",
            population=population,
            epci=west if place % 3 == 0 else east,
        )
    draw_communes(
        outlines={
            code: mosaics.polygon(mosaics.square(gap * (place % 3), gap * (1 - place // 3)))
            for place, code in enumerate(CODES)
        }
    )
    return departement("D1")


def islands() -> Place:
    """Draw a place whose communes are islands, none of which touches another."""
    return place(gap=3.0)


def place(*, gap: float = 1.0) -> Place:
    """Draw the land, with one CPTS on its west, in the inter-CPTS."""
    area = land(gap=gap)
    inter = body(name="Inter-CPTS d’essai")
    west = cpts(CODES[0], CODES[3], name="CPTS de l’Ouest")
    Affiliation.objects.create(member=west, body=inter, since=LONG_AGO, member_rank=0, body_rank=1)
    return Place(area, inter, holder(inter), west, holder(west))


def asked(found: Place, **more: object) -> Asked:
    """What is asked, with what exists that day."""
    present = present_of(ground_of(found.area), on=TODAY)
    existing = {
        community.slug: (community.name, tuple(sorted(present.codes[community.slug])))
        for community in present.communities
    }
    said: dict[str, object] = {"window": NARROW, "count": 2, "existing": existing, **more}
    return Asked(**said)  # type: ignore[arg-type]  # passed through as named


def study(found: Place, **more: object) -> Study:
    """Ask a study, nothing computed yet."""
    return studies.ask_study(
        area=found.area,
        wanted=Wanted("Étude d’essai", asked(found, **more), body=found.inter),
        by=found.chair.person,
        at=NOW,
    )


def computed(found: Study) -> list[Scenario]:
    """Compute every scenario of a study."""
    while claimed := studies.claim_next(study=found, at=NOW):
        studies.compute(scenario=claimed, at=NOW, go_on=lambda done: True, clock=lambda: 0.0)
    return list(found.scenarios.select_related("current", "study").order_by("pk"))


def scenario(found: Place, territories: Sequence[int] = (0, 1, 1, 0, 1, 1)) -> Scenario:
    """Return a ready scenario: by default, the west and the east; nothing is left waiting."""
    asked_for = study(found, kinds=("compact",))
    made = computed(asked_for)[0]
    assert made.current
    made.current.territories = dict(zip(CODES, territories, strict=True))
    made.current.save()
    return Scenario.objects.select_related("current", "study__departement", "study__body").get(
        pk=made.pk
    )


def propose(found: Place, made: Scenario) -> Scenario:
    """Put a scenario to the inter-CPTS."""
    draft = Draft(
        "Découpage d’essai",
        Proposal.Electorate.COMMUNITIES,
        Rule(FallBack.KEEP_DISCUSSING),
        Wording("Nous retenons ce découpage.", TODAY + timedelta(days=20)),
    )
    offering.propose(scenario=made, body=found.inter, draft=draft, by=found.chair.person, at=NOW)
    made.refresh_from_db()
    return made


def proposed(found: Place, territories: Sequence[int] = (0, 0, 1, 0, 1, 1)) -> Scenario:
    return propose(found, scenario(found, territories))


def adopted(found: Place) -> Scenario:
    """Return a scenario that all members agreed to, which gives Bourg-2 to the west."""
    made = proposed(found)
    assert made.proposal
    proposal = proposals.open_proposal(proposal=made.proposal, by=found.chair.person, at=NOW)
    answers.give_answer(
        participant=proposal.participants.get(),
        given=Given(Position.AGREE, 1),
        by=found.west_chair.person,
        at=NOW,
    )
    closing.close_round(proposal=proposal, number=1, seen=1, by=found.chair.person, at=NOW)
    return Scenario.objects.select_related("current", "study__departement", "proposal").get(
        pk=made.pk
    )


def offered(found: Place) -> Offer:
    """Return the perimeter proposed to the west once the scenario is adopted."""
    made = adopted(found)
    return offering.offer_perimeters(
        scenario=made,
        perimeters=perimeters_of(made, on=TODAY),
        by=found.chair.person,
        at=NOW,
    )[0]
