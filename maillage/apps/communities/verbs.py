"""In which words does the journal tell what happened to a community?"""

VERBS = {
    "community.created": "{by} a ouvert {on} ({echelon}, {communes} communes).",
    "community.card_edited": "{by} a mis à jour la fiche de {on}\u00a0: {fields}.",
    "perimeter.set": (
        "{by} a fixé le périmètre n° {number} de {on} au {since}\u00a0: "
        "{added_count} communes ajoutées, {removed_count} retirées."
    ),
    "geography.perimeter_moved": (
        "Le territoire de {on} suit les communes au {since} (périmètre n° {number})\u00a0: "
        "{added_count} communes ajoutées, {removed_count} retirées."
    ),
    "affiliation.begun": "{by} a affilié {member} à {body} depuis le {since}.",
    "affiliation.ended": "{by} a mis fin à l’affiliation de {member} à {body} le {until}.",
    "role.granted": "{by} a confié à {person} le rôle\u00a0: {role}, depuis le {since}.",
    "role.ended": "{by} a mis fin au rôle de {person} ({role}) le {until}.",
    "area_role.granted": "{by} a confié à {person} la fonction\u00a0: {function}, {area}.",
    "area_role.ended": "{by} a mis fin à la fonction extérieure de {person} le {until}.",
}
