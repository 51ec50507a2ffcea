"""In which words does the journal tell what happened to the supply and the needs?"""

VERBS = {
    "health.professionals_loaded": (
        "Le fichier des professionnels « {name} » {vintage} a été chargé : {lines} lignes, "
        "{people} personnes."
    ),
    "health.establishments_loaded": (
        "Le fichier des établissements « {name} » {vintage} a été chargé : {kept} établissements."
    ),
    "health.needs_loaded": ("Le fichier « {name} » a été chargé : {title}, {vintage}."),
}
