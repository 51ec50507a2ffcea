"""In which words does the journal tell what happened to the geography?"""

VERBS = {
    "geography.loaded": (
        "La géographie de référence a été chargée : {vintage}, {communes} communes "
        "({retired} retirées, {recreated} rétablies)."
    ),
    "geography.contours_loaded": (
        "Les contours de {communes} communes ont été chargés du fichier « {name} » {vintage}."
    ),
}
