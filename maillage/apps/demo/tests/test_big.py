"""Is the large instance large, coherent, and refused where people already work?"""

from datetime import UTC, datetime

import pytest

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Perimeter, Role
from maillage.apps.communities.tests import make
from maillage.apps.demo import big
from maillage.apps.journal.models import Entry
from maillage.apps.journal.verification import verify
from maillage.apps.meetings.models import Attendance, Meeting, Minutes
from maillage.apps.members.models import Membership
from maillage.domain.journey import Stage

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SIZE = big.Size(cpts=12, people=5, years=2)

pytestmark = pytest.mark.django_db


def test_it_has_as_many_cpts_people_and_years_as_asked() -> None:
    for number in range(40):
        make.commune(f"{34001 + number}")

    big.load(size=SIZE, now=NOW, say=lambda _: None)

    assert Community.objects.filter(echelon="LOCAL").count() == 12
    assert Perimeter.objects.filter(until=None).count() == 12
    assert Perimeter.objects.count() == 24
    assert Role.objects.count() == 60
    assert Person.objects.count() == 61  # and the chargée de mission
    assert {c.stage for c in Community.objects.filter(echelon="LOCAL")} == {s.value for s in Stage}


def test_its_cpts_live_members_enrolled_meetings_signed_and_concluded() -> None:
    make.commune("34001")

    big.load(size=SIZE, now=NOW, say=lambda _: None)

    assert Membership.objects.count() == 60
    assert Meeting.objects.filter(sheet__closed_at__lte=NOW).count() == 12 * 11
    assert Attendance.objects.filter(status="PRESENT").count() == 12 * 11 * 5
    assert Minutes.objects.filter(state="SENT").count() == 12 * 11


def test_its_journal_holds_together() -> None:
    make.commune("34001")

    big.load(size=SIZE, now=NOW, say=lambda _: None)

    assert Entry.objects.count() == 12 * 2 * big.ACTS_A_YEAR
    assert verify().entries == Entry.objects.count()


def test_it_is_never_written_over_real_communities() -> None:
    make.cpts()

    with pytest.raises(big.NotEmpty, match="base neuve"):
        big.load(size=SIZE, now=NOW, say=lambda _: None)


def test_without_communes_it_says_what_to_load_first() -> None:
    with pytest.raises(big.NoCommunes, match="geography load"):
        big.load(size=SIZE, now=NOW, say=lambda _: None)
