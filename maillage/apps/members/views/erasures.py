"""The administrator reads who asked to be forgotten, and accepts or refuses."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from maillage.apps.members import access
from maillage.apps.members.actions.erasure import accept_erasure, refuse_erasure
from maillage.apps.members.forms import ErasureForm
from maillage.apps.members.models import ErasureRequest
from maillage.apps.members.queries import erasures as queries
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    user = access.administrator(signed_in(request))
    page = queries.erasures(by=user.person, at=now())
    return render(request, "members/erasures.html", {"page": page})


@require_http_methods(["GET", "POST"])
def erasure(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = access.administrator(signed_in(request))
    asked = access.erasure_named(uuid)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and carried_out(form, lambda: _decide(request, form, asked)):
        messages.success(request, "La décision est enregistrée\u00a0; la personne en est avertie.")
        return redirect("members:erasures")
    page = queries.erasure(asked, by=user.person, at=now())
    return render(request, "members/erasure.html", {"page": page, "form": form})


def _decide(request: HttpRequest, form: ErasureForm, asked: ErasureRequest) -> None:
    by = signed_in(request).person
    if form.cleaned_data["decision"] == "accepter":
        accept_erasure(request=asked, by=by, at=now())
    else:
        refuse_erasure(request=asked, reason=form.cleaned_data["reason"], by=by, at=now())
