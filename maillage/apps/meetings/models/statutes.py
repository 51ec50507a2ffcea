"""What do the statutes of a community ask for: which quorum, which proxies?"""

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.apps.communities.models import Community
from maillage.domain.quorum import Rule


class Statutes(models.Model):
    """The rule of a community; without a row, no quorum is asked and each carries one proxy."""

    community = models.OneToOneField(Community, models.CASCADE, related_name="statutes")
    share_over = models.PositiveSmallIntegerField("part, numérateur", default=0)
    share_under = models.PositiveSmallIntegerField("part, dénominateur", default=1)
    is_more_than = models.BooleanField("plus que cette part", default=False)
    is_by_college = models.BooleanField("dans chaque collège", default=False)
    counts_represented = models.BooleanField("pouvoirs compris", default=True)
    proxies_per_person = models.PositiveSmallIntegerField("pouvoirs par personne", default=1)
    keeps_proxies_in_college = models.BooleanField(
        "pouvoirs gardés dans un même collège", default=False
    )

    class Meta:
        verbose_name = "règle de quorum"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(share_under__gte=1) & Q(share_over__lte=F("share_under")),
                name="meetings_statutes_share_between_nothing_and_all",
                violation_error_message="Un quorum va de rien à la totalité des membres.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.rule.label}"

    @property
    def rule(self) -> Rule:
        return Rule(
            share=Fraction(self.share_over, self.share_under),
            is_more_than=self.is_more_than,
            is_by_college=self.is_by_college,
            counts_represented=self.counts_represented,
            proxies_per_person=self.proxies_per_person,
            keeps_proxies_in_college=self.keeps_proxies_in_college,
        )


def written(rule: Rule) -> dict[str, object]:
    """Return a rule as a sealed sheet keeps it."""
    return asdict(rule) | {"share": str(rule.share)}


def read(kept: Mapping[str, Any]) -> Rule:
    """Return the rule that a sealed sheet kept."""
    return Rule(**{**kept, "share": Fraction(kept["share"])})


def rule_of(community: Community) -> Rule:
    """Return what the statutes of a community ask for; nothing as long as nobody said."""
    statutes = Statutes.objects.filter(community=community).first()
    return statutes.rule if statutes else Rule()
