"""What the statutes of a community say of silences and of colleges."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from maillage.apps.communities.queries import workspace
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import statutes as actions
from maillage.apps.decisions.forms.ballot import StatutesForm
from maillage.apps.decisions.queries import statutes as queries
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def statutes(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.register_of(user, slug, to=Right.DECIDE, on=today)
    held = queries.statutes_of(community)
    initial = StatutesForm.initial_of(held.silence, held.article, held.colleges, held.weights)
    form = StatutesForm(request.POST or None, initial=initial, colleges=held.colleges)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.state_statutes(
            community=community, stated=form.stated(), by=user.person, at=now()
        ),
    ):
        messages.success(request, "C’est enregistré : cela vaut pour ce qui s’ouvrira désormais.")
        return redirect("decisions:statutes", slug=slug)
    frame = workspace.frame(slug, user.person, on=today, at="decisions:register")
    return render(
        request, "decisions/statutes.html", {"frame": frame, "form": form, "statutes": held}
    )
