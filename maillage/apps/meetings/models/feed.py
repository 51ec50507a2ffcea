"""Which calendars does someone follow from their phone, by a secret address?"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community


class Feed(models.Model):
    """A calendar address: of all that someone is invited to, or of one community."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="feeds")
    community = models.ForeignKey(
        Community, models.CASCADE, null=True, blank=True, related_name="feeds"
    )
    # Whoever knows the address reads the calendar: no one else is ever shown it.
    secret = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("créé le")
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "agenda à suivre"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Two, since two absent communities are not the same to a database.
            models.UniqueConstraint(
                fields=["person", "community"],
                condition=Q(revoked_at__isnull=True),
                name="meetings_feed_one_per_community",
                violation_error_message="Cet agenda est déjà suivi.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True, community__isnull=True),
                name="meetings_feed_one_of_ones_own",
                violation_error_message="Cet agenda est déjà suivi.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
