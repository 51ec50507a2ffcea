"""Does a meeting of the demonstration go as its secretary would hold it?"""

import pytest

from maillage.apps.communities.tests import make as communities
from maillage.apps.demo import sessions
from maillage.apps.meetings.actions.sheet import digest_of
from maillage.apps.meetings.models import FollowUp, Minutes, Sheet
from maillage.apps.meetings.tests import signing
from maillage.domain.attendance import Status
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_followed", [True, False])
def test_a_meeting_is_signed_sealed_concluded_and_followed(is_followed: bool) -> None:
    cpts = communities.cpts()
    secretary = communities.holder(cpts, RoleKind.SECRETARY)
    people = [signing.member(cpts, f"Membre {number:03d}") for number in range(14)]
    meeting = signing.meeting(cpts, secretary.person, *people, by=secretary.person, points=4)

    sessions.hold(meeting, is_followed=is_followed)

    sheet = Sheet.objects.get()
    assert sheet.digest == digest_of(sheet)
    assert set(sheet.lines.values_list("status", flat=True)) == {
        status.value for status in (Status.PRESENT, Status.EXCUSED, Status.ABSENT)
    }
    assert sheet.chair is not None
    minutes = Minutes.objects.get()
    assert (minutes.reference, minutes.state == "SENT") == ("2026-01", is_followed)
    assert FollowUp.objects.filter(state="DONE").exists() is is_followed
    meeting.refresh_from_db()
    assert meeting.state == "CLOSED"
