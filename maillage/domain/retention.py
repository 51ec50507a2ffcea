"""How long is what is held about people kept?

No text fixes these durations for an association: article 5 (1) e of the RGPD asks for no longer
than the purpose needs. Those below are chosen by Maillage, except where a source is named; each
is applied by `maillage members retention --apply`, but for who is invited to a survey:
`maillage borders retention --apply`.
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
    SENT_MAIL = "SENT_MAIL"
    SURVEY_INVITEE = "SURVEY_INVITEE"


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
    Retention(
        Held.SENT_MAIL, "mail parti, son adresse et son texte", "son envoi", 12, "supprimé",
        "choix de Maillage : le temps de prouver une convocation à l’assemblée qui suit",
    ),
    Retention(
        Held.SURVEY_INVITEE, "nom et adresse de qui est invité à une enquête de bordure",
        "la clôture de l’enquête", 2, "effacés ; la réponse reste, sans nom",
        "choix de Maillage : le temps que le lien dise que l’enquête est close",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """What an erasure leaves, without the name, and why."""

    what: str
    why: str


ERASED: Sequence[str] = (
    "nom, prénom, numéro RPPS, profession et spécialité",
    "adresses électroniques, téléphone et MSSanté donnés à chaque communauté",
    "compte\u00a0: adresse, mot de passe, double authentification, appareils connectés",
    "mails reçus d’ici, rappels et adresses de calendrier",
)
KEPT: Sequence[Kept] = (
    Kept(
        "écritures du journal, sous une clé qui ne mène plus à personne",
        "preuve de ce qui a été fait (RGPD, art. 17, 3, e)",
    ),
    Kept(
        "présences signées, votes, réponses et mandats, sans le nom",
        "preuve des délibérations et des heures (RGPD, art. 17, 3, b et e)",
    ),
    Kept(
        "dates d’adhésion et cotisations réglées, sans le nom",
        "pièces comptables, dix ans (code de commerce, L123-22\u00a0; à vérifier)",
    ),
    Kept(
        "documents déjà approuvés, envoyés ou scellés, tels quels",
        "actes de l’association, qui ne se récrivent pas (RGPD, art. 17, 3, b et e)",
    ),
)
# Article 12, 3 of the RGPD: one month, which may be made longer by two for what is complex.
ANSWERED_WITHIN_MONTHS = 1


def answer_by(asked_on: date) -> date:
    """Return the last day to answer a request."""
    return months_after(asked_on, ANSWERED_WITHIN_MONTHS)


def retention_of(held: Held) -> Retention:
    """Return the line of the table about something."""
    return next(line for line in RETENTIONS if line.held is held)


def kept_until(held: Held, since: date) -> date:
    """Return the last day something is kept."""
    return months_after(since, retention_of(held).months)


def limit_on(day: date, held: Held) -> date:
    """Return the day before which what began is kept no longer."""
    return months_after(day, -retention_of(held).months)
