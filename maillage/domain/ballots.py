"""Who wins a vote: by which majority, with which weight for each college, by whose proxy?

For the votes the law or the statutes require (general assemblies); everything else is decided by
consensus.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from maillage.domain.refusal import Refusal

Voter = TypeVar("Voter", bound=Hashable)

# In a secret ballot, fewer people than this in a college would know each other's vote.
SMALLEST_SECRET_COLLEGE = 3
BLANK = "BLANK"
FOR, AGAINST = "FOR", "AGAINST"
# What one may say of a text, as the paper words it.
MOTION = {FOR: "Pour", AGAINST: "Contre"}


class Majority(Enum):
    """How many votes it takes."""

    SIMPLE = "SIMPLE"
    ABSOLUTE = "ABSOLUTE"
    TWO_THIRDS = "TWO_THIRDS"

    @property
    def label(self) -> str:
        """French name of the majority."""
        return {
            Majority.SIMPLE: "majorité simple",
            Majority.ABSOLUTE: "majorité absolue des votants",
            Majority.TWO_THIRDS: "deux tiers des suffrages exprimés",
        }[self]

    @property
    def meaning(self) -> str:
        """What it takes, exactly."""
        return {
            Majority.SIMPLE: "Le plus de voix l’emporte ; les votes blancs ne comptent pas.",
            Majority.ABSOLUTE: "Plus de la moitié des voix, votes blancs compris.",
            Majority.TWO_THIRDS: "Au moins deux tiers des voix, votes blancs non compris.",
        }[self]

    def reached_by(self, votes: Fraction, *, expressed: Fraction, cast: Fraction) -> bool:
        """Tell whether so many votes are enough, a comparison with the others set apart."""
        if self is Majority.ABSOLUTE:
            return votes * 2 > cast
        if self is Majority.TWO_THIRDS:
            return votes * 3 >= expressed * 2 and votes > 0
        return votes > 0


class TooSmallForSecrecy(Refusal):
    """A college of one or two has no secret."""

    def __init__(self, college: str) -> None:
        where = f"Le collège « {college} »" if college else "Le corps électoral"
        super().__init__(
            f"{where} compte moins de {SMALLEST_SECRET_COLLEGE} personnes : un vote secret y "
            "dirait qui a voté quoi. Réunissez deux collèges, ou votez à main levée."
        )


class ProxyToOneself(Refusal):
    """A proxy goes to someone else."""

    def __init__(self) -> None:
        super().__init__("Une procuration se donne à quelqu’un d’autre que soi.")


class TooManyProxies(Refusal):
    """The holder has as many proxies as the statutes allow."""

    def __init__(self, limit: int) -> None:
        said = "aucune procuration" if limit == 0 else f"{limit} procuration(s) par personne"
        super().__init__(f"La limite est atteinte ({said}) : choisissez un autre mandataire.")


class ProxyOfProxy(Refusal):
    """A proxy is not handed on."""

    def __init__(self) -> None:
        super().__init__(
            "Cette personne a elle-même donné procuration : une procuration ne se transmet pas."
        )


class OutOfCollege(Refusal):
    """The statutes keep proxies within a college."""

    def __init__(self) -> None:
        super().__init__(
            "Les statuts gardent les procurations dans un même collège : choisissez quelqu’un du "
            "collège de la personne qui la donne."
        )


class WeightsIncomplete(Refusal):
    """Some colleges would weigh nothing."""

    def __init__(self, colleges: Sequence[str]) -> None:
        super().__init__(
            f"Il manque le poids de : {', '.join(colleges)}. Donnez un poids à chaque collège, ou "
            "à aucun si chaque voix compte pour une."
        )


class VoiceWithoutWeight(Refusal):
    """A voice in no college that weighs would count for nothing."""

    def __init__(self, names: Sequence[str]) -> None:
        shown = ", ".join(names[:5]) + (f" et {len(names) - 5} autres" if len(names) > 5 else "")
        super().__init__(
            f"Dans un vote par collège, chaque voix a le sien ; il manque à : {shown}. Rangez-les "
            "dans un collège depuis la liste des membres, ou comptez chaque voix pour une."
        )


@dataclass(frozen=True)
class Tally:
    """Votes for each choice, weighed; shares are exact."""

    votes: Mapping[str, Fraction]
    blank: Fraction

    @property
    def expressed(self) -> Fraction:
        """Votes for something."""
        return sum(self.votes.values(), Fraction(0))

    @property
    def cast(self) -> Fraction:
        """Votes for something, and blank ones."""
        return self.expressed + self.blank


def tally(
    counts: Mapping[str, Mapping[str, int]],
    *,
    choices: Collection[str],
    voters: Mapping[str, int],
    weights: Mapping[str, Fraction] | None = None,
) -> Tally:
    """Weigh the votes of each college: `counts` is college → choice (or `BLANK`) → votes.

    Without weights every vote counts for one. With weights, a college counts for its weight
    whatever the number of its votes: each of its `voters` (who voted, by college) carries a share
    of it. A college where nobody voted counts for nothing.
    """
    totals = {choice: Fraction(0) for choice in choices}
    blank = Fraction(0)
    for college, said in counts.items():
        share = Fraction(1)
        if weights is not None:
            present = voters.get(college, 0)
            share = weights.get(college, Fraction(0)) / present if present else Fraction(0)
        for choice, number in said.items():
            if choice == BLANK:
                blank += number * share
            elif choice in totals:
                totals[choice] += number * share
    return Tally(totals, blank)


def carried(counted: Tally, majority: Majority) -> bool:
    """Tell whether a motion passes: enough votes for it, and more than against."""
    votes = counted.votes.get(FOR, Fraction(0))
    against = counted.votes.get(AGAINST, Fraction(0))
    return votes > against and majority.reached_by(
        votes, expressed=counted.expressed, cast=counted.cast
    )


@dataclass(frozen=True)
class Election:
    """Who is elected, who is level for a seat too few, and the seats left empty."""

    elected: tuple[str, ...]
    level: tuple[str, ...]
    empty: int


def elect(
    counted: Tally, *, seats: int, majority: Majority, voters: Fraction | None = None
) -> Election:
    """Fill the seats with those who have the most votes and the majority; a tie fills nothing.

    `voters` is the weight of those who voted, when each may choose several people; the majority
    is then taken of voters, not of choices.
    """
    base = counted.cast if voters is None else voters
    expressed = counted.expressed if voters is None else voters - counted.blank
    enough = [
        (votes, choice)
        for choice, votes in counted.votes.items()
        if majority.reached_by(votes, expressed=expressed, cast=base)
    ]
    ranked = sorted(enough, key=lambda pair: (-pair[0], pair[1]))
    if len(ranked) <= seats:
        return Election(tuple(choice for _, choice in ranked), (), seats - len(ranked))
    last = ranked[seats - 1][0]
    if ranked[seats][0] < last:
        return Election(tuple(choice for _, choice in ranked[:seats]), (), 0)
    above = tuple(choice for votes, choice in ranked if votes > last)
    level = tuple(choice for votes, choice in ranked if votes == last)
    return Election(above, level, seats - len(above))


def check_secrecy(colleges: Sequence[str]) -> None:
    """Refuse a secret ballot whose roll (one college per voter) would give votes away.

    :raises TooSmallForSecrecy: a college has too few people.
    """
    for college, people in sorted(Counter(colleges).items()):
        if people < SMALLEST_SECRET_COLLEGE:
            raise TooSmallForSecrecy(college)


def checked_weights(weights: Mapping[str, int | None]) -> dict[str, int]:
    """Return the weight of each college, or nothing where none has any.

    :raises WeightsIncomplete: some have one and others not.
    """
    missing = [name for name, weight in weights.items() if weight is None]
    if missing and len(missing) < len(weights):
        raise WeightsIncomplete(sorted(missing))
    return {name: weight for name, weight in weights.items() if weight is not None}


def check_weighed(colleges: Mapping[str, str], weights: Collection[str]) -> None:
    """Refuse a roll (name → college) where a voice would count for nothing.

    :raises VoiceWithoutWeight: someone is in no college that weighs.
    """
    lost = sorted(name for name, college in colleges.items() if college not in weights)
    if lost:
        raise VoiceWithoutWeight(lost)


def check_proxy(*, giver: Voter, holder: Voter, given: Mapping[Voter, Voter], limit: int) -> None:
    """Refuse a proxy the statutes do not allow; `given` maps each giver to their holder.

    :raises ProxyToOneself: giver and holder are one.
    :raises ProxyOfProxy: the holder has given theirs, or the giver holds one.
    :raises TooManyProxies: the holder has reached the limit.
    """
    if giver == holder:
        raise ProxyToOneself
    if holder in given or giver in given.values():
        raise ProxyOfProxy
    held = sum(to == holder for who, to in given.items() if who != giver)
    if held >= limit:
        raise TooManyProxies(limit)
