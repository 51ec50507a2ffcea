"""The space of a community: what it is, its card, its journal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from maillage.apps.communities import access, actions
from maillage.apps.communities.forms import CardForm
from maillage.apps.communities.queries import workspace as queries
from maillage.apps.journal import queries as told
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def workspace(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for(user, slug, to=Right.SEE, on=today)
    page = queries.overview(community, user.person, on=today)
    return render(request, "communities/workspace.html", {"page": page, "frame": page.frame})


@require_http_methods(["GET", "POST"])
def edit_card(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for(user, slug, to=Right.EDIT_CARD, on=today)
    kept_version = community.version
    form = CardForm(request.POST or None, instance=community, initial={"version": kept_version})
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.edit_card(
            community=community,
            values={k: v for k, v in form.cleaned_data.items() if k != "version"},
            expected_version=form.cleaned_data["version"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "La fiche est enregistrée.")
        return redirect("communities:workspace", slug=slug)
    frame = queries.frame(slug, user.person, on=today, at="communities:workspace")
    return render(request, "communities/edit_card.html", {"form": form, "frame": frame})


@require_safe
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for(user, slug, to=Right.READ_JOURNAL, on=today)
    before = request.GET.get("avant", "")
    context = {
        "frame": queries.frame(slug, user.person, on=today, at="communities:journal"),
        "page": told.of_community(
            community.uuid, before=int(before) if before.isdecimal() else None
        ),
    }
    return render(request, "communities/journal.html", context)
