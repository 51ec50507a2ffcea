"""How long is what is held about people kept?

No text fixes these durations for an association: article 5 (1) e of the RGPD asks for no longer
than the purpose needs. Those below are chosen by Maillage, except where a source is named; each
is applied by `maillage members retention --apply`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from maillage.domain.dates import months_after


class Held(Enum):
    """What is held."""

    CONTACTS_OF_FORMER = "CONTACTS_OF_FORMER"
    FORMER_MEMBER = "FORMER_MEMBER"
    UNREAD_LIST = "UNREAD_LIST"
    UNDO_OF_LIST = "UNDO_OF_LIST"


@dataclass(frozen=True)
class Retention:
    """What is kept, from when, how many months, what happens then, and why."""

    held: Held
    what: str
    since: str
    months: int
    then: str
    why: str


RETENTIONS: Sequence[Retention] = (
    Retention(
        Held.CONTACTS_OF_FORMER, "coordonnées d’un ancien membre", "la fin de l’adhésion", 12,
        "effacées", "choix de Maillage : le temps de l’assemblée générale qui suit",
    ),
    Retention(
        Held.FORMER_MEMBER, "nom d’un ancien membre sans autre lien", "la fin de l’adhésion", 60,
        "rendu anonyme",
        "choix de Maillage, d’après la prescription de cinq ans (code civil, 2224 ; à vérifier)",
    ),
    Retention(
        Held.UNREAD_LIST, "liste lue mais jamais acceptée", "sa lecture", 1, "supprimée",
        "choix de Maillage : elle n’a servi à rien",
    ),
    Retention(
        Held.UNDO_OF_LIST, "ce qui permet d’annuler un import", "son acceptation", 3, "supprimé",
        "choix de Maillage : une erreur se voit avant",
    ),
)  # fmt: skip


def retention_of(held: Held) -> Retention:
    """Return the line of the table about something."""
    return next(line for line in RETENTIONS if line.held is held)


def kept_until(held: Held, since: date) -> date:
    """Return the last day something is kept."""
    return months_after(since, retention_of(held).months)


def limit_on(day: date, held: Held) -> date:
    """Return the day before which what began is kept no longer."""
    return months_after(day, -retention_of(held).months)
