"""When was a session last seen, without writing at every page?"""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

SEEN_EVERY = timedelta(minutes=5)


class SessionSeenMiddleware:
    """Stand in for allauth's, which writes at each request.

    On SQLite that made every reader wait for whoever writes; here a page costs one read, and a
    write when the session was not seen for a while or comes from elsewhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated and is_stale(request):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)


def is_stale(request: HttpRequest) -> bool:
    """Tell whether what is known of the session behind a request has to be written again."""
    known = UserSession.objects.filter(
        session_key=request.session.session_key, user_id=request.user.pk
    ).first()
    return (
        known is None
        or known.ip != get_adapter().get_client_ip(request)
        or known.last_seen_at < timezone.now() - SEEN_EVERY
    )
