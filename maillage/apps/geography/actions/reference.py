"""How does a reference take place, whole or not at all, without losing what was there?"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from maillage.apps.geography.actions import rows
from maillage.apps.geography.models import Commune, Dataset, FormerCommune
from maillage.apps.geography.readers.coherence import check
from maillage.apps.geography.readers.records import Reference
from maillage.apps.journal import actions as journal
from maillage.domain.communes import NO_CHANGES, Changes, changes_between
from maillage.domain.refusal import Refusal

NAME = "Communes, EPCI et populations"

Say = Callable[[str], None]


class OlderVintage(Refusal):
    """The reference is older than the one in place."""


@dataclass(frozen=True)
class Loaded:
    """What a load did: nothing at all when the very same files were in place."""

    dataset: Dataset
    is_unchanged: bool
    communes: int
    written: int
    changes: Changes


def _silent(message: str) -> None:
    """Say nothing: nobody watches."""


@transaction.atomic
def load_reference(
    *, reference: Reference, at: datetime, may_go_back: bool = False, say: Say = _silent
) -> Loaded:
    """Put a reference in place: whole, or not at all if anything stops it.

    The communes of the départements it covers that it no longer has are retired with their
    successors; invented communes, and territories it does not speak of, are left as they are.

    :raises IncoherentReference: its parts do not hold together.
    :raises OlderVintage: the communes in place are of a later year, unless `may_go_back`.
    """
    check(reference)
    rows.wait_for_other_loads()
    origin = reference.origin
    in_place = Dataset.objects.order_by("pk").last()
    if in_place and in_place.digest == origin.digest:
        return Loaded(in_place, True, len(reference.communes), 0, NO_CHANGES)
    if in_place and in_place.effective_on > origin.effective_on and not may_go_back:
        raise OlderVintage(
            f"Les communes en place sont celles du {in_place.effective_on:%d/%m/%Y}, et ces "
            f"fichiers sont du {origin.effective_on:%d/%m/%Y}. Chargez un millésime plus récent, "
            "ou ajoutez --older pour revenir en arrière."
        )
    changes = _changes(reference)
    written = rows.write_areas(reference, say)
    written += rows.write_communes(reference, say)
    rows.retire(reference, changes)
    written += rows.write_former(reference, say)
    written += rows.write_postcodes(reference, say)
    dataset = Dataset.objects.create(name=NAME, loaded_at=at, **asdict(origin))
    journal.record("geography.loaded", by=None, at=at, on=dataset, facts=_facts(dataset, changes))
    return Loaded(dataset, False, len(reference.communes), written, changes)


def _changes(reference: Reference) -> Changes:
    covered = [departement.code for departement in reference.departements]
    before = Commune.objects.current().filter(
        departement__in=covered, departement__is_fictional=False
    )
    known: dict[str, list[str]] = {}
    for code, successor in FormerCommune.objects.values_list("code", "successor"):
        known.setdefault(code, []).append(successor)
    return changes_between(
        set(before.values_list("code", flat=True)),
        {commune.code for commune in reference.communes},
        known=known,
        announced=rows.announced(reference),
    )


def _facts(dataset: Dataset, changes: Changes) -> dict[str, object]:
    return {
        "vintage": dataset.vintage,
        "source": dataset.source,
        "communes": Commune.objects.current().whole().count(),
        "retired": len(changes.merged) + len(changes.unmatched),
        "recreated": sum(len(codes) for codes in changes.recreated.values()),
        "unmatched": list(changes.unmatched),
    }
