"""A structure or a college badly written is put right for everyone at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from maillage.apps.communities import access as communities
from maillage.apps.communities.views.belonging import tell
from maillage.apps.members.actions import naming
from maillage.apps.members.forms import CollegeNameForm, StructureNameForm
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_POST
def rename_structure(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    form = StructureNameForm(request.POST, among=community.structures.order_by("name"))
    done = carried_out(
        form,
        lambda: naming.rename_structure(
            community=community, **form.cleaned_data, by=user.person, at=now()
        ),
    )
    tell(request, form, "La structure porte ce nom dans toutes les fiches." if done else "")
    return redirect("members:terms", slug=slug)


@require_POST
def rename_college(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    form = CollegeNameForm(request.POST, among=community.colleges.order_by("name"))
    done = carried_out(
        form,
        lambda: naming.rename_college(
            community=community, **form.cleaned_data, by=user.person, at=now()
        ),
    )
    tell(request, form, "Le changement est fait dans toutes les fiches." if done else "")
    return redirect("members:terms", slug=slug)
