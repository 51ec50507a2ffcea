"""Composing a territory: open to all, its state entirely in the address."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from maillage.apps.accounts.models import User
from maillage.apps.communities import actions
from maillage.apps.communities.actions.community import Founding
from maillage.apps.communities.forms import NewCommunityForm, PasteForm
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import selection as selections
from maillage.apps.communities.queries.composer import composer_page, paste_preview
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


def address(base: str, selection: str, **more: str) -> str:
    """Return the address of a territory being composed."""
    return f"{base}?{urlencode({'s': selection, **more})}"


def funding_address() -> str:
    """Return the page of a territory's funding, kept by a higher subject."""
    try:
        return reverse("contract:territory_funding")
    except NoReverseMatch:
        return ""


def asked_selection(request: HttpRequest) -> str:
    """Return the selection of the address, with what the gesture adds to it."""
    return ",".join([request.GET.get("s", ""), *request.GET.getlist("add")])


@login_not_required
@require_safe
def compose(request: HttpRequest) -> HttpResponse:
    base = reverse("communities:territory")
    if request.GET.getlist("add"):
        return redirect(address(base, selections.read(asked_selection(request)).text))
    page = composer_page(
        text=request.GET.get("s", ""),
        query=request.GET.get("q", "")[:100],
        on=localdate(),
        drawn=request.GET.getlist("carte"),
    )
    context = {
        "page": page,
        "base": base,
        "funding_url": funding_address(),
    }
    name = (
        "communities/_places.html"
        if request.headers.get("HX-Request")
        else "communities/composer.html"
    )
    return render(request, name, context)


@login_not_required
@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Show what a pasted column would add; nothing is kept until the person accepts."""
    back = request.GET.get("base", "")
    base = back if back.startswith("/communautes/") else reverse("communities:territory")
    form = PasteForm(request.POST or None, initial={"s": request.GET.get("s", "")})
    preview = None
    if form.is_valid():
        try:
            preview = paste_preview(
                form.cleaned_data["lines"], departement=form.cleaned_data["departement"]
            )
        except Refusal as refusal:
            form.add_error("lines", str(refusal))
    context = {"form": form, "base": base, "preview": preview}
    return render(request, "communities/paste.html", context)


@require_http_methods(["GET", "POST"])
def new_community(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    text = request.POST.get("s", request.GET.get("s", ""))
    page = composer_page(text=text, query="", on=localdate())
    form = NewCommunityForm(
        request.POST or None,
        is_administrator=user.is_administrator,
        initial={"s": text, "departement": page.main_departement, "echelon": "LOCAL"},
    )
    created: list[Community] = []
    if request.method == "POST" and carried_out(
        form, lambda: created.append(_create(form, user=user, codes=page.selection.codes))
    ):
        return redirect("communities:workspace", slug=created[0].slug)
    return render(request, "communities/new_community.html", {"form": form, "page": page})


def _create(form: NewCommunityForm, *, user: User, codes: frozenset[str]) -> Community:
    values = form.cleaned_data
    founding = Founding(
        name=values["name"],
        echelon=Echelon(values.get("echelon") or Echelon.LOCAL.value),
        departement=values["departement"],
        region=values.get("region"),
        codes=codes,
    )
    return actions.create_community(founding=founding, by=user, at=now())
