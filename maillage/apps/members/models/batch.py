"""Which lists were brought in, and who asked to be forgotten?"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community


class ImportBatch(models.Model):
    """A list read and shown, then accepted or not, then perhaps undone."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "à relire"
        ACCEPTED = "ACCEPTED", "acceptée"
        UNDONE = "UNDONE", "annulée"
        DISCARDED = "DISCARDED", "écartée"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="import_batches")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.DRAFT)
    name = models.CharField("fichier", max_length=150)
    # The cells as read, headings first: understood again at each showing, against the rows of then.
    cells = models.JSONField("cellules", default=list)
    # What its owner should know of how it was read: other sheets, hidden columns.
    noticed = models.JSONField("remarques", default=list)
    # Drawn from the register: its structures are written as they are, nobody is asked about them.
    is_drawn = models.BooleanField("tirée du registre", default=False)
    # What someone said so far, page after page: line → who, spelling → the one to write instead.
    answers = models.JSONField("réponses", default=dict)
    # What acceptance wrote, and what stood there before.
    written = models.JSONField("écritures", default=dict)
    by = models.ForeignKey(  # nobody: the operator, from the command line
        Person, models.PROTECT, null=True, blank=True, verbose_name="par", related_name="+"
    )
    prepared_at = models.DateTimeField("lue le")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "import de membres"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "DISCARDED"], accepted_at__isnull=True)
                | (~Q(status__in=["DRAFT", "DISCARDED"]) & Q(accepted_at__isnull=False)),
                name="members_importbatch_accepted_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def waiting(self) -> Self:
        """Keep what nobody has decided yet."""
        return self.filter(done_at__isnull=True, refused_at__isnull=True)


class ErasureRequest(models.Model):
    """Someone asked that what is held about them be erased."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="erasure_requests")
    asked_at = models.DateTimeField("demandé le")
    done_at = models.DateTimeField("effacé le", null=True, blank=True)
    refused_at = models.DateTimeField("refusé le", null=True, blank=True)
    reason = models.TextField("motif du refus", blank=True)
    decided_by = models.ForeignKey(  # nobody: the operator, from the command line
        Person, models.PROTECT, null=True, blank=True, verbose_name="décidé par", related_name="+"
    )

    objects: ClassVar[ErasureRequestQuerySet] = ErasureRequestQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "demande d’effacement"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at__isnull=True, refused_at__isnull=True),
                name="members_erasurerequest_one_waiting",
                violation_error_message="Une demande de cette personne attend déjà.",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(refused_at__isnull=True),
                name="members_erasurerequest_done_or_refused",
                violation_error_message="Une demande est acceptée ou refusée, pas les deux.",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, reason="")
                | (Q(refused_at__isnull=False) & ~Q(reason="")),
                name="members_erasurerequest_refused_with_its_reason",
                violation_error_message="Un refus dit son motif.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
