"""What is asked of the engine, and with how many processors?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from maillage.domain.partition.constraints import Constraints
from maillage.domain.partition.graph import Weights
from maillage.domain.partition.schedule import Schedule
from maillage.domain.partition.score import Window

PROCESSORS = 2
# Asked several times a second with the share of the work done; False stops with the best so far.
Asked = Callable[[float], bool]
# Does several jobs, in turn or at once.
Run = Callable[[Callable[[Any], object], Sequence[Any]], Iterable[object]]


@dataclass(frozen=True)
class Request:
    """What is asked of the engine. `count` None leaves the number of territories free, around what
    usual territories would make."""

    window: Window = field(default_factory=Window)
    count: int | None = None
    weights: Weights = field(default_factory=Weights)
    constraints: Constraints = field(default_factory=Constraints)
    seed: int = 1
    starts: int = 8
    schedule: Schedule | None = None


def always(done: float) -> bool:
    """Never stop before the end."""
    return True


def in_turn(work: Callable[[Any], object], jobs: Sequence[Any]) -> Iterable[object]:
    """Do the jobs one after the other, here."""
    for job in jobs:
        yield work(job)


@contextmanager
def processors(count: int = PROCESSORS) -> Iterator[Run]:
    """Do jobs on several processors at once; the answers are those of one.

    Threads are enough: compiled code works without the interpreter's lock.
    """
    with ThreadPoolExecutor(count) as pool:
        yield pool.map
