"""Which communities exist, on which territory, who belongs to what, who holds which role?"""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.validators import valid_finess, valid_siren
from maillage.apps.geography.models import Commune, Departement, Region, SearchField
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Stage
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind


class CommunityQuerySet(models.QuerySet["Community"]):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def at(self, echelon: Echelon) -> Self:
        return self.filter(echelon=echelon.value)


class Community(models.Model):
    """A CPTS, an inter-CPTS, a regional inter-CPTS or the federation."""

    class LegalForm(models.TextChoices):
        NONE = "NONE", "pas encore constituée"
        ASSOCIATION = "ASSOCIATION", "association loi 1901"
        LOCAL_LAW = "LOCAL_LAW", "association de droit local (57, 67, 68)"
        OTHER = "OTHER", "autre forme"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("adresse de la page", max_length=80, unique=True)
    name = models.CharField("nom", max_length=150)
    search = SearchField(max_length=150)
    echelon = models.CharField(
        "échelon", max_length=12, choices=[(e.value, e.label) for e in Echelon]
    )
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name="région")
    legal_form = models.CharField(
        "forme juridique", max_length=12, choices=LegalForm, default=LegalForm.NONE
    )
    founded_on = models.DateField("association déclarée le", null=True, blank=True)
    finess = models.CharField(
        "numéro FINESS",
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[valid_finess],
    )
    siren = models.CharField(
        "SIREN",
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[valid_siren],
    )
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    website = models.URLField("site", blank=True)
    postal_address = models.CharField("adresse postale", max_length=250, blank=True)
    presentation = models.TextField("présentation", max_length=2000, blank=True)
    is_published = models.BooleanField("paraît dans l’annuaire", default=False)
    # Only a CPTS walks the journey; its history stands in the app `creation`.
    stage = models.CharField(  # noqa: DJ001  # an inter-CPTS has none: that is not an empty one
        "étape", max_length=24, null=True, blank=True, choices=[(s.value, s.label) for s in Stage]
    )
    stage_since = models.DateField("à cette étape depuis le", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[CommunityQuerySet] = CommunityQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "communauté"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(echelon="LOCAL", stage__isnull=False, stage_since__isnull=False)
                | (~Q(echelon="LOCAL") & Q(stage__isnull=True, stage_since__isnull=True)),
                name="communities_community_only_a_cpts_has_a_stage",
                violation_error_message="Seule une CPTS suit les étapes de création.",
            ),
            models.CheckConstraint(
                condition=~Q(echelon__in=["LOCAL", "DEPARTMENTAL"]) | Q(departement__isnull=False),
                name="communities_community_has_its_departement",
                violation_error_message="Indiquez le département de cette communauté.",
            ),
            models.CheckConstraint(
                condition=Q(echelon="NATIONAL") | Q(region__isnull=False),
                name="communities_community_has_its_region",
                violation_error_message="Indiquez la région de cette communauté.",
            ),
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True) | ~Q(legal_form="NONE"),
                name="communities_community_founded_has_a_form",
                violation_error_message="Une date de déclaration suppose une forme juridique.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def echelon_value(self) -> Echelon:
        return Echelon(self.echelon)

    @property
    def stage_value(self) -> Stage | None:
        return Stage(self.stage) if self.stage else None


def in_force(day: date, *, of: str = "") -> Q:
    """Rows that hold that day; one replaced the very day it began never did.

    `of` leads to the dated row from another: ``"perimeter__"``.
    """
    begun = Q((f"{of}since__lte", day))
    return begun & (Q((f"{of}until__isnull", True)) | Q((f"{of}until__gt", day)))


class PerimeterQuerySet(models.QuerySet["Perimeter"]):
    def on(self, day: date) -> Self:
        return self.filter(in_force(day))


class Perimeter(models.Model):
    """The communes of a community from a date; an edit closes it and opens the next."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="perimeters")
    number = models.PositiveIntegerField("version")
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    communes = models.ManyToManyField(Commune, related_name="perimeters", verbose_name="communes")
    note = models.CharField("motif", max_length=250, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, verbose_name="par")
    recorded_at = models.DateTimeField("enregistré le")

    objects: ClassVar[PerimeterQuerySet] = PerimeterQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "périmètre"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "number"], name="communities_perimeter_number_once"
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(until__isnull=True),
                name="communities_perimeter_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="communities_perimeter_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} version {self.number}"


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def on(self, day: date) -> Self:
        return self.filter(in_force(day))


class Affiliation(models.Model):
    """A community belongs to a body of a higher échelon; several at once are usual."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(Community, models.CASCADE, related_name="affiliations")
    body = models.ForeignKey(Community, models.CASCADE, related_name="members")
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    # An échelon never changes: kept here so that the database itself forbids cycles.
    member_rank = models.PositiveSmallIntegerField()
    body_rank = models.PositiveSmallIntegerField()

    objects: ClassVar[AffiliationQuerySet] = AffiliationQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "affiliation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(body_rank__gt=F("member_rank")),
                name="communities_affiliation_joins_a_higher_echelon",
                violation_error_message="Une communauté rejoint un échelon supérieur au sien.",
            ),
            models.UniqueConstraint(
                fields=["member", "body"],
                condition=Q(until__isnull=True),
                name="communities_affiliation_once_at_a_time",
                violation_error_message="Cette affiliation est déjà en cours.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="communities_affiliation_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: date) -> Self:
        return self.filter(in_force(day))


class Role(models.Model):
    """What someone is in one community, from a date."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    community = models.ForeignKey(Community, models.CASCADE, related_name="roles")
    kind = models.CharField("rôle", max_length=12, choices=[(k.value, k.label) for k in RoleKind])
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    objects: ClassVar[RoleQuerySet] = RoleQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "rôle"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "community", "kind"],
                condition=Q(until__isnull=True),
                name="communities_role_once_at_a_time",
                violation_error_message="Cette personne tient déjà ce rôle.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="communities_role_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class AreaRoleQuerySet(models.QuerySet["AreaRole"]):
    def on(self, day: date) -> Self:
        return self.filter(in_force(day))


class AreaRole(models.Model):
    """What someone is, from outside, over a département, a région or the whole country."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="area_roles")
    kind = models.CharField(
        "fonction", max_length=12, choices=[(k.value, k.label) for k in AreaRoleKind]
    )
    outside_body = models.CharField(
        "organisme", max_length=12, choices=[(b.value, b.label) for b in OutsideBody]
    )
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name="région")
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    objects: ClassVar[AreaRoleQuerySet] = AreaRoleQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "fonction extérieure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(departement__isnull=True) | Q(region__isnull=True),
                name="communities_arearole_one_area",
                violation_error_message="Choisissez un département ou une région, pas les deux.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["person", "kind", "outside_body", *area],
                    condition=Q(
                        until__isnull=True, **{f"{other}__isnull": True for other in others}
                    ),
                    name=f"communities_arearole_once_{name}",
                    violation_error_message="Cette personne tient déjà cette fonction.",
                )
                for name, area, others in (
                    ("in_departement", ["departement"], ["region"]),
                    ("in_region", ["region"], ["departement"]),
                    ("nationally", [], ["departement", "region"]),
                )
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="communities_arearole_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
