"""Which communes, EPCI, départements and régions exist, at which vintage, from which source?

Codes are the official ones and serve as keys: they survive every reload. A commune that merged
stays, retired, so that what named it keeps its history; `FormerCommune` leads to its successor.
"""

from typing import Any, ClassVar, Self

from django.db import models

from maillage.domain.names import normalise


class SearchField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """The normalised form of another field of the row, written with it, in bulk too."""

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "db_index": True, "blank": True, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = normalise(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        # A migration sees plain text, so that it never depends on how names are compared today.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> "SearchField":
        # Said even when it is not indexed, since a field without it would be.
        _, _, args, kwargs = self.deconstruct()
        return type(self)(*args, of=self.of, **{"db_index": False, **kwargs})


class Dataset(models.Model):
    """One load of a reference: what it was, and under which licence. The last one is in place."""

    name = models.CharField("jeu de données", max_length=120)
    source = models.CharField("source", max_length=250)
    source_url = models.CharField("adresse de la source", max_length=250, blank=True)
    licence = models.CharField("licence", max_length=80)
    vintage = models.CharField("millésime", max_length=120)
    effective_on = models.DateField("découpage en vigueur au")
    population_vintage = models.CharField("millésime des populations", max_length=120, blank=True)
    digest = models.CharField("empreinte", max_length=64)
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        verbose_name = "jeu de données"
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.name} ({self.vintage})"


class Region(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=80)
    is_fictional = models.BooleanField("inventée pour la démonstration", default=False)

    class Meta:
        verbose_name = "région"

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=80)
    search = SearchField(max_length=80)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="région")
    is_fictional = models.BooleanField("inventé pour la démonstration", default=False)

    class Meta:
        verbose_name = "département"

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class EpciQuerySet(models.QuerySet["Epci"]):
    def current(self) -> Self:
        return self.filter(retired_on__isnull=True)


class Epci(models.Model):
    """An établissement public de coopération intercommunale à fiscalité propre."""

    siren = models.CharField("SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=150)
    search = SearchField(max_length=150)
    nature = models.CharField("nature", max_length=10)
    is_fictional = models.BooleanField("inventé pour la démonstration", default=False)
    retired_on = models.DateField("n’existe plus depuis le", null=True, blank=True)

    objects: ClassVar[EpciQuerySet] = EpciQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "EPCI"

    def __str__(self) -> str:
        return self.name


class CommuneQuerySet(models.QuerySet["Commune"]):
    def current(self) -> Self:
        return self.filter(retired_on__isnull=True)

    def whole(self) -> Self:
        """Communes alone: Paris, Lyon and Marseille without their arrondissements."""
        return self.filter(kind="COMMUNE")

    def units(self) -> Self:
        """What territories are made of: Paris, Lyon and Marseille by their arrondissements."""
        return self.current().exclude(
            pk__in=Commune.objects.filter(kind="ARRONDISSEMENT").values("parent")
        )


class Commune(models.Model):
    """A commune; or an arrondissement of Paris, Lyon or Marseille, a territory of its own."""

    class Kind(models.TextChoices):
        COMMUNE = "COMMUNE", "commune"
        ARRONDISSEMENT = "ARRONDISSEMENT", "arrondissement municipal"

    class Zone(models.TextChoices):
        METRO = "METRO", "métropole"
        DROM = "DROM", "département ou région d’outre-mer"
        COM = "COM", "collectivité d’outre-mer"

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=120)
    search = SearchField(max_length=120)
    kind = models.CharField("nature", max_length=14, choices=Kind, default=Kind.COMMUNE)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="arrondissements",
        verbose_name="commune de l’arrondissement",
    )
    departement = models.ForeignKey(Departement, models.PROTECT, verbose_name="département")
    epci = models.ForeignKey(
        Epci, models.PROTECT, null=True, blank=True, related_name="communes", verbose_name="EPCI"
    )
    zone = models.CharField("zone", max_length=6, choices=Zone, default=Zone.METRO)
    # Empty when the source gives none: unknown, which is not nobody.
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)
    area_km2 = models.DecimalField(
        "superficie (km²)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    retired_on = models.DateField("n’existe plus depuis le", null=True, blank=True)

    objects: ClassVar[CommuneQuerySet] = CommuneQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "commune"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind="COMMUNE", parent__isnull=True)
                | models.Q(kind="ARRONDISSEMENT", parent__isnull=False),
                name="geography_commune_arrondissement_has_a_commune",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Postcode(models.Model):
    code = models.CharField("code postal", max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postcodes")

    class Meta:
        verbose_name = "code postal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "commune"], name="geography_postcode_once"),
        ]

    def __str__(self) -> str:
        return self.code


