"""Where does the main navigation lead, and for whom? Here, since it names every subject."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from maillage.apps.communities import access
from maillage.ui.context import Destination, entries, everyone, signed_in

# Two entries of the navigation depend on it: it is asked once a page.
FOLLOWS = "maillage.follows"


def follows_communities(request: HttpRequest) -> bool:
    """Tell whether someone follows communities from outside, or from the échelon above."""
    if not signed_in(request):
        return False
    kept = request.META.get(FOLLOWS)
    if kept is None:
        person = request.user.person  # type: ignore[union-attr]  # ours
        kept = access.follows_others(person, on=timezone.localdate())
        request.META[FOLLOWS] = kept
    return bool(kept)


def administers(request: HttpRequest) -> bool:
    """Tell whether someone administers the instance."""
    return signed_in(request) and request.user.is_administrator  # type: ignore[union-attr]  # ours


DESTINATIONS = (
    Destination("Cette semaine", "home", signed_in),
    Destination("Annuaire", "communities:directory", everyone),
    Destination("Territoire", "communities:territory", everyone),
    Destination("Portefeuille", "creation:portfolio", follows_communities),
    Destination("Découpage", "workshop:areas", follows_communities),
    Destination("Instance", "communities:functions", administers),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give every page its main navigation, worked out only when a page shows it."""
    return {"navigation": SimpleLazyObject(lambda: entries(DESTINATIONS, request))}
