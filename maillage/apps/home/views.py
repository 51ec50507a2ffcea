"""What does someone see first?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.apps.home import queries
from maillage.web.requests import signed_in


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Tell a stranger what this is; tell everyone else what waits for them."""
    if not request.user.is_authenticated:
        return render(request, "ui/home_public.html")
    page = queries.week(signed_in(request).person, today=localdate())
    return render(request, "home/week.html", {"page": page})
