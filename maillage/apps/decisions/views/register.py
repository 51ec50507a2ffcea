"""The register of the decisions of a community, and the way it is taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from maillage.apps.decisions import access
from maillage.apps.decisions.actions import application as actions
from maillage.apps.decisions.forms.proposal import ApplicationForm
from maillage.apps.decisions.queries import export
from maillage.apps.decisions.queries import register as queries
from maillage.documents.workbook import MEDIA_TYPE
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.register_of(user, slug, to=Right.READ_DECISIONS, on=today)
    page = queries.register_page(
        community,
        user.person,
        wanted=request.GET.get("q", "")[:100],
        page=request.GET.get("page", "1"),
        today=today,
    )
    context = {"frame": page.frame, "page": page, "today": today}
    return render(request, "decisions/register.html", context)


@require_safe
def export_register(request: HttpRequest, slug: str) -> HttpResponse:
    moment = now()
    user = signed_in(request)
    community = access.register_of(user, slug, to=Right.READ_DECISIONS, on=localdate(moment))
    name = content_disposition_header(True, f"registre-{community.slug}.json")
    return HttpResponse(
        export.exported(community, at=moment),
        content_type="application/json",
        headers={"Content-Disposition": name or "attachment"},
    )


@require_safe
def register_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.register_of(user, slug, to=Right.READ_DECISIONS, on=today)
    name = content_disposition_header(True, f"registre-{community.slug}.xlsx")
    return HttpResponse(
        queries.register_workbook(community),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": name or "attachment"},
    )


@require_POST
def choose_application(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    community = access.register_of(user, slug, to=Right.DECIDE, on=localdate())
    decision = queries.decision_from_above(community, uuid)
    if decision is None:
        raise Http404
    form = ApplicationForm(request.POST)
    if carried_out(
        form,
        lambda: actions.choose_application(
            decision=decision,
            community=community,
            choice=form.choice(),
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Votre choix est enregistré ; il se voit à chaque échelon.")
    for problem in [line for errors in form.errors.values() for line in errors]:
        messages.error(request, str(problem))
    return redirect("decisions:register", slug=slug)
