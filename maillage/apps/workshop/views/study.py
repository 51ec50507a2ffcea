"""A study: its scenarios computed one after the other while someone looks, side by side."""

from time import monotonic
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from maillage.apps.workshop import access
from maillage.apps.workshop.actions import study as studies
from maillage.apps.workshop.forms import BringForm, SureForm
from maillage.apps.workshop.models import Study
from maillage.apps.workshop.queries.study import seconds_for, study_page
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in

# How long one answer computes for, before it shows what is ready.
BREATH = 1.5


@require_safe
def study(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.study_for(user, uuid, to_work=False, on=today)
    page = study_page(found, access.standing_of(user.person, found.area, on=today), on=today)
    name = (
        "workshop/_scenarios.html" if request.headers.get("HX-Request") else "workshop/study.html"
    )
    return render(request, name, {"page": page, "bring_form": BringForm()})


def compute_within(found: Study, seconds: float) -> None:
    """Compute what waits, one scenario after the other, until so many seconds have passed."""
    begun = monotonic()
    while monotonic() - begun < seconds and (claimed := studies.claim_next(study=found, at=now())):
        until = monotonic() + seconds_for(found)
        studies.compute(
            scenario=claimed,
            at=now(),
            go_on=lambda done, until=until: monotonic() < until,  # type: ignore[misc]  # bound now
            clock=monotonic,
        )


@require_POST
def compute(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Compute scenarios that wait, for a breath; the page asks again for the others."""
    user, today = signed_in(request), localdate()
    found = access.study_for(user, uuid, to_work=True, on=today)
    compute_within(found, BREATH)
    if not request.headers.get("HX-Request"):
        return redirect("workshop:study", uuid=uuid)
    page = study_page(found, access.standing_of(user.person, found.area, on=today), on=today)
    return render(request, "workshop/_scenarios.html", {"page": page})


@require_POST
def bring(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.study_for(user, uuid, to_work=True, on=today)
    form = BringForm(request.POST, request.FILES)
    if carried_out(
        form,
        lambda: studies.bring_scenario(
            study=found,
            name=form.cleaned_data["name"],
            territories=form.cleaned_data["file"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Le découpage apporté est noté comme les autres.")
    for problem in [line for errors in form.errors.values() for line in errors]:
        messages.error(request, str(problem))
    return redirect("workshop:study", uuid=uuid)


@require_POST
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.study_for(user, uuid, to_work=True, on=today)
    form = SureForm(request.POST)
    if not carried_out(form, lambda: studies.remove_study(study=found, by=user.person, at=now())):
        for problem in [line for errors in form.errors.values() for line in errors]:
            messages.error(request, str(problem))
        return redirect("workshop:study", uuid=uuid)
    messages.success(request, f"L’étude « {found.title} » est retirée de l’atelier.")
    kind = "departement" if found.departement else "region"
    return redirect(f"workshop:{kind}", code=found.area.pk.lower())
