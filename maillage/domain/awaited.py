"""May a round or a ballot decide while someone may still answer?

Who was told a day to answer or to vote by is not decided without before it.
"""

from datetime import date

from maillage.domain.consensus import Ending, Member, Outcome
from maillage.domain.refusal import Refusal


class AnswersAwaited(Refusal):
    """A round would decide without those who still have days to answer."""

    def __init__(self, number: int, last: date) -> None:
        super().__init__(
            f"Ce tour ne peut pas encore décider : il manque {number} réponse(s), et chacun peut "
            f"répondre jusqu’au {last:%d/%m/%Y} compris. Clôturez le lendemain, ou dès que tous "
            "auront répondu."
        )


class VotesAwaited(Refusal):
    """A ballot would be counted without those who still have days to vote."""

    def __init__(self, number: int, last: date) -> None:
        super().__init__(
            f"Il est trop tôt pour dépouiller : il manque {number} vote(s), et chacun peut voter "
            f"jusqu’au {last:%d/%m/%Y}. Dépouillez ce jour-là ou dès que tous auront voté ; sinon, "
            "annulez le scrutin."
        )


def demand_answers(came_to: Outcome[Member], *, missing: int, last_day: date, today: date) -> None:
    """Refuse to decide, by silence or by the fall-back, while one may still answer.

    `missing` counts the members without an answer of their own. A round that leads to another one
    decides nothing: it may close at once.

    :raises AnswersAwaited: someone may answer until the end of `last_day`.
    """
    if awaits_answers(came_to, missing=missing, last_day=last_day, today=today):
        raise AnswersAwaited(missing, last_day)


def demand_votes(*, missing: int, last_day: date | None, today: date) -> None:
    """Refuse to count before the last day while one may still vote; None: no day was announced.

    An assembly counts on the very day, once those present have voted.

    :raises VotesAwaited: someone may vote until a later day.
    """
    if last_day is not None and awaits_votes(missing=missing, last_day=last_day, today=today):
        raise VotesAwaited(missing, last_day)


def awaits_answers(came_to: Outcome[Member], *, missing: int, last_day: date, today: date) -> bool:
    """Tell whether closing would decide while someone may still answer."""
    return came_to.ending is not Ending.NEXT_ROUND and missing > 0 and today <= last_day


def awaits_votes(*, missing: int, last_day: date | None, today: date) -> bool:
    """Tell whether counting would be done before the last day, without everyone."""
    return missing > 0 and last_day is not None and today < last_day
