"""Who is asking?"""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from maillage.apps.accounts.models import User


def signed_in(request: HttpRequest) -> "User":
    """Return the user; every view demands one unless it says otherwise."""
    return cast("User", request.user)
