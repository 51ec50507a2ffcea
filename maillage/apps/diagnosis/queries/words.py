"""Which words of a diagnosis may begin a letter of intent, a projet de santé?"""

from datetime import date

from maillage.apps.communities.models import Community
from maillage.apps.diagnosis.queries import grounds
from maillage.apps.diagnosis.queries.diagnosis import diagnosis_of
from maillage.domain import french

AND = "\u00a0; "


def diagnosis_words(community: Community, *, on: date) -> str:
    """Return the summary of a community's diagnosis with its sources; empty without communes.

    One item a subject, in the plain text that letters and projects are written in.
    """
    diagnosis = diagnosis_of(grounds.of_community(community, on=on), on=on)
    if not diagnosis.summary:
        return ""
    typed = [
        f"{each.label}\u00a0: {each.text} {each.unit}".strip()
        + f" ({each.source}, au {french.day(each.as_of)})."
        for each in diagnosis.typed
    ]
    near = [f"{each.name} ({each.what}, {each.where})" for each in diagnosis.around[:6]]
    items = [*diagnosis.summary, *typed]
    if near:
        items.append("Autour du territoire\u00a0: " + AND.join(near) + ".")
    sources = dict.fromkeys(
        f"{origin.title} ({origin.vintage})" if origin.vintage else origin.title
        for origin in diagnosis.origins.values()
    )
    return "\n".join(
        (
            f"Ce que disent les sources publiques au {french.day(on)}\u00a0:",
            *(f"- {item}" for item in items),
            "",
            "Sources\u00a0: " + AND.join(sources) + ".",
        )
    )
