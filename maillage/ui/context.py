"""What does every page know of the instance, and where may it lead?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

STYLE_SHEETS = tuple(
    f"ui/{name}.css"
    for name in ("tokens", "theme", "layout", "components", "acts", "tables", "forms", "maps")
)


@dataclass(frozen=True)
class Destination:
    """A page the main navigation may lead to; `is_for` says whom it concerns."""

    label: str
    url_name: str
    is_for: Callable[[HttpRequest], bool]


@dataclass(frozen=True)
class Entry:
    """An item of the main navigation, as this page shows it."""

    label: str
    url: str
    nearness: str

    @property
    def is_current(self) -> bool:
        return self.nearness != ""


def everyone(request: HttpRequest) -> bool:
    return True


def signed_in(request: HttpRequest) -> bool:
    return hasattr(request, "user") and request.user.is_authenticated


def address(url_name: str) -> str:
    """Return the address of a page, empty when this instance does not have it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _nearness(path: str, url: str) -> str:
    """Return the value of `aria-current`: this very page, or the part of the site it is in."""
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def entries(destinations: Sequence[Destination], request: HttpRequest) -> list[Entry]:
    """Return the entries that exist here and concern who is asking."""
    found = [(d, address(d.url_name)) for d in destinations if d.is_for(request)]
    return [Entry(d.label, url, _nearness(request.path, url)) for d, url in found if url]


def instance(request: HttpRequest) -> dict[str, object]:
    return {
        "demonstration": settings.DEMONSTRATION,
        "demonstration_url": SimpleLazyObject(lambda: address("demonstration")),
        "signup_open": settings.SIGNUP_OPEN,
        "source_url": settings.SOURCE_URL,
        "style_sheets": STYLE_SHEETS,
    }
