"""Affiliations and roles: who belongs to what, who does what."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from maillage.apps.communities import access, actions
from maillage.apps.communities.actions.role import Invitee
from maillage.apps.communities.forms import EndForm, JoinForm, RoleForm
from maillage.apps.communities.queries import belonging as queries
from maillage.apps.communities.queries import workspace
from maillage.domain.roles import Right, RoleKind
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def affiliations(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    to = Right.MANAGE_AFFILIATIONS if request.method == "POST" else Right.SEE
    community = access.community_for(user, slug, to=to, on=today)
    form = JoinForm(request.POST or None, initial={"since": today})
    form.fields["body"].queryset = queries.joinable(community)  # type: ignore[attr-defined]  # a model choice
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.join_body(
            member=community,
            body=form.cleaned_data["body"],
            since=form.cleaned_data["since"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, f"{community.name} rejoint {form.cleaned_data['body']}.")
        return redirect("communities:affiliations", slug=slug)
    frame = workspace.frame(slug, user.person, on=today, at="communities:affiliations")
    page = queries.affiliations_page(community, on=today)
    context = {"frame": frame, "page": page, "form": form, "today": today}
    return render(request, "communities/affiliations.html", context)


@require_POST
def end_affiliation(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for(user, slug, to=Right.MANAGE_AFFILIATIONS, on=today)
    affiliation = queries.affiliation(community, uuid)
    form = EndForm(request.POST)
    if affiliation is None:
        raise Http404
    done = carried_out(
        form,
        lambda: actions.end_affiliation(
            affiliation=affiliation, until=form.cleaned_data["until"], by=user.person, at=now()
        ),
    )
    tell(request, form, "L’affiliation a pris fin." if done else "")
    return redirect("communities:affiliations", slug=slug)


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    to = Right.MANAGE_ROLES if request.method == "POST" else Right.SEE
    community = access.community_for(user, slug, to=to, on=today)
    form = RoleForm(request.POST or None, initial={"since": today})
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.grant_role(
            community=community,
            invitee=Invitee(
                form.cleaned_data["email"],
                form.cleaned_data["first_name"],
                form.cleaned_data["last_name"],
            ),
            kind=RoleKind(form.cleaned_data["kind"]),
            since=form.cleaned_data["since"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(
            request, "Le rôle est donné\u00a0: la personne se connecte par un code reçu par mail."
        )
        return redirect("communities:roles", slug=slug)
    frame = workspace.frame(slug, user.person, on=today, at="communities:roles")
    page = queries.roles_page(community, by=user.person, at=now())
    context = {"frame": frame, "page": page, "form": form, "today": today}
    return render(request, "communities/roles.html", context)


@require_POST
def end_role(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.community_for(user, slug, to=Right.MANAGE_ROLES, on=today)
    role = queries.role(community, uuid)
    if role is None:
        raise Http404
    form = EndForm(request.POST)
    done = carried_out(
        form,
        lambda: actions.end_role(
            role=role, until=form.cleaned_data["until"], by=user.person, at=now()
        ),
    )
    tell(request, form, "Le rôle a pris fin." if done else "")
    return redirect("communities:roles", slug=slug)


def tell(request: HttpRequest, form: BaseForm, success: str) -> None:
    """Say how a one-button form went, on the page that follows."""
    if success:
        messages.success(request, success)
    for error in (message for listed in form.errors.values() for message in listed):
        messages.error(request, str(error))
