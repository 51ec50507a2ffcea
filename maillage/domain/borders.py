"""Which communes lie between several CPTS, and what do their professionals want?

A commune is at a border when two CPTS or more could hold it: those that cover it, and those that
cover a commune beside it. Professionals rank them; the answers are read by commune, never by
person, and a commune with too few answers is only counted with the others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from maillage.domain.refusal import Refusal

# A CPTS, by its key.
Body = str


class Reason(Enum):
    """Why one would rather join a CPTS."""

    AFFINITY = "AFFINITY"
    STATUTES = "STATUTES"
    SECOND_RECOURSE = "SECOND_RECOURSE"
    BASIN = "BASIN"
    SIZE = "SIZE"

    @property
    def label(self) -> str:
        """The reason in French, as a professional would say it."""
        return {
            Reason.AFFINITY: "j’y travaille déjà avec des confrères",
            Reason.STATUTES: "ses statuts et sa façon de décider",
            Reason.SECOND_RECOURSE: "les spécialistes et l’hôpital où vont mes patients",
            Reason.BASIN: "le bassin de vie : là où vont les habitants",
            Reason.SIZE: "sa taille, plus grande ou plus petite",
        }[self]

    @property
    def short(self) -> str:
        """The reason in a few words, for a table that counts them."""
        return {
            Reason.AFFINITY: "confrères",
            Reason.STATUTES: "statuts",
            Reason.SECOND_RECOURSE: "second recours",
            Reason.BASIN: "bassin de vie",
            Reason.SIZE: "taille",
        }[self]


class NobodyRanked(Refusal):
    """An answer that chooses no CPTS."""

    def __init__(self) -> None:
        super().__init__(
            "Choisissez au moins une CPTS : la première est celle que vous souhaitez rejoindre."
        )


class RankedTwice(Refusal):
    """The same CPTS stands at two places of an answer."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} figure deux fois : donnez à chaque CPTS une seule place.")


class NotACandidate(Refusal):
    """A CPTS that does not border the commune."""

    def __init__(self) -> None:
        super().__init__(
            "Une des CPTS choisies ne touche pas cette commune : choisissez parmi celles qui sont "
            "proposées."
        )


class SurveyClosed(Refusal):
    """The survey no longer takes answers."""

    def __init__(self) -> None:
        super().__init__(
            "L’enquête est close : les réponses ne changent plus. Écrivez à la communauté qui "
            "l’a menée pour lui dire ce qu’elle doit savoir."
        )


@dataclass(frozen=True)
class Choice:
    """What a professional of a commune answers: CPTS from the most wanted to the least."""

    commune: str
    ranked: tuple[Body, ...]
    reasons: frozenset[Reason] = frozenset()


def at_the_border(
    covered: Mapping[str, Collection[Body]], neighbours: Mapping[str, Collection[str]]
) -> dict[str, tuple[Body, ...]]:
    """Return the communes that two CPTS or more could hold, each with those CPTS.

    `covered` gives the CPTS of each commune (none: a white zone may be absent), `neighbours` the
    communes that touch each commune. Communes come in the order of their codes, and so do CPTS
    but for those that cover the commune, which come first.
    """
    found: dict[str, tuple[Body, ...]] = {}
    for code in sorted(neighbours.keys() | covered.keys()):
        own: list[Body] = sorted(set(covered.get(code, ())))
        around: set[Body] = {
            body for other in neighbours.get(code, ()) for body in covered.get(other, ())
        } - set(own)
        if len(own) + len(around) > 1:
            found[code] = (*own, *sorted(around))
    return found


def check(choice: Choice, candidates: Mapping[Body, str]) -> None:
    """Check an answer against the CPTS proposed for its commune (key → name).

    :raises NobodyRanked: none is chosen.
    :raises RankedTwice: one is chosen at two places.
    :raises NotACandidate: one is not proposed there.
    """
    if not choice.ranked:
        raise NobodyRanked
    for body, times in Counter(choice.ranked).items():
        if body not in candidates:
            raise NotACandidate
        if times > 1:
            raise RankedTwice(candidates[body])


@dataclass(frozen=True)
class Result:
    """What the professionals of some communes want, told together.

    `points` gives each CPTS its Borda count: with n CPTS proposed, a first place gives n - 1
    points, the next n - 2, a CPTS left unranked none. (Borda, Mémoire sur les élections au
    scrutin, 1781.)
    """

    communes: tuple[str, ...]
    answers: int
    first: Mapping[Body, int]
    points: Mapping[Body, int]
    reasons: Mapping[Reason, int]

    @property
    def preferred(self) -> Body | None:
        """The CPTS that most put first, by points where firsts are equal; None where both are."""
        ranked = sorted(
            self.points, key=lambda body: (self.first.get(body, 0), self.points[body]), reverse=True
        )
        if not ranked or not self.answers:
            return None
        best = [(self.first.get(body, 0), self.points[body]) for body in ranked[:2]]
        return None if len(best) == 2 and best[0] == best[1] else ranked[0]

    @property
    def share(self) -> float:
        """Share of the answers that put the preferred CPTS first, from 0 to 1; 0 without one."""
        preferred = self.preferred
        return self.first.get(preferred, 0) / self.answers if preferred is not None else 0.0


@dataclass(frozen=True)
class Results:
    """The results by commune; those with too few answers are told together in `others`."""

    communes: Mapping[str, Result]
    others: Result | None


def results(
    choices: Iterable[Choice],
    candidates: Mapping[str, Sequence[Body]],
    *,
    least: int,
) -> Results:
    """Count answers by commune; under `least` answers a commune is only counted with the others.

    Where those others together have less than `least` answers they are not told at all, and
    where a single commune would be hidden, the least answered of the shown ones is hidden with
    it: what is shown is never enough to find by difference what is not.
    """
    by_commune: dict[str, list[Choice]] = {code: [] for code in candidates}
    for choice in choices:
        by_commune[choice.commune].append(choice)
    few = {code for code, given in by_commune.items() if 0 < len(given) < least}
    shown = {code for code, given in by_commune.items() if len(given) >= least}
    if len(few) == 1 and shown:
        few.add(min(sorted(shown), key=lambda code: len(by_commune[code])))
        shown -= few
    together = [choice for code in sorted(few) for choice in by_commune[code]]
    every = sorted({body for code in few for body in candidates[code]})
    return Results(
        {code: _result((code,), by_commune[code], candidates[code]) for code in sorted(shown)},
        _result(tuple(sorted(few)), together, every) if len(together) >= least else None,
    )


def _result(
    communes: tuple[str, ...], given: Sequence[Choice], candidates: Sequence[Body]
) -> Result:
    first = Counter(choice.ranked[0] for choice in given)
    points: Counter[Body] = Counter(dict.fromkeys(candidates, 0))
    for choice in given:
        for place, body in enumerate(choice.ranked):
            points[body] += len(candidates) - 1 - place
    reasons = Counter(reason for choice in given for reason in choice.reasons)
    return Result(communes, len(given), dict(first), dict(points), dict(reasons))
