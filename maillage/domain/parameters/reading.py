"""How is a parameter file read, and what is said when it is badly written?

One YAML file holds one parameter; its key is its path (``aci/functioning``)::

    label: …            # French, shown on screen
    unit: €/an
    checked_on: 2026-07-26
    values:
      - since: 2019-08-25
        level: C2
        sources: [{title: …, url: …}]
        by_size:        # or `amount:` when the size does not matter
          1: 50000
          2: {amount: null, reason: …}      # a cell may carry its own level, sources, note…
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from maillage.domain.parameters.values import (
    NOT_FOUND,
    Parameter,
    Source,
    Value,
    is_known_level,
)
from maillage.domain.refusal import Refusal

# libyaml reads ten times faster; it is not in every build of PyYAML.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADING = {"label", "unit", "checked_on", "values", "note"}
_REMARKS = {"note", "reason", "calculation"}
_CELL = {"amount", "level", "sources"} | _REMARKS
_DATED = _CELL | {"since", "by_size"}


class MalformedParameter(Refusal):
    """A parameter file does not say what it must."""

    def __init__(self, key: str, defect: str) -> None:
        super().__init__(f"Le fichier de paramètres « {key}.yaml » est à corriger : {defect}.")


def read(path: Path, key: str) -> Parameter:
    """Read one parameter file.

    :raises MalformedParameter: a heading is missing, a value has no source, an unknown amount has
        no reason, a calculated one no calculation, or the file is not YAML.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 — safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as cause:
        raise MalformedParameter(key, "ce n’est pas du YAML en UTF-8") from cause
    heading = _mapping(content, key, "l’en-tête", _HEADING)
    dated = heading.get("values")
    if not isinstance(dated, list) or not dated:
        raise MalformedParameter(key, "« values » doit être une liste de valeurs datées")
    parameter = Parameter(
        key=key,
        label=_text(heading, "label", key),
        unit=_text(heading, "unit", key),
        checked_on=_day(heading, "checked_on", key),
        note=_text(heading, "note", key) if "note" in heading else "",
        values=(),
    )
    values = [
        value
        for entry in dated
        for value in _values(parameter, _mapping(entry, key, "une valeur datée", _DATED))
    ]
    in_order = sorted(values, key=lambda value: (value.since, value.size or 0))
    return replace(parameter, values=tuple(in_order))


def _values(parameter: Parameter, entry: Mapping[str, object]) -> Iterator[Value]:
    key = parameter.key
    since = _day(entry, "since", key)
    shared = {name: entry[name] for name in _CELL if name in entry}
    if "by_size" not in entry:
        yield _value(parameter, since, None, shared)
        return
    by_size = entry["by_size"]
    if not isinstance(by_size, dict) or not set(by_size) <= {1, 2, 3, 4}:
        raise MalformedParameter(key, "« by_size » attend les tailles 1 à 4")
    for size, given in by_size.items():
        own = given if isinstance(given, dict) else {"amount": given}
        cell = {**shared, **_mapping(own, key, f"la taille {size}", _CELL)}
        yield _value(parameter, since, size, cell)


def _value(
    parameter: Parameter, since: date, size: int | None, cell: Mapping[str, object]
) -> Value:
    key = parameter.key
    amount = _amount(cell, key)
    value = Value(
        key=key,
        label=parameter.label,
        unit=parameter.unit,
        amount=amount,
        since=since,
        # Whatever confidence its neighbours have, an unknown amount has none.
        level=NOT_FOUND if amount is None else _text(cell, "level", key),
        sources=_sources(cell, key),
        checked_on=parameter.checked_on,
        size=size,
        **{name: _text(cell, name, key) for name in _REMARKS if name in cell},
    )
    if not is_known_level(value.level):
        raise MalformedParameter(key, f"le niveau de confiance « {value.level} » n’existe pas")
    if value.amount is None and not value.reason:
        raise MalformedParameter(key, "un montant inconnu (null) doit dire pourquoi (« reason »)")
    if value.amount is not None and value.level == "D" and not value.calculation:
        raise MalformedParameter(key, "une valeur de niveau D doit montrer son calcul")
    return value


def _sources(cell: Mapping[str, object], key: str) -> tuple[Source, ...]:
    given = cell.get("sources")
    if not isinstance(given, list) or not given:
        raise MalformedParameter(key, "chaque valeur doit avoir au moins une source")
    sources = []
    for entry in given:
        fields = _mapping(entry, key, "une source", {"title", "url"})
        url = _text(fields, "url", key) if fields.get("url") else ""
        sources.append(Source(_text(fields, "title", key), url))
    return tuple(sources)


def _amount(cell: Mapping[str, object], key: str) -> Decimal | None:
    if "amount" not in cell:
        raise MalformedParameter(key, "une valeur n’a pas de montant (« amount », null si inconnu)")
    amount = cell["amount"]
    if amount is None:
        return None
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise MalformedParameter(key, f"le montant « {amount} » n’est pas un nombre")
    exact = Decimal(str(amount))
    if not exact.is_finite() or exact < 0:
        raise MalformedParameter(key, f"le montant « {amount} » doit être un nombre positif")
    return exact


def _mapping(given: object, key: str, place: str, allowed: set[str]) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise MalformedParameter(key, f"{place} doit être une suite de champs nommés")
    unknown = {str(name) for name in given} - allowed
    if unknown:
        raise MalformedParameter(
            key, f"{place} porte un champ inconnu (« {', '.join(sorted(unknown))} »)"
        )
    return given


def _text(given: Mapping[str, object], name: str, key: str) -> str:
    text = given.get(name)
    if not isinstance(text, str) or not text.strip():
        raise MalformedParameter(key, f"le champ « {name} » manque ou n’est pas un texte")
    return text.strip()


def _day(given: Mapping[str, object], name: str, key: str) -> date:
    day = given.get(name)
    # A YAML timestamp would be a datetime, which is a date too.
    if type(day) is not date:
        raise MalformedParameter(key, f"le champ « {name} » doit être une date (AAAA-MM-JJ)")
    return day
