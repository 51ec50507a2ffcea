"""A scenario: read it, redraw it by hand, come back, copy it, leave a remark on a commune."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from maillage.apps.workshop import access
from maillage.apps.workshop.actions import redraw
from maillage.apps.workshop.forms import CopyForm, MoveForm, RemarkForm, SeenForm, SureForm
from maillage.apps.workshop.models import Scenario
from maillage.apps.workshop.queries.scenario import scenario_page
from maillage.domain.refusal import Refusal
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def scenario(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _shown(request, uuid)


def _shown(
    request: HttpRequest, uuid: UUID, form: forms.Form | None = None, done: str = ""
) -> HttpResponse:
    """Show a scenario as it stands, or only what moves when the page asks for it."""
    user, today = signed_in(request), localdate()
    found, standing = access.entered(user, uuid, to_work=False, on=today)
    if not found.is_ready:
        return redirect("workshop:study", uuid=found.study.uuid)
    try:
        page = scenario_page(found, standing, on=today)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("workshop:study", uuid=found.study.uuid)
    is_part = request.method == "POST" and request.headers.get("HX-Request")
    context = {
        "page": page,
        "form": form or MoveForm(),
        "done": done,
        # What was chosen is still chosen after a refusal.
        "chosen": request.POST.getlist("codes") if form else [],
        "destination": request.POST.get("to", "") if form else "",
    }
    return render(
        request, "workshop/_redrawn.html" if is_part else "workshop/scenario.html", context
    )


def _acted(
    request: HttpRequest, uuid: UUID, form: forms.Form, act: Callable[[Scenario], object], done: str
) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.scenario_for(user, uuid, to_work=True, on=today)
    if not found.is_ready:
        return redirect("workshop:study", uuid=found.study.uuid)
    if not carried_out(form, lambda: act(found)):
        return _shown(request, uuid, form)
    if request.headers.get("HX-Request"):
        return _shown(request, uuid, done=done)
    messages.success(request, done)
    return redirect("workshop:scenario", uuid=uuid)


@require_POST
def move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form, by = MoveForm(request.POST), signed_in(request).person

    def act(found: Scenario) -> object:
        return redraw.move(scenario=found, asked=form.asked(), by=by, at=now())

    return _acted(request, uuid, form, act, "C’est déplacé : la carte et les chiffres ont suivi.")


@require_POST
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form, by = SeenForm(request.POST), signed_in(request).person

    def act(found: Scenario) -> object:
        return redraw.undo(scenario=found, seen=form.cleaned_data["seen"], by=by, at=now())

    return _acted(request, uuid, form, act, "Le dernier changement est annulé.")


@require_POST
def redo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    form, by = SeenForm(request.POST), signed_in(request).person

    def act(found: Scenario) -> object:
        return redraw.redo(scenario=found, seen=form.cleaned_data["seen"], by=by, at=now())

    return _acted(request, uuid, form, act, "Le changement annulé est rétabli.")


@require_POST
def copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.scenario_for(user, uuid, to_work=True, on=today)
    form = CopyForm(request.POST)
    if not found.is_ready or not form.is_valid():
        return redirect("workshop:study", uuid=found.study.uuid)
    made = redraw.copy_scenario(
        scenario=found, name=form.cleaned_data["name"], by=user.person, at=now()
    )
    messages.success(request, "La copie est à vous : elle n’engage pas l’original.")
    return redirect("workshop:scenario", uuid=made.uuid)


@require_POST
def remark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.scenario_for(user, uuid, to_work=False, on=today)
    form = RemarkForm(request.POST)
    if carried_out(
        form,
        lambda: redraw.leave_remark(
            scenario=found,
            commune=form.cleaned_data["commune"],
            text=form.cleaned_data["text"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Votre remarque est inscrite.")
    for problem in [line for errors in form.errors.values() for line in errors]:
        messages.error(request, str(problem))
    return redirect("workshop:scenario", uuid=uuid)


@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    found = access.remark_for(user, uuid, on=localdate())
    form = SureForm(request.POST)
    if carried_out(form, lambda: redraw.withdraw_remark(remark=found, by=user.person, at=now())):
        messages.success(request, "La remarque est retirée.")
    return redirect("workshop:scenario", uuid=found.scenario.uuid)
