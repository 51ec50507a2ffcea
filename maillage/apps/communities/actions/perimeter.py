"""How is the territory of a community set, dated and never lost?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import Commune
from maillage.apps.journal import actions as journal
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class PerimeterChangedMeanwhile(Refusal):
    """Someone recorded a perimeter between reading and writing."""

    def __init__(self, current: Perimeter | None) -> None:
        who = current.by if current and current.by else "Quelqu’un"
        super().__init__(
            f"{who} a enregistré un autre périmètre pendant que vous composiez le vôtre. "
            "Votre sélection est gardée ci-dessous\u00a0: comparez, puis enregistrez à nouveau."
        )


class UnknownCommunes(Refusal):
    """Some codes are those of no commune, past or present."""


class PerimeterTooEarly(Refusal):
    """The new perimeter would begin before the one in force."""


class NothingChanged(Refusal):
    """The same communes as before."""


@dataclass(frozen=True)
class PerimeterDraft:
    """A perimeter as composed on screen, with the version it was composed from."""

    codes: Collection[str]
    since: date
    expected_number: int
    note: str = ""


def _units(codes: Collection[str]) -> list[str]:
    found = geography.units_of(codes)
    if found.unknown:
        listed = ", ".join(found.unknown[:10])
        raise UnknownCommunes(
            f"Aucune commune ne porte ces codes\u00a0: {listed}. "
            "Corrigez-les ou retirez-les, puis enregistrez à nouveau."
        )
    return sorted(found.codes)


def _open(
    *, community: Community, number: int, draft: PerimeterDraft, by: Person | None, at: datetime
) -> Perimeter:
    perimeter = Perimeter.objects.create(
        community=community,
        number=number,
        since=draft.since,
        note=draft.note,
        by=by,
        recorded_at=at,
    )
    perimeter.communes.set(Commune.objects.filter(pk__in=_units(draft.codes)))
    return perimeter


def first_perimeter(
    *, community: Community, codes: Collection[str], by: Person, at: datetime
) -> Perimeter:
    """Give a new community its territory, inside the act that creates it."""
    draft = PerimeterDraft(codes=codes, since=localdate(at), expected_number=0)
    return _open(community=community, number=1, draft=draft, by=by, at=at)


def _close(current: Perimeter, day: date) -> set[str]:
    """End the perimeter in force, and return the communes it held."""
    if day < current.since:
        raise PerimeterTooEarly(
            f"Le périmètre en vigueur commence le {current.since:%d/%m/%Y}\u00a0: "
            "choisissez cette date ou une date plus récente."
        )
    current.until = day
    current.save(update_fields=["until"])
    return set(current.communes.values_list("pk", flat=True))


@transaction.atomic
def set_perimeter(
    *, community: Community, draft: PerimeterDraft, by: Person, at: datetime
) -> Perimeter:
    """Close the perimeter in force and open the one composed, from its date.

    :raises PerimeterChangedMeanwhile: someone recorded another version since.
    :raises UnknownCommunes: a code leads to no current commune.
    :raises PerimeterTooEarly: it would begin before the version in force.
    :raises NothingChanged: it holds the same communes.
    """
    access.demand(Right.EDIT_TERRITORY, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    current = community.perimeters.filter(until__isnull=True).select_related("by").first()
    number = community.perimeters.count()
    if draft.expected_number != number:
        raise PerimeterChangedMeanwhile(current)
    before = _close(current, draft.since) if current else set()
    perimeter = _open(community=community, number=number + 1, draft=draft, by=by, at=at)
    after = set(perimeter.communes.values_list("pk", flat=True))
    if before == after:
        raise NothingChanged(
            "Ce sont déjà les communes de ce territoire\u00a0: rien n’a été modifié."
        )
    journal.record(
        "perimeter.set",
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        facts={
            "number": perimeter.number,
            "since": draft.since,
            "added": sorted(after - before),
            "removed": sorted(before - after),
            "added_count": len(after - before),
            "removed_count": len(before - after),
        },
    )
    return perimeter
