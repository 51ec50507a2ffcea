"""What does someone read when a link from a mail opens nothing any more?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.domain.refusal import Refusal


def dead_link(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say why the link serves no more, and what to do: the same page whatever the subject."""
    return render(request, "ui/dead_link.html", {"why": str(refusal)}, status=410)
