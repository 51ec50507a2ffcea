"""In which words does the journal tell mandates?

Reasons stay with their rows: free text may name people, and the journal forgets nothing.
"""

VERBS = {
    "delegation.declared": (
        "{by} a déclaré les sièges de {community} : {on} ({titulars} titulaires, "
        "{substitutes} suppléances)."
    ),
    "mandate.given": (
        "{by} a inscrit le mandat de {person} ({seat}) : {on}, depuis le {since} ({approval})."
    ),
    "mandate.validated": "{by} a validé le mandat de {person} : {on}.",
    "mandate.refused": "{by} a refusé, avec un motif, le mandat de {person} : {on}.",
    "mandate.decision_linked": (
        "{by} a relié le mandat de {person} à la décision n° {number} : {on}."
    ),
    "mandate.ended": "{by} a fixé la fin du mandat de {person} au {until} : {on}.",
}
