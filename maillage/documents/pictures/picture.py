"""What is in a picture: areas, lines over them, marks and a legend; not how it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """What a fill means; the page gives it a colour for the day and one for the night."""

    CHOSEN = "chosen"
    FAINT = "faint"
    WHITE = "white"
    TWICE = "twice"
    GROUP_1 = "1"
    GROUP_2 = "2"
    GROUP_3 = "3"
    GROUP_4 = "4"
    GROUP_5 = "5"
    GROUP_6 = "6"
    STEP_1 = "step-1"
    STEP_2 = "step-2"
    STEP_3 = "step-3"
    STEP_4 = "step-4"
    STEP_5 = "step-5"


GROUPS = tuple(tone for tone in Tone if tone.name.startswith("GROUP"))
STEPS = tuple(tone for tone in Tone if tone.name.startswith("STEP"))


class Weight(Enum):
    """How strong a line is."""

    COMMUNE = "commune"
    TERRITORY = "territory"
    DEPARTEMENT = "departement"


@dataclass(frozen=True)
class Box:
    """A rectangle of the plane, in the unit of the paths."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return max(self.right - self.left, 1)

    @property
    def height(self) -> int:
        return max(self.bottom - self.top, 1)

    def wider(self, share: float) -> "Box":
        """Add a margin on every side, a share of the longer one."""
        margin = round(share * max(self.width, self.height))
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def at_least(self, ratio: float) -> "Box":
        """Widen a box that is narrower than a ratio of width to height."""
        more = max(round(self.height * ratio) - self.width, 0) // 2
        return Box(self.left - more, self.top, self.right + more, self.bottom)


def around(boxes: Iterable[Box]) -> Box:
    """Return the box that holds them all; there is at least one."""
    listed = list(boxes)
    return Box(
        min(box.left for box in listed),
        min(box.top for box in listed),
        max(box.right for box in listed),
        max(box.bottom for box in listed),
    )


@dataclass(frozen=True)
class Area:
    """A surface; `title` is what a pointer at rest on it reads."""

    path: str
    tone: Tone
    title: str = ""


@dataclass(frozen=True)
class Line:
    path: str
    weight: Weight


@dataclass(frozen=True)
class Mark:
    """Words at a place of the map: the number of a territory, the name of a town."""

    x: float
    y: float
    text: str
    is_number: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the legend; `number` is the mark of the territory on the map."""

    tone: Tone
    text: str
    number: str = ""


@dataclass(frozen=True)
class Picture:
    """A map. `description` says in words what it shows; the table beside it says the rest."""

    title: str
    description: str
    box: Box
    areas: tuple[Area, ...]
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    legend: tuple[Entry, ...] = ()
    source: str = ""
