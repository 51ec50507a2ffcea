"""In which words does the journal tell what the demonstration does?"""

VERBS = {
    "demonstration.signed_in": "{by} est entré dans la démonstration d’un clic.",
}
