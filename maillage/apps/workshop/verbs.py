"""In which words does the journal tell the workshop?

Remarks stay with their rows: free text may name people, and the journal forgets nothing.
"""

VERBS = {
    "study.asked": "{by} a demandé l’étude « {on} » : {place}, de {low} à {high} habitants.",
    "study.removed": "{by} a retiré l’étude « {on} » de l’atelier.",
    "scenario.computed": "Scénario calculé : « {on} », {count} territoires, J = {j}.",
    "scenario.brought": "{by} a apporté à l’atelier un découpage fait ailleurs : « {on} ».",
    "scenario.redrawn": "{by} a déplacé {communes} commune(s) dans « {on} » (version {number}).",
    "scenario.undone": "{by} est revenu à la version {number} de « {on} ».",
    "scenario.redone": "{by} a rétabli la version {number} de « {on} ».",
    "scenario.copied": "{by} a copié le scénario « {source} » : « {on} ».",
    "scenario.remarked": "{by} a laissé une remarque sur {commune} dans « {on} ».",
    "scenario.remark_withdrawn": "{by} a retiré une remarque sur {commune} dans « {on} ».",
    "scenario.proposed": "{by} a proposé le scénario « {on} » à la décision de {body}.",
    "perimeter.offered": "{by} a proposé à {member} un périmètre de {communes} commune(s) : {on}.",
    "perimeter.offer_answered": "{by} a répondu pour {member} au périmètre proposé : {answer}.",
}
