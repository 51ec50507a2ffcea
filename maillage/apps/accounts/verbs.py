"""In which words does the journal tell what happened to an account?"""

VERBS = {
    "account.signed_up": "{by} a créé son compte.",
    "account.opened": "{by} a ouvert un compte à {on}.",
    "account.administrator_granted": "{by} a confié à {on} l’administration de l’instance.",
    "account.closed": "{by} a fermé le compte de {on}.",
    "account.password_changed": "{by} a changé son mot de passe.",
    "account.email_changed": "{by} a changé d’adresse électronique.",
    "account.second_factor_enabled": "{by} a activé la double authentification.",
    "account.second_factor_disabled": "{by} a désactivé la double authentification.",
    "account.second_factor_removed": "{by} a retiré la double authentification de {on}.",
    "account.session_revoked": "{by} a déconnecté ses autres appareils ({sessions}).",
}