class FormerCommune(models.Model):
    """A code or a name that existed, and the current commune it leads to.

    A merger may keep the code of one of its communes: its former name then has the code of its
    successor. A commune split between several leads to each of them.
    """

    code = models.CharField("ancien code", max_length=5, db_index=True)
    name = models.CharField("ancien nom", max_length=120, blank=True)
    search = SearchField(max_length=120)
    successor = models.ForeignKey(
        Commune, models.CASCADE, related_name="former", verbose_name="commune actuelle"
    )
    ended_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "ancienne commune"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code", "name", "successor"], name="geography_former_commune_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.code} → {self.successor_id}"


class ContourLoad(models.Model):
    """One load of contours: which file, which vintage, under which licence."""

    name = models.CharField("fichier", max_length=200)
    source = models.CharField("source", max_length=250)
    licence = models.CharField("licence", max_length=80)
    vintage = models.CharField("millésime", max_length=120, blank=True)
    digest = models.CharField("empreinte", max_length=64)
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        verbose_name = "chargement de contours"
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.name} {self.vintage}".strip()


class Contour(models.Model):
    """The outline of a commune: in WGS 84, and drawn at two levels on the plane.

    A drawing is the text of an SVG path, in tens of metres, its second axis towards the south
    (`contours.drawing`). Measures are those of the outline before it was simplified.
    """

    commune = models.OneToOneField(
        Commune, models.CASCADE, primary_key=True, verbose_name="commune"
    )
    load = models.ForeignKey(
        ContourLoad, models.PROTECT, null=True, blank=True, verbose_name="chargement"
    )
    geometry = models.JSONField("géométrie")
    fine = models.TextField("tracé d’un département", default="", blank=True)
    coarse = models.TextField("tracé d’une région", default="", blank=True)
    left = models.IntegerField("ouest du tracé", default=0)
    top = models.IntegerField("nord du tracé", default=0)
    right = models.IntegerField("est du tracé", default=0)
    bottom = models.IntegerField("sud du tracé", default=0)
    area_km2 = models.FloatField("superficie (km²)", default=0)
    # True when the area of the commune, known from nowhere else, is this one.
    gave_area = models.BooleanField("donne sa superficie à la commune", default=False)
    perimeter_km = models.FloatField("périmètre (km)", default=0)
    x_km = models.FloatField("centre vers l’est (km, Lambert-93)", default=0)
    y_km = models.FloatField("centre vers le nord (km, Lambert-93)", default=0)

    class Meta:
        verbose_name = "contour"

    def __str__(self) -> str:
        return f"contour {self.commune_id}"


class Neighbour(models.Model):
    """Two communes that touch, or the nearest link of an island, an enclave or an exclave.

    Each pair once, the smaller code first; `border_km` is 0 for a link, and `gap_km` what lies
    between the two.
    """

    a = models.ForeignKey(Commune, models.CASCADE, related_name="+", verbose_name="commune")
    b = models.ForeignKey(Commune, models.CASCADE, related_name="+", verbose_name="voisine")
    border_km = models.FloatField("frontière commune (km)")
    is_nearest_link = models.BooleanField("lien le plus proche, sans frontière", default=False)
    gap_km = models.FloatField("distance (km)", default=0)

    class Meta:
        verbose_name = "voisinage"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["a", "b"], name="geography_neighbour_once"),
            models.CheckConstraint(
                condition=models.Q(a__lt=models.F("b")), name="geography_neighbour_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} – {self.b_id}"


class Zone(models.Model):
    """An area made of communes that is no administration: bassin de vie, territoire de vie-santé.

    `code` is that of its publisher; a bassin de vie bears the code of its centre at its vintage.
    """

    class Kind(models.TextChoices):
        BASSIN_DE_VIE = "BASSIN_DE_VIE", "bassin de vie"
        TVS = "TVS", "territoire de vie-santé"

    kind = models.CharField("nature", max_length=13, choices=Kind)
    code = models.CharField("code", max_length=10)
    name = models.CharField("nom", max_length=150)
    search = SearchField(max_length=150)
    is_fictional = models.BooleanField("inventée pour la démonstration", default=False)

    class Meta:
        verbose_name = "zone"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "code"], name="geography_zone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class ZoneCommune(models.Model):
    """A commune, or an arrondissement, within its zone of a kind: one at most."""

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="memberships", verbose_name="zone")
    kind = models.CharField("nature", max_length=13, choices=Zone.Kind)
    commune = models.ForeignKey(
        Commune, models.CASCADE, related_name="zonings", verbose_name="commune"
    )

    class Meta:
        verbose_name = "commune d’une zone"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["commune", "kind"], name="geography_one_zone_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune_id} → {self.zone_id}"
