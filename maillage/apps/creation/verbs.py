"""In which words does the journal tell the creation of a CPTS?

Reasons and notes stay with their rows: free text may name people, and the journal forgets nothing.
"""

VERBS = {
    "journey.moved": (
        "{by} a enregistré pour {on} : {act}, le {happened_on} ({from_stage} → {to_stage})."
    ),
    "journey.validated_tacitly": (
        "Projet de santé de {on} réputé validé le {happened_on} : "
        "aucune opposition jusqu’au {ends_on}."
    ),
    "journey.move_withdrawn": "{by} a retiré pour {on} : {act}, du {happened_on}.",
    "clock.paused": "{by} a suspendu le délai légal de {on} le {paused_on}.",
    "clock.resumed": "{by} a repris le délai légal de {on} le {resumed_on} ({way}).",
    "clock.pause_withdrawn": ("{by} a retiré la suspension du {paused_on} du délai légal de {on}."),
    "letter.saved": (
        "{by} a enregistré la version {number} de la lettre d’intention de {on} "
        "({written} sections remplies sur {asked})."
    ),
}
