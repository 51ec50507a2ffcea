"""In which words does the journal tell what happened to a contract?"""

VERBS = {
    "amount.agreed": "{by} a inscrit {amount} pour « {line} », convenu le {agreed_on} ({source}).",
    "amount.withdrawn": "{by} a retiré le montant de {amount} inscrit pour « {line} ».",
}
