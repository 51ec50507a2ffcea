"""A whole room signs at the same moment, on a database that threads really share."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from maillage.apps.meetings.actions import attendance
from maillage.apps.meetings.actions import sheet as sheet_acts
from maillage.apps.meetings.actions.attendance import Guest, Signature
from maillage.apps.meetings.actions.minutes import TextChangedMeanwhile
from maillage.apps.meetings.models import MinutesItem, Sheet
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER, DURING
from maillage.domain.attendance import Channel, Manner
from maillage.domain.refusal import Refusal

pytestmark = pytest.mark.usefixtures("concurrent_db")

ROOM = 200
# As many as a server has workers, several times over: each keeps a connection of its own.
AT_ONCE = 20


def signed_at_once(sheet: Sheet, signatures: list[Signature]) -> list[object]:
    ready = Barrier(AT_ONCE)

    def work(share: list[Signature]) -> list[object]:
        mine, answers = Sheet.objects.get(pk=sheet.pk), list[object]()
        ready.wait(timeout=20)
        try:
            for signature in share:
                try:
                    answers.append(attendance.sign(sheet=mine, signature=signature, at=DURING))
                except Refusal as refusal:
                    answers.append(refusal)
        finally:
            connection.close()
        return answers

    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = [signatures[number::AT_ONCE] for number in range(AT_ONCE)]
        return [answer for answers in pool.map(work, shares) for answer in answers]


def gesture(who: UUID | Guest) -> Signature:
    return Signature(who, Manner.ON_SITE, Channel.QR, uuid4())


def test_two_hundred_people_sign_and_nobody_is_lost_nor_doubled() -> None:
    sheet, _ = signing.room(names=ROOM // 2)
    expected = [gesture(uuid) for uuid in sheet.lines.values_list("uuid", flat=True)]
    guests = [gesture(Guest(f"Invité {number}")) for number in range(ROOM // 2)]

    answers = signed_at_once(sheet, expected + guests)

    assert not [answer for answer in answers if isinstance(answer, Refusal)]
    assert sheet.lines.filter(status="PRESENT").count() == sheet.lines.count() == ROOM
    assert sheet.lines.exclude(guest_name="").values("guest_name").distinct().count() == ROOM // 2


def test_a_gesture_sent_twenty_times_at_once_signs_once() -> None:
    sheet, _ = signing.room()
    once = gesture(Guest("Nora Essai"))

    answers = signed_at_once(sheet, [once] * AT_ONCE)

    assert len(set(answers)) == 1
    assert sheet.lines.filter(guest_name="Nora Essai").count() == 1


def test_who_signs_while_the_sheet_is_sealed_is_in_the_seal_or_is_told() -> None:
    sheet, secretary = signing.room(names=20)
    signatures = [gesture(uuid) for uuid in sheet.lines.values_list("uuid", flat=True)]

    def seal() -> str:
        try:
            return sheet_acts.close_sheet(
                sheet=Sheet.objects.get(pk=sheet.pk), by=secretary.person, at=AFTER
            ).digest
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        sealing = pool.submit(seal)
        answers = signed_at_once(sheet, signatures)
        digest = sealing.result()

    kept = [answer for answer in answers if not isinstance(answer, Refusal)]
    assert sheet.lines.filter(status="PRESENT").count() == len(kept)
    assert sheet_acts.digest_of(Sheet.objects.get(pk=sheet.pk)) == digest


def test_of_two_texts_of_a_point_saved_at_once_one_is_kept_and_the_other_is_told() -> None:
    sheet, secretary = signing.room()
    item = signing.minutes(sheet.meeting, secretary).items.get(position=1)
    ready = Barrier(2)

    def write(words: str) -> object:
        mine = MinutesItem.objects.get(pk=item.pk)
        ready.wait(timeout=10)
        try:
            return signing.written(mine, secretary, words)
        except TextChangedMeanwhile as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(write, ["Texte A", "Texte B"]))

    told = [answer for answer in answers if isinstance(answer, TextChangedMeanwhile)]
    assert [refusal.latest for refusal in told] == [item.texts.get()]
