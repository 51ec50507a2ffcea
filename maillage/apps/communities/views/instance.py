"""What the administrator of the instance does here: entrust outside functions."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from maillage.apps.accounts.models import User
from maillage.apps.communities import actions
from maillage.apps.communities.actions.role import Function, Invitee
from maillage.apps.communities.forms import AreaRoleForm, EndForm
from maillage.apps.communities.queries import belonging as queries
from maillage.apps.communities.views.belonging import tell
from maillage.domain.roles import AreaRoleKind, OutsideBody
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


def administrator(request: HttpRequest) -> User:
    """Return the administrator; for anyone else the page does not exist."""
    user = signed_in(request)
    if not user.is_administrator:
        raise Http404
    return user


def _function(form: AreaRoleForm) -> Function:
    values = form.cleaned_data
    return Function(
        kind=AreaRoleKind(values["kind"]),
        outside_body=OutsideBody(values["outside_body"]),
        departement=values["departement"],
        region=values["region"],
    )


@require_http_methods(["GET", "POST"])
def functions(request: HttpRequest) -> HttpResponse:
    user, today = administrator(request), localdate()
    form = AreaRoleForm(request.POST or None, initial={"since": today})
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.grant_area_role(
            invitee=Invitee(
                *(form.cleaned_data[name] for name in ("email", "first_name", "last_name"))
            ),
            function=_function(form),
            since=form.cleaned_data["since"],
            by=user,
            at=now(),
        ),
    ):
        messages.success(request, "La fonction est confiée.")
        return redirect("communities:functions")
    context = {
        "form": form,
        "held": queries.functions_page(by=user.person, at=now()),
        "today": today,
    }
    return render(request, "communities/functions.html", context)


@require_POST
def end_function(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = administrator(request)
    role = queries.function(uuid)
    if role is None:
        raise Http404
    form = EndForm(request.POST)
    done = carried_out(
        form,
        lambda: actions.end_area_role(
            role=role, until=form.cleaned_data["until"], by=user, at=now()
        ),
    )
    tell(request, form, "La fonction a pris fin." if done else "")
    return redirect("communities:functions")
