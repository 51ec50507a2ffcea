"""In which words does the journal tell what happened to the supply and the needs?"""

VERBS = {
    "health.professionals_loaded": (
        "Le fichier des professionnels « {name} » {vintage} a été chargé : {lines} lignes, "
        "{people} personnes."
    ),
    "health.needs_loaded": ("Le fichier « {name} » a été chargé : {title}, {vintage}."),
}
