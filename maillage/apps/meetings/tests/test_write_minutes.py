"""A relevé: written by several people at once, approved, numbered, corrected with a reason."""

from datetime import date, timedelta

import pytest

from maillage.apps.accounts.models import User
from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.tests import make as communities
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.meetings.actions import attestation, follow_up, minutes
from maillage.apps.meetings.actions.attestation import (
    NotYourAttendance,
    SheetStillOpen,
    WasNotThere,
)
from maillage.apps.meetings.actions.follow_up import (
    ActionWithoutWords,
    AlreadySettled,
    DueBeforeMeeting,
    NotYours,
    Task,
)
from maillage.apps.meetings.actions.minutes import (
    NothingWritten,
    ReasonMissing,
    TextChangedMeanwhile,
    TextTooLong,
    TitleMissing,
    Words,
)
from maillage.apps.meetings.models import AgendaItem, Attestation, Minutes, MinutesItem, MinutesText
from maillage.apps.meetings.queries.follow_ups import open_follow_ups
from maillage.apps.meetings.queries.minutes import minutes_document
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER, DURING
from maillage.domain.minutes import FollowUpState, NotThatWay

pytestmark = pytest.mark.django_db


def begun() -> tuple[Minutes, MinutesItem, User]:
    cpts = communities.cpts()
    secretary = communities.holder(cpts)
    held = signing.meeting(cpts, by=secretary.person)
    made = signing.minutes(held, secretary)
    return made, made.items.get(position=1), secretary


def test_minutes_begins_from_the_agenda() -> None:
    made, _, _ = begun()

    assert list(made.items.order_by("position").values_list("title", flat=True)) == [
        "Point 1",
        "Point 2",
    ]
    assert_journaled("minutes.begun", points=2)


def test_points_added_to_the_agenda_meanwhile_are_brought_in_once() -> None:
    made, _, secretary = begun()
    AgendaItem.objects.create(meeting=made.meeting, position=3, title="Ajouté")
    AgendaItem.objects.create(meeting=made.meeting, position=4, title="Proposé", is_accepted=False)

    signing.minutes(made.meeting, secretary)
    signing.minutes(made.meeting, secretary)

    titles = made.items.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Point 1", "Point 2", "Ajouté"]


def test_each_text_saved_keeps_the_former() -> None:
    _, item, secretary = begun()

    signing.written(item, secretary, "Premier")
    signing.written(item, secretary, "Second", over=1)

    assert list(item.texts.order_by("number").values_list("conclusions", flat=True)) == [
        "Premier",
        "Second",
    ]
    assert_journaled("minutes.written", times=2)


def test_two_people_on_two_points_never_meet() -> None:
    made, first, secretary = begun()
    second = made.items.get(position=2)

    signing.written(first, secretary, "Un")
    signing.written(second, communities.holder(made.community), "Deux")

    assert MinutesText.objects.count() == 2


def test_the_second_writer_of_a_point_is_told_and_sees_the_other_text() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Le texte de la première")

    with pytest.raises(TextChangedMeanwhile, match="pendant que vous") as told:
        signing.written(item, communities.holder(made.community), "Celui de la seconde")

    assert told.value.latest.conclusions == "Le texte de la première"
    assert item.texts.count() == 1


def test_the_same_text_saved_twice_is_kept_once() -> None:
    _, item, secretary = begun()
    signing.written(item, secretary, "Le même")

    signing.written(item, secretary, "Le même")

    assert item.texts.count() == 1


def test_a_text_is_kept_without_what_no_document_can_hold() -> None:
    _, item, secretary = begun()

    signing.written(item, secretary, "a\x00b\u202ec <script>")

    assert item.texts.get().conclusions == "abc <script>"


def test_a_text_of_a_book_is_refused() -> None:
    _, item, secretary = begun()

    with pytest.raises(TextTooLong):
        signing.written(item, secretary, "x" * 8_001)


def test_a_member_does_not_write_the_minutes() -> None:
    made, item, _ = begun()
    member = signing.member(made.community, "Membre")

    with pytest.raises(RightMissing):
        minutes.write_item(item=item, words=Words("x"), expected_version=0, by=member, at=AFTER)


def test_a_point_may_be_added_and_has_a_title() -> None:
    made, _, secretary = begun()

    added = minutes.add_item(minutes=made, title=" Divers\n ", by=secretary.person, at=AFTER)

    assert (added.title, added.position) == ("Divers", 3)
    with pytest.raises(TitleMissing):
        minutes.add_item(minutes=made, title=" ", by=secretary.person, at=AFTER)


def approved(made: Minutes, by: User) -> Minutes:
    return minutes.approve_minutes(minutes=made, by=by.person, at=AFTER)


def test_minutes_takes_its_number_when_approved() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Conclu")

    done = approved(made, secretary)

    assert done.reference == "2026-01"
    assert_journaled("minutes.approved", reference="2026-01")
    with pytest.raises(NotThatWay):
        approved(made, secretary)


