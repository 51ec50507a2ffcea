"""In which words does the journal tell the creation of a CPTS?"""

VERBS = {
    "journey.moved": (
        "{by} a enregistré pour {on} : {act}, le {happened_on} ({from_stage} → {to_stage})."
    ),
    "journey.validated_tacitly": (
        "Projet de santé de {on} réputé validé le {happened_on} : "
        "aucune opposition jusqu’au {ends_on}."
    ),
    "journey.move_withdrawn": (
        "{by} a retiré pour {on} : {act}, du {happened_on}. Motif : {reason}."
    ),
    "clock.paused": "{by} a suspendu le délai légal de {on} le {paused_on}. Motif : {reason}.",
    "clock.resumed": "{by} a repris le délai légal de {on} le {resumed_on} ({way}).",
    "clock.pause_withdrawn": (
        "{by} a retiré la suspension du délai légal de {on} du {paused_on}. Motif : {reason}."
    ),
}
