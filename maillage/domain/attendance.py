"""Who was there, how, and for how long?

One line of a sheet is one person for one meeting. The hours, the quorum, the proofs and the
attestations are all read from these lines; nobody types them again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from maillage.domain.refusal import Refusal


class Status(Enum):
    """What is known of someone at a meeting."""

    AWAITED = "AWAITED"
    PRESENT = "PRESENT"
    EXCUSED = "EXCUSED"
    REPRESENTED = "REPRESENTED"
    ABSENT = "ABSENT"

    @property
    def label(self) -> str:
        """French word, valid for a woman and a man."""
        return {
            Status.AWAITED: "pas encore signé",
            Status.PRESENT: "présent",
            Status.EXCUSED: "excusé",
            Status.REPRESENTED: "représenté",
            Status.ABSENT: "absent",
        }[self]

    @property
    def plural(self) -> str:
        """French word for several people."""
        return self.label if self is Status.AWAITED else f"{self.label}s"


class Manner(Enum):
    """How someone present took part."""

    ON_SITE = "ON_SITE"
    REMOTE = "REMOTE"

    @property
    def label(self) -> str:
        """French words."""
        return "sur place" if self is Manner.ON_SITE else "à distance"


class Channel(Enum):
    """By which way a line was filled."""

    LINK = "LINK"
    QR = "QR"
    SECRETARY = "SECRETARY"
    PAPER = "PAPER"

    @property
    def label(self) -> str:
        """French words, as the sheet says them."""
        return {
            Channel.LINK: "par son lien personnel",
            Channel.QR: "par le code affiché dans la salle",
            Channel.SECRETARY: "par le secrétariat",
            Channel.PAPER: "sur la feuille de papier",
        }[self]

    @property
    def is_own(self) -> bool:
        """Whether the person signed, rather than someone for them."""
        return self in {Channel.LINK, Channel.QR}


class LeftBeforeArriving(Refusal):
    """The hour of leaving precedes the hour of arriving."""


class HoursWithoutPresence(Refusal):
    """Only someone present arrives and leaves."""


class HoursOutsideMeeting(Refusal):
    """The hours given are not those of this meeting."""


@dataclass(frozen=True, slots=True)
class Span:
    """When a meeting takes place, both ends aware."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """One line: a status, and what only someone present has."""

    status: Status
    manner: Manner | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None


def check(presence: Presence, span: Span) -> Presence:
    """Return a presence that holds together.

    :raises HoursWithoutPresence: hours or a manner for someone who was not there.
    :raises LeftBeforeArriving: they left before they came.
    :raises HoursOutsideMeeting: they came after its end or left before its beginning.
    """
    arrived, left = presence.arrived_at, presence.left_at
    if presence.status is not Status.PRESENT and (arrived or left or presence.manner):
        raise HoursWithoutPresence(
            "Seule une personne présente arrive, part, vient sur place ou à distance : "
            "choisissez « présent », ou videz ces cases."
        )
    if arrived and left and left <= arrived:
        raise LeftBeforeArriving(
            f"Le départ ({left:%H h %M}) précède l’arrivée ({arrived:%H h %M}) : "
            "corrigez l’une des deux heures."
        )
    if (arrived and arrived >= span.ends_at) or (left and left <= span.starts_at):
        raise HoursOutsideMeeting(
            f"La réunion va de {span.starts_at:%H h %M} à {span.ends_at:%H h %M} : "
            "donnez des heures qui en font partie."
        )
    return presence


def time_attended(presence: Presence, span: Span) -> timedelta:
    """Return how long someone took part, never more than the meeting lasted."""
    if presence.status is not Status.PRESENT:
        return timedelta(0)
    begin = max(presence.arrived_at or span.starts_at, span.starts_at)
    end = min(presence.left_at or span.ends_at, span.ends_at)
    return max(end - begin, timedelta(0))


def duration(time: timedelta) -> str:
    """Write a duration in French: 1 h 30, 45 min."""
    minutes = round(time.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def is_late(signed_at: datetime, span: Span) -> bool:
    """Tell whether a line was filled once the meeting was over: the sheet then says when."""
    return signed_at > span.ends_at


def after_closing(status: Status) -> Status:
    """Return what a line says once the sheet is closed: who was awaited did not come."""
    return Status.ABSENT if status is Status.AWAITED else status


def seal(meeting: Mapping[str, str], lines: Iterable[Mapping[str, str]]) -> str:
    """Return the SHA-256 of a sheet, in hexadecimal: the same lines in any order give the same.

    The content sealed is JSON in UTF-8 without spaces, keys sorted, lines sorted by their own
    JSON, so that anyone may compute it again.
    """
    written = sorted(_canonical(line) for line in lines)
    content = f'{{"lines":[{",".join(written)}],"meeting":{_canonical(meeting)}}}'
    return hashlib.sha256(content.encode()).hexdigest()


def _canonical(fields: Mapping[str, str]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
