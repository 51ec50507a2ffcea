"""The portfolio of those who follow CPTS from outside, on the page and as a spreadsheet."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.apps.creation.queries import portfolio as queries
from maillage.apps.creation.queries.portfolio import Portfolio, Wanted
from maillage.documents.workbook import Column, workbook
from maillage.domain.journey import Stage
from maillage.web.requests import signed_in

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STAGES = {stage.value: stage for stage in Stage}
COLUMNS = (
    Column("CPTS", 34),
    Column("Département", 24),
    Column("Étape", 30),
    Column("Depuis le", 12),
    Column("Jours sans nouvelle", 12),
    Column("À qui d’agir", 34),
    Column("Fin du délai légal", 16),
    Column("Étape suivante", 30),
)


def _wanted(query: QueryDict) -> Wanted:
    """Read the state of the page from its address; what makes no sense is left aside."""
    silence, page = query.get("silence", ""), query.get("page", "")
    days = int(silence) if silence.isdecimal() and len(silence) < 5 else 0
    return Wanted(
        stage=STAGES.get(query.get("etape", "")),
        departement=query.get("departement", ""),
        silence=days or None,
        only_silent=bool(query.get("seulement")),
        order=query.get("tri", ""),
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


def _asked(request: HttpRequest) -> tuple[Portfolio, Wanted]:
    wanted = _wanted(request.GET)
    person = signed_in(request).person
    return queries.portfolio(person, wanted, today=localdate()), wanted


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    page, wanted = _asked(request)
    state = request.GET.copy()
    state.pop("page", None)
    unsorted = state.copy()
    unsorted.pop("tri", None)
    return render(
        request,
        "creation/portfolio.html",
        {
            "page": page,
            "wanted": wanted,
            "state": state.urlencode(),
            "unsorted": unsorted.urlencode(),
        },
    )


@require_safe
def export_portfolio(request: HttpRequest) -> HttpResponse:
    page, _ = _asked(request)
    rows = [
        (
            line.community.name,
            str(line.community.departement or ""),
            line.stage.label,
            line.since,
            line.silent_days,
            line.awaited.label if line.awaited else None,
            line.ends_on,
            line.following.label if line.following else None,
        )
        for line in page.lines
    ]
    response = HttpResponse(workbook("Portefeuille", COLUMNS, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="portefeuille-{localdate()}.xlsx"'
    return response
