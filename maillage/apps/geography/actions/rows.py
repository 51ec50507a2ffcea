"""How are the rows of a reference written, quickly, and only where they differ?"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from django.db import connection, models

from maillage.apps.geography.models import (
    Commune,
    Departement,
    Epci,
    FormerCommune,
    Postcode,
    Region,
)
from maillage.apps.geography.readers.records import Reference
from maillage.domain import french
from maillage.domain.communes import Changes, resolve
from maillage.domain.names import normalise

Say = Callable[[str], None]
Key = TypeVar("Key")
# Any number, as long as it is ours: two loads at once wait for one another on PostgreSQL.
LOAD_LOCK = 20_260_101
CHUNK = 500


def wait_for_other_loads() -> None:
    """Let one load at a time through; SQLite already has a single writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


def announced(reference: Reference) -> dict[str, list[str]]:
    """Lead each old code of a reference to its communes of today."""
    successors: dict[str, list[str]] = {}
    for former in reference.former:
        if former.code != former.successor:
            successors.setdefault(former.code, []).append(former.successor)
    return successors


def _write(model: type[models.Model], rows: Sequence[models.Model], fields: list[str]) -> int:
    """Insert the new rows and update those that differ; return how many."""
    key = model._meta.pk.attname
    manager = model._default_manager
    existing = {known[0]: known[1:] for known in manager.values_list(key, *fields)}
    new = [row for row in rows if row.pk not in existing]
    changed = [
        row
        for row in rows
        if row.pk in existing and existing[row.pk] != tuple(getattr(row, name) for name in fields)
    ]
    manager.bulk_create(new, batch_size=CHUNK)
    if changed:
        manager.bulk_create(
            changed,
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=[key],
            update_fields=[name.removesuffix("_id") for name in fields],
        )
    return len(new) + len(changed)


def _told(say: Say, label: str, total: int, written: int) -> int:
    state = f"{french.integer(written)} écrites" if written else "inchangées"
    say(f"{label} : {french.integer(total)} ({state})")
    return written


def write_areas(reference: Reference, say: Say) -> int:
    """Write régions, départements and EPCI."""
    regions = [Region(code=r.code, name=r.name) for r in reference.regions]
    departements = [
        Departement(code=d.code, name=d.name, region_id=d.region, search=normalise(d.name))
        for d in reference.departements
    ]
    epcis = [
        Epci(siren=e.siren, name=e.name, nature=e.nature, search=normalise(e.name))
        for e in reference.epcis
    ]
    written = _write(Region, regions, ["name"])
    written += _write(Departement, departements, ["name", "search", "region_id"])
    written += _write(Epci, epcis, ["name", "search", "nature", "retired_on"])
    return _told(say, "Régions, départements et EPCI", len(regions + departements + epcis), written)


def write_communes(reference: Reference, say: Say) -> int:
    """Write communes and arrondissements; those that live again are no longer retired."""
    communes = [
        Commune(
            code=c.code,
            name=c.name,
            search=normalise(c.name),
            kind="ARRONDISSEMENT" if c.parent else "COMMUNE",
            parent_id=c.parent,
            departement_id=c.departement,
            epci_id=c.epci,
            zone=c.zone,
            population=c.population,
        )
        for c in reference.communes
    ]
    fields = ["name", "search", "kind", "parent_id", "departement_id", "epci_id", "zone"]
    written = _write(Commune, communes, [*fields, "population", "retired_on"])
    return _told(say, "Communes et arrondissements", len(communes), written)


def retire(reference: Reference, changes: Changes) -> None:
    """Date the end of the communes and EPCI that this vintage no longer has."""
    since = reference.origin.effective_on
    ends = {former.code: former.ended_on or since for former in reference.former}
    gone: dict[object, list[str]] = {}
    for code in (*changes.merged, *changes.unmatched):
        gone.setdefault(ends.get(code, since), []).append(code)
    for day, codes in gone.items():
        for chunk in _chunks(codes):
            Commune.objects.filter(code__in=chunk).update(retired_on=day)
    living = {epci.siren for epci in reference.epcis}
    known = Epci.objects.current().filter(is_fictional=False).values_list("siren", flat=True)
    for chunk in _chunks([siren for siren in known if siren not in living]):
        Epci.objects.filter(siren__in=chunk).update(retired_on=since)


def write_former(reference: Reference, say: Say) -> int:
    """Write old codes and names; what an earlier source alone knew is kept and led further."""
    successors = announced(reference)
    living = set(Commune.objects.current().values_list("code", flat=True))
    known = {
        (code, name, successor): (pk, ended_on)
        for pk, code, name, successor, ended_on in FormerCommune.objects.filter(
            successor__departement__is_fictional=False
        ).values_list("pk", "code", "name", "successor", "ended_on")
    }
    names = dict(Commune.objects.exclude(retired_on=None).values_list("code", "name"))
    names |= {code: name for code, name, _ in known if name}
    wanted: dict[tuple[str, str, str], date | None] = {}
    for former in reference.former:
        key = (former.code, former.name or names.get(former.code, ""), former.successor)
        wanted[key] = former.ended_on or known.get(key, (0, None))[1]
    said = {code for code, _, _ in wanted}
    for (code, name, successor), (_, ended_on) in known.items():
        if code == successor or (code not in said and code not in living):
            for holder in resolve(successor, current=living, successors=successors):
                wanted.setdefault((code, name, holder), ended_on)
    stale = [pk for key, (pk, ended_on) in known.items() if wanted.get(key, pk) != ended_on]
    for chunk in _chunks(stale):
        FormerCommune.objects.filter(pk__in=chunk).delete()
    new = [
        FormerCommune(code=code, name=name, successor_id=successor, ended_on=ended_on)
        for (code, name, successor), ended_on in wanted.items()
        if known.get((code, name, successor), (0, 0))[1] != ended_on
    ]
    FormerCommune.objects.bulk_create(new, batch_size=CHUNK)
    return _told(say, "Anciennes communes", len(wanted), len(new))


def write_postcodes(reference: Reference, say: Say) -> int:
    """Write postcodes, unless the source has none: those in place then stay."""
    if reference.postcodes is None:
        return 0
    wanted = {(p, commune) for commune, codes in reference.postcodes.items() for p in codes}
    known = {
        (code, commune): pk
        for pk, code, commune in Postcode.objects.filter(
            commune__departement__is_fictional=False
        ).values_list("pk", "code", "commune")
    }
    for chunk in _chunks([pk for key, pk in known.items() if key not in wanted]):
        Postcode.objects.filter(pk__in=chunk).delete()
    new = [Postcode(code=code, commune_id=commune) for code, commune in sorted(wanted - set(known))]
    Postcode.objects.bulk_create(new, batch_size=CHUNK)
    return _told(say, "Codes postaux", len(wanted), len(new))


def _chunks(values: Iterable[Key]) -> Iterable[list[Key]]:
    listed = list(values)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))
