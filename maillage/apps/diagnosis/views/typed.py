"""The figures a community read elsewhere: typed one by one, pasted, withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.diagnosis import access, actions
from maillage.apps.diagnosis.actions import Read
from maillage.apps.diagnosis.forms import FigureForm, TableForm
from maillage.apps.diagnosis.queries.page import typed_figures
from maillage.domain.diagnosis.typed import Table
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in

WHOLE = "Tout le territoire"


def _context(request: HttpRequest, community: Community) -> dict[str, object]:
    person, today = signed_in(request).person, localdate()
    return {
        "frame": workspace.frame(community.slug, person, on=today, at="diagnosis:community"),
        "figures": typed_figures(community),
    }


@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.FILL_DIAGNOSIS, on=today)
    form = FigureForm(request.POST or None, initial={"as_of": today})
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.type_figures(
            community=community, figures=[_read(form)], by=user.person, at=now()
        ),
    ):
        messages.success(request, "Le chiffre est inscrit au diagnostic.")
        return redirect("diagnosis:figures", slug=slug)
    context = {"form": form, "table_form": TableForm(initial={"as_of": today})}
    return render(request, "diagnosis/figures.html", context | _context(request, community))


def _read(form: FigureForm) -> Read:
    values = form.cleaned_data
    names = ("label", "value", "unit", "as_of", "source", "perimeter", "indicator")
    return Read(**{name: values[name] for name in names})


@require_POST
def paste(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a pasted table holds; nothing is written until the person accepts."""
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.FILL_DIAGNOSIS, on=today)
    form = TableForm(request.POST, request.FILES)
    table = None
    if form.is_valid():
        form = form.as_pasted()
        table = form.table()
    if table and "accepter" in request.POST and table.lines:
        try:
            written = actions.type_figures(
                community=community, figures=_reads(form, table), by=user.person, at=now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{len(written)} chiffres inscrits au diagnostic.")
            return redirect("diagnosis:figures", slug=slug)
    context = {"form": form, "table": table}
    return render(request, "diagnosis/paste.html", context | _context(request, community))


def _reads(form: TableForm, table: Table) -> list[Read]:
    reads = []
    for line in table.lines:
        day, source = form.completed(line.as_of, line.source)
        perimeter = line.perimeter or WHOLE
        reads.append(Read(line.label, line.value, line.unit, day, source, perimeter))
    return reads


@require_POST
def withdraw(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    community = communities.community_for(user, slug, to=Right.FILL_DIAGNOSIS, on=localdate())
    try:
        actions.withdraw_figure(figure=access.figure_of(community, uuid), by=user.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Le chiffre est retiré du diagnostic\u00a0; le journal le garde.")
    return redirect("diagnosis:figures", slug=slug)
