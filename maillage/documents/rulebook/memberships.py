"""Who is a member, who votes, which professions are known, how long is what is held kept?"""

from maillage.documents.rulebook.markdown import Sources, table
from maillage.domain.membership import EARLY, VOTERS, Category, Scope
from maillage.domain.parameters import Registry, Source
from maillage.domain.professions import PROFESSIONS, SOURCES
from maillage.domain.renewal import AFTER_INVITATION, NOTICE, TIMES
from maillage.domain.retention import RETENTIONS
from maillage.domain.specialties import nomenclature

INTRODUCTION = """\
# Les membres

Deux régimes, datés, au choix de chaque association. **Adhésion** : on accepte la charte et le
règlement un jour donné, et l’on paie une cotisation annuelle si la communauté en demande une ;
elle vaut pour l’année civile ou un an de date à date. **Membres de droit** : tout professionnel en
exercice sur le territoire est membre sauf opposition, sans cotisation possible. Ce second régime
est un choix des statuts : l’intégration sauf opposition a été proposée au Parlement en 2023 et
n’est pas dans le code de la santé publique (L1434-12) {law}. Internes, étudiants et structures
adhèrent toujours ; les partenaires siègent au comité de suivi, sans voix.

Un changement de régime ferme la période précédente et la garde. Qui s’est opposé n’est jamais
membre, et un import de liste n’y change rien.

Une communauté peut demander que l’adhésion se renouvelle à chaque période : chacun accepte de
nouveau, d’un clic. Une cotisation ou un renouvellement en retard ôte la voix, pas la qualité de
membre. Dans les {early} derniers jours d’une période, on règle ou on accepte pour la suivante.

## Rappels

Ils ne partent qu’avec le mail du jour, {times} fois au plus, et jamais pour ce qui est fait :
{notice} jours avant la fin d’une cotisation ou d’une adhésion, à son terme, puis un mois après ;
pour qui a reçu le lien d’adhésion sans y répondre, {invited} jours après. Aucun texte ne fixe ces
délais : ils sont choisis par Maillage, et une communauté peut s’en passer.
"""
LIST = """\
## Qui lit la liste

La présidence, le secrétariat et la coordination la tiennent ; la trésorerie et le bureau la
lisent. Un simple membre ne la lit pas : c’est le choix le plus prudent, en l’absence de texte. Une
communauté peut ouvrir à ses membres un annuaire : nom, profession, structure, et les coordonnées de
qui a donné son accord, daté, pour les montrer. Partenaires et anciens membres ne le lisent pas.
Chaque lecture est inscrite au journal et visible de chacun dans « Mes données ».

## Doublons d’une liste importée

Une ligne est reconnue sans question si le numéro RPPS et le nom concordent, ou si le nom est le
même (accents, ordre, traits d’union mis à part) avec la même adresse, le même téléphone ou la même
structure. Le reste (même numéro sous un autre nom, même adresse, nom à une lettre près) est
demandé ; sans réponse, la ligne est laissée de côté. Deux numéros RPPS différents sont deux
personnes. Un import ne change jamais un nom ni ce qu’une autre communauté garde.
"""
TRADES = """\
## Membres de droit et registre

Le registre des professionnels propose qui exerce sur le périmètre et dont le numéro n’est pas dans
la liste. Aucun texte ne définit « exercer sur le territoire » : les statuts le disent, et l’on
choisit entre {scopes}.
Rien n’est écrit avant relecture. Un effectif indiqué par quelqu’un l’emporte sur celui du registre,
qui compte des personnes distinctes.

## Professions et savoir-faire reconnus

Codes des nomenclatures du répertoire partagé des professionnels de santé {codes}. Les écritures
comptent sans accent ni capitale. Une autre profession est gardée telle qu’écrite.
"""
SAVOIR_FAIRE = """\
Un savoir-faire se lit dans sa colonne, ou dans celle de la profession (« cardiologue », « IBODE »).
{note}
"""
KEEPING = """\
## Durées de conservation

Aucun texte ne les fixe pour une association ; le RGPD (art. 5, 1, e) demande de ne pas garder plus
que nécessaire. `maillage members retention --apply` les applique, et pour les enquêtes
`maillage borders retention --apply`, une fois par jour par cron.
"""


LAW = Source(
    title="Assemblée nationale, débat sur l’adhésion par défaut (proposition de loi n° 1336, 2023)",
    url="https://nosdeputes.fr/16/intervention/305907",
)
CODES = [
    *(Source(title=title, url=url) for title, url in SOURCES),
    Source(title=nomenclature().title, url=nomenclature().url),
]


def text(values: Registry) -> str:
    """Return the page of the members."""
    sources = Sources()
    law, codes = sources.marks([LAW]), sources.marks(CODES)
    votes = [[each.label, "oui" if each in VOTERS else "non"] for each in Category]
    trades = [[each.code, each.label, ", ".join(each.written)] for each in PROFESSIONS]
    savoir_faire = [
        [each.code or "sans code", each.label, ", ".join(each.written)]
        for each in (*nomenclature().specialties, *nomenclature().unsettled)
    ]
    kept = [
        [line.what, f"{line.months} mois après {line.since}", line.then, line.why]
        for line in RETENTIONS
    ]
    return "\n".join(
        (
            INTRODUCTION.format(
                law=law,
                early=EARLY.days,
                times=TIMES,
                notice=NOTICE.days,
                invited=AFTER_INVITATION.days,
            ),
            table(["Qualité", "Voix, une fois en règle"], votes),
            LIST,
            TRADES.format(codes=codes, scopes=", ".join(f"« {each.label} »" for each in Scope)),
            table(["Code", "Profession", "Aussi écrit"], trades),
            SAVOIR_FAIRE.format(note=nomenclature().note),
            table(["Code", "Savoir-faire", "Aussi écrit"], savoir_faire),
            KEEPING,
            table(["Ce qui est gardé", "Jusqu’à", "Puis", "Pourquoi"], kept),
            sources.section(),
        )
    )
