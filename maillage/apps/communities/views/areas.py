"""A département, a région, the country: who covers what."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.apps.communities.queries import areas as queries
from maillage.apps.geography.models import Departement, Region


@login_not_required
@require_safe
def departement(request: HttpRequest, code: str) -> HttpResponse:
    area = get_object_or_404(Departement, pk=code.upper())
    page = queries.departement_page(area, on=localdate())
    return render(request, "communities/departement.html", {"area": area, "page": page})


@login_not_required
@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    area = get_object_or_404(Region, pk=code.upper())
    page = queries.region_page(area, on=localdate())
    return render(request, "communities/region.html", {"area": area, "page": page})


@login_not_required
@require_safe
def nation(request: HttpRequest) -> HttpResponse:
    page = queries.nation_page(on=localdate())
    return render(request, "communities/nation.html", {"page": page})
