"""Who belongs to what? Each membership names its community; none is the first of the others."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Max, Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.members.models.terms import College, Structure
from maillage.domain.membership import Belonging, Category, State, Terms, state_on


class Practice(models.Model):
    """The trade of a person, by the codes of the register, the same for every community."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="practice", verbose_name="personne"
    )
    profession_code = models.CharField("code profession", max_length=4, blank=True)
    specialty = models.CharField("spécialité", max_length=80, blank=True)
    specialty_code = models.CharField("code savoir-faire", max_length=8, blank=True)

    class Meta:
        verbose_name = "exercice"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["profession_code"], name="members_practice_profession"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.profession_code}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, community: Community) -> Self:
        return self.filter(community=community)

    def open(self) -> Self:
        """Leave out what has ended."""
        return self.filter(until__isnull=True)

    def consented(self) -> Self:
        """Keep those whose address may be written to: given, with a consent that has its date."""
        return self.filter(consent_on__isnull=False, objected_on__isnull=True).exclude(email="")

    def to_invite(self, community: Community) -> Self:
        """Keep those who may be sent the link to accept or object, and were never."""
        return (
            self.of(community)
            .open()
            .filter(accepted_on__isnull=True, objected_on__isnull=True, invited_on__isnull=True)
            .exclude(email="")
            .exclude(category=Category.PARTNER.value)
        )

    def with_accounts(self) -> Self:
        """Add `has_account`: whether the person signs in."""
        return self.annotate(has_account=F("person__user__is_active"))

    def with_fees(self) -> Self:
        """Add `paid_until`, the last day a fee covers."""
        return self.annotate(paid_until=Max("fees__until"))


class Membership(models.Model):
    """Someone, or a structure, in one community from a date."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    category = models.CharField(
        "qualité",
        max_length=12,
        choices=[(c.value, c.label) for c in Category],
        default=Category.PROFESSIONAL.value,
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    college = models.ForeignKey(
        College, models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    since = models.DateField("membre depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    accepted_on = models.DateField("charte et règlement acceptés le", null=True, blank=True)
    objected_on = models.DateField("opposition reçue le", null=True, blank=True)
    invited_on = models.DateField("lien envoyé le", null=True, blank=True)
    # Contacts are given to one community, with a consent that has its date.
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    mssante = models.EmailField("adresse MSSanté", blank=True)
    consent_on = models.DateField("accord pour ces coordonnées donné le", null=True, blank=True)
    # To keep contacts is one consent; to show them to the other members is another.
    shown_on = models.DateField(
        "accord pour les montrer aux autres membres, donné le", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "adhésion"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(until__isnull=True),
                name="members_membership_once_at_a_time",
                violation_error_message="Cette personne est déjà dans la liste.",
            ),
            models.CheckConstraint(
                condition=Q(category="STRUCTURE", person__isnull=True, structure__isnull=False)
                | (~Q(category="STRUCTURE") & Q(person__isnull=False)),
                name="members_membership_is_a_person_or_a_structure",
                violation_error_message="Une adhésion est celle d’une personne ou d’une structure.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="members_membership_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def category_value(self) -> Category:
        return Category(self.category)

    @property
    def contact(self) -> str:
        """The address given to this community; empty without a consent."""
        return self.email if self.consent_on and not self.objected_on else ""

    @property
    def is_to_invite(self) -> bool:
        """The same as `to_invite`, of a row at hand."""
        answered = self.accepted_on or self.objected_on or self.until
        is_partner = self.category_value is Category.PARTNER
        return bool(self.email) and not (answered or self.invited_on or is_partner)

    @property
    def is_reached(self) -> bool:
        """Whether they may be written to; fetch it `with_accounts`."""
        return bool(self.contact or getattr(self, "has_account", False))

    def state_on(self, day: date, terms: Terms | None) -> State:
        """Where it stands that day; fetch it `with_fees` where a fee may be due."""
        return state_on(day, self.belonging, terms)

    @property
    def belonging(self) -> Belonging:
        """The same, as the rules read it."""
        return Belonging(
            category=self.category_value,
            since=self.since,
            until=self.until,
            accepted_on=self.accepted_on,
            objected_on=self.objected_on,
            paid_until=getattr(self, "paid_until", None),
        )


class Fee(models.Model):
    """A yearly fee paid, and the last day it covers."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="fees")
    amount = models.DecimalField("montant", max_digits=8, decimal_places=2)
    paid_on = models.DateField("payée le")
    until = models.DateField("valable jusqu’au")

    class Meta:
        verbose_name = "cotisation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["membership", "until"],
                name="members_fee_once_a_year",
                violation_error_message="La cotisation de cette période est déjà enregistrée.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
