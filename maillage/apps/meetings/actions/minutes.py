"""How is a relevé de conclusions written by several people, approved, corrected and sent?"""

from dataclasses import astuple, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Meeting, Minutes, MinutesItem, MinutesText
from maillage.documents.text import clean
from maillage.domain import french
from maillage.domain import minutes as rules
from maillage.domain.minutes import MinutesAct, MinutesState
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

# About two pages a point: a relevé says what was concluded, not all that was said.
LONGEST_TEXT = 8_000
MOST_ITEMS = 60


class TextChangedMeanwhile(Refusal):
    """Someone saved this point between reading and writing."""

    def __init__(self, latest: MinutesText) -> None:
        saved_at = localtime(latest.saved_at)
        super().__init__(
            f"{latest.author} a enregistré ce point à {saved_at:%H h %M}, pendant que vous "
            "écriviez. Votre texte est gardé ci-dessous : comparez les deux, reprenez ce qu’il "
            "faut, puis enregistrez à nouveau."
        )
        self.latest = latest


class TextTooLong(Refusal):
    """A point holds more than a relevé can."""


class ReasonMissing(Refusal):
    """What was approved is corrected for a reason."""


class TitleMissing(Refusal):
    """A point has a title."""


class TooManyItems(Refusal):
    """No meeting has so many points."""


class NothingWritten(Refusal):
    """A relevé without a word is not approved."""


@dataclass(frozen=True)
class Words:
    """What is written under one point."""

    exchanges: str = ""
    conclusions: str = ""
    decisions: str = ""


@transaction.atomic
def begin_minutes(*, meeting: Meeting, by: Person, at: datetime) -> Minutes:
    """Begin the relevé of a meeting, or bring in the points added to its agenda since."""
    _demand(meeting.community, by=by, at=at)
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    minutes, is_new = Minutes.objects.get_or_create(
        meeting=held,
        defaults={
            "community": held.community,
            "year": localdate(held.starts_at).year,
        },
    )
    known = set(minutes.items.values_list("agenda_item_id", flat=True))
    position = _last_position(minutes)
    coming = [
        item
        for item in held.agenda.filter(is_accepted=True).order_by("position")
        if item.pk not in known
    ]
    MinutesItem.objects.bulk_create(
        MinutesItem(minutes=minutes, agenda_item=item, position=position + rank, title=item.title)
        for rank, item in enumerate(coming, 1)
    )
    if is_new or coming:
        _record("minutes.begun", minutes, by=by, at=at, points=len(coming))
    return minutes


@transaction.atomic
def add_item(*, minutes: Minutes, title: str, by: Person, at: datetime) -> MinutesItem:
    """Add a point that was not on the agenda.

    :raises TitleMissing: no title.
    :raises TooManyItems: more points than a meeting has.
    """
    _demand(minutes.community, by=by, at=at)
    held = _locked(minutes)
    words = " ".join(clean(title).split())[:200]
    if not words:
        raise TitleMissing("Donnez un titre à ce point.")
    if held.items.count() >= MOST_ITEMS:
        raise TooManyItems("Ce relevé a déjà trop de points : regroupez-les.")
    item = MinutesItem.objects.create(minutes=held, position=_last_position(held) + 1, title=words)
    _record("minutes.item_added", held, by=by, at=at)
    return item


