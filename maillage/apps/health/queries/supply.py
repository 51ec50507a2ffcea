"""Who practises in these communes, how many are they, in which establishments?

Codes are those of units; Paris, Lyon and Marseille may be asked whole, by their own code besides
those of their arrondissements.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from maillage.apps.health.models import Establishment, HealthLoad, PracticeSheet, Supply
from maillage.apps.health.readers.rpps import SHARE
from maillage.domain.health.counting import rule

UNKNOWN = "?"
# Below the number of parameters that any build of SQLite takes in one query.
CHUNK = 10_000
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Practice:
    """A person at a place, as the register tells it. `commune` is None when it is not known."""

    national_id: str
    name: str
    first_name: str
    profession: str
    specialty: str
    mode: str
    sector: str
    commune: str | None
    postcode: str
    structure: str
    structure_name: str
    specialty_name: str

    @property
    def rpps(self) -> str:
        """The eleven digits of the RPPS number; empty for someone known by another register."""
        is_rpps = len(self.national_id) == 12 and self.national_id[0] == "8"
        return self.national_id[1:] if is_rpps else ""

    @property
    def is_first_recourse(self) -> bool:
        return rule().is_first_recourse(self.profession, self.specialty, self.mode, self.sector)


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many: distinct people, and their shares, which alone add up and make densities."""

    persons: int
    weight: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One group at one place. `several` names the people found in other figures too."""

    load: int
    profession: str
    specialty: str
    mode: str
    is_first_recourse: bool
    persons: int
    weight: float
    first_recourse_weight: float
    several: str = ""


@dataclass(frozen=True)
class Offer:
    """The professionals of a set of communes, or of a whole area."""

    figures: list[Figure] = field(default_factory=list)

    def count(
        self,
        chosen: Callable[[Figure], bool] = lambda figure: True,
        *,
        first_recourse: bool = False,
    ) -> Headcount:
        """Count the people of the groups chosen, each once.

        At places of first recourse alone if so asked: the shares are then those of these places.
        """
        figures = [figure for figure in self.figures if chosen(figure)]
        if first_recourse:
            return self._count([f for f in figures if f.is_first_recourse], first=True)
        return self._count(figures)

    def by_specialty(self, profession: str = "10") -> dict[str, Headcount]:
        """Count the people of a profession by specialty; « » for those who have none."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if figure.profession == profession:
                found.setdefault(figure.specialty, []).append(figure)
        return {specialty: self._count(them) for specialty, them in sorted(found.items())}

    def by_profession(self) -> dict[str, Headcount]:
        """Count the people of each profession, whatever their mode and place of practice."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.profession, []).append(figure)
        return {profession: self._count(them) for profession, them in sorted(found.items())}

    @staticmethod
    def _count(figures: Collection[Figure], *, first: bool = False) -> Headcount:
        alone, together = 0, set()
        for figure in figures:
            alone += figure.persons
            if figure.several:
                names = figure.several.split(",")
                alone -= len(names)
                together |= {(figure.load, name) for name in names}
        shares = (f.first_recourse_weight if first else f.weight for f in figures)
        return Headcount(alone + len(together), round(sum(shares), 3))


@dataclass(frozen=True, slots=True)
class PlacedEstablishment:
    """An establishment; its coordinates in km (Lambert-93) when the register gives a true place."""

    finess: str
    name: str
    category: str
    commune: str | None
    postcode: str
    legal_entity: str
    siret: str
    opened_on: date | None
    x_km: float | None
    y_km: float | None


def loads(*kinds: str) -> dict[str, list[HealthLoad]]:
    """Return the loads in place by kind, the real one first: source, vintage, licence, counts."""
    found: dict[str, list[HealthLoad]] = {}
    rows = HealthLoad.objects.current().order_by("kind", "variant", "is_fictional")
    for load in rows.filter(kind__in=kinds) if kinds else rows:
        found.setdefault(load.kind, []).append(load)
    return found


def specialties() -> dict[str, str]:
    """Return the names of the specialties, by code, as the files in place write them."""
    named: dict[str, str] = {}
    for load in loads(HealthLoad.Kind.PROFESSIONALS).get(HealthLoad.Kind.PROFESSIONALS, []):
        named = load.counts.get("specialties", {}) | named
    return named


def practices_in(codes: Collection[str]) -> list[Practice]:
    """Return every practice of these communes, by name; a person has one for each.

    They name people: whoever shows them journals the read.
    """
    found = []
    for chunk in _chunks(codes):
        sheets = PracticeSheet.objects.filter(
            place__in=chunk, load__in=_current(HealthLoad.Kind.PROFESSIONALS)
        )
        for place, lines in sheets.values_list("place", "lines"):
            commune = None if place.startswith(UNKNOWN) else place
            found += [_practice(line, commune) for line in lines.split("\n")]
    return sorted(found, key=lambda one: (one.name, one.first_name, one.national_id))


def supply_of(codes: Collection[str]) -> Offer:
    """Return the professionals of a set of communes; two queries, whatever the set."""
    return supply_by({"": codes})[""]


def supply_by(sets: Mapping[Key, Collection[str]]) -> dict[Key, Offer]:
    """Return the professionals of several sets of communes at once, each under its key."""
    wanted = {code for codes in sets.values() for code in codes}
    by_code: dict[str, list[Figure]] = {}
    for code, figures in _figures(Supply.Level.COMMUNE, wanted):
        by_code.setdefault(code, []).extend(figures)
    return {
        key: Offer([figure for code in set(codes) for figure in by_code.get(code, ())])
        for key, codes in sets.items()
    }


def supply_in(
    level: str, codes: Collection[str] = ("",), *, is_fictional: bool = False
) -> dict[str, Offer]:
    """Return the professionals of whole areas: DEPARTEMENT, REGION by code, FRANCE.

    Those whose commune alone is unknown are counted in them. Of the whole country there is the
    real one and, for the demonstration, the invented one.
    """
    found: dict[str, Offer] = {}
    one_country = is_fictional if level == Supply.Level.FRANCE else None
    for code, figures in _figures(level, codes, is_fictional=one_country):
        found.setdefault(code, Offer()).figures.extend(figures)
    return found


def establishments_in(
    codes: Collection[str], categories: Collection[str] = ()
) -> list[PlacedEstablishment]:
    """Return the establishments of these communes, of some categories if said, by name."""
    found: list[PlacedEstablishment] = []
    for chunk in _chunks(codes):
        rows = Establishment.objects.filter(
            commune__in=chunk, load__in=_current(HealthLoad.Kind.ESTABLISHMENTS)
        )
        if categories:
            rows = rows.filter(category__in=categories)
        found += [
            PlacedEstablishment(*row)
            for row in rows.values_list(
                "finess", "name", "category", "commune", "postcode", "legal_entity", "siret",
                "opened_on", "x_km", "y_km",
            )
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.name, one.finess))


def _current(kind: str, *, is_fictional: bool | None = None) -> list[int]:
    current = HealthLoad.objects.current().filter(kind=kind)
    if is_fictional is not None:
        current = current.filter(is_fictional=is_fictional)
    return list(current.values_list("pk", flat=True))


def _chunks(codes: Collection[str]) -> Iterator[list[str]]:
    listed = sorted(set(codes))
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def _figures(
    level: str, codes: Collection[str], *, is_fictional: bool | None = None
) -> Iterator[tuple[str, list[Figure]]]:
    current = _current(HealthLoad.Kind.PROFESSIONALS, is_fictional=is_fictional)
    for chunk in _chunks(codes):
        rows = Supply.objects.filter(code__in=chunk, level=level, load__in=current)
        for code, load, figures in rows.values_list("code", "load", "figures"):
            yield code, list(_read(load, figures.split("\n")))


def _read(load: int, lines: Iterable[str]) -> Iterator[Figure]:
    for line in lines:
        profession, specialty, mode, first, persons, weight, share, several = line.split("|")
        yield Figure(
            load, profession, specialty, mode, first == "1", int(persons), int(weight) / SHARE,
            int(share) / SHARE, several,
        )  # fmt: skip


def _practice(line: str, commune: str | None) -> Practice:
    national_id, name, first_name, profession, specialty, mode, sector, *place = line.split("|")
    return Practice(
        national_id, name, first_name, profession, specialty, mode, sector, commune, *place
    )
