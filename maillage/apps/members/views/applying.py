"""The form by which someone asks to become a member, without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from maillage.apps.communities.models import Community
from maillage.apps.members import access
from maillage.apps.members.actions.applying import Applicant, apply_for_membership
from maillage.apps.members.forms import ApplyForm
from maillage.apps.members.queries import people as queries
from maillage.web.forms import carried_out
from maillage.web.limits import Limit

FORMS = Limit("members_apply", "10/1h/ip")


@login_not_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    community = access.open_to_requests(slug)
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and carried_out(form, lambda: _apply(request, form, community)):
        messages.success(
            request, "Votre bulletin est parti\u00a0: la communauté le relit, puis vous répond."
        )
        return redirect("members:apply", slug=slug)
    page = queries.apply_page(community, on=localdate())
    return render(request, "members/apply.html", {"page": page, "form": form})


def _apply(request: HttpRequest, form: ApplyForm, community: Community) -> None:
    FORMS.check(request)
    apply_for_membership(community=community, applicant=Applicant(**form.said()), at=now())
    FORMS.count(request)
