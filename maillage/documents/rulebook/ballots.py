"""Who wins a vote, with which weight, by whose proxy, and what keeps it secret?"""

from maillage.documents.rulebook.markdown import Sources, table
from maillage.domain.ballots import SMALLEST_SECRET_COLLEGE, Majority
from maillage.domain.parameters import Registry, Source

INTRODUCTION = """\
# Les votes et les élections

Pour ce que la loi ou les statuts soumettent au vote (comptes, rapport, élections de l’assemblée
générale) ; le reste se décide par [consensus](consensus.md). Les CPTS sont des associations
{association} : la loi de 1901 ne fixe ni quorum, ni majorité, ni procuration, et laisse les
statuts en décider {liberty}. Rien de ce qui suit n’est donc une règle de droit : ce sont les
règles que Maillage sait appliquer, entre lesquelles les statuts choisissent.

## Les majorités
"""
RULES = """\
Un texte passe s’il a la majorité choisie et plus de voix pour que contre. À une élection, les
sièges vont à qui a le plus de voix parmi celles et ceux qui atteignent la majorité ; **une
égalité pour le dernier siège n’élit personne** à ce siège : le sort ou l’âge ne départagent que
si les statuts le disent, et c’est à l’assemblée de le faire. Quand chacun peut choisir plusieurs
noms, la majorité se compte sur les votants, pas sur les noms cochés. Un vote blanc se coche, seul :
une feuille où rien n’est coché n’est pas reçue.

## Les collèges

Sans poids, chaque voix compte pour une. Avec les poids des statuts, chaque collège compte pour le
sien, quel que soit le nombre de ses votants : chacun en porte une part égale. Un collège dont
personne n’a voté ne compte pas. Tous les collèges ont un poids ou aucun n’en a, et une voix sans
collège est refusée à l’ouverture d’un vote pondéré plutôt que comptée pour rien. Des statuts de
CPTS veillent à l’équité des voix entre professions {equity}.

## Les procurations

On la donne à une autre voix du même scrutin, avant de voter ; on la reprend tant qu’elle n’a pas
servi. Nul n’en tient plus que les statuts n’en permettent, une procuration ne se transmet pas, et
elle reste dans son collège si les statuts le veulent.

## Le vote secret

L’instance garde qui a voté, jamais pour quoi : un vote ajoute un à un compteur, réécrit avec tous
les autres, et aucune ligne, date ou clé ne relie un compteur à une personne ([décision
50](../decisions/0050-a-secret-vote-is-a-counter.md)). Il ne peut être ni retrouvé, ni changé, ni
saisi pour quelqu’un. Un corps électoral, ou un collège compté à part, de moins de {few} personnes
n’a pas de secret : le scrutin ne s’ouvre pas. On vote aussi depuis un lien reçu par mail ; il dit
qui vote, sert une fois, et ne contient aucun choix.

## La fin d’un scrutin

Après le dernier jour fixé, aucun vote n’est reçu ; avant lui, on ne dépouille que si tous ont
voté. Le dépouillement inscrit le résultat au registre ; un scrutin ouvert par erreur s’annule
sans être dépouillé, et ses votes sont effacés.
"""
ASSOCIATION = Source(
    title="Code de la santé publique, L1434-12-1 (forme d’association)",
    url="https://french-business-law.com/french-legislation-art/"
    "article-l1434-12-1-of-the-french-public-health-code",
)
LIBERTY = Source(
    title="Association mode d’emploi, la réglementation de l’association loi 1901",
    url="https://www.associationmodeemploi.fr/article/"
    "la-reglementation-de-l-association-loi-1901.60563",
)
EQUITY = Source(
    title="FNCS, points de vigilance dans les statuts associatifs des CPTS",
    url="https://www.fncs.org/points-de-vigilance-dans-les-statuts-associatifs-des-cpts",
)


def text(values: Registry) -> str:
    """Return the page of votes and elections."""
    sources = Sources()
    introduction = INTRODUCTION.format(
        association=sources.marks([ASSOCIATION]), liberty=sources.marks([LIBERTY])
    )
    majorities = table(
        ["Majorité", "Ce qu’il faut"], [[each.label, each.meaning] for each in Majority]
    )
    rules = RULES.format(equity=sources.marks([EQUITY]), few=SMALLEST_SECRET_COLLEGE)
    return "\n".join((introduction, majorities, rules, sources.section()))
