"""What is known before a study is asked for: the ground, what exists, the sizes of the day?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.workshop import access
from maillage.apps.workshop.access import Area
from maillage.apps.workshop.asking import Asked, asked_of
from maillage.apps.workshop.ground import Ground, Present, ground_of, present_of
from maillage.apps.workshop.models import Study
from maillage.apps.workshop.queries.area import address_of, studies_of
from maillage.apps.workshop.wishes import Heard, heard_on
from maillage.domain.parameters import registry
from maillage.domain.refusal import Refusal
from maillage.domain.territory import SizeBand, size_bands


@dataclass(frozen=True)
class AskingPage:
    """What the form of a study needs; without a ground, nothing can be asked."""

    area: Area
    area_url: str
    title: str
    bands: Sequence[SizeBand]
    body: Community | None
    ground: Ground | None
    present: Present | None
    heard: Sequence[Heard] = ()


def asking_page(area: Area, person: Person, *, on: date) -> AskingPage:
    """Return what is known of an area before a study of it."""
    ground = present = None
    heard: Sequence[Heard] = ()
    try:
        ground = ground_of(area)
        present = present_of(ground, on=on)
        heard = heard_on(ground, on=on)
    except Refusal:
        # The page of the workshop says what lacks.
        ground = None
    number = len(studies_of(area)) + 1
    return AskingPage(
        area=area,
        area_url=address_of(area),
        title=f"{area.name}, étude {number}",
        bands=size_bands(on=on, values=registry(settings.PARAMETERS_DIR)),
        body=access.bodies_led(person, area, on=on).order_by("pk").first(),
        ground=ground,
        present=present,
        heard=heard,
    )


def former_study(area: Area, key: str) -> tuple[Study, Asked] | None:
    """Return a study of the area to ask again, and what it asked."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    found = next((study for study in studies_of(area) if study.uuid == wanted), None)
    return (found, asked_of(found)) if found else None
