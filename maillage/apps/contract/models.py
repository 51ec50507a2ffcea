"""Which amounts did a community read in its own contract?

An amount is never changed: a new one replaces it, or it is withdrawn; both stay in sight.
"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.domain.aci import CELLS, Cell, cell_of


class AgreedAmountQuerySet(models.QuerySet["AgreedAmount"]):
    def in_force(self) -> Self:
        return self.filter(ended_at__isnull=True)


class AgreedAmount(models.Model):
    """What the contract of a community gives, a year, for one cell of the funding grid."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="agreed_amounts")
    cell = models.CharField("ligne", max_length=40, choices=[(c.code, c.label) for c in CELLS])
    amount = models.DecimalField("montant annuel", max_digits=11, decimal_places=2)
    source = models.CharField("où il se lit", max_length=250)
    agreed_on = models.DateField("convenu le")
    by = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")
    recorded_at = models.DateTimeField("inscrit le")
    ended_at = models.DateTimeField("remplacé ou retiré le", null=True, blank=True)

    objects: ClassVar[AgreedAmountQuerySet] = AgreedAmountQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "montant convenu"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "cell"],
                condition=Q(ended_at__isnull=True),
                name="contract_agreedamount_one_in_force",
                violation_error_message="Cette ligne a déjà un montant : rechargez la page.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="contract_agreedamount_is_not_negative",
                violation_error_message="Le montant est un nombre d’euros positif ou nul.",
            ),
            models.CheckConstraint(
                condition=Q(cell__in=[c.code for c in CELLS]),
                name="contract_agreedamount_is_for_a_known_line",
                violation_error_message="Cette ligne de financement n’existe pas.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="contract_agreedamount_says_where_it_is_read",
                violation_error_message="Dites où le montant se lit : article, page, avenant.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.cell}"

    @property
    def cell_value(self) -> Cell:
        return cell_of(self.cell)
