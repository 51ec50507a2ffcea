"""By which rules is the contract paid, and where the texts are silent, which reading was kept?

Each line of a forecast names its rule; `docs/regles` lists them all with their readings.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A rule of payment: what is done, and what had to be chosen because no text says it.

    `parameter` is the key of the figure it stands on, with its sources, if there is one.
    """

    name: str
    statement: str
    reading: str = ""
    parameter: str = ""


FUNCTIONING_AT_SIGNATURE = Rule(
    "fonctionnement à la signature",
    "Le fonctionnement de la première année est versé en entier à la signature, dossier complet.",
    parameter="aci/functioning",
)
FUNCTIONING_ADVANCE = Rule(
    "avance de fonctionnement",
    "Chaque année suivante, une avance du fonctionnement est versée à la date anniversaire.",
    parameter="aci/advance_rate",
)
FIXED_ADVANCE_AT_START = Rule(
    "avance au démarrage d’une mission",
    "Au démarrage d’une mission, une avance de sa part fixe est versée, au prorata du temps "
    "restant jusqu’à la date anniversaire.",
    reading="Le texte dit l’avance « proratisée selon la date anniversaire » sans dire ce que "
    "devient le solde. C’est l’enveloppe de cette première année qui est "
    "proratisée, en jours, jour du démarrage compris ; l’avance et le solde s’y appliquent. "
    "Une mission démarrée à mi-année est donc payée pour une demi-année.",
    parameter="aci/advance_rate",
)
FIXED_ADVANCE = Rule(
    "avance de part fixe",
    "À chaque date anniversaire, une avance de la part fixe de l’année qui commence est versée.",
    parameter="aci/advance_rate",
)
BALANCE = Rule(
    "solde",
    "Le solde d’une année est versé à la date anniversaire qui la termine ; celui de la dernière "
    "année, à la fin du contrat.",
    reading="La date exacte du versement dépend du dialogue de gestion ; la date anniversaire "
    "est la plus proche que donnent les textes. L’arrondi au centime est porté par le solde.",
    parameter="aci/advance_rate",
)
VARIABLE_AFTER_THE_YEAR = Rule(
    "part variable",
    "La part variable est versée après la fin de l’année, selon l’atteinte des objectifs et les "
    "moyens déployés : entre zéro et son maximum.",
    reading="La formule exacte n’a pas été trouvée, et le texte ne proratise que la part fixe : "
    "le maximum de la première année d’une mission est celui d’une année entière. La date est "
    "celle de l’anniversaire, au plus tôt.",
)
CRISIS_FIRST_YEAR = Rule(
    "crise, première année",
    "La part fixe de la mission de crise paie la rédaction du plan la première année, sa mise à "
    "jour les suivantes.",
    reading="La première année est l’année de contrat où la mission démarre ; sa part fixe est "
    "proratisée comme celle des autres missions.",
    parameter="aci/crisis_fixed_first_year",
)
CRISIS_RECOGNISED = Rule(
    "crise reconnue",
    "La part variable de la mission de crise n’est due que si l’ARS reconnaît une crise dans "
    "l’année ; elle est comptée à part.",
    parameter="aci/crisis_variable",
)
GRID_OF_THE_DAY = Rule(
    "grille du jour",
    "Chaque année est chiffrée avec la grille en vigueur à son premier jour, ou au démarrage de "
    "la mission s’il tombe dans l’année.",
    reading="Aucun texte lu ne dit ce que devient un contrat en cours quand la grille ou la "
    "population change : la taille est celle de la signature pour toute la durée du contrat.",
)
CONTRACT_FIRST = Rule(
    "le contrat d’abord",
    "Un montant inscrit au contrat de la CPTS remplace celui de la grille, connu ou non.",
)
SAME_DAY = Rule(
    "de quantième à quantième",
    "Un délai en mois ou en années finit le même jour du mois que son départ ; si ce mois n’a "
    "pas ce jour, le dernier. Un contrat signé un 29 février a son anniversaire le 28 février, et "
    "le 29 les années bissextiles.",
    reading="Règle générale des délais (code de procédure civile, article 641), appliquée au "
    "contrat : à vérifier.",
)
NOT_STARTED = Rule(
    "mission sans date",
    "Une mission sans date de démarrage n’est pas payée : elle figure dans les échéances, avec "
    "sa date limite.",
)

RULES: tuple[Rule, ...] = (
    CONTRACT_FIRST,
    GRID_OF_THE_DAY,
    FUNCTIONING_AT_SIGNATURE,
    FUNCTIONING_ADVANCE,
    FIXED_ADVANCE_AT_START,
    FIXED_ADVANCE,
    BALANCE,
    VARIABLE_AFTER_THE_YEAR,
    CRISIS_FIRST_YEAR,
    CRISIS_RECOGNISED,
    SAME_DAY,
    NOT_STARTED,
)
