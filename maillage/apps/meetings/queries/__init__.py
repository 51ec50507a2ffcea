"""What is known of meetings, for the pages and for the subjects above."""

from maillage.apps.meetings.access import invitees_of

__all__ = ["invitees_of"]
