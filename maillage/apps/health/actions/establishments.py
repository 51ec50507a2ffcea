"""How does the register of establishments take place, whole or not at all?"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from maillage.apps.health.actions import rows
from maillage.apps.health.actions.origin import Origin
from maillage.apps.health.actions.places import gazetteer_in_place
from maillage.apps.health.models import Establishment, HealthLoad
from maillage.apps.health.readers import finess
from maillage.apps.health.readers.gazetteer import NOWHERE, Gazetteer
from maillage.apps.journal import actions as journal
from maillage.domain import french
from maillage.domain.health.establishments import categories

Say = Callable[[str], None]
COLUMNS = (
    "load", "finess", "name", "category", "commune", "postcode", "legal_entity", "siret",
    "opened_on", "x_km", "y_km",
)  # fmt: skip
LONGEST_NAME = 200


@dataclass
class _Prepared:
    """What a file puts in place: rows without their load, when they are of, what was counted."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    day: date | None = None
    digest: str = ""


def load_establishments(*, path: Path, origin: Origin, at: datetime, say: Say) -> HealthLoad:
    """Put a file of FINESS in place; the former stays until all of it is written.

    :raises Refusal: the file cannot be read or trusted (`readers.refusals`); nothing has changed.
    :raises NoCommuneInPlace: no commune is known yet.
    """
    prepared = _Prepared()
    places = gazetteer_in_place(is_fictional=origin.is_fictional)
    # Read before anything is locked: the new form takes a while.
    finess.read(path, lambda reading: _prepare(reading, places, prepared))
    say(f"{french.integer(prepared.counts['read'])} établissements lus ; écriture…")
    dated = origin if origin.as_of else replace(origin, as_of=prepared.day)
    with transaction.atomic():
        rows.wait_for_other_loads()
        load = HealthLoad.objects.create(
            kind=HealthLoad.Kind.ESTABLISHMENTS,
            name=path.name,
            digest=prepared.digest,
            loaded_at=at,
            counts=prepared.counts,
            **dated.stored,
        )
        rows.write_rows(Establishment, COLUMNS, ((load.pk, *row) for row in prepared.rows))
        rows.put_in_place(load, Establishment)
        facts = {"name": load.name, "vintage": load.vintage, "kept": load.counts["kept"]}
        journal.record("health.establishments_loaded", by=None, at=at, on=load, facts=facts)
    return load


def _prepare(reading: finess.Reading, places: Gazetteer, prepared: _Prepared) -> None:
    kept, others, placed, unknown = categories(), 0, 0, 0
    for site in reading.sites:
        if site.category not in kept:
            others += 1
            continue
        found = places.find(site.commune, site.postcode, site.town)
        commune = None if found.startswith(NOWHERE) else found
        placed += site.x_km is not None
        unknown += commune is None
        prepared.rows.append((
            site.finess[:9], _text(site.name), site.category, commune, site.postcode[:5],
            site.legal_entity[:9], site.siret[:14], site.opened_on, site.x_km, site.y_km,
        ))  # fmt: skip
    prepared.day, prepared.digest = reading.day, reading.digest.hexdigest()
    prepared.counts = {
        "read": reading.read,
        "closed": reading.closed,
        "kept": len(prepared.rows),
        "placed": placed,
        "centres": reading.centres,
        "unknown_commune": unknown,
        "other_categories": others,
    }


def _text(name: str) -> str:
    # PostgreSQL keeps no text with a null character.
    return name.replace("\0", "")[:LONGEST_NAME]
