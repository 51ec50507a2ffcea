"""What do the components show? Plain values that views and queries may build."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from maillage.domain.parameters.values import is_known_level, meaning_of


@dataclass(frozen=True)
class Tab:
    """One page of a workspace; `count` says how many things it holds."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None


class StepState(Enum):
    """Where a step of a timeline stands."""

    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"
    FUTURE = "future"


@dataclass(frozen=True)
class Step:
    """One step of a timeline; `WAITING` is a step that waits for the reader."""

    title: str
    state: StepState = StepState.FUTURE
    on: date | None = None
    text: str = ""

    @property
    def spoken_state(self) -> str:
        """What the colour says, for who does not see it."""
        return {
            StepState.DONE: "fait",
            StepState.CURRENT: "en cours",
            StepState.WAITING: "attend une action",
            StepState.FUTURE: "à venir",
        }[self.state]


@dataclass(frozen=True)
class SourceNote:
    """Where a figure comes from, as the reader is told."""

    title: str = ""
    url: str = ""
    vintage: str = ""
    level: str = ""
    rule: str = ""
    others: Sequence["SourceNote"] = field(default=())
    # Where it is known to differ from what people expect, or from another source.
    divergence: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.title or self.vintage or self.level or self.rule)


def _read(thing: Any, name: str) -> Any:
    if isinstance(thing, Mapping):
        return thing.get(name)
    return getattr(thing, name, None)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    return str(value)


def read_source(thing: Any) -> SourceNote:
    """Read a source from any shape: attributes or keys of the same names, all optional.

    A dated value of the texts (`domain.parameters.values.Value`) is read too: its first source,
    the day since when it holds, and what its mark of confidence means.
    """
    if thing is None or isinstance(thing, str):
        return SourceNote(title=thing or "")
    several = _read(thing, "sources") or ()
    first = several[0] if several else thing
    since = _read(thing, "since")
    level = _said(_read(thing, "level"))
    return SourceNote(
        title=_said(_read(first, "title")),
        url=_said(_read(first, "url")),
        vintage=_said(_read(thing, "vintage")) or (f"depuis le {_said(since)}" if since else ""),
        level=meaning_of(level) if is_known_level(level) else level,
        rule=_said(_read(thing, "rule") or _read(thing, "calculation") or _read(thing, "note")),
        others=tuple(read_source(other) for other in several[1:]),
        divergence=_said(_read(thing, "divergence")),
    )
