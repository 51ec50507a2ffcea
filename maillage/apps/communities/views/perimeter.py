"""The territory of a community: read, compose, record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from maillage.apps.communities import access, actions
from maillage.apps.communities.actions.perimeter import PerimeterDraft
from maillage.apps.communities.forms import PerimeterForm
from maillage.apps.communities.models import Community, Perimeter
from maillage.apps.communities.queries import selection as selections
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.composer import composer_page
from maillage.apps.communities.queries.territory import perimeter_page
from maillage.apps.communities.views.composer import address, asked_selection
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def perimeter(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for(user, slug, to=Right.SEE, on=today)
    return render(
        request,
        "communities/perimeter.html",
        {
            "frame": workspace.frame(slug, user.person, on=today, at="communities:perimeter"),
            "page": perimeter_page(community, on=today),
        },
    )


@require_http_methods(["GET", "POST"])
def edit_perimeter(request: HttpRequest, slug: str) -> HttpResponse:
    """Compose from the perimeter in force; a GET shows the difference, a POST records it."""
    user, today = signed_in(request), localdate()
    community = access.community_for(user, slug, to=Right.EDIT_TERRITORY, on=today)
    base = reverse("communities:edit_perimeter", args=[slug])
    number = community.perimeters.count()
    if "s" not in request.GET and request.method == "GET":
        return redirect(address(base, workspace.current_selection(community), n=str(number)))
    if request.GET.getlist("add"):
        kept = selections.read(asked_selection(request)).text
        return redirect(address(base, kept, n=request.GET.get("n", str(number))))
    return _composed(request, community, base=base, number=number)


def _composed(
    request: HttpRequest, community: Community, *, base: str, number: int
) -> HttpResponse:
    today = localdate()
    page = composer_page(
        text=request.POST.get("selection", request.GET.get("s", "")),
        query=request.GET.get("q", "")[:100],
        on=today,
        community=community,
        drawn=request.GET.getlist("carte"),
    )
    form = PerimeterForm(
        request.POST or None,
        initial={
            "since": today,
            "selection": page.selection.text,
            "expected_number": request.GET.get("n", number),
        },
    )
    if request.method == "POST" and carried_out(form, lambda: _record(request, community, form)):
        messages.success(request, "Le territoire est enregistré.")
        return redirect("communities:perimeter", slug=community.slug)
    person = signed_in(request).person
    frame = workspace.frame(community.slug, person, on=today, at="communities:perimeter")
    context = {"frame": frame, "page": page, "base": base, "form": form, "number": number}
    is_fragment = request.headers.get("HX-Request")
    name = "communities/_places.html" if is_fragment else "communities/edit_perimeter.html"
    return render(request, name, context)


def _record(request: HttpRequest, community: Community, form: PerimeterForm) -> Perimeter:
    values = form.cleaned_data
    draft = PerimeterDraft(
        codes=selections.read(values["selection"]).codes,
        since=values["since"],
        expected_number=values["expected_number"],
        note=values["note"],
    )
    by = signed_in(request).person
    return actions.set_perimeter(community=community, draft=draft, by=by, at=now())
