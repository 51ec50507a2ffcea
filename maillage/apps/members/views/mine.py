"""What is held about me, who read it, and how to be forgotten."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.members import access
from maillage.apps.members.actions.erasure import ask_erasure
from maillage.apps.members.actions.own import Given, set_my_contacts
from maillage.apps.members.forms import MyContactsForm
from maillage.apps.members.queries import mine as queries
from maillage.domain.refusal import Refusal
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("avant", "")
    page = queries.my_data(
        signed_in(request).person,
        on=localdate(),
        before=int(before) if before.isdecimal() and len(before) < 12 else None,
    )
    return render(request, "members/mine.html", {"page": page})


@require_safe
def mine_json(request: HttpRequest) -> HttpResponse:
    page = queries.my_data(signed_in(request).person, on=localdate())
    response = JsonResponse(queries.as_json(page), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest, uuid: UUID) -> HttpResponse:
    held = access.own_membership(signed_in(request), uuid)
    form = MyContactsForm(request.POST or None, initial=queries.contacts_of(held))
    if request.method == "POST" and carried_out(
        form,
        lambda: set_my_contacts(
            membership=held, given=Given(**form.cleaned_data), by=held.person, at=now()
        ),
    ):
        messages.success(request, f"Vos coordonnées pour {held.community.name} sont enregistrées.")
        return redirect("members:mine")
    return render(request, "members/my_contacts.html", {"held": held, "form": form})


@require_POST
def ask_to_be_erased(request: HttpRequest) -> HttpResponse:
    try:
        ask_erasure(person=signed_in(request).person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, "Votre demande est enregistrée\u00a0: elle sera traitée dans le mois."
        )
    return redirect("members:mine")
