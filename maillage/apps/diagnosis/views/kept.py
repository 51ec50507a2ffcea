"""The diagnoses a community kept: one more, one again, its document."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from maillage import documents
from maillage.apps.communities import access as communities
from maillage.apps.communities.queries import workspace
from maillage.apps.diagnosis import access, actions
from maillage.apps.diagnosis.queries import documents as files
from maillage.apps.diagnosis.queries.diagnosis import diagnosis_of
from maillage.apps.diagnosis.queries.page import commune_rows, tables
from maillage.apps.diagnosis.queries.pictures import pictures_of
from maillage.apps.diagnosis.views.shown import day_of, document, ground_for
from maillage.domain.diagnosis.keeping import from_plain
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.requests import signed_in


@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    row, ground = ground_for(request, slug, to=Right.FILL_DIAGNOSIS)
    diagnosis = diagnosis_of(ground, on=day_of(request))
    drawn = files.drawings(pictures_of(ground, diagnosis), diagnosis)
    try:
        kept = actions.keep_diagnosis(
            community=row,
            diagnosis=diagnosis,
            pictures=files.plain_drawings(drawn),
            by=signed_in(request).person,
            at=now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("diagnosis:community", slug=slug)
    messages.success(
        request,
        f"La version {kept.number} est gardée\u00a0: ses documents se réimpriment à l’identique.",
    )
    return redirect("diagnosis:version", slug=slug, number=kept.number)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.SEE, on=today)
    snapshot = access.snapshot_numbered(community, number)
    diagnosis = from_plain(snapshot.content)
    context = {
        "frame": workspace.frame(slug, user.person, on=today, at="diagnosis:community"),
        "snapshot": snapshot,
        "diagnosis": diagnosis,
        "communes": commune_rows(diagnosis),
        "tables": tables(diagnosis),
        "formats": list(documents.Format),
    }
    return render(request, "diagnosis/version.html", context)


@require_safe
def version_document(request: HttpRequest, slug: str, number: int, format: str) -> HttpResponse:
    user = signed_in(request)
    community = communities.community_for(user, slug, to=Right.SEE, on=localdate())
    snapshot = access.snapshot_numbered(community, number)
    # The instant it was kept: the same version is the same file, to the byte.
    return document(files.kept(snapshot), format, at=snapshot.kept_at)
