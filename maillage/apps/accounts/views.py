"""The page of someone's own account; allauth has all the others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.apps.accounts import queries
from maillage.apps.accounts.models import User


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show someone their account, with the way to each thing they can change."""
    assert isinstance(request.user, User)  # noqa: S101  # login is required everywhere
    page = queries.account_page(request.user, session_key=request.session.session_key)
    return render(request, "accounts/account.html", {"page": page})