@transaction.atomic
def write_item(
    *,
    item: MinutesItem,
    words: Words,
    expected_version: int,
    by: Person,
    at: datetime,
    reason: str = "",
) -> MinutesText | None:
    """Keep what a point says; the former text stays. Nothing changed writes nothing.

    :raises TextChangedMeanwhile: someone saved another text since `expected_version`.
    :raises ReasonMissing: the relevé is approved and the correction says no reason.
    :raises TextTooLong: a part passes `LONGEST_TEXT` signs.
    """
    _demand(item.minutes.community, by=by, at=at)
    minutes = _locked(item.minutes)
    cleaned = _cleaned(words, item)
    latest = item.texts.select_related("author").order_by("-number").first()
    before = Words(latest.exchanges, latest.conclusions, latest.decisions) if latest else Words()
    if cleaned == before:
        return latest
    number = latest.number if latest else 0
    if latest and number != expected_version:
        raise TextChangedMeanwhile(latest)
    is_correction = minutes.state_value is not MinutesState.DRAFT
    why = " ".join(clean(reason).split())[:250]
    if is_correction and not why:
        raise ReasonMissing(
            "Ce relevé est approuvé : dites en quelques mots pourquoi vous corrigez ce point. "
            "L’ancien texte est gardé."
        )
    text = MinutesText.objects.create(
        item=item,
        number=number + 1,
        exchanges=cleaned.exchanges,
        conclusions=cleaned.conclusions,
        decisions=cleaned.decisions,
        reason=why if is_correction else "",
        author=by,
        saved_at=at,
    )
    verb = "minutes.corrected" if is_correction else "minutes.written"
    _record(verb, minutes, by=by, at=at, point=item.position, version=text.number)
    return text


class ReadAnotherText(Refusal):
    """Someone wrote in the relevé between reading and approving."""

    def __init__(self) -> None:
        super().__init__(
            "Ce relevé a changé pendant que vous le lisiez\u00a0: relisez-le, puis approuvez-le."
        )


def text_mark(minutes: Minutes) -> int:
    """Return what changes with each text saved: what someone approved is what they read."""
    return MinutesText.objects.filter(item__minutes=minutes).aggregate(last=Max("pk"))["last"] or 0


@transaction.atomic
def approve_minutes(
    *, minutes: Minutes, by: Person, at: datetime, read: int | None = None
) -> Minutes:
    """Approve a relevé, which takes the next number of its community for its year.

    `read` is the mark of the text that was read, where it was elsewhere than on its page.

    :raises NotThatWay: it is approved already.
    :raises ReadAnotherText: it changed since.
    :raises NothingWritten: no point says anything.
    """
    _demand(minutes.community, by=by, at=at)
    # The number is the community's: two relevés approved at once queue here.
    Community.objects.select_for_update(of=("self",)).get(pk=minutes.community_id)
    held = _locked(minutes)
    state = rules.state_after(held.state_value, MinutesAct.APPROVE)
    if read is not None and read != text_mark(held):
        raise ReadAnotherText
    if not MinutesText.objects.filter(item__minutes=held).exists():
        raise NothingWritten(
            "Aucun point n’est écrit : notez au moins une conclusion avant d’approuver."
        )
    last = Minutes.objects.filter(community=held.community, year=held.year).aggregate(
        last=Max("number")
    )["last"]
    held.state, held.number = state.value, (last or 0) + 1
    held.approved_at, held.approved_by = at, by
    held.save(update_fields=["state", "number", "approved_at", "approved_by"])
    _record("minutes.approved", held, by=by, at=at, reference=held.reference)
    return held


def _cleaned(words: Words, item: MinutesItem) -> Words:
    texts = [clean(part).strip() for part in astuple(words)]
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise TextTooLong(
            f"Le point « {item.title} » passe {french.integer(LONGEST_TEXT)} signes : "
            "un relevé garde les conclusions, résumez les échanges."
        )
    return Words(*texts)


def _last_position(minutes: Minutes) -> int:
    return minutes.items.aggregate(last=Max("position"))["last"] or 0


def _locked(minutes: Minutes) -> Minutes:
    return (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("community", "meeting")
        .get(pk=minutes.pk)
    )


def _demand(community: Community, *, by: Person, at: datetime) -> None:
    access.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))


def _record(verb: str, minutes: Minutes, *, by: Person, at: datetime, **facts: object) -> None:
    journal.record(
        verb,
        by=by,
        at=at,
        on=minutes.meeting,
        community=minutes.community.uuid,
        facts=facts,
    )
