"""In which words does a reader say what its files leave in doubt?"""

from collections.abc import Collection, Iterable

from maillage.apps.geography.readers.records import CommuneRecord

SHOWN = 8


def _listed(names: list[str]) -> str:
    more = f" et {len(names) - SHOWN} autres" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def populations_in_force(counted: int | None, *, mayotte: int | None = None) -> str:
    """Name the vintage of legal populations: in force three years after the census year."""
    if counted is None:
        return "populations légales, millésime non indiqué par le fichier"
    apart = f" (Mayotte : {mayotte})" if mayotte else ""
    return f"populations légales {counted}, en vigueur au 1er janvier {counted + 3}{apart}"


def epcis_without_members(names: Iterable[str]) -> tuple[str, ...]:
    empty = sorted(names)
    if not empty:
        return ()
    return (f"EPCI sans aucune commune membre, laissés de côté : {_listed(empty)}.",)


def doubtful_members(found: list[str]) -> tuple[str, ...]:
    if not found:
        return ()
    return (
        "Communes citées par un EPCI mais inconnues, ou déjà membres d’un autre : "
        f"{_listed(found)}.",
    )


def without_population(communes: Collection[CommuneRecord]) -> tuple[str, ...]:
    silent = [f"{c.name} ({c.code})" for c in communes if c.population is None]
    if not silent:
        return ()
    return (f"Population inconnue pour {len(silent)} communes : {_listed(silent)}.",)
