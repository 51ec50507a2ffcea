"""What has happened in the demonstration before someone opens it?

Eighteen CPTS in the département of Ambrine, one by EPCI for the first eighteen: every stage of
the journey, every size. Fourteen are in the inter-CPTS of the département, one of them in a
second inter-CPTS as well. Days are counted back from the day of the load.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from maillage.apps.demo.country import luhn_key
from maillage.domain.days_off import day_off
from maillage.domain.journey import Act

# What a CPTS goes through, and how many days each step took after the one before.
JOURNEY: Sequence[tuple[Act, int]] = (
    (Act.START_LETTER, 41),
    (Act.SEND_LETTER, 63),
    (Act.VALIDATE_LETTER, 58),
    (Act.START_PROJECT, 24),
    (Act.SEND_PROJECT, 187),
    (Act.VALIDATE_PROJECT, 49),
    (Act.OPEN_NEGOTIATION, 33),
    (Act.SIGN_ACI, 112),
    (Act.START_MISSIONS, 61),
)


@dataclass(frozen=True)
class CptsStory:
    """One CPTS: how far it went, and how many days ago it made its last step."""

    epci: int
    steps: int
    days_since: int
    extra_communes: Sequence[tuple[int, int]] = ()
    opposed: bool = False
    in_inter_cpts: bool = True
    has_letter: bool = False
    has_everyone: bool = False


def _story(epci: int, steps: int, days_since: int, **more: object) -> CptsStory:
    return CptsStory(epci=epci, steps=steps, days_since=days_since, **more)  # type: ignore[arg-type]  # passed through as named


AMBRINE: Sequence[CptsStory] = (
    _story(0, 9, 610, has_letter=True, has_everyone=True),
    _story(1, 9, 480),
    _story(2, 8, 25),
    # Holds two communes of its neighbour: an overlap to be settled.
    _story(3, 9, 350, extra_communes=((4, 7), (4, 8))),
    _story(4, 7, 95),
    _story(5, 6, 12),
    _story(6, 5, 38, has_letter=True),
    _story(7, 5, 66, extra_communes=((8, 4),)),
    _story(8, 4, 140),
    _story(9, 4, 70),
    _story(10, 6, 30, opposed=True),
    _story(11, 3, 21),
    _story(12, 2, 96, has_letter=True),
    _story(13, 2, 17),
    _story(14, 1, 130, in_inter_cpts=False, has_letter=True),
    _story(15, 1, 9, in_inter_cpts=False),
    _story(16, 0, 74, in_inter_cpts=False),
    _story(17, 0, 6, in_inter_cpts=False),
)
SORVINE: Sequence[CptsStory] = (
    _story(0, 9, 720),
    _story(1, 8, 40),
    _story(2, 5, 20),
    _story(3, 2, 55),
    _story(4, 0, 30),
)
# The CPTS that belongs to two inter-CPTS at once.
IN_BOTH = 3


NOTES = {
    Act.OPPOSE_PROJECT: "Le territoire coupe une filière de soins\u00a0: à revoir avec la voisine.",
}
LETTER = {
    "diagnosis": (
        "Un habitant sur neuf n’a pas de médecin traitant, selon les cabinets du territoire.\n\n"
        "- Trois médecins cessent leur activité d’ici deux ans.\n"
        "- Aucun créneau le jour même après seize heures.\n"
        "- Les sorties d’hôpital du vendredi ne sont annoncées à personne."
    ),
    "partners": (
        "- Deux maisons de santé et un centre de santé, déjà présents aux réunions.\n"
        "- Le centre hospitalier le plus proche, par sa direction des soins.\n"
        "- Les pharmacies de garde, un EHPAD, le service de soins à domicile."
    ),
    "access": (
        "Partager un agenda de créneaux du jour même entre sept cabinets, et rappeler sous "
        "quarante-huit heures les personnes en affection de longue durée sans médecin traitant."
    ),
    "pathways": "Une sortie d’hôpital annoncée la veille à la pharmacie et à l’infirmière.",
    "prevention": "Le dépistage du cancer colorectal, canton par canton, avec les pharmacies.",
    "calendar": "Réunion d’information en mars, association en avril, diagnostic à l’automne.",
}
OPPOSED = (*[act for act, _ in JOURNEY[:5]], Act.OPPOSE_PROJECT)


def acts_of(told: CptsStory) -> Sequence[Act]:
    """Return what this CPTS went through, in order."""
    if told.opposed:
        return OPPOSED
    return [act for act, _ in JOURNEY[: told.steps]]


def days_of(told: CptsStory) -> Sequence[int]:
    """Return how many days ago it was opened, then made each of its steps."""
    waits = [wait for _, wait in JOURNEY[: told.steps]]
    days = [told.days_since]
    for wait in reversed(waits):
        days.insert(0, days[0] + wait)
    return days


def card_of(told: CptsStory, siren: str, at: datetime) -> dict[str, object]:
    """Return the card of a CPTS: the further it went, the more is known."""
    number = f"{told.epci:02d}"
    card: dict[str, object] = {
        "email": f"contact{number}@demonstration.invalid",
        "phone": f"01 99 00 {number} {siren[3:5]}",
        "presentation": "Communauté inventée pour la démonstration.",
    }
    if told.steps >= 2:
        card |= {"legal_form": "ASSOCIATION", "founded_on": localdate(at)}
    if told.steps >= len(JOURNEY) - 1:
        body = f"990{siren[4]}00{number}"
        card["finess"] = body + luhn_key(body)
    return card


# --- On which days people meet ------------------------------------------------------------------

THURSDAY = 3
# The invented département is in no zone of school holidays: those of Paris serve for dates to come.
LIKE = "75"


def is_quiet(day: date, like: str | None = None) -> bool:
    """Whether nobody would meet that day; with a département, school holidays included."""
    return day.weekday() > THURSDAY or day_off(day, like) is not None


def at_work(now: datetime, days: int) -> int:
    """Return so many days ago, or a few more where that day is quiet."""
    while is_quiet(localdate(now) - timedelta(days=days)):
        days += 1
    return days


def evenings(first: datetime, number: int) -> list[datetime]:
    """Return the first evenings, at the same hour, on which people could meet."""
    found: list[datetime] = []
    while len(found) < number:
        if not is_quiet(localdate(first), LIKE):
            found.append(first)
        first += timedelta(days=1)
    return found
