"""Who may represent a community elsewhere, from when to when, and who must approve?"""

from maillage.documents.rulebook.markdown import Sources, amount, in_force, table
from maillage.domain.echelon import Echelon
from maillage.domain.mandates import SET_BY_RULE, Approval, Body
from maillage.domain.parameters import Registry, Source

INTRODUCTION = """\
# Les mandats

Une communauté déclare les sièges qu’elle tient dans une instance, puis qui les occupe : titulaire
ou suppléance, du premier au dernier jour, par quelle décision. Un siège déclaré que personne
n’occupe est dit vacant. Deux personnes n’occupent jamais le même siège le même jour, suite
comprise, et personne n’en tient deux à la fois dans une même instance.

## Les instances
"""
REGIONAL = """\
## L’inter-CPTS régionale

Chaque {echelon} coopte {seats} titulaires **de professions différentes** (et autant de
suppléances) ; la fédération valide chaque mandat, ou le refuse avec un motif que l’inter-CPTS lit
{practice}. Une profession inconnue est demandée avant de nommer : deux inconnues ne sont pas deux
professions. Un mandat refusé libère son siège et reste dans l’historique. Les abréviations et le
féminin d’une même profession ne font pas deux professions.

| État | Ensuite |
| --- | --- |
| {waiting} | la fédération valide ou refuse |
| {validated} | jusqu’à son dernier jour |
| {refused} | avec un motif ; le siège est de nouveau vacant |
"""
ENDING = """\
## La fin d’un mandat

Annoncée {days} avant {warning}, une fois, dans le mail du jour de qui siège et de qui anime la
communauté, et dans « Cette semaine » ; rien n’est rappelé si la suite est déjà assurée. Un mandat
sans dernier jour court jusqu’à ce qu’on y mette fin.
"""
PRACTICE = Source(
    title="Documents d’inter-CPTS et de leur fédération, 2017-2024, lus pour Maillage (cooptation "
    "de deux membres de professions différentes, validation par la fédération)",
    url="",
)
PARAMETER = "mandates/warning_days"


def text(values: Registry) -> str:
    """Return the page of mandates."""
    sources = Sources()
    rule = SET_BY_RULE[Body.REGIONAL]
    bodies = [
        [body.label, "fixés par la règle ci-dessous" if body in SET_BY_RULE else "déclarés"]
        for body in Body
    ]
    (warning,) = in_force(values.parameter(PARAMETER))
    regional = REGIONAL.format(
        echelon=Echelon.DEPARTMENTAL.label,
        seats=rule.titulars,
        practice=sources.marks([PRACTICE]),
        waiting=Approval.WAITING.label,
        validated=Approval.VALIDATED.label,
        refused=Approval.REFUSED.label,
    )
    ending = ENDING.format(days=amount(warning), warning=sources.marks(warning.sources))
    return "\n".join(
        (INTRODUCTION, table(["Instance", "Sièges"], bodies), regional, ending, sources.section())
    )
