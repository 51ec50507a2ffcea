"""What is the diagnosis of a territory on a day, with the source of every figure?"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.urls import reverse

from maillage.apps.communities.queries.territory import perimeters_in_place
from maillage.apps.diagnosis.models import TypedFigure
from maillage.apps.diagnosis.queries import zoning
from maillage.apps.diagnosis.queries.alike import Found, found_alike
from maillage.apps.diagnosis.queries.around import around
from maillage.apps.diagnosis.queries.country import published_cpts
from maillage.apps.diagnosis.queries.files import Files, files_in_place
from maillage.apps.diagnosis.queries.grounds import (
    Area,
    Ground,
    Settled,
    beside,
    settled_communes,
)
from maillage.apps.diagnosis.queries.indicators import OwnNeeds, listed, origins_of, own_needs
from maillage.apps.diagnosis.queries.tallies import area_tally, tallies
from maillage.apps.health.models import HealthLoad
from maillage.domain.diagnosis import (
    SIMILAR,
    TERRITORY,
    Alike,
    Column,
    Diagnosis,
    Origin,
    Place,
    Settlement,
    Tally,
    Typed,
)
from maillage.domain.diagnosis.assembly import PLACE, STRUCTURES, SUPPLY, Compared, sections
from maillage.domain.diagnosis.likeness import RULE
from maillage.domain.diagnosis.summary import sentences
from maillage.domain.health.counting import rule
from maillage.web import memory

OWN = "own"
SHARED = (
    "Le nombre compte chaque personne une fois\u00a0; la densité la partage entre ses lieux "
    "d’exercice, ici et ailleurs."
)


@dataclass(frozen=True)
class Drawn:
    """A diagnosis being made: the communes, the areas beside, the stamp of what is loaded."""

    ground: Ground
    on: date
    files: Files
    since: Hashable

    @cached_property
    def communes(self) -> list[Settled]:
        """The communes one by one; of a whole région, one is enough to know where it is."""
        codes = self.ground.codes
        if self.ground.is_whole_area and not self.ground.is_listed:
            codes = frozenset(sorted(codes)[:1])
        return settled_communes(codes)

    @cached_property
    def is_fictional(self) -> bool:
        return any(commune.is_fictional for commune in self.communes)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        return beside(self.communes, self.ground)

    @cached_property
    def own(self) -> Tally:
        if self.ground.level:
            area = Area(self.ground.level, self.ground.code, self.ground.name)
            sums = area_tally(area, files=self.files, is_fictional=self.is_fictional)
            return replace(sums, needs={**self.needs.values, **sums.needs})
        places = {
            commune.pk: Settlement(commune.population, commune.area_km2)
            for commune in self.communes
        }
        sums = tallies(
            {OWN: self.ground.codes},
            places,
            files=self.files,
            is_fictional=self.is_fictional,
            with_needs=False,
        )[OWN]
        zones = zoning.shares({OWN: self.ground.codes}, self.files)[OWN]
        return replace(sums, needs={**self.needs.values, **zones})

    @cached_property
    def needs(self) -> OwnNeeds:
        """What only the territory itself is told of: its zones, its bassins de vie, its files."""
        if self.ground.is_whole_area and not self.ground.is_listed:
            return OwnNeeds()
        return own_needs(self.ground.codes, self.files)


def diagnosis_of(ground: Ground, *, on: date) -> Diagnosis:
    """Return the diagnosis of a set of communes on a day.

    That of the same communes, with the same files and the same CPTS around, is remembered.
    """
    files, since = files_in_place(), perimeters_in_place()
    made = memory.recalled(
        ("diagnosis", ground, on),
        since=(files.stamp, since),
        make=lambda: _made(Drawn(ground, on, files, since)),
    )
    return replace(made, typed=tuple(_typed(ground)))


def _made(drawn: Drawn) -> Diagnosis:
    ground, on, files = drawn.ground, drawn.on, drawn.files
    alike = found_alike(
        ground,
        drawn.own,
        on=on,
        files=files,
        since=drawn.since,
        is_fictional=drawn.is_fictional,
    )
    compared = Compared(
        drawn.own,
        {
            area.level: area_tally(area, files=files, is_fictional=drawn.is_fictional)
            for area in drawn.areas
        },
        [found.tally for found in alike],
    )
    made = Diagnosis(
        name=ground.name,
        kind=ground.kind,
        on=on,
        columns=tuple(_columns(drawn, alike)),
        sections=sections(
            compared,
            needs=(*listed(), *zoning.lines(files)),
            remarks={**drawn.needs.remarks, "supply": (SHARED,)},
        ),
        origins=_origins(drawn),
        around=around(
            ground, drawn.communes, published_cpts(on, since=drawn.since).values(), files
        ),
        alike=tuple(_alike(found) for found in alike),
        places=tuple(_places(drawn)),
    )
    told = {line.origin for section in made.sections for line in section.lines}
    origins = {key: origin for key, origin in made.origins.items() if key in told}
    return replace(made, summary=sentences(made), origins=origins)


def _columns(drawn: Drawn, alike: Sequence[Found]) -> Iterator[Column]:
    yield Column(TERRITORY, drawn.ground.name)
    for area in drawn.areas:
        yield Column(area.level, area.name)
    if alike:
        count = len(alike)
        yield Column(SIMILAR, f"{count} CPTS semblables", f"Médiane des {count} CPTS. {RULE}")


def _alike(found: Found) -> Alike:
    return Alike(
        found.cpts.name,
        f"{found.distance:.2f}".replace(".", ","),
        found.tally.population,
        reverse("communities:card", args=[found.cpts.slug]),
    )


def _places(drawn: Drawn) -> Iterator[Place]:
    if drawn.ground.is_listed:
        for commune in drawn.communes:
            area = None if commune.area_km2 is None else float(commune.area_km2)
            yield Place(commune.pk, commune.name, commune.epci, commune.population, area)


def _typed(ground: Ground) -> Iterator[Typed]:
    if ground.community is None:
        return
    rows = TypedFigure.objects.standing().filter(community=ground.community)
    for row in rows.order_by("label", "-as_of", "pk"):
        yield typed_of(row)


def typed_of(row: TypedFigure) -> Typed:
    """Return a typed figure as a diagnosis tells it."""
    text = "secret"
    if row.value is not None:
        text = f"{row.value.normalize():f}".replace(".", ",")
    return Typed(row.label, text, row.unit, row.as_of, row.source, row.perimeter)


def _origins(drawn: Drawn) -> dict[str, Origin]:
    reference = None if drawn.is_fictional else drawn.files.reference
    place = Origin(
        f"{reference.source} — {reference.licence}"
        if reference
        else "Communes inventées pour la démonstration",
        rule="Somme des communes du territoire\u00a0; une population ou une surface inconnue "
        "n’est jamais comptée pour zéro. Est peu dense, ici, une commune de moins de "
        "50 habitants au km².",
        url=reference.source_url if reference else "",
        vintage=f"{reference.population_vintage}\u00a0; {reference.vintage}" if reference else "",
        divergence="La grille communale de densité de l’Insee part de carreaux de 1 km² et peut "
        "classer autrement une commune étendue.",
    )
    zones = zoning.origins(drawn.files, is_fictional=drawn.is_fictional)
    return {PLACE: place, **_supply_origins(drawn), **origins_of(drawn.needs), **zones}


def _supply_origins(drawn: Drawn) -> dict[str, Origin]:
    counting = rule()
    rules = {
        HealthLoad.Kind.PROFESSIONALS: (
            SUPPLY,
            "Le nombre est celui des personnes, chacune une fois. La densité partage une personne "
            "entre ses lieux d’exercice et ne retient, pour les professions de premier recours, "
            "que ceux où l’on consulte de soi-même\u00a0; pour les autres, l’exercice libéral.",
            counting.note,
        ),
        HealthLoad.Kind.ESTABLISHMENTS: (
            STRUCTURES,
            "Nombre de sites ouverts de chaque catégorie dans les communes du territoire.",
            "Une maison de santé enregistrée n’a pas toujours signé l’accord conventionnel.",
        ),
    }
    found = {}
    for kind, (key, said, divergence) in rules.items():
        load = drawn.files.of(kind, is_fictional=drawn.is_fictional)
        if load:
            found[key] = _origin_of(load, said, divergence)
    return found


def _origin_of(load: HealthLoad, said: str, divergence: str) -> Origin:
    dated = f"au {load.as_of:%d/%m/%Y}" if load.as_of else ""
    return Origin(
        load.source,
        rule=said,
        url=load.source_url,
        licence=load.licence,
        vintage=", ".join(word for word in (load.vintage, dated) if word),
        divergence=divergence,
    )
