"""In which words does the journal tell what happens around meetings?

What was said stays with the minutes: free text may name people, and the journal forgets nothing.
"""

VERBS = {
    # --- Meetings, dates and agendas ---
    "meeting.prepared": "{by} prépare une réunion, {on}, pour le {day}.",
    "meeting.edited": "{by} a modifié la réunion {on}, prévue le {day}.",
    "meeting.invitees_set": "{by} a choisi les personnes invitées à {on} ({number}).",
    "meeting.convoked": "{by} a convoqué {on} pour le {day} ({sent} envois).",
    "meeting.replied": "{by} a répondu à la convocation de {on}.",
    "meeting.cancelled": "{by} a annulé {on}, prévue le {day}.",
    "meeting.document_added": "{by} a joint un document à {on}.",
    "meeting.document_removed": "{by} a retiré un document de {on}.",
    "agenda.item_added": "{by} a mis un point à l’ordre du jour de {on}.",
    "agenda.item_changed": "{by} a modifié un point de l’ordre du jour de {on}.",
    "agenda.item_proposed": "{by} propose un point pour {on}.",
    "agenda.item_removed": "{by} a retiré un point de l’ordre du jour de {on}.",
    "agenda.reordered": "{by} a changé l’ordre du jour de {on}.",
    "agenda.template_kept": "{by} a gardé l’ordre du jour de {on} pour celles de même nature.",
    "agenda.template_dropped": "{by} a repris l’ordre du jour d’origine pour celles comme {on}.",
    "poll.opened": "{by} propose {number} dates pour {on}, réponses jusqu’au {by_day}.",
    "poll.answered": "{by} a répondu au sondage de dates de {on}.",
    "feed.opened": "{by} suit un agenda : {on}.",
    "feed.closed": "{by} ne suit plus un agenda : {on}.",
    # --- Attendance and minutes ---
    "sheet.opened": "{by} a ouvert la feuille d’émargement de {on} ({expected} attendus).",
    "sheet.sealed": (
        "{by} a clos et scellé la feuille d’émargement de {on} : {present} présents sur {lines}, "
        "empreinte {digest}."
    ),
    "attendance.signed": "{by} a signé la feuille d’émargement de {on} {way}.",
    "attendance.noted": "{by} a rempli la feuille d’émargement de {on} (lignes : {lines}).",
    "statutes.rule_set": (
        "{by} a fixé la règle de quorum de {on} : {rule} Pouvoirs par personne : {proxies}."
    ),
    "minutes.begun": "{by} a repris l’ordre du jour de {on} dans son relevé ({points} points).",
    "minutes.item_added": "{by} a ajouté un point au relevé de {on}.",
    "minutes.written": "{by} a écrit le point {point} du relevé de {on} (version {version}).",
    "minutes.corrected": (
        "{by} a corrigé le point {point} du relevé approuvé de {on} (version {version})."
    ),
    "minutes.approval_asked": "{by} a demandé d’approuver le relevé de {on} (demandes : {number}).",
    "minutes.approved": "{by} a approuvé le relevé de {on}, numéro {reference}.",
    "minutes.sent": "{by} a envoyé le relevé de {on} (destinataires : {recipients}).",
    "follow_up.agreed": "{by} a noté une action décidée à {on}, confiée à {owner}.",
    "follow_up.settled": "{by} a dit {state} une action décidée à {on}.",
    "attestation.issued": "{by} a établi l’attestation de présence de {person} à {on}.",
}
