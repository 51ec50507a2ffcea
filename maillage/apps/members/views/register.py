"""The register of professionals beside the list of members by right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from maillage.apps.communities import access as communities
from maillage.apps.communities.queries import workspace
from maillage.apps.members.actions.register import propose_from_register
from maillage.apps.members.forms import RegisterForm
from maillage.apps.members.models import ImportBatch
from maillage.apps.members.queries.register import register_page
from maillage.domain.membership import Scope
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in

SCOPES = {scope.value: scope for scope in Scope}


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    asked = request.POST.get("scope") or request.GET.get("qui", "")
    scope = SCOPES.get(asked, Scope.OWN_ACCOUNT)
    page = register_page(community, scope, by=user.person, at=now(), today=today)
    form = RegisterForm(request.POST or None, initial={"scope": scope.value}, choices=page.choices)
    made: list[ImportBatch] = []
    if request.method == "POST" and carried_out(
        form,
        lambda: made.append(
            propose_from_register(
                community=community,
                scope=Scope(form.cleaned_data["scope"]),
                professions=form.cleaned_data["professions"],
                by=user.person,
                at=now(),
            )
        ),
    ):
        messages.success(request, "Liste tirée du registre\u00a0: relisez-la avant de l’accepter.")
        return redirect("members:preview", slug=slug, uuid=made[0].uuid)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    context = {"frame": frame, "page": page, "form": form, "scopes": list(Scope)}
    return render(request, "members/register.html", context)
