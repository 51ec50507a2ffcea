"""Who belongs to which community, in which quality, under which terms?"""

from maillage.apps.members.models.batch import ErasureRequest, ImportBatch
from maillage.apps.members.models.membership import (
    Fee,
    Membership,
    MembershipQuerySet,
    Practice,
)
from maillage.apps.members.models.terms import (
    College,
    Habits,
    PractisingCount,
    RegimePeriod,
    Structure,
)

__all__ = [
    "College",
    "ErasureRequest",
    "Fee",
    "Habits",
    "ImportBatch",
    "Membership",
    "MembershipQuerySet",
    "Practice",
    "PractisingCount",
    "RegimePeriod",
    "Structure",
]
