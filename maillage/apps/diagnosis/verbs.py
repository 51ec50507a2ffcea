"""In which words does the journal tell what happened to a diagnosis?"""

VERBS = {
    "diagnosis.kept": "{by} a gardé la version {number} du diagnostic, au {day}.",
    "diagnosis.figures_typed": "{by} a saisi {count} chiffre(s) de {source} au diagnostic.",
    "diagnosis.figure_withdrawn": "{by} a retiré du diagnostic « {label} » ({source}).",
}
