"""The letter of intent of a CPTS: read, written, downloaded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from maillage import documents
from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.creation.actions import letter as actions
from maillage.apps.creation.forms.letter import LetterForm
from maillage.apps.creation.queries import letter as queries
from maillage.apps.creation.queries.letter_document import letter_document
from maillage.domain.echelon import Echelon
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


def _cpts(request: HttpRequest, slug: str, *, to: Right) -> Community:
    community = access.community_for(signed_in(request), slug, to=to, on=localdate())
    if community.echelon_value is not Echelon.LOCAL:
        raise Http404
    return community


@require_safe
def letter(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    community = _cpts(request, slug, to=Right.SEE)
    version = (
        queries.latest_version(community)
        if number is None
        else queries.version_numbered(community, number)
    )
    page = queries.letter_page(
        community, signed_in(request).person, version=version, on=localdate()
    )
    context = {"page": page, "frame": page.frame, "formats": list(documents.Format)}
    return render(request, "creation/letter.html", context)


@require_http_methods(["GET", "POST"])
def edit_letter(request: HttpRequest, slug: str) -> HttpResponse:
    community = _cpts(request, slug, to=Right.WRITE_LETTER)
    person, moment = signed_in(request).person, now()
    latest = queries.latest_version(community)
    known = queries.sections_of(community, latest, on=localdate(moment))
    form = LetterForm(request.POST or None, sections=known, version=latest.number if latest else 0)
    if request.method == "POST" and carried_out(
        form, lambda: actions.save_letter(community=community, by=person, at=moment, **form.saved)
    ):
        messages.success(request, "La lettre est enregistrée.")
        return redirect("creation:letter", slug=slug)
    latest = queries.latest_version(community)
    theirs = form.rebased_on(latest) if latest else []
    frame = workspace.frame(slug, person, on=localdate(moment), at="creation:letter")
    context = {"form": form, "frame": frame, "latest": latest, "theirs": theirs}
    return render(request, "creation/edit_letter.html", context)


@require_safe
def download_letter(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    community = _cpts(request, slug, to=Right.SEE)
    asked = request.GET.get("version", "")
    version = (
        queries.version_numbered(community, int(asked))
        if asked.isdecimal() and len(asked) < 9
        else queries.latest_version(community)
    )
    moment, kind = now(), documents.Format(format)
    document = letter_document(community, version, today=localdate(moment))
    # The instant of the version: the same version is the same file, to the byte.
    file = documents.render(document, kind, at=version.created_at if version else moment)
    name = content_disposition_header(True, f"{document.file_name}.{kind}")
    return HttpResponse(
        file, content_type=kind.media_type, headers={"Content-Disposition": name or "attachment"}
    )
