"""Choosing who one is in the demonstration."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.apps.demo import actions, queries


def _only_in_the_demonstration() -> None:
    """Elsewhere these pages do not exist."""
    if not settings.DEMONSTRATION:
        raise Http404


@login_not_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    _only_in_the_demonstration()
    return render(request, "demo/people.html", {"page": queries.people_page(on=localdate())})


@login_not_required
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    _only_in_the_demonstration()
    site = request.build_absolute_uri("/").rstrip("/")
    page = queries.mailbox_page(wanted=request.GET.get("q", "").strip(), site=site)
    return render(request, "demo/mailbox.html", {"page": page})


@login_not_required
@require_POST
def enter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    _only_in_the_demonstration()
    user = queries.invented_user(uuid)
    if user is None:
        raise Http404
    logout(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    actions.note_entrance(person=user.person, at=now())
    return redirect("home")
