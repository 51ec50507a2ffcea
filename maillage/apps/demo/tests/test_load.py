"""Is the demonstration what its readers are told it is?"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from django.conf import settings
from django.db.models import Count
from django.test import TestCase, override_settings

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import AreaRole, Community, Role
from maillage.apps.communities.queries import areas
from maillage.apps.creation.models import LetterVersion
from maillage.apps.decisions.models import Ballot
from maillage.apps.demo import country, elections, load
from maillage.apps.geography.models import Commune, Contour, Departement
from maillage.apps.journal.models import Entry
from maillage.apps.journal.verification import verify
from maillage.apps.mandates.models import Mandate
from maillage.apps.meetings.actions.sheet import digest_of
from maillage.apps.meetings.models import Attendance, Meeting, Sheet
from maillage.apps.post.models import Mail
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Stage
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = NOW.date()

Promise = Callable[["Story"], None]
promises: list[Promise] = []


def promise(kept: Promise) -> Promise:
    """Count a sentence among what is promised of the demonstration."""
    promises.append(kept)
    return kept


class Story(TestCase):
    """Told once for all that is promised of it: telling it takes longer than reading it."""

    ambrine: ClassVar[Departement]

    @classmethod
    def setUpTestData(cls) -> None:
        load.load(now=NOW)
        cls.ambrine = Departement.objects.get(pk="F1")

    @promise
    def a_departement_has_eighteen_cpts_fourteen_of_them_in_its_inter_cpts(self) -> None:
        page = areas.departement_page(self.ambrine, on=TODAY)
        body = Community.objects.get(name="Inter-CPTS de l’Ambrine")

        assert len(page.lines) == 18
        assert sum(body in line.bodies for line in page.lines) == 14
        assert sum(len(line.bodies) == 2 for line in page.lines) == 1

    @promise
    def it_has_a_white_zone_and_two_overlaps(self) -> None:
        page = areas.departement_page(self.ambrine, on=TODAY)

        assert page.coverage.white_population > 0
        assert len({frozenset(o.communities) for o in page.overlaps}) == 2

    @promise
    def a_text_is_agreed_in_three_rounds_another_blocked_and_an_elected_person_refused(
        self,
    ) -> None:
        inter = Community.objects.get(name="Inter-CPTS de l’Ambrine")
        agreed, blocked = inter.proposals.order_by("created_at")
        refused = Mandate.objects.get(approval="REFUSED")

        assert (agreed.state, agreed.rounds.count()) == ("ADOPTED", 3)
        assert (blocked.state, blocked.rounds.count()) == ("OPEN", 2)
        assert blocked.rounds.latest("number").answers.filter(position="OBJECT").exists()
        assert refused.decision
        assert refused.person.full_name in refused.decision.content["elected"]
        assert refused.reason

    @promise
    def every_stage_and_every_size_can_be_seen(self) -> None:
        lines = areas.departement_page(self.ambrine, on=TODAY).lines

        assert {line.community.stage for line in lines} == {stage.value for stage in Stage}
        assert {line.size.size for line in lines if line.size} == {1, 2, 3, 4}

    @promise
    def every_role_function_and_body_is_held_by_someone(self) -> None:
        assert set(Role.objects.values_list("kind", flat=True)) == {k.value for k in RoleKind}
        held = set(AreaRole.objects.values_list("kind", "outside_body"))
        assert {kind for kind, _ in held} == {k.value for k in AreaRoleKind}
        assert {body for _, body in held} == {b.value for b in OutsideBody}
        assert User.objects.filter(is_administrator=True).count() == 1
        assert 55 <= User.objects.count() <= 70

    @promise
    def the_four_echelons_stand_on_one_another(self) -> None:
        nation = Community.objects.get(echelon=Echelon.NATIONAL.value)

        whole = areas.consolidation(nation, on=TODAY)

        assert {body.echelon for body in whole.bodies_below} == {"REGIONAL", "DEPARTMENTAL"}
        assert len(whole.lines) == 19

    @promise
    def letters_are_written_and_what_was_done_is_chained(self) -> None:
        assert LetterVersion.objects.count() == 4
        assert verify().entries == Entry.objects.count()

    @promise
    def the_story_is_the_same_at_every_telling(self) -> None:
        told = list(Community.objects.order_by("pk").values_list("name", "stage", "stage_since"))
        people = list(Person.objects.order_by("pk").values_list("first_name", "last_name"))

        assert len(set(people)) == len(people)
        assert country.departements() == country.departements()
        assert told[0][0] == load.NATIONAL

    @promise
    def its_fourteen_cpts_meet_every_two_months_by_turns(self) -> None:
        body = Community.objects.get(name="Inter-CPTS de l’Ambrine")
        members = Community.objects.filter(affiliations__body=body)
        a_year = TODAY - timedelta(days=365)

        held = Meeting.objects.filter(
            community__in=members, state="CLOSED", starts_at__date__gte=a_year
        )
        # Those opened since hold fewer.
        old = members.filter(perimeters__since__lte=a_year - timedelta(days=30))
        by_cpts = held.filter(community__in=old).values("community").annotate(n=Count("pk"))
        between = Meeting.objects.filter(community=body, state="CLOSED")

        assert members.count() == 14
        assert held.values("community").distinct().count() >= 13
        assert {row["n"] for row in by_cpts.order_by("community")} == {6}
        assert len(set(between.filter(kind="DIRECTORS").values_list("host", flat=True))) == 6

    @promise
    def each_meeting_held_has_its_sheet_sealed_and_its_relevé_approved(self) -> None:
        held = Meeting.objects.filter(state="CLOSED")

        assert held.count() > 70
        assert not held.filter(sheet__closed_at__isnull=True).exists()
        assert not held.filter(minutes__approved_at__isnull=True).exists()
        for sheet in Sheet.objects.order_by("pk")[:5]:
            assert sheet.digest == digest_of(sheet)

    @promise
    def members_come_to_the_assemblies_and_the_election_has_its_sheet(self) -> None:
        local = Meeting.objects.filter(kind="GENERAL_ASSEMBLY", community__echelon="LOCAL")
        assembly = Meeting.objects.get(kind="GENERAL_ASSEMBLY", community__echelon="DEPARTMENTAL")

        assert local.annotate(n=Count("invitations")).filter(n__gt=15).exists()
        assert Attendance.objects.filter(sheet__meeting__in=local, channel="PAPER").exists()
        assert assembly.sheet.lines.filter(status="PRESENT", is_voter=True).count() >= 10
        elected_on = Ballot.objects.get(is_secret=True, decision__isnull=False).closed_at
        assert elected_on
        assert elected_on.date() == assembly.starts_at.date()

    @promise
    def a_secret_vote_is_open_and_its_links_wait_in_the_mailbox(self) -> None:
        ballot = Ballot.objects.get(title=elections.TITLE)

        assert ballot.is_secret
        assert 3 <= ballot.voters.filter(has_voted=True).count() < ballot.voters.count()
        assert Mail.objects.filter(about=ballot.uuid, text__contains="/voter/").count() > 10

    @promise
    def contours_share_their_borders_exactly(self) -> None:
        corners: dict[tuple[float, float], int] = {}
        for geometry in Contour.objects.values_list("geometry", flat=True):
            for point in geometry["coordinates"][0][:-1]:
                corners[tuple(point)] = corners.get(tuple(point), 0) + 1

        assert Contour.objects.count() == Commune.objects.count() == 312
        assert max(corners.values()) == 4

    @promise
    @override_settings(DEMONSTRATION=True)
    def four_people_are_offered_first(self) -> None:
        page = self.client.get("/demonstration/").content.decode()

        assert page.index("Pour commencer") < page.index("chargé de mission, Guichet CPTS")
        assert "présidence, Inter-CPTS de l’Ambrine" in page

    def test_what_its_readers_are_told_is_so(self) -> None:
        assert promises
        for kept in promises:
            with self.subTest(kept.__name__):
                kept(self)


def test_no_invented_commune_bears_the_name_of_a_real_one() -> None:
    file = settings.NODE_MODULES / "@etalab" / "decoupage-administratif" / "data" / "communes.json"
    if not Path(file).exists():
        pytest.skip("Les communes de France ne sont pas installées : lancez « make setup ».")
    real = {commune["nom"] for commune in json.loads(Path(file).read_text())}

    invented = {c.name for d in country.departements() for e in d.epci for c in e.communes}

    assert not invented & real
