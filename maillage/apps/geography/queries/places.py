"""Which commune, EPCI or département does someone mean by a few letters or figures?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Model, Q, QuerySet, Sum, Value, When

from maillage.apps.geography.models import Commune, Departement, Epci, FormerCommune
from maillage.domain import french
from maillage.domain.names import ARTICLES, fold, normalise

EXACT, BEGINNING, INSIDE = 0, 1, 2
# Places of other kinds that a crowd of communes must not hide.
RESERVED = 3
SHORTEST = 2
LONGEST = 80

_FIGURES = re.compile(r"(?:\d[\dAB]?\d*|\d{9})", re.IGNORECASE)
_DEPARTEMENT = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab]|97\d|98\d)")
# « CC du Pays de Gex » is sought as « pays de gex »: its nature is not the beginning of its name.
_NATURES = tuple(
    f"{nature} {link}".strip()
    for nature in ("cc", "ca", "cu")
    for link in ("", "de", "du", "des", "d", "de la", "de l", "le", "la", "les", "l")
)


class PlaceKind(Enum):
    """What a place is; its value is the word of addresses and JSON."""

    COMMUNE = "commune"
    ARRONDISSEMENT = "arrondissement"
    EPCI = "epci"
    DEPARTEMENT = "departement"


@dataclass(frozen=True)
class Place:
    """A place found; `was` is the former name or code that led to it."""

    kind: PlaceKind
    code: str
    name: str
    where: str
    population: int | None
    communes: int | None
    is_fictional: bool
    rank: int
    was: str = ""

    @property
    def key(self) -> str:
        """The place in one word, as forms and addresses name it: « epci:200046977 »."""
        return f"{self.kind.value}:{self.code}"

    @property
    def detail(self) -> str:
        """What tells it from a namesake, in French."""
        parts = [self.where] if self.where else []
        if self.was:
            parts.insert(0, f"anciennement {self.was}")
        if self.communes is not None:
            parts.append(f"{french.integer(self.communes)} communes")
        if self.population is not None:
            parts.append(f"{french.integer(self.population)} habitants")
        return " · ".join(parts)


def search_places(text: str, *, limit: int = 12) -> list[Place]:
    """Return the places that a name, a code, a postcode or a SIREN may mean, best first.

    Invented places come after the real ones. At most seven queries.
    """
    asked = text.strip()[:LONGEST]
    if _FIGURES.fullmatch("".join(asked.split())):
        return _ordered(_by_figures("".join(asked.split()).upper()), limit)
    found = _by_name(asked, None, limit)
    *words, last = fold(asked).split(" ")
    if not found and words and _DEPARTEMENT.fullmatch(last):
        found = _by_name(" ".join(words), last.upper(), limit)
    return found


def _ordered(places: Iterable[Place], limit: int) -> list[Place]:
    kinds = list(PlaceKind)
    unique: dict[str, Place] = {}
    for place in places:
        if place.key not in unique or place.rank < unique[place.key].rank:
            unique[place.key] = place
    return sorted(
        unique.values(),
        key=lambda place: (
            place.is_fictional,
            place.rank,
            bool(place.was),
            kinds.index(place.kind),
            -(place.population or 0),
            place.name,
        ),
    )[:limit]


def _by_figures(figures: str) -> Iterator[Place]:
    padded = {figures, figures.zfill(5)} if len(figures) >= 4 else set()
    if len(figures) <= 3:
        yield from _departements(Departement.objects.filter(code=figures.zfill(2)), EXACT)
    if len(figures) >= 6:
        yield from _epcis(Epci.objects.current().filter(siren__startswith=figures)[:20], EXACT)
    if 3 <= len(figures) <= 5:
        begins = Q(postcodes__code__startswith=figures)
        yield from _communes(
            Commune.objects.current().filter(begins).order_by("code").distinct(), BEGINNING
        )
    if padded:
        yield from _communes(Commune.objects.current().filter(code__in=padded), EXACT)
        former = FormerCommune.objects.filter(code__in=padded).exclude(code=F("successor"))
        yield from _former(former, EXACT)


def _by_name(text: str, departement: str | None, limit: int) -> list[Place]:
    # « st » is « saint », but may also be the beginning of « stenay ».
    spellings = sorted({normalise(text), fold(text)} - {""})
    if not spellings or len(spellings[0]) < SHORTEST:
        return []
    communes = _named(Commune.objects.current(), spellings)
    former = _named(FormerCommune.objects.filter(successor__retired_on=None), spellings)
    others: list[Place] = []
    if departement:
        communes = communes.filter(departement=departement)
        former = former.filter(successor__departement=departement)
    else:
        others += _departements(_named(Departement.objects.all(), spellings)[:RESERVED])
        others += _epcis(_named(Epci.objects.current(), spellings, _NATURES)[:RESERVED])
    others = _ordered(others, RESERVED)
    order = ("departement__is_fictional", "rank", F("population").desc(nulls_last=True), "code")
    places = list(_communes(communes.order_by(*order)[:limit]))
    known = {place.code for place in places}
    past = former.order_by("successor__departement__is_fictional", "rank", "search", "code")
    old = [place for place in _former(past[: RESERVED * 2]) if place.code not in known][:RESERVED]
    kept = places[: limit - len(others)]
    if len(kept) + len(others) + len(old) > limit:
        # A former name spelt in full comes before the communes whose name only begins so.
        old = [place for place in old if place.rank == EXACT]
        kept = kept[: limit - len(others) - len(old)]
    return _ordered([*kept, *others, *old], limit)


def _named(
    rows: QuerySet[Any], spellings: list[str], forewords: tuple[str, ...] = ()
) -> QuerySet[Any]:  # `annotate` gives the rows a type that cannot be named here
    """Keep the rows of which each word sought begins a word; say how well, and sort by it."""
    matching, exact, begins = Q(), Q(), Q()
    for spelling in spellings:
        words = Q()
        for word in spelling.split(" "):
            words &= Q(search__startswith=word) | Q(search__contains=f" {word}")
        matching |= words
        exact |= Q(search__in=[spelling, *(f"{article} {spelling}" for article in ARTICLES)])
        for first in ("", *(f"{word} " for word in (*ARTICLES, *forewords))):
            begins |= Q(search__startswith=first + spelling)
    rank = Case(
        When(exact, then=Value(EXACT)),
        When(begins, then=Value(BEGINNING)),
        default=Value(INSIDE),
        output_field=IntegerField(),
    )
    ranked: QuerySet[Any] = rows.filter(matching).annotate(rank=rank)
    return ranked.order_by("rank", "search")


def _rank(row: Model, rank: int | None) -> int:
    return int(getattr(row, "rank", INSIDE)) if rank is None else rank


def _communes(rows: QuerySet[Commune], rank: int | None = None) -> Iterator[Place]:
    for commune in rows.select_related("departement"):
        yield _commune(commune, _rank(commune, rank))


def _commune(commune: Commune, rank: int) -> Place:
    return Place(
        kind=PlaceKind[commune.kind],
        code=commune.code,
        name=commune.name,
        where=str(commune.departement),
        population=commune.population,
        communes=None,
        is_fictional=commune.departement.is_fictional,
        rank=rank,
    )


def _former(rows: QuerySet[FormerCommune], rank: int | None = None) -> Iterator[Place]:
    for former in rows.select_related("successor__departement"):
        place = _commune(former.successor, _rank(former, rank))
        yield replace(place, was=former.name or former.code)


def _departements(rows: QuerySet[Departement], rank: int | None = None) -> Iterator[Place]:
    for departement in rows.select_related("region"):
        yield Place(
            kind=PlaceKind.DEPARTEMENT,
            code=departement.code,
            name=departement.name,
            where=f"département, {departement.region}",
            population=None,
            communes=None,
            is_fictional=departement.is_fictional,
            rank=_rank(departement, rank),
        )


def _epcis(rows: QuerySet[Epci], rank: int | None = None) -> Iterator[Place]:
    epcis = list(rows)
    shares: dict[str, list[tuple[int, str, int | None]]] = {}
    if epcis:
        for siren, code, name, communes, known, people in (
            Commune.objects.current()
            .whole()
            .filter(epci__in=epcis)
            .order_by("epci", "departement")
            .values_list("epci", "departement", "departement__name")
            .annotate(communes=Count("code"), known=Count("population"), people=Sum("population"))
        ):
            share = (communes, f"{name} ({code})", people if known == communes else None)
            shares.setdefault(siren, []).append(share)
    for epci in epcis:
        parts = sorted(shares.get(epci.siren, []), reverse=True, key=lambda part: part[0])
        yield Place(
            kind=PlaceKind.EPCI,
            code=epci.siren,
            name=epci.name,
            where=", ".join(where for _, where, _ in parts[:2]),
            population=_sum([people for _, _, people in parts]),
            communes=sum(communes for communes, _, _ in parts),
            is_fictional=epci.is_fictional,
            rank=_rank(epci, rank),
        )


def _sum(counts: list[int | None]) -> int | None:
    """Add up; what is unknown makes the sum unknown."""
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
