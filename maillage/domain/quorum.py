"""Are we enough to decide, and who may speak for whom?

Neither the law of 1901 nor the code de la santé publique sets a quorum for an association: its
statutes do. The rule is therefore a value of the community, and so is the limit of proxies.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from maillage.domain.attendance import Status
from maillage.domain.refusal import Refusal

_SHARES = {
    Fraction(1, 4): "le quart",
    Fraction(1, 3): "le tiers",
    Fraction(1, 2): "la moitié",
    Fraction(2, 3): "les deux tiers",
    Fraction(3, 4): "les trois quarts",
    Fraction(1): "la totalité",
}


class RuleMakesNoSense(Refusal):
    """A share is between nothing and everyone; a limit of proxies is not negative."""


class UnknownSeat(Refusal):
    """Someone named is not on this sheet."""


class ProxyToOneself(Refusal):
    """Nobody represents themselves."""


class WithoutVote(Refusal):
    """Proxies pass between people who vote."""


class GiverPresent(Refusal):
    """Someone who is there speaks for themselves."""


class ProxyLoop(Refusal):
    """The holder is represented by another, the giver perhaps."""


class HolderNotThere(Refusal):
    """A proxy is held by someone present."""


class TooManyProxies(Refusal):
    """The holder has all the proxies that the statutes allow."""


class OtherCollege(Refusal):
    """The statutes keep proxies within a college."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the statutes of a community ask for."""

    share: Fraction = Fraction(0)
    is_more_than: bool = False
    is_by_college: bool = False
    counts_represented: bool = True
    proxies_per_person: int = 1
    keeps_proxies_in_college: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or self.proxies_per_person < 0:
            raise RuleMakesNoSense(
                "Un quorum est une part des membres entre rien et la totalité, "
                "et le nombre de pouvoirs par personne n’est pas négatif."
            )
        if self.is_more_than and self.share == 1:
            raise RuleMakesNoSense(
                "« Plus de la totalité » ne peut être atteint : choisissez « au moins »."
            )

    def needed(self, entitled: int) -> int:
        """Return how many of so many people must be counted."""
        exact = self.share * entitled
        if self.share and self.is_more_than and entitled:
            return int(exact) + 1
        return -int(-exact // 1)

    @property
    def label(self) -> str:
        """Return the rule in French, as the page and the document say it."""
        if not self.share:
            return "Les statuts ne demandent aucun quorum."
        share = _SHARES.get(self.share, f"{self.share.numerator}/{self.share.denominator}")
        words = [f"{'Plus que' if self.is_more_than else 'Au moins'} {share} des membres votants"]
        words.append(" de chaque collège" if self.is_by_college else "")
        words.append(
            ", pouvoirs compris." if self.counts_represented else ", sans compter les pouvoirs."
        )
        return "".join(words)


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone on a sheet; `holder` is the key of whoever holds their proxy.

    Someone who leaves before the end may give theirs to someone who stays.
    """

    key: str
    name: str
    status: Status
    is_voter: bool = True
    college: str = ""
    holder: str | None = None
    has_left: bool = False

    @property
    def is_there(self) -> bool:
        """Whether they can speak now."""
        return self.status is Status.PRESENT and not self.has_left


@dataclass(frozen=True, slots=True)
class Count:
    """Who is counted, for a college or for everyone (empty name)."""

    college: str
    entitled: int
    present: int
    represented: int
    counted: int
    needed: int

    @property
    def is_reached(self) -> bool:
        """Whether those counted are enough."""
        return self.counted >= self.needed

    @property
    def missing(self) -> int:
        """How many are still wanted."""
        return max(self.needed - self.counted, 0)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Where the quorum stands: every count must be reached."""

    rule: Rule
    counts: tuple[Count, ...]

    @property
    def is_reached(self) -> bool:
        """Whether the meeting may decide."""
        return all(count.is_reached for count in self.counts)


def quorum(seats: Collection[Seat], rule: Rule) -> Quorum:
    """Count those who vote, are there or are represented by someone who is there.

    A proxy whose holder left, or never came, is not counted.
    """
    voters = [seat for seat in seats if seat.is_voter]
    there = {seat.key for seat in seats if seat.is_there}
    colleges = sorted({seat.college for seat in voters}) if rule.is_by_college else [""]
    return Quorum(
        rule,
        tuple(
            _count(
                college,
                [seat for seat in voters if not rule.is_by_college or seat.college == college],
                there,
                rule,
            )
            for college in colleges
        ),
    )


def _count(college: str, voters: Collection[Seat], there: Collection[str], rule: Rule) -> Count:
    present = sum(seat.is_there for seat in voters)
    represented = sum(not seat.is_there and seat.holder in there for seat in voters)
    return Count(
        college=college,
        entitled=len(voters),
        present=present,
        represented=represented,
        counted=present + (represented if rule.counts_represented else 0),
        needed=rule.needed(len(voters)),
    )


def check_proxy(giver: str, holder: str, seats: Collection[Seat], rule: Rule) -> None:
    """Refuse a proxy that the statutes, or sense, do not allow.

    `seats` may already hold a former proxy of the giver: the new one replaces it.

    :raises UnknownSeat: one of the two is not on the sheet.
    :raises ProxyToOneself: giver and holder are the same.
    :raises WithoutVote: one of the two does not vote.
    :raises GiverPresent: the giver is there.
    :raises ProxyLoop: the holder gave their own voice away.
    :raises HolderNotThere: the holder is not there, or left.
    :raises OtherCollege: the statutes keep proxies within a college.
    :raises TooManyProxies: the holder has as many as allowed.
    """
    by_key = {seat.key: seat for seat in seats}
    if giver not in by_key or holder not in by_key:
        raise UnknownSeat(
            "Cette personne n’est pas sur la feuille : ajoutez-la avant de noter son pouvoir."
        )
    given_by, held_by = by_key[giver], by_key[holder]
    _check_people(given_by, held_by)
    if rule.keeps_proxies_in_college and given_by.college != held_by.college:
        raise OtherCollege(
            f"Les statuts gardent les pouvoirs dans un même collège : {given_by.name} et "
            f"{held_by.name} n’ont pas le même. Choisissez quelqu’un de son collège."
        )
    held = Counter(seat.holder for seat in seats if seat.key != giver and seat.holder)
    if held[holder] >= rule.proxies_per_person:
        raise TooManyProxies(_too_many(held_by, rule))


def _check_people(giver: Seat, holder: Seat) -> None:
    if giver.key == holder.key:
        raise ProxyToOneself(
            f"{giver.name} ne peut pas se donner pouvoir : choisissez une autre personne."
        )
    for seat in (giver, holder):
        if not seat.is_voter:
            raise WithoutVote(
                f"{seat.name} n’a pas de voix ici : un pouvoir va d’un membre votant à un autre."
            )
    if giver.is_there:
        raise GiverPresent(
            f"{giver.name} est sur la feuille comme présent et vote pour soi : "
            "corrigez sa ligne si ce n’est pas le cas."
        )
    if holder.holder:
        raise ProxyLoop(
            f"{holder.name} a donné sa propre voix : un pouvoir ne se transmet pas. "
            "Choisissez une personne présente."
        )
    if not holder.is_there:
        raise HolderNotThere(
            f"{holder.name} n’est pas dans la réunion : un pouvoir se donne à une personne "
            "présente. Choisissez-en une, ou notez d’abord son arrivée."
        )


def _too_many(holder: Seat, rule: Rule) -> str:
    if not rule.proxies_per_person:
        return "Les statuts ne permettent pas de donner pouvoir : notez la personne excusée."
    carried = f"{rule.proxies_per_person} pouvoir{'s' if rule.proxies_per_person > 1 else ''}"
    return (
        f"{holder.name} porte déjà {carried}, le plus que permettent les statuts : "
        "choisissez une autre personne."
    )


def lapsed(seats: Collection[Seat]) -> Mapping[str, str]:
    """Return giver → holder for the proxies whose holder is not there (any more)."""
    there = {seat.key for seat in seats if seat.is_there}
    return {
        seat.key: seat.holder
        for seat in seats
        if seat.holder and not seat.is_there and seat.holder not in there
    }
