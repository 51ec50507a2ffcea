"""Who signed for which meeting, how and when?"""

import uuid
from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.meetings.models.meeting import Invitation, Meeting
from maillage.apps.meetings.models.statutes import read, rule_of
from maillage.domain.attendance import Channel, Manner, Presence, Status
from maillage.domain.quorum import Rule, Seat


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else ""


class Sheet(models.Model):
    """The sheet of a meeting: open to signatures, then sealed by its digest."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="sheet")
    # The codes shown in the room are drawn from it; it leaves the database for nobody.
    secret = models.CharField(max_length=64, editable=False)
    opened_at = models.DateTimeField("ouverte le")
    opened_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name="ouverte par", related_name="+"
    )
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="close par", related_name="+"
    )
    digest = models.CharField("empreinte", max_length=64, blank=True)
    # What the statutes asked for on sealing: changed since, they alter no former quorum.
    kept_rule = models.JSONField("règle de quorum", default=dict, editable=False)
    chair = models.ForeignKey(
        "Attendance",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="séance présidée par",
        related_name="+",
    )

    class Meta:
        verbose_name = "feuille d’émargement"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, digest="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(digest="")),
                name="meetings_sheet_closed_is_sealed",
                violation_error_message="Une feuille close porte son empreinte.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def rule(self) -> Rule:
        """Return what the statutes ask for, or asked for once it is sealed."""
        return read(self.kept_rule) if self.kept_rule else rule_of(self.meeting.community)

    @property
    def sealed_facts(self) -> dict[str, str]:
        """Return what the digest says of the meeting."""
        return {
            "community": str(self.meeting.community.uuid),
            "meeting": str(self.meeting.uuid),
            "starts_at": _instant(self.meeting.starts_at),
            "ends_at": _instant(self.meeting.ends_at),
            "opened_at": _instant(self.opened_at),
            "closed_at": _instant(self.closed_at),
        }


class Attendance(models.Model):
    """One line of a sheet: someone expected, or a guest who came."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="lines")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    guest_name = models.CharField("nom", max_length=160, blank=True)
    # Whose personal link signs here; nobody's for someone who was not expected.
    invitation = models.ForeignKey(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    capacity = models.CharField("profession ou structure", max_length=160, blank=True)
    on_behalf_of = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, verbose_name="pour", related_name="+"
    )
    is_voter = models.BooleanField("a une voix", default=False)
    college = models.CharField("collège", max_length=80, blank=True)
    status = models.CharField(
        "émargement",
        max_length=12,
        choices=[(s.value, s.label) for s in Status],
        default=Status.AWAITED.value,
    )
    manner = models.CharField(
        "venue", max_length=8, choices=[(m.value, m.label) for m in Manner], blank=True
    )
    arrived_at = models.DateTimeField("arrivée", null=True, blank=True)
    left_at = models.DateTimeField("départ", null=True, blank=True)
    holder = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="représenté par",
        related_name="proxies",
    )
    channel = models.CharField(
        "par", max_length=12, choices=[(c.value, c.label) for c in Channel], blank=True
    )
    signed_at = models.DateTimeField("noté le", null=True, blank=True)
    noted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="noté par", related_name="+"
    )
    # One gesture on a phone, however many times the network makes it send.
    gesture = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = "ligne d’émargement"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sheet", "person"],
                name="meetings_attendance_person_once",
                violation_error_message="Cette personne est déjà sur la feuille.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest_name="")
                | (Q(person__isnull=True) & ~Q(guest_name="")),
                name="meetings_attendance_person_or_guest",
                violation_error_message="Une ligne porte une personne connue ou un nom.",
            ),
            models.CheckConstraint(
                condition=Q(status="AWAITED", signed_at__isnull=True, channel="")
                | (~Q(status="AWAITED") & Q(signed_at__isnull=False) & ~Q(channel="")),
                name="meetings_attendance_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(status="REPRESENTED", holder__isnull=False)
                | Q(status="PRESENT", left_at__isnull=False, holder__isnull=False)
                | (~Q(status="REPRESENTED") & Q(holder__isnull=True)),
                name="meetings_attendance_represented_by_someone",
                violation_error_message="Dites qui représente cette personne.",
            ),
            models.CheckConstraint(
                condition=Q(status="PRESENT")
                | Q(manner="", arrived_at__isnull=True, left_at__isnull=True),
                name="meetings_attendance_only_present_has_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.guest_name

    @property
    def sort_key(self) -> tuple[str, str]:
        if self.person:
            return self.person.last_name.casefold(), self.person.first_name.casefold()
        return self.guest_name.casefold(), ""

    @property
    def status_value(self) -> Status:
        return Status(self.status)

    @property
    def sealed_facts(self) -> dict[str, str]:
        """Return what the digest says of the line; people by their key, never by their name."""
        return {
            "line": str(self.uuid),
            "person": str(self.person.uuid) if self.person else "",
            "guest": self.guest_name,
            "on_behalf_of": str(self.on_behalf_of.uuid) if self.on_behalf_of else "",
            "voter": "1" if self.is_voter else "0",
            "college": self.college,
            "status": self.status,
            "manner": self.manner,
            "arrived_at": _instant(self.arrived_at),
            "left_at": _instant(self.left_at),
            "holder": str(self.holder.uuid) if self.holder else "",
            "channel": self.channel,
            "signed_at": _instant(self.signed_at),
        }

    @property
    def presence(self) -> Presence:
        return Presence(
            status=self.status_value,
            manner=Manner(self.manner) if self.manner else None,
            arrived_at=self.arrived_at,
            left_at=self.left_at,
        )


def seat_of(line: Attendance) -> Seat:
    """Return a line as the rules of the quorum read it."""
    return Seat(
        key=str(line.uuid),
        name=line.name,
        status=line.status_value,
        is_voter=line.is_voter,
        college=line.college,
        holder=str(line.holder.uuid) if line.holder else None,
        has_left=line.left_at is not None,
    )


class Attestation(models.Model):
    """The proof that someone attended; its code is checked by anyone."""

    line = models.OneToOneField(Attendance, models.CASCADE, related_name="attestation")
    code = models.CharField("code de vérification", max_length=20, unique=True)
    issued_at = models.DateTimeField("établie le")
    issued_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name="établie par", related_name="+"
    )

    class Meta:
        verbose_name = "attestation de présence"

    def __str__(self) -> str:
        return f"#{self.pk}"
