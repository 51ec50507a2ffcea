"""In which words does the journal tell what happens to the members of a community?"""

VERBS = {
    "members.added": "{by} a inscrit {member} ({category}) depuis le {since}.",
    "members.edited": "{by} a modifié la fiche de membre de {member}\u00a0: {changed}.",
    "members.ended": "{by} a mis fin à l’adhésion de {member} le {until}.",
    "members.accepted": "{member} a accepté la charte et le règlement le {accepted_on}.",
    "members.objected": "{member} s’est opposé à être membre de droit le {objected_on}.",
    "members.fee_paid": "{by} a enregistré la cotisation de {member}\u00a0: {amount}.",
    "members.regime_changed": "{by} a fixé le régime «\u00a0{regime}\u00a0» à partir du {since}.",
    "members.invited": "{by} a envoyé à {count} personnes le lien pour accepter ou s’opposer.",
    "members.habits_set": "{by} a {opening}, {reminders}.",
    "members.contacts_set": "{by} a fixé ses coordonnées\u00a0: {choice}.",
    "members.college_added": "{by} a ajouté le collège {on}.",
    "members.college_renamed": "{by} a renommé le collège « {before} » : {name}.",
    "members.structure_renamed": (
        "{by} a renommé la structure « {before} » : {name} ({count} fiches réunies)."
    ),
    "members.practising_stated": (
        "{by} a indiqué {count} {profession} en exercice, d’après {source}."
    ),
    "members.proposed": (
        "{by} a tiré du registre {count} professionnels qui ne sont pas dans la liste ({source})."
    ),
    "members.practising_forgotten": "{by} a retiré l’effectif indiqué pour {profession}.",
    "members.imported": (
        "{by} a accepté la liste {on}\u00a0: {created} créés, {updated} mis à jour, "
        "{left_aside} laissés de côté, {rejected} lignes refusées."
    ),
    "members.applied": "Un bulletin d’adhésion est arrivé pour {on}.",
    "members.list_discarded": "{by} a écarté sans l’accepter la liste lue le {read_on}.",
    "members.import_undone": "{by} a annulé l’import de la liste {on}.",
    "person.erasure_asked": "{by} a demandé l’effacement de ses données.",
    "person.erasure_refused": "{by} a refusé l’effacement demandé par {on}.",
    "person.erased": "{by} a effacé une personne à sa demande ou au terme de la conservation.",
    "members.retention_applied": "Conservation appliquée\u00a0: {rule} ({count}).",
}
