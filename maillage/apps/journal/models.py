"""What was done, by whom, when, on what — and has anyone altered it since?

The database itself refuses to change or remove an entry: triggers, set by the migration
`append_only` on both engines.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person


class Entry(models.Model):
    """One act, chained to the one before it; never changed, never removed."""

    number = models.BigIntegerField("numéro", unique=True)
    at = models.DateTimeField("le")
    by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="par",
        related_name="+",
        db_index=False,  # the index below begins with it
    )
    verb = models.CharField("acte", max_length=60)
    subject_type = models.CharField("nature", max_length=60)
    subject_key = models.CharField("sur", max_length=60)
    subject_label = models.CharField("intitulé", max_length=250)
    community = models.UUIDField("communauté", null=True, blank=True)
    facts = models.JSONField("faits", default=dict)
    previous = models.CharField("empreinte précédente", max_length=64)
    digest = models.CharField("empreinte", max_length=64, unique=True)

    class Meta:
        verbose_name = "écriture du journal"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_type", "subject_key"], name="journal_entry_subject"),
            models.Index(fields=["community", "number"], name="journal_entry_community"),
            models.Index(fields=["by", "number"], name="journal_entry_by"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.verb}"


class Head(models.Model):
    """The last link of the chain; its single row is the lock that writers queue for."""

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "tête du journal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="journal_head_is_alone"),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"
