"""When is a proposal agreed by all, and what happens when it is not?

There is no majority here: a text is adopted when nobody objects any more. What happens if nothing
is agreed, and whether silence says anything, are fixed before the proposal opens.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from maillage.domain.refusal import Refusal

Member = TypeVar("Member")
MOST_ROUNDS = 9


class Position(Enum):
    """What a member answers to a text."""

    AGREE = "AGREE"
    RESERVE = "RESERVE"
    STAND_ASIDE = "STAND_ASIDE"
    OBJECT = "OBJECT"

    @property
    def label(self) -> str:
        """French name of the answer, as a member gives it."""
        return {
            Position.AGREE: "d’accord",
            Position.RESERVE: "d’accord avec une réserve",
            Position.STAND_ASIDE: "se met en retrait",
            Position.OBJECT: "objection",
        }[self]

    @property
    def meaning(self) -> str:
        """What giving this answer does."""
        return {
            Position.AGREE: "Le texte nous convient.",
            Position.RESERVE: "Le texte peut être adopté ; la réserve reste écrite à côté.",
            Position.STAND_ASIDE: "Nous n’y prenons pas part, et nous n’empêchons pas les autres.",
            Position.OBJECT: "Le texte ne peut pas être adopté tel quel : dites pourquoi.",
        }[self]

    @property
    def asks_why(self) -> bool:
        """Whether the answer goes with its reason."""
        return self in {Position.RESERVE, Position.OBJECT}


class FallBack(Enum):
    """What happens if nothing is agreed; fixed before the proposal opens."""

    KEEP_DISCUSSING = "KEEP_DISCUSSING"
    DROP = "DROP"
    ADOPT_WITH_RESERVES = "ADOPT_WITH_RESERVES"

    @property
    def label(self) -> str:
        """French name of the rule."""
        return {
            FallBack.KEEP_DISCUSSING: "continuer la discussion",
            FallBack.DROP: "abandonner la proposition",
            FallBack.ADOPT_WITH_RESERVES: "adopter avec réserves",
        }[self]

    @property
    def meaning(self) -> str:
        """What the rule does, exactly."""
        return {
            FallBack.KEEP_DISCUSSING: (
                "Aucun terme : tant qu’une objection demeure ou qu’une réponse manque, un nouveau "
                "tour s’ouvre. Rien n’est adopté sans l’accord de tous."
            ),
            FallBack.DROP: (
                "Si le dernier tour se clôt avec une objection ou une réponse manquante, "
                "la proposition est abandonnée ; le texte et les motifs restent au registre."
            ),
            FallBack.ADOPT_WITH_RESERVES: (
                "Si le dernier tour se clôt sans accord, le texte est adopté ; chaque objection y "
                "est jointe comme réserve, chaque silence est nommé, et ceux-là ne l’appliquent "
                "que s’ils le décident. Si personne n’approuve le texte, il est abandonné."
            ),
        }[self]

    @property
    def has_a_last_round(self) -> bool:
        """Whether the rule needs a number of rounds, after which it applies."""
        return self is not FallBack.KEEP_DISCUSSING


class Silence(Enum):
    """What a missing answer says, by the statutes."""

    NOTHING = "NOTHING"
    AGREES = "AGREES"
    STANDS_ASIDE = "STANDS_ASIDE"

    @property
    def label(self) -> str:
        """French words of the rule."""
        return {
            Silence.NOTHING: "le silence ne dit rien : chaque réponse est attendue",
            Silence.AGREES: "le silence vaut accord (les statuts le prévoient)",
            Silence.STANDS_ASIDE: "le silence vaut mise en retrait (les statuts le prévoient)",
        }[self]

    @property
    def position(self) -> Position | None:
        """The position that silence stands for, if any."""
        return {Silence.AGREES: Position.AGREE, Silence.STANDS_ASIDE: Position.STAND_ASIDE}.get(
            self
        )


class Ending(Enum):
    """What closing a round leads to."""

    ADOPTED = "ADOPTED"
    ADOPTED_WITH_RESERVES = "ADOPTED_WITH_RESERVES"
    NEXT_ROUND = "NEXT_ROUND"
    DROPPED = "DROPPED"


class State(Enum):
    """Where a proposal stands."""

    DRAFT = "DRAFT"
    OPEN = "OPEN"
    TO_AMEND = "TO_AMEND"
    ADOPTED = "ADOPTED"
    ADOPTED_WITH_RESERVES = "ADOPTED_WITH_RESERVES"
    DROPPED = "DROPPED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        """French name of the state."""
        return {
            State.DRAFT: "en préparation",
            State.OPEN: "réponses attendues",
            State.TO_AMEND: "texte à reprendre",
            State.ADOPTED: "adoptée",
            State.ADOPTED_WITH_RESERVES: "adoptée avec réserves",
            State.DROPPED: "abandonnée",
            State.WITHDRAWN: "retirée",
        }[self]

    @property
    def is_adopted(self) -> bool:
        """Whether the text is now a decision."""
        return self in {State.ADOPTED, State.ADOPTED_WITH_RESERVES}

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen to the proposal."""
        return not any(origin is self for origin, _ in MOVES)


