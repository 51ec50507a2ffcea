"""The directory, open to all: pages, JSON and CSV."""

import csv

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from maillage.apps.communities import access
from maillage.apps.communities.queries import directory as queries

CSV_HEADINGS = {
    "finess": "FINESS",
    "name": "Nom",
    "phone": "Téléphone",
    "email": "Courriel",
    "departement": "Département",
    "region": "Région",
    "communes": "Codes INSEE",
}


def _safe_cell(value: object) -> str:
    """Write a cell that no spreadsheet will take for a formula."""
    text = " ".join(value) if isinstance(value, list) else str(value or "")
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    number = request.GET.get("page", "1")
    page = queries.directory_page(
        query=request.GET.get("q", "")[:100],
        page=int(number) if number.isdecimal() else 1,
        on=localdate(),
    )
    return render(request, "communities/directory.html", {"page": page})


@login_not_required
@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    community = access.public_community(slug)
    shown = queries.card(community, on=localdate())
    return render(request, "communities/card.html", {"card": shown})


@login_not_required
@require_safe
def directory_json(request: HttpRequest) -> HttpResponse:
    rows = list(queries.export_rows(on=localdate()))
    return JsonResponse({"cpts": rows}, json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def directory_csv(request: HttpRequest) -> HttpResponse:
    # The mark tells spreadsheets that accents are in UTF-8; they expect semicolons in French.
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="annuaire-cpts.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(CSV_HEADINGS.values())
    for row in queries.export_rows(on=localdate()):
        writer.writerow(_safe_cell(row[key]) for key in CSV_HEADINGS)
    return response