def test_numbers_follow_each_other_in_a_community_and_a_year() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Conclu")
    approved(made, secretary)
    other = signing.minutes(signing.meeting(made.community, by=secretary.person), secretary)
    signing.written(other.items.get(position=1), secretary, "Conclu aussi")

    assert approved(other, secretary).reference == "2026-02"


def test_minutes_that_says_nothing_is_not_approved() -> None:
    made, _, secretary = begun()

    with pytest.raises(NothingWritten):
        approved(made, secretary)


def test_what_was_approved_is_corrected_with_a_reason_and_the_former_text_stays() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Conclu")
    approved(made, secretary)

    with pytest.raises(ReasonMissing):
        signing.written(item, secretary, "Corrigé", over=1)
    signing.written(item, secretary, "Corrigé", over=1, reason="Date fausse")

    assert [text.reason for text in item.texts.order_by("number")] == ["", "Date fausse"]
    assert_journaled("minutes.corrected", point=1, version=2)


# --- What is to be done -------------------------------------------------------------------------


def agreed(item: MinutesItem, by: User, **more: object) -> object:
    task = Task("Écrire à la mairie", **more)  # type: ignore[arg-type]  # passed through as named
    return follow_up.add_follow_up(item=item, task=task, by=by.person, at=AFTER)


def test_an_action_has_an_owner_and_a_date_and_is_kept_once() -> None:
    made, item, secretary = begun()
    owner = signing.member(made.community, "Porteur")

    first = agreed(item, secretary, owner=owner, due_on=date(2026, 12, 1))
    second = agreed(item, secretary, owner=owner, due_on=date(2026, 12, 1))

    assert first == second
    assert open_follow_ups(made.community).get() == first
    assert_journaled("follow_up.agreed", times=1)


def test_an_action_added_to_what_was_approved_is_told_as_a_correction() -> None:
    made, item, secretary = begun()
    agreed(item, secretary)
    signing.written(item, secretary, "Conclu")
    minutes.approve_minutes(minutes=made, by=secretary.person, at=AFTER)
    before = minutes_document(made.meeting).corrections

    follow_up.add_follow_up(
        item=item,
        task=Task("Appeler la préfecture"),
        by=secretary.person,
        at=AFTER + timedelta(days=1),
    )

    [correction] = minutes_document(made.meeting).corrections
    assert before == ()
    assert (correction.point, correction.reason) == (
        "Point 1",
        "Action ajoutée : Appeler la préfecture",
    )


def test_an_action_without_words_or_due_before_the_meeting_is_refused() -> None:
    _, item, secretary = begun()

    with pytest.raises(ActionWithoutWords):
        follow_up.add_follow_up(item=item, task=Task(" "), by=secretary.person, at=AFTER)
    with pytest.raises(DueBeforeMeeting, match="20/11/2026"):
        agreed(item, secretary, due_on=date(2026, 11, 19))


def test_its_owner_says_an_action_is_done_and_others_do_not() -> None:
    made, item, secretary = begun()
    owner, other = (signing.member(made.community, name) for name in ("Porteur", "Autre"))
    action = agreed(item, secretary, owner=owner)

    with pytest.raises(NotYours):
        follow_up.settle_follow_up(
            follow_up=action,  # type: ignore[arg-type]  # a FollowUp
            state=FollowUpState.DONE,
            by=other,
            at=AFTER,
        )
    done = follow_up.settle_follow_up(
        follow_up=action,  # type: ignore[arg-type]  # a FollowUp
        state=FollowUpState.DONE,
        by=owner,
        at=AFTER,
    )

    assert done.settled_at == AFTER
    assert not open_follow_ups(made.community).exists()
    with pytest.raises(AlreadySettled):
        follow_up.settle_follow_up(follow_up=done, state=FollowUpState.DONE, by=owner, at=AFTER)


# --- Attestations -------------------------------------------------------------------------------


def test_an_attestation_is_given_once_for_a_sealed_presence() -> None:
    sheet, secretary = signing.room()
    signed = signing.sign(sheet, signing.line(sheet))
    with pytest.raises(SheetStillOpen):
        attestation.issue_attestation(line=signed, by=secretary.person, at=AFTER)
    signing.sealed(sheet, secretary)

    first = attestation.issue_attestation(line=signed, by=secretary.person, at=AFTER)
    again = attestation.issue_attestation(line=signed, by=secretary.person, at=AFTER)

    assert first == again == Attestation.objects.get()
    assert len(first.code) == 14
    assert_journaled("attestation.issued", times=1)


def test_an_attestation_is_asked_for_oneself_and_only_by_who_was_there() -> None:
    sheet, secretary = signing.room()
    signed = signing.sign(sheet, signing.line(sheet, 0), at=DURING)
    signing.sealed(sheet, secretary)
    absent = signing.line(sheet, 1)
    assert signed.person is not None
    assert absent.person is not None
    given = attestation.issue_attestation(line=signed, by=signed.person, at=AFTER)

    assert given.line == signed
    with pytest.raises(NotYourAttendance):
        attestation.issue_attestation(line=signed, by=absent.person, at=AFTER)
    with pytest.raises(WasNotThere):
        attestation.issue_attestation(line=absent, by=absent.person, at=AFTER)