class Act(Enum):
    """What may be done with a proposal."""

    OPEN = "OPEN"
    CLOSE_ROUND = "CLOSE_ROUND"
    OPEN_ROUND = "OPEN_ROUND"
    WITHDRAW = "WITHDRAW"


# The workflow: state and act → states the act may lead to. Nothing else is allowed.
MOVES: Mapping[tuple[State, Act], frozenset[State]] = {
    (State.DRAFT, Act.OPEN): frozenset({State.OPEN}),
    (State.DRAFT, Act.WITHDRAW): frozenset({State.WITHDRAWN}),
    (State.OPEN, Act.CLOSE_ROUND): frozenset(
        {State.ADOPTED, State.ADOPTED_WITH_RESERVES, State.TO_AMEND, State.DROPPED}
    ),
    (State.OPEN, Act.WITHDRAW): frozenset({State.WITHDRAWN}),
    (State.TO_AMEND, Act.OPEN_ROUND): frozenset({State.OPEN}),
    (State.TO_AMEND, Act.WITHDRAW): frozenset({State.WITHDRAWN}),
}
AFTER = {
    Ending.ADOPTED: State.ADOPTED,
    Ending.ADOPTED_WITH_RESERVES: State.ADOPTED_WITH_RESERVES,
    Ending.NEXT_ROUND: State.TO_AMEND,
    Ending.DROPPED: State.DROPPED,
}


class AlreadyClosed(Refusal):
    """The round, or the whole proposal, is closed."""

    def __init__(self, state: State) -> None:
        super().__init__(
            f"Ce tour est déjà clos : la proposition est « {state.label} ». "
            "Rien n’a été modifié ; relisez-la."
        )


class NotAllowedNow(Refusal):
    """The act has no place in this state."""

    def __init__(self, state: State) -> None:
        super().__init__(
            f"La proposition est « {state.label} » : ce geste n’y a plus ou pas encore sa place. "
            "Relisez-la avant d’agir."
        )


class NobodyToAnswer(Refusal):
    """A proposal without members decides nothing."""

    def __init__(self) -> None:
        super().__init__(
            "Personne n’aurait à répondre : attendez que la communauté ait des membres."
        )


class ReasonMissing(Refusal):
    """An objection or a reserve says why."""

    def __init__(self, position: Position) -> None:
        what = "votre objection" if position is Position.OBJECT else "votre réserve"
        super().__init__(f"Écrivez {what} : sans elle, le texte ne peut pas être repris.")


class RoundsMissing(Refusal):
    """The fall-back needs to know after how many rounds it applies."""

    def __init__(self) -> None:
        super().__init__(
            f"Dites après combien de tours cette règle s’applique, de 1 à {MOST_ROUNDS}."
        )


class SilenceNotInStatutes(Refusal):
    """A silence says something only where the statutes say so."""

    def __init__(self) -> None:
        super().__init__(
            "Les statuts de la communauté ne donnent pas ce sens au silence : gardez « le silence "
            "ne dit rien », ou inscrivez d’abord l’article des statuts qui le prévoit."
        )


class NotAMember(Refusal):
    """Someone who is not asked answered."""

    def __init__(self) -> None:
        super().__init__("Cette réponse ne vient pas d’un membre appelé à répondre.")


