"""Which places answer a search, for a page and for a program?"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from maillage.apps.geography import queries

# The communes change once a year: a browser may keep an answer for a few minutes.
MINUTES = 5
HOURS = 1


def _state(request: HttpRequest, code: str) -> str:
    return f'"{queries.outlines_state(code.upper())}"'


@login_not_required
@require_safe
@cache_control(public=True, max_age=MINUTES * 60)
def search_json(request: HttpRequest) -> HttpResponse:
    """Answer a program: stable names, best place first."""
    asked = request.GET.get("q", "")
    results = [
        {
            "key": place.key,
            "kind": place.kind.value,
            "code": place.code,
            "name": place.name,
            "where": place.where,
            "population": place.population,
            "communes": place.communes,
            "was": place.was or None,
            "fictional": place.is_fictional,
        }
        for place in queries.search_places(asked)
    ]
    return JsonResponse({"q": asked, "results": results})


@login_not_required
@require_safe
@cache_control(public=True, max_age=MINUTES * 60)
def search(request: HttpRequest) -> HttpResponse:
    """Answer a page: a list whose buttons, inside a form, add a place by its key."""
    asked = request.GET.get("q", "").strip()
    places = queries.search_places(asked)
    return render(request, "geography/places.html", {"asked": asked, "places": places})


@login_not_required
@require_safe
@cache_control(public=True, max_age=HOURS * 3600)
@condition(etag_func=_state)
def contours(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the live map: the simplified outlines of a département, kept by the browser."""
    drawn = queries.outlines_geojson(code.upper())
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="application/geo+json")
