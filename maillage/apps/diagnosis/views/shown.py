"""The diagnosis of any set of communes: on a page, as a spreadsheet, as a document."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from maillage import documents
from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.diagnosis.forms import DayForm
from maillage.apps.diagnosis.queries import documents as files
from maillage.apps.diagnosis.queries import grounds
from maillage.apps.diagnosis.queries.diagnosis import diagnosis_of
from maillage.apps.diagnosis.queries.grounds import Ground
from maillage.apps.diagnosis.queries.page import diagnosis_page
from maillage.apps.diagnosis.queries.pictures import pictures_of
from maillage.documents.diagnosis import PrintedDiagnosis
from maillage.documents.workbook import MEDIA_TYPE
from maillage.domain.roles import Right
from maillage.web.requests import signed_in

AREAS: Mapping[str, Callable[[str], Ground]] = {
    "departement": grounds.of_departement,
    "region": grounds.of_region,
    "france": grounds.of_france,
}


def attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Answer a file to be kept."""
    header = content_disposition_header(True, name)
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": header or "attachment"}
    )


def spreadsheet(ground: Ground, *, on: date) -> HttpResponse:
    diagnosis = diagnosis_of(ground, on=on)
    name = f"Diagnostic - {diagnosis.name}.xlsx"
    return attached(files.figures_workbook(diagnosis), name, MEDIA_TYPE)


def printed_now(ground: Ground, *, on: date) -> PrintedDiagnosis:
    """Return the diagnosis of the day, printable, not kept."""
    diagnosis = diagnosis_of(ground, on=on)
    drawn = files.drawings(pictures_of(ground, diagnosis), diagnosis)
    return files.printed(diagnosis, drawn, author="Maillage", state="")


def document(printed: PrintedDiagnosis, format: str, *, at: datetime) -> HttpResponse:
    kind = documents.Format(format)
    file = documents.render(printed, kind, at=at)
    return attached(file, f"{printed.file_name}.{kind}", kind.media_type)


# --- A community -------------------------------------------------------------------------------


def day_of(request: HttpRequest) -> date:
    """Return the day asked for, today when there is none."""
    form = DayForm(request.GET or None)
    asked = form.cleaned_data["le"] if form.is_valid() else None
    return asked or localdate()


def ground_for(request: HttpRequest, slug: str, *, to: Right) -> tuple[Community, Ground]:
    """Fetch a community and its communes of the day asked for."""
    community = access.community_for(signed_in(request), slug, to=to, on=localdate())
    return community, grounds.of_community(community, on=day_of(request))


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    row, ground = ground_for(request, slug, to=Right.SEE)
    day = day_of(request)
    person = signed_in(request).person
    context = {
        "frame": workspace.frame(slug, person, on=localdate(), at="diagnosis:community"),
        "page": diagnosis_page(ground, diagnosis_of(ground, on=day), community=row),
        "form": DayForm(initial={"le": day}),
        "asked": request.GET.urlencode(),
        "formats": list(documents.Format),
    }
    return render(request, "diagnosis/community.html", context)


@require_safe
def community_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    _, ground = ground_for(request, slug, to=Right.SEE)
    return spreadsheet(ground, on=day_of(request))


@require_safe
def community_document(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    _, ground = ground_for(request, slug, to=Right.SEE)
    return document(printed_now(ground, on=day_of(request)), format, at=now())


# --- A territory being composed ----------------------------------------------------------------


@login_not_required
@require_safe
def territory(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("s", "")
    ground = grounds.of_selection(asked)
    page = diagnosis_page(ground, diagnosis_of(ground, on=localdate())) if ground.codes else None
    query = f"?{urlencode({'s': asked})}"
    context = {
        "page": page,
        "back": reverse("communities:territory") + query,
        "workbook": reverse("diagnosis:territory_workbook") + query,
        "files": [
            (str(kind), reverse("diagnosis:territory_document", args=[kind]) + query)
            for kind in documents.Format
        ],
    }
    return render(request, "diagnosis/territory.html", context)


@login_not_required
@require_safe
def territory_workbook(request: HttpRequest) -> HttpResponse:
    return spreadsheet(grounds.of_selection(request.GET.get("s", "")), on=localdate())


@login_not_required
@require_safe
def territory_document(request: HttpRequest, format: str) -> HttpResponse:
    ground = grounds.of_selection(request.GET.get("s", ""))
    return document(printed_now(ground, on=localdate()), format, at=now())


# --- A département, a région, the country ------------------------------------------------------


@login_not_required
@require_safe
def area(request: HttpRequest, level: str, code: str = "") -> HttpResponse:
    ground = AREAS[level](code)
    arguments = [code] if code else []
    context = {
        "page": diagnosis_page(ground, diagnosis_of(ground, on=localdate())),
        "back": reverse(f"communities:{'nation' if level == 'france' else level}", args=arguments),
        "workbook": reverse(f"diagnosis:{level}_workbook", args=arguments),
        "files": [
            (str(kind), reverse(f"diagnosis:{level}_document", args=[*arguments, kind]))
            for kind in documents.Format
        ],
    }
    return render(request, "diagnosis/territory.html", context)


@login_not_required
@require_safe
def area_workbook(request: HttpRequest, level: str, code: str = "") -> HttpResponse:
    return spreadsheet(AREAS[level](code), on=localdate())


@login_not_required
@require_safe
def area_document(request: HttpRequest, level: str, format: str, code: str = "") -> HttpResponse:
    return document(printed_now(AREAS[level](code), on=localdate()), format, at=now())
