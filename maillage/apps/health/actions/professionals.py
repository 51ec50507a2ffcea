"""How does the register of professionals take place, whole or not at all?"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from maillage.apps.health.actions import rows
from maillage.apps.health.actions.origin import Origin
from maillage.apps.health.actions.places import gazetteer_in_place
from maillage.apps.health.models import HealthLoad, PracticeSheet, Supply
from maillage.apps.health.readers import rpps
from maillage.apps.journal import actions as journal
from maillage.domain.refusal import Refusal

Say = Callable[[str], None]
# A file that lost so much of what is in place is more likely broken than true.
LEAST_SHARE = 0.5


class FileTooSmall(Refusal):
    """The file holds far fewer lines than the one in place."""


def load_professionals(
    *, path: Path, origin: Origin, at: datetime, say: Say, may_shrink: bool = False
) -> HealthLoad:
    """Put an activity file of the RPPS in place; the former stays until all of it is written.

    :raises Refusal: the file cannot be read or trusted (`readers.refusals`); nothing has changed.
    :raises FileTooSmall: it holds less than half of what is in place, unless `may_shrink`.
    """
    places = partial(gazetteer_in_place, is_fictional=origin.is_fictional)
    with rpps.read(path, places, say=say) as register:
        say("Écriture…")
        with transaction.atomic():
            rows.wait_for_other_loads()
            if not may_shrink:
                _check_size(path.name, register.counts.lines, is_fictional=origin.is_fictional)
            return _put(register, path.name, origin, at=at)


def _put(register: rpps.Register, name: str, origin: Origin, *, at: datetime) -> HealthLoad:
    load = HealthLoad.objects.create(
        kind=HealthLoad.Kind.PROFESSIONALS,
        name=name,
        digest=register.digest,
        loaded_at=at,
        counts=asdict(register.counts),
        **origin.stored,
    )
    figures = ((load.pk, *figures) for figures in register.figures)
    rows.write_rows(Supply, ("load", "level", "code", "figures"), figures)
    sheets = _flat(load.pk, register.sheets)
    rows.write_rows(PracticeSheet, ("load", "place", "part", "lines"), sheets)
    rows.put_in_place(load, Supply, PracticeSheet)
    facts = {
        "name": name,
        "vintage": load.vintage,
        "lines": register.counts.lines,
        "people": register.counts.people,
    }
    journal.record("health.professionals_loaded", by=None, at=at, on=load, facts=facts)
    return load


def _flat(load: int, sheets: Iterator[list[rpps.Sheet]]) -> Iterator[tuple[object, ...]]:
    return ((load, *sheet) for some in sheets for sheet in some)


def _check_size(name: str, lines: int, *, is_fictional: bool) -> None:
    current = HealthLoad.objects.current().filter(
        kind=HealthLoad.Kind.PROFESSIONALS, is_fictional=is_fictional
    )
    for former in current:
        if lines < former.counts.get("lines", 0) * LEAST_SHARE:
            raise FileTooSmall(
                f"« {name} » n’a que {lines} lignes, quand le fichier en place en avait "
                f"{former.counts['lines']} : il est sans doute incomplet. Téléchargez-le à "
                "nouveau, ou ajoutez --smaller s’il est bien entier. Rien n’a changé."
            )
