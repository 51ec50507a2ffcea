"""In which words does the journal tell decisions?

Texts and reasons stay with their rows: free text may name people, and the journal forgets nothing.
"""

VERBS = {
    "proposal.drafted": "{by} a préparé la proposition « {on} ».",
    "proposal.edited": "{by} a modifié la proposition « {on} », pas encore ouverte.",
    "proposal.opened": (
        "{by} a ouvert la proposition « {on} » : {asked} membres appelés à répondre avant le "
        "{answers_by}. Si rien n’est convenu : {fall_back}."
    ),
    "proposal.round_opened": (
        "{by} a ouvert le tour {number} de « {on} », texte amendé, réponses avant le {answers_by}."
    ),
    "proposal.round_closed": "{by} a clos le tour {number} de « {on} » : {state}.",
    "proposal.withdrawn": "{by} a retiré la proposition « {on} ».",
    "proposal.links_sent": "{by} a envoyé {sent} liens de réponse pour « {on} », tour {number}.",
    "answer.given": "{by} a répondu à « {on} » pour {member} (tour {number}) : {position}.",
    "answer.given_by_link": (
        "{member} a répondu à « {on} » depuis le lien reçu (tour {number}) : {position}."
    ),
    "answer.entered": (
        "{by} a saisi la réponse donnée de vive voix par {member} à « {on} » (tour {number}) : "
        "{position}."
    ),
    "ballot.opened": "{by} a ouvert le scrutin « {on} » : {voters} personnes appelées, {majority}.",
    "ballot.proxy_given": "{by} a enregistré pour « {on} » la procuration de {giver} à {holder}.",
    "ballot.links_sent": "{by} a envoyé {sent} liens de vote pour « {on} ».",
    "ballot.proxy_taken_back": "{by} a repris pour « {on} » la procuration de {giver}.",
    "ballot.cancelled": "{by} a annulé le scrutin « {on} » sans le dépouiller.",
    "decisions.statutes_stated": (
        "{by} a inscrit ce que disent les statuts : {silence} ({article}) ; poids des collèges : "
        "{weights}."
    ),
    "ballot.voted": "{by} a voté à « {on} » pour {member}.",
    "ballot.voted_by_link": "{member} a voté à « {on} », depuis le lien reçu.",
    "ballot.entered": "{by} a saisi à « {on} » le vote dit de vive voix par {member}.",
    "decision.registered": (
        "Décision n° {number} inscrite au registre : « {title} », {result} (empreinte {digest})."
    ),
    "decision.applied": "{by} a choisi pour {member} : {choice} la {on}, à partir du {since}.",
}
