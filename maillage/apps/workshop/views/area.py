"""The workshop of a département or of a région: what exists, the studies, a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from maillage.apps.workshop import access
from maillage.apps.workshop.actions import study as studies
from maillage.apps.workshop.forms import DemandsForm, StudyForm, initial_of, wanted_of
from maillage.apps.workshop.models import Study
from maillage.apps.workshop.queries.area import address_of, area_page
from maillage.apps.workshop.queries.asked import asking_page, former_study
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    found = access.areas_of(signed_in(request).person, on=localdate())
    places = [(area, address_of(area)) for area in found]
    return render(request, "workshop/areas.html", {"places": places})


@require_safe
def area(request: HttpRequest, code: str, is_region: bool) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.area_for(user, code, is_region=is_region, to_work=False, on=today)
    page = area_page(found, user.person, on=today)
    return render(request, "workshop/area.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new_study(request: HttpRequest, code: str, is_region: bool) -> HttpResponse:
    """Ask for a study, filled as a former one when the address names it (`depuis`)."""
    user, today = signed_in(request), localdate()
    found = access.area_for(user, code, is_region=is_region, to_work=True, on=today)
    page = asking_page(found, user.person, on=today)
    if page.ground is None or page.present is None:
        return redirect(page.area_url)
    former = former_study(found, request.GET.get("depuis", ""))
    initial = initial_of(*former) if former else {"title": page.title}
    form = StudyForm(request.POST or None, bands=page.bands, initial=initial)
    demands = DemandsForm(
        request.POST or None,
        ground=page.ground,
        present=page.present,
        heard=page.heard,
        initial=initial,
    )
    made: list[Study] = []
    if (
        request.method == "POST"
        and demands.is_valid()
        and carried_out(
            form,
            lambda: made.append(
                studies.ask_study(
                    area=found, wanted=wanted_of(form, demands, page.body), by=user.person, at=now()
                )
            ),
        )
    ):
        return redirect("workshop:study", uuid=made[0].uuid)
    context = {"form": form, "demands": demands, "page": page}
    return render(request, "workshop/new_study.html", context)
