"""The legal clock of a projet de santé: pausing it, resuming it, taking a pause back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from maillage.apps.creation import access
from maillage.apps.creation.actions import clock as actions
from maillage.apps.creation.actions.clock import Resumption
from maillage.apps.creation.forms.journey import PauseForm, ReasonForm, ResumeForm
from maillage.apps.creation.views.journey import page_of
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for_side(user, slug, sides=actions.KEEPERS, on=today)
    form = PauseForm(request.POST or None, initial={"paused_on": today})
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.pause_clock(
            community=community,
            on=form.cleaned_data["paused_on"],
            reason=form.cleaned_data["reason"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Le délai légal est suspendu.")
        return redirect("creation:journey", slug=slug)
    page = page_of(community, request)
    context = {"frame": page.frame, "page": page, "form": form}
    return render(request, "creation/pause_clock.html", context)


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for_side(user, slug, sides=actions.KEEPERS, on=today)
    form = ResumeForm(request.POST or None, initial={"resumed_on": today})
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.resume_clock(
            community=community,
            resumption=Resumption(
                on=form.cleaned_data["resumed_on"],
                restarts=form.cleaned_data["way"] == "restart",
            ),
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Le délai légal court de nouveau.")
        return redirect("creation:journey", slug=slug)
    page = page_of(community, request)
    context = {"frame": page.frame, "page": page, "form": form}
    return render(request, "creation/resume_clock.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_pause(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for_side(user, slug, sides=actions.KEEPERS, on=today)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.withdraw_pause(
            community=community,
            pause_uuid=uuid,
            reason=form.cleaned_data["reason"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "La suspension est retirée ; le journal en garde la trace.")
        return redirect("creation:journey", slug=slug)
    page = page_of(community, request)
    context = {"frame": page.frame, "page": page, "form": form}
    return render(request, "creation/withdraw_pause.html", context)
