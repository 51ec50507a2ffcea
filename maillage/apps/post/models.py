"""What leaves for whom, when, and did it arrive at the mail server?"""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> Self:
        """Keep what has neither left nor been given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Keep what should leave now."""
        return self.waiting().filter(due_at__lte=at)


class Mail(models.Model):
    """One message to one address; written in the transaction of the act that sends it."""

    class Kind(models.TextChoices):
        CONVOCATION = "CONVOCATION", "convocation"
        ASKED = "ASKED", "demandé"
        DIGEST = "DIGEST", "rappels du jour"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("nature", max_length=12, choices=Kind)
    # Nobody: a guest, known by an address alone.
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, verbose_name="pour", related_name="mails"
    )
    address = models.EmailField("adresse")
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    calendar = models.TextField("invitation", blank=True)
    calendar_method = models.CharField("méthode de l’invitation", max_length=10, blank=True)
    withdrawn = models.JSONField("événements retirés", default=list, blank=True)
    # What the mail is about, so that a subject finds its own.
    about = models.UUIDField("au sujet de", null=True, blank=True, db_index=True)
    written_at = models.DateTimeField("écrit le")
    # Moves forward at each try, which is also what keeps two senders from taking the same mail.
    due_at = models.DateTimeField("à envoyer le")
    tries = models.PositiveSmallIntegerField("essais", default=0)
    error = models.CharField("dernier échec", max_length=300, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    given_up_at = models.DateTimeField("abandonné le", null=True, blank=True)
    digest_on = models.DateField("rappels du", null=True, blank=True)

    objects: ClassVar[MailQuerySet] = MailQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "mail"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="post_mail_waiting",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind="DIGEST", digest_on__isnull=False)
                | (~Q(kind="DIGEST") & Q(digest_on__isnull=True)),
                name="post_mail_only_a_digest_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["person", "digest_on"],
                condition=Q(digest_on__isnull=False),
                name="post_mail_one_digest_a_day",
                violation_error_message="Les rappels de ce jour sont déjà partis.",
            ),
            models.UniqueConstraint(
                fields=["address", "digest_on"],
                condition=Q(digest_on__isnull=False, person__isnull=True),
                name="post_mail_one_digest_a_day_to_a_guest",
                violation_error_message="Les rappels de ce jour sont déjà partis.",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="post_mail_sent_or_given_up",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"


class Reminder(models.Model):
    """A line kept for the next digest; taken back when what it recalls is done."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    address = models.EmailField("adresse")
    text = models.TextField("texte")
    about = models.UUIDField("au sujet de")
    what = models.CharField("rappel", max_length=40)
    due_at = models.DateTimeField("pas avant")
    # After that moment the line is of no use to anyone.
    useful_until = models.DateTimeField("utile jusqu’au")
    digest = models.ForeignKey(
        Mail, models.CASCADE, null=True, blank=True, related_name="reminders"
    )

    class Meta:
        verbose_name = "rappel"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["address", "about", "what"],
                condition=Q(digest__isnull=True),
                name="post_reminder_once_in_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.what}"


class UsedLink(models.Model):
    """A single-use link that has served; only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField("utilisé le")

    class Meta:
        verbose_name = "lien utilisé"

    def __str__(self) -> str:
        return f"#{self.pk}"
