"""Which meetings are held, who signed, what was concluded, and what is left to do?"""

from maillage.apps.meetings.models.attendance import Attendance, Attestation, Sheet, seat_of
from maillage.apps.meetings.models.feed import Feed
from maillage.apps.meetings.models.meeting import (
    AgendaItem,
    AgendaTemplate,
    Document,
    DocumentContent,
    Invitation,
    Meeting,
    MeetingQuerySet,
    Series,
)
from maillage.apps.meetings.models.minutes import FollowUp, Minutes, MinutesItem, MinutesText
from maillage.apps.meetings.models.poll import Poll, PollAnswer, PollOption
from maillage.apps.meetings.models.statutes import Statutes, rule_of

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "Attestation",
    "Document",
    "DocumentContent",
    "Feed",
    "FollowUp",
    "Invitation",
    "Meeting",
    "MeetingQuerySet",
    "Minutes",
    "MinutesItem",
    "MinutesText",
    "Poll",
    "PollAnswer",
    "PollOption",
    "Series",
    "Sheet",
    "Statutes",
    "rule_of",
    "seat_of",
]
