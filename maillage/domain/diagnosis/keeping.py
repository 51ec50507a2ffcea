"""How is a diagnosis kept for years, and read again word for word?

As plain values (JSON): nothing of what it was made from is needed any more, neither the files it
was counted from, nor the rules of that day.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from maillage.domain.diagnosis.shape import (
    Alike,
    Column,
    Diagnosis,
    Line,
    Nearby,
    Origin,
    Place,
    Section,
    Typed,
)
from maillage.domain.diagnosis.values import State, Value

VERSION = 1
Plain = dict[str, Any]


def to_plain(diagnosis: Diagnosis) -> Plain:
    """Return a diagnosis as plain values that JSON can hold."""
    kept: Plain = _plain(asdict(diagnosis))
    return {"version": VERSION, **kept}


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _plain(held) for key, held in value.items()}
        case list() | tuple():
            return [_plain(held) for held in value]
        case State():
            return value.value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return value


def from_plain(kept: Mapping[str, Any]) -> Diagnosis:
    """Read a diagnosis that `to_plain` wrote."""
    return Diagnosis(
        name=kept["name"],
        kind=kept["kind"],
        on=date.fromisoformat(kept["on"]),
        columns=tuple(Column(**column) for column in kept["columns"]),
        sections=tuple(_section(section) for section in kept["sections"]),
        origins={key: Origin(**origin) for key, origin in kept["origins"].items()},
        summary=tuple(kept["summary"]),
        around=tuple(Nearby(**nearby) for nearby in kept["around"]),
        alike=tuple(Alike(**alike) for alike in kept["alike"]),
        typed=tuple(
            Typed(**{**typed, "as_of": date.fromisoformat(typed["as_of"])})
            for typed in kept["typed"]
        ),
        places=tuple(Place(**place) for place in kept["places"]),
    )


def _section(kept: Mapping[str, Any]) -> Section:
    return Section(
        key=kept["key"],
        title=kept["title"],
        lines=tuple(_line(line) for line in kept["lines"]),
        missing=kept["missing"],
        remarks=tuple(kept["remarks"]),
    )


def _line(kept: Mapping[str, Any]) -> Line:
    values = {column: _value(value) for column, value in kept["values"].items()}
    count = None if kept["count"] is None else _value(kept["count"])
    return Line(**{**kept, "values": values, "count": count})


def _value(kept: Mapping[str, Any]) -> Value:
    amount = None if kept["amount"] is None else Decimal(kept["amount"])
    return Value(amount, State(kept["state"]), kept["note"])
