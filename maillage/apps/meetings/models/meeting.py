"""Which meetings does a community hold, about what, and who is invited?"""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.domain.aci import Mission
from maillage.domain.meetings import Kind, Mode, Reply, State


class Series(models.Model):
    """Meetings that come back; each stands by itself once created."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="meeting_series")
    rule = models.CharField("rythme", max_length=120)
    created_at = models.DateTimeField("créée le")

    class Meta:
        verbose_name = "série de réunions"

    def __str__(self) -> str:
        return f"#{self.pk} {self.rule}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def of(self, community: Community) -> Self:
        return self.filter(community=community)

    def coming(self, at: datetime) -> Self:
        """Keep what is not over."""
        return self.filter(ends_at__gte=at)

    def past(self, at: datetime) -> Self:
        return self.filter(ends_at__lt=at)

    def announced(self) -> Self:
        """Keep what people were told of: a draft is still its writers' business."""
        return self.exclude(state=State.DRAFT.value)


class Meeting(models.Model):
    """A meeting of a community; while its date poll is open, its hours are provisional."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="meetings")
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    kind = models.CharField("nature", max_length=20, choices=[(k.value, k.label) for k in Kind])
    title = models.CharField("intitulé", max_length=150)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    mode = models.CharField(
        "participation",
        max_length=8,
        choices=[(m.value, m.label) for m in Mode],
        default=Mode.MIXED.value,
    )
    place = models.CharField("lieu", max_length=250, blank=True)
    video_link = models.URLField("lien de visioconférence", max_length=500, blank=True)
    host = models.ForeignKey(
        Community,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="accueillie par",
        related_name="hosted_meetings",
    )
    note = models.TextField("précisions", max_length=2000, blank=True)
    state = models.CharField(
        "état",
        max_length=10,
        choices=[(s.value, s.label) for s in State],
        default=State.DRAFT.value,
    )
    # Of the invitation sent to calendars (RFC 5545): grows at each change that was announced.
    sequence = models.PositiveIntegerField(default=0)
    convoked_at = models.DateTimeField("convoquée le", null=True, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)
    cancelled_reason = models.CharField("motif de l’annulation", max_length=250, blank=True)
    created_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name="préparée par", related_name="+"
    )
    created_at = models.DateTimeField("préparée le")
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "réunion"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["community", "starts_at"], name="meetings_meeting_by_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meetings_meeting_ends_after_it_begins",
                violation_error_message="La réunion finit après avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", convoked_at__isnull=True)
                | Q(state="CANCELLED")
                | Q(state__in=["CONVOKED", "OPEN", "CLOSED"], convoked_at__isnull=False),
                name="meetings_meeting_convoked_says_when",
                violation_error_message="Une réunion convoquée dit depuis quand.",
            ),
            models.CheckConstraint(
                condition=Q(state="CANCELLED", cancelled_at__isnull=False)
                | (~Q(state="CANCELLED") & Q(cancelled_at__isnull=True, cancelled_reason="")),
                name="meetings_meeting_cancelled_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_value(self) -> State:
        return State(self.state)

    @property
    def kind_value(self) -> Kind:
        return Kind(self.kind)

    @property
    def is_cancelled(self) -> bool:
        return self.state_value is State.CANCELLED

    @property
    def mode_value(self) -> Mode:
        return Mode(self.mode)

    @property
    def ics_uid(self) -> str:
        """Return what calendars know the meeting by."""
        return f"{self.uuid}@maillage"


class AgendaItem(models.Model):
    """One point of the agenda, in its order; proposed by a member, or written with the meeting."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField("rang")
    title = models.CharField("point", max_length=200)
    minutes = models.PositiveSmallIntegerField("durée (minutes)", null=True, blank=True)
    # Of the ACI, where the point serves one.
    mission = models.CharField(
        "mission", max_length=20, blank=True, choices=[(m.value, m.label) for m in Mission]
    )
    proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="proposé par", related_name="+"
    )
    # A member's point waits for whoever runs the meeting.
    is_accepted = models.BooleanField("à l’ordre du jour", default=True)

    class Meta:
        verbose_name = "point de l’ordre du jour"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="meetings_agendaitem_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"


class AgendaTemplate(models.Model):
    """The points a community begins from for such meetings, instead of the usual ones."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="agenda_templates")
    kind = models.CharField("nature", max_length=20, choices=[(k.value, k.label) for k in Kind])
    # Title, minutes, mission of each, in their order.
    points = models.JSONField("points", default=list)

    class Meta:
        verbose_name = "ordre du jour habituel"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "kind"],
                name="meetings_agendatemplate_one_a_kind",
                violation_error_message="Cette nature de réunion a déjà son ordre du jour.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class Invitation(models.Model):
    """Someone is expected: a person, or a guest known by an address alone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="meeting_invitations"
    )
    guest_name = models.CharField("nom", max_length=160, blank=True)
    guest_address = models.EmailField("adresse", blank=True)
    sent_at = models.DateTimeField("convoqué le", null=True, blank=True)
    # Of the last invitation sent: says whether the person knows the present hours.
    sent_sequence = models.PositiveIntegerField(null=True, blank=True)
    # Of the date poll: says whose calendar holds the dates proposed.
    asked_at = models.DateTimeField("sondé le", null=True, blank=True)
    reply = models.CharField(
        "réponse", max_length=8, blank=True, choices=[(r.value, r.label) for r in Reply]
    )
    replied_at = models.DateTimeField("répondu le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="meetings_invitation_person_once",
                violation_error_message="Cette personne est déjà invitée.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "guest_address"],
                condition=~Q(guest_address=""),
                name="meetings_invitation_guest_once",
                violation_error_message="Cette adresse est déjà invitée.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest_name="", guest_address="")
                | (Q(person__isnull=True) & ~Q(guest_name="") & ~Q(guest_address="")),
                name="meetings_invitation_person_or_guest",
                violation_error_message="Invitez une personne connue, ou donnez un nom et un mail.",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True)
                | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="meetings_invitation_reply_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.guest_name

    @property
    def reply_value(self) -> Reply | None:
        return Reply(self.reply) if self.reply else None


class Document(models.Model):
    """A file joined to a meeting, kept in the database: one backup holds everything."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="documents")
    name = models.CharField("nom du fichier", max_length=150)
    media_type = models.CharField("nature", max_length=100)
    size = models.PositiveIntegerField("taille (octets)")
    added_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name="ajouté par", related_name="+"
    )
    added_at = models.DateTimeField("ajouté le")

    class Meta:
        verbose_name = "document"

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class DocumentContent(models.Model):
    """The bytes of a document, apart: a list of documents never reads them."""

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="content"
    )
    body = models.BinaryField()

    class Meta:
        verbose_name = "contenu d’un document"

    def __str__(self) -> str:
        return f"#{self.pk}"
