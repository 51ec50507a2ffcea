"""The members of a community, as its own members see one another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from maillage.apps.communities.queries import workspace
from maillage.apps.members import access
from maillage.apps.members.queries import directory as queries
from maillage.web.requests import signed_in


@require_safe
def directory(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.directory_for(user, slug, on=today)
    number = request.GET.get("page", "")
    page = queries.directory(
        community,
        text=request.GET.get("q", "")[:100],
        number=int(number) if number.isdecimal() and len(number) < 7 else 1,
        by=user.person,
        at=now(),
        today=today,
    )
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    return render(request, "members/directory.html", {"frame": frame, "page": page})
