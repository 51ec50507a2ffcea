"""What do the statutes of a community say of a silence, and of the weight of its colleges?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.communities.models import Community
from maillage.apps.members.models import College as MembersCollege
from maillage.domain.consensus import Silence


class VotingStatutes(models.Model):
    """Without a row, a silence says nothing and every voice counts for one."""

    community = models.OneToOneField(Community, models.CASCADE, related_name="voting_statutes")
    silence = models.CharField(
        "le silence",
        max_length=12,
        choices=[(s.value, s.label) for s in Silence],
        default=Silence.NOTHING.value,
    )
    article = models.CharField("article des statuts", max_length=120, blank=True)

    class Meta:
        verbose_name = "statuts, pour les décisions"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(silence="NOTHING") | ~Q(article=""),
                name="decisions_votingstatutes_silence_says_where",
                violation_error_message="Dites quel article donne un sens au silence.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.silence}"


class CollegeWeight(models.Model):
    """How much a college weighs in a vote by colleges, however many its voters are."""

    college = models.OneToOneField(MembersCollege, models.CASCADE, related_name="voting_weight")
    weight = models.PositiveSmallIntegerField("poids")

    class Meta:
        verbose_name = "poids d’un collège"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(weight__gte=1),
                name="decisions_collegeweight_positive",
                violation_error_message="Un collège pèse au moins un.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.weight}"


def silence_of(community: Community) -> Silence:
    """Return what a silence says by the statutes; nothing as long as nobody said."""
    row = VotingStatutes.objects.filter(community=community).first()
    return Silence(row.silence) if row else Silence.NOTHING


def weights_of(community: Community) -> dict[str, int]:
    """Return the weight of each college by its name; empty when voices are not weighed."""
    rows = CollegeWeight.objects.filter(college__community=community)
    return dict(rows.values_list("college__name", "weight"))
