"""Where does the main navigation lead, and for whom? Here, since it names every subject."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maillage.ui.context import Destination, entries, everyone, signed_in

DESTINATIONS = (
    Destination("Cette semaine", "home", signed_in),
    Destination("Annuaire", "communities:directory", everyone),
    Destination("Territoire", "communities:territory", everyone),
    Destination("Portefeuille", "creation:portfolio", signed_in),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give every page its main navigation, worked out only when a page shows it."""
    return {"navigation": SimpleLazyObject(lambda: entries(DESTINATIONS, request))}
