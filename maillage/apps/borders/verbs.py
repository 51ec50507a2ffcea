"""In which words does the journal tell the border survey? Never who answered, nor what."""

VERBS = {
    "survey.opened": (
        "{by} a ouvert l’enquête de bordure {on} : {communes} communes, réponses jusqu’au {last}."
    ),
    "survey.invited": "{by} a invité {count} professionnels à l’enquête {on}, pour {community}.",
    "survey.answered": "Une réponse à l’enquête {on} a été donnée ou changée.",
    "survey.left": "Un professionnel invité à l’enquête {on} a fait effacer son nom.",
    "survey.names_erased": "Les noms de {count} invités de l’enquête {on} ont été effacés.",
    "survey.closed": "{by} a clos l’enquête {on}.",
}
