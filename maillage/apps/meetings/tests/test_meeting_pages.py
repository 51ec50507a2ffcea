"""What do the pages of the meetings let each do?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.meetings.actions import agenda, poll
from maillage.apps.meetings.actions.agenda import Point
from maillage.apps.meetings.models import Document, Invitation, Meeting
from maillage.apps.meetings.tests import make
from maillage.apps.members.tests import make as members
from maillage.apps.post.models import Mail
from maillage.domain.meetings import Kind

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 essai"


@pytest.fixture(autouse=True)
def on_that_day() -> object:
    with travel(make.NOW, tick=False):
        yield


def browser(user: User | None = None) -> Client:
    client = Client(SERVER_NAME="localhost")
    if user:
        client.force_login(user)
    return client


def url(name: str, meeting: Meeting, *more: object) -> str:
    return reverse(f"meetings:{name}", args=[meeting.community.slug, meeting.uuid, *more])


def given(**more: str) -> dict[str, str]:
    return {
        "kind": "BOARD",
        "title": "Bureau",
        "day": "2026-12-08",
        "begins": "18:30",
        "ends": "20:00",
        "mode": "MIXED",
        "place": "Mairie",
        "video_link": "",
        "note": "",
        "rhythm": "",
        "number": "6",
    } | more


def test_a_coordinator_prepares_and_convokes_in_two_gestures() -> None:
    community = make.cpts()
    chair = make.holder(community)
    client = browser(chair)
    new = reverse("meetings:new", args=[community.slug])

    page = client.get(f"{new}?nature=BOARD").content.decode()
    made = client.post(new, given())
    meeting = Meeting.objects.get()
    client.post(url("convoke", meeting))

    assert "Bureau" in page
    assert made["Location"] == url("meeting", meeting)
    assert Mail.objects.get().address == chair.email


def test_a_meeting_without_a_title_nor_an_end_takes_those_of_its_kind() -> None:
    community = make.cpts()
    client = browser(make.holder(community))

    client.post(
        reverse("meetings:new", args=[community.slug]),
        given(kind="GENERAL_ASSEMBLY", title="", ends=""),
    )

    meeting = Meeting.objects.get()
    assert meeting.title == "Assemblée générale"
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2)


def test_a_series_keeps_its_weekday_and_its_hour_across_the_seasons() -> None:
    community = make.cpts()
    client = browser(make.holder(community))

    client.post(reverse("meetings:new", args=[community.slug]), given(rhythm="m2"))

    days = list(Meeting.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert [f"{day.astimezone():%d/%m/%Y}" for day in days[:3]] == [
        "08/12/2026",
        "09/02/2027",
        "13/04/2027",
    ]
    assert [day.hour for day in days[:3]] == [17, 17, 16]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends": "18:00"}, "La fin vient après le début"),
        ({"day": "31/02/2026"}, "date valide"),
        ({"video_link": "javascript:alert(1)"}, "URL valide"),
        ({"rhythm": "w1", "number": "900"}, "104"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(wrong: dict[str, str], said: str) -> None:
    community = make.cpts()
    client = browser(make.holder(community))

    page = client.post(reverse("meetings:new", args=[community.slug]), given(**wrong))

    assert said in page.content.decode()
    assert not Meeting.objects.exists()


def test_hostile_words_are_shown_as_words() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.convoked(community, chair.person, title="<script>alert(1)</script>")

    page = browser(chair).get(url("meeting", meeting)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_member_proposes_a_point_that_waits_for_the_coordination() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.prepared(community, chair.person)

    browser(someone).post(url("add_point", meeting), {"title": "Le froid en pharmacie"})
    item = meeting.agenda.get(is_accepted=False)
    browser(chair).post(url("move_point", meeting), {"gesture": "accept", "item": item.uuid})

    item.refresh_from_db()
    assert (item.is_accepted, item.proposed_by) == (True, someone.person)


def test_points_go_up_and_away() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    first, second, *_ = meeting.agenda.order_by("position")
    client = browser(chair)

    client.post(url("move_point", meeting), {"gesture": "raise", "item": second.uuid})
    client.post(url("move_point", meeting), {"gesture": "remove", "item": first.uuid})
    again = client.post(
        url("move_point", meeting), {"gesture": "remove", "item": first.uuid}, follow=True
    )

    assert meeting.agenda.order_by("position")[0] == second
    assert "n’est plus à l’ordre du jour" in again.content.decode()


def test_nobody_fills_an_agenda_without_end() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    left = agenda.MOST_ITEMS - meeting.agenda.count()
    for number in range(left):
        agenda.add_item(
            meeting=meeting, point=Point(f"Point {number}"), by=chair.person, at=make.NOW
        )

    with pytest.raises(agenda.AgendaFull):
        agenda.add_item(meeting=meeting, point=Point("De trop"), by=chair.person, at=make.NOW)


def test_a_document_is_joined_and_read_by_whoever_is_convoked_without_an_account() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.prepared(community, chair.person)
    file = SimpleUploadedFile("../../Budget prévisionnel.pdf", PDF)
    browser(chair).post(url("add_document", meeting), {"file": file})
    browser(chair).post(url("convoke", meeting))
    seen = make.link_in(make.mail_to(someone))

    page = browser().get(seen).content.decode()
    document = Document.objects.get()
    read = browser().get(f"{seen}documents/{document.uuid}/")

    assert "Budget prévisionnel.pdf" in page
    assert read.content == PDF
    assert read["Content-Disposition"].startswith("attachment")
    assert document.name == "Budget prévisionnel.pdf"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("tableau.exe", b"MZ"),
        ("page.html", b"<html>"),
        ("faux.pdf", b"<script>"),
        ("sans", PDF),
        ("image.svg", b"<svg/>"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, body: bytes) -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)

    page = browser(chair).post(
        url("add_document", meeting), {"file": SimpleUploadedFile(name, body)}, follow=True
    )

    assert "pas accepté" in page.content.decode()
    assert not Document.objects.exists()


def test_someone_invited_from_elsewhere_reads_that_meeting_and_no_other() -> None:
    members = [make.cpts(), make.cpts()]
    leader = make.holder(members[0])
    above = make.inter_cpts(*members)
    chair = make.holder(above)
    told = make.convoked(above, chair.person)
    untold = make.prepared(above, chair.person)

    client = browser(leader)

    assert client.get(url("meeting", told)).status_code == 200
    assert client.get(url("meeting", untold)).status_code == 404
    assert client.post(url("convoke", told)).status_code == 403


def test_the_page_of_a_meeting_asks_as_few_questions_for_300_people() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, guest_name=f"Invité {n}", guest_address=f"i{n}@exemple.test")
        for n in range(300)
    )

    page = browser(chair).get(url("meeting", meeting)).content.decode()

    assert "301" in page
    assert page.count("(invité)") == 300


def test_the_list_says_what_comes_and_what_was(django_assert_max_num_queries: object) -> None:
    community = make.cpts()
    chair = make.holder(community)
    make.convoked(community, chair.person, title="À venir")
    make.prepared(community, chair.person, title="Passée", starts_at=make.NOW - timedelta(days=20))
    polled = make.prepared(community, chair.person, title="Cherchée")
    make.polled(polled, chair.person)

    page = browser(chair).get(reverse("meetings:meetings", args=[community.slug])).content.decode()

    assert page.index("À venir") < page.index("Passée")
    assert "date à choisir" in page


def test_the_winner_of_a_poll_is_convoked_from_its_page() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    client = browser(chair)
    asked = {
        "answers_by": "2026-11-30",
        "day_1": "2026-12-08",
        "hour_1": "18:30",
        "day_2": "2026-12-10",
        "hour_2": "12:15",
        # The hour of the meeting, proposed on each line; without a date, it is no date.
        "hour_3": "18:30",
    }
    client.post(url("poll", meeting), asked)
    option = meeting.poll.options.order_by("starts_at")[1]

    page = client.get(url("poll", meeting)).content.decode()
    client.post(url("choose_date", meeting), {"option": str(option.uuid)})

    meeting.refresh_from_db()
    assert "jeudi 10 décembre 2026" in page.lower()
    assert (meeting.state, meeting.starts_at) == ("CONVOKED", option.starts_at)


def test_a_personal_address_of_calendar_is_given_and_taken_back() -> None:
    community = make.cpts()
    client = browser(make.holder(community))
    page = reverse("meetings:meetings", args=[community.slug])

    client.post(reverse("meetings:follow", args=[community.slug]))
    given_one = client.get(page).content.decode()
    client.post(reverse("meetings:follow", args=[community.slug]), {"gesture": "close"})

    assert "webcal://" in given_one
    assert "webcal://" not in client.get(page).content.decode()


# --- Days off -----------------------------------------------------------------------------------


def test_a_meeting_on_a_bank_holiday_says_so_before_it_is_convoked() -> None:
    community = make.cpts()
    chair = make.holder(community)
    christmas = datetime(2026, 12, 25, 17, 30, tzinfo=UTC)
    meeting = make.prepared(community, chair.person, starts_at=christmas)
    client = browser(chair)

    page = client.get(reverse("meetings:meeting", args=[community.slug, meeting.uuid]))
    listed = client.get(reverse("meetings:meetings", args=[community.slug]))

    assert "Jour férié (Noël)" in page.content.decode()
    assert "jour férié (Noël)" in listed.content.decode()


def test_a_series_names_its_days_off() -> None:
    community = make.cpts()
    client = browser(make.holder(community))

    told = client.post(
        reverse("meetings:new", args=[community.slug]),
        given(day="2026-12-11", rhythm="w1", number="4"),
        follow=True,
    )

    named = "À vérifier avant de convoquer\u00a0: 25/12/2026, jour férié (Noël)\u00a0; 01/01/2027"
    assert named in told.content.decode()


def test_a_date_proposed_on_a_day_off_says_so_to_whoever_chooses() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    starts = [datetime(2026, 12, day, 17, 30, tzinfo=UTC) for day in (24, 25)]
    poll.open_poll(
        meeting=meeting,
        proposal=poll.Proposal(starts, make.TODAY + timedelta(days=7)),
        by=chair.person,
        at=make.NOW,
    )

    page = browser(chair).get(reverse("meetings:poll", args=[community.slug, meeting.uuid]))

    assert page.content.decode().count("jour férié (Noël)") == 1


def test_who_has_no_address_is_named_to_whoever_convokes() -> None:
    community = make.cpts()
    chair = make.holder(community)
    members.member(community, "Odile", "Injoignable")
    meeting = make.prepared(community, chair.person, kind=Kind.GENERAL_ASSEMBLY)

    page = browser(chair).get(url("meeting", meeting)).content.decode()

    assert "1 personne n’a" in page.replace("\xa0", " ")
    assert "Convoquer 1 personne" in page.replace("\xa0", " ")
