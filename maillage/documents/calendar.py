"""How does a meeting reach the calendars of phones and computers (RFC 5545, RFC 5546)?

Hours are written in UTC: right everywhere, without a table of time zones to carry along.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum

from icalendar import Calendar, vCalAddress, vDuration, vText
from icalendar import Event as Component

from maillage.documents.text import clean

PRODUCT = "-//Maillage//Réunions//FR"
# How often a phone asks for the feed again.
REFRESH = timedelta(hours=1)


class Method(Enum):
    """What an invitation asks of a calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


class Status(Enum):
    """What is known of an event."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Party:
    """Someone, by name and address."""

    name: str
    address: str


@dataclass(frozen=True)
class Event:
    """A meeting as a calendar shows it; both moments aware."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    written_at: datetime
    status: Status = Status.CONFIRMED
    place: str = ""
    url: str = ""
    description: str = ""
    organizer: Party | None = None
    attendees: tuple[Party, ...] = field(default=())


def calendar(events: Iterable[Event], *, method: Method, name: str = "") -> str:
    """Return the text of a calendar: an invitation for one event, or a feed."""
    written = Calendar()
    written.add("prodid", PRODUCT)
    written.add("version", "2.0")
    written.add("method", method.value)
    if name:
        written.add("x-wr-calname", line(name))
        refresh = vDuration(REFRESH)
        refresh.params["value"] = vText("DURATION")
        written["refresh-interval"] = refresh
        # What Outlook reads instead.
        written.add("x-published-ttl", "PT1H")
    for event in events:
        written.add_component(_component(event))
    return str(written.to_ical(), "utf-8")


def _component(event: Event) -> Component:
    written = Component()
    written.add("uid", event.uid)
    written.add("sequence", event.sequence)
    written.add("dtstamp", event.written_at.astimezone(UTC))
    written.add("dtstart", event.starts_at.astimezone(UTC))
    written.add("dtend", event.ends_at.astimezone(UTC))
    written.add("summary", line(event.title))
    written.add("status", event.status.value)
    for name, words in (("location", line(event.place)), ("description", clean(event.description))):
        if words:
            written.add(name, words)
    if event.url:
        written.add("url", line(event.url))
    if event.organizer:
        written["organizer"] = _address(event.organizer)
    for attendee in event.attendees:
        address = _address(attendee)
        address.params["role"] = vText("REQ-PARTICIPANT")
        address.params["partstat"] = vText("NEEDS-ACTION")
        address.params["rsvp"] = vText("FALSE")
        written.add("attendee", address, encode=False)
    return written


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{line(party.address)}")
    # Names stand between quotes, where a quote has no place.
    address.params["cn"] = vText(line(party.name).replace('"', "’"))
    return address


def line(words: str) -> str:
    """Return words on one line, without what no document could print."""
    return " ".join(clean(words).split())