@dataclass(frozen=True)
class Rule:
    """What is fixed before opening.

    `rounds` is the number of rounds after which `fall_back` applies; None to keep discussing.

    :raises RoundsMissing: the fall-back needs a number of rounds, between 1 and `MOST_ROUNDS`.
    """

    fall_back: FallBack
    rounds: int | None = None
    silence: Silence = Silence.NOTHING

    def __post_init__(self) -> None:
        if self.fall_back.has_a_last_round and not 1 <= (self.rounds or 0) <= MOST_ROUNDS:
            raise RoundsMissing
        if not self.fall_back.has_a_last_round and self.rounds is not None:
            raise RoundsMissing

    def is_last(self, number: int) -> bool:
        """Tell whether the fall-back applies if round `number` (from 1) ends without agreement."""
        return self.rounds is not None and number >= self.rounds


@dataclass(frozen=True)
class Outcome(Generic[Member]):
    """What a round came to: its ending, and who said what.

    `silent` are those whose answer is missing and stands for nothing.
    """

    ending: Ending
    positions: Mapping[Member, Position]
    silent: frozenset[Member]

    def holding(self, position: Position) -> frozenset[Member]:
        """Return the members who hold this position, by answer or by silence."""
        return frozenset(m for m, held in self.positions.items() if held is position)

    @property
    def objections(self) -> frozenset[Member]:
        """Members whose objection remains."""
        return self.holding(Position.OBJECT)


def outcome(
    *, members: Collection[Member], answers: Mapping[Member, Position], rule: Rule, number: int
) -> Outcome[Member]:
    """Say what closing round `number` (from 1) leads to; the order of answers says nothing.

    A text is agreed when nobody objects, every member holds a position (by an answer, or by a
    silence the statutes give a meaning to) and at least one of them agrees.

    :raises NobodyToAnswer: there is no member.
    :raises NotAMember: an answer comes from someone else.
    """
    if not members:
        raise NobodyToAnswer
    if answers.keys() - set(members):
        raise NotAMember
    positions: dict[Member, Position] = {}
    for member in members:
        held = answers.get(member, rule.silence.position)
        if held is not None:
            positions[member] = held
    silent = frozenset(set(members) - positions.keys())
    return Outcome(_ending(set(positions.values()), bool(silent), rule, number), positions, silent)


def _ending(held: set[Position], is_someone_silent: bool, rule: Rule, number: int) -> Ending:
    is_carried = bool(held & {Position.AGREE, Position.RESERVE})
    if is_carried and Position.OBJECT not in held and not is_someone_silent:
        return Ending.ADOPTED_WITH_RESERVES if Position.RESERVE in held else Ending.ADOPTED
    if not rule.is_last(number):
        return Ending.NEXT_ROUND
    if rule.fall_back is FallBack.ADOPT_WITH_RESERVES and is_carried:
        return Ending.ADOPTED_WITH_RESERVES
    return Ending.DROPPED


def silences_allowed(by_statutes: Silence) -> tuple[Silence, ...]:
    """Return what a proposal may make of a silence: nothing, or what the statutes say."""
    return tuple(dict.fromkeys((Silence.NOTHING, by_statutes)))


def check_silence(silence: Silence, *, by_statutes: Silence) -> None:
    """Refuse to read into a silence what the statutes do not.

    :raises SilenceNotInStatutes: they say otherwise, or nothing.
    """
    if silence not in silences_allowed(by_statutes):
        raise SilenceNotInStatutes


def checked_reason(position: Position, reason: str) -> str:
    """Return the reason of an answer, tidied.

    :raises ReasonMissing: an objection or a reserve without words.
    """
    said = reason.strip()
    if position.asks_why and not said:
        raise ReasonMissing(position)
    return said


def demand(state: State, act: Act) -> None:
    """Refuse an act that has no place in this state.

    :raises AlreadyClosed: closing what is closed.
    :raises NotAllowedNow: any other act out of place.
    """
    if (state, act) in MOVES:
        return
    if act is Act.CLOSE_ROUND and state is not State.DRAFT:
        raise AlreadyClosed(state)
    raise NotAllowedNow(state)


def demand_open(state: State) -> None:
    """Refuse an answer to what is not open.

    :raises AlreadyClosed: the round is closed.
    :raises NotAllowedNow: it has not opened yet.
    """
    if state is State.DRAFT:
        raise NotAllowedNow(state)
    if state is not State.OPEN:
        raise AlreadyClosed(state)


def acts_from(state: State) -> tuple[Act, ...]:
    """Return what may be done now, in the order of the buttons."""
    return tuple(act for origin, act in MOVES if origin is state)
