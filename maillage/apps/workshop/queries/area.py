"""What does the workshop of an area show first: what exists, and the studies made?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, Q
from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.geography.models import Departement
from maillage.apps.geography.queries import Outline
from maillage.apps.workshop import access
from maillage.apps.workshop.access import Area, Standing
from maillage.apps.workshop.ground import Ground, Present, ground_of, present_of
from maillage.apps.workshop.models import Study
from maillage.apps.workshop.queries.pictures import outlines_of, partition_picture
from maillage.apps.workshop.queries.words import Quality, quality_of
from maillage.documents.pictures import Picture
from maillage.domain.partition import NOWHERE, Window, cut_groups, score
from maillage.domain.refusal import Refusal


@dataclass(frozen=True)
class Existing:
    """What exists today, judged as any partition would be; communes of no CPTS are left out."""

    present: Present
    quality: Quality | None
    picture: Picture | None
    white: int
    white_people: int


@dataclass(frozen=True)
class AreaPage:
    """The workshop of an area; `obstacle` says what lacks before anything can be drawn."""

    area: Area
    standing: Standing
    studies: list[Study]
    existing: Existing | None
    obstacle: str
    url: str
    new_url: str


def address_of(area: Area, page: str = "") -> str:
    """Return an address of the workshop of an area."""
    kind = "departement" if isinstance(area, Departement) else "region"
    return reverse(f"workshop:{page}{kind}", args=[area.pk.lower()])


def area_page(area: Area, person: Person, *, on: date) -> AreaPage:
    """Return the first page of the workshop of an area."""
    existing, obstacle = None, ""
    try:
        ground = ground_of(area)
        existing = existing_of(ground, present_of(ground, on=on), outlines_of(ground))
    except Refusal as refusal:
        obstacle = str(refusal)
    return AreaPage(
        area=area,
        standing=access.standing_of(person, area, on=on),
        studies=studies_of(area),
        existing=existing,
        obstacle=obstacle,
        url=address_of(area),
        new_url=address_of(area, "new_in_"),
    )


def studies_of(area: Area) -> list[Study]:
    """Return the studies of an area, the last first."""
    over = Q(departement=area.pk) if isinstance(area, Departement) else Q(region=area.pk)
    ready = Count("scenarios", filter=Q(scenarios__state="READY"))
    found = Study.objects.standing().filter(over).select_related("by", "body")
    return list(found.annotate(ready=ready).order_by("-asked_at", "-pk"))


def existing_of(ground: Ground, present: Present, drawn: Mapping[str, Outline]) -> Existing:
    """Judge what exists: only the communes that a CPTS holds."""
    held = np.flatnonzero(present.numbers != NOWHERE)
    white = np.flatnonzero(present.numbers == NOWHERE)
    people = int(ground.land.populations[white].sum())
    if present.is_empty:
        return Existing(present, None, None, len(white), people)
    land, numbers, window = ground.land.subset(held), present.numbers[held], Window()
    found = score(land, numbers, window)
    kept = {"count": found.count, "in_window": found.in_window, "j": found.j}
    quality = quality_of(
        {**kept, "broken": found.broken, **vars(found.parts)}, cut_groups(land, numbers, window)
    )
    shown = partition_picture(
        ground,
        present.numbers,
        drawn,
        present.names,
        called=f"les CPTS d’aujourd’hui, {ground.area.name}",
    )
    return Existing(present, quality, shown.picture if shown else None, len(white), people)
