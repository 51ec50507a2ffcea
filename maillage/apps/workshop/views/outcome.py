"""What becomes of a scenario: compared, taken away, put to a decision, proposed to each CPTS."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage import documents
from maillage.apps.communities import access as communities
from maillage.apps.workshop import access
from maillage.apps.workshop.actions import offering
from maillage.apps.workshop.forms import AnswerForm, ProposeForm
from maillage.apps.workshop.models import Scenario
from maillage.apps.workshop.queries import export, proposing
from maillage.apps.workshop.queries.comparison import comparison_page
from maillage.apps.workshop.queries.offers import community_page
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in

PLAIN: dict[str, tuple[str, Callable[[Scenario], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", export.csv_of),
    "geojson": ("application/geo+json", lambda one: export.geojson_of(one, on=localdate())),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda one: export.workbook_of(one, on=localdate()),
    ),
}


def _ready(request: HttpRequest, uuid: UUID, *, to_work: bool = False) -> Scenario:
    found = access.scenario_for(signed_in(request), uuid, to_work=to_work, on=localdate())
    if not found.is_ready:
        raise Http404
    return found


@require_safe
def compare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Compare with another scenario (`avec`), or with what exists."""
    found = _ready(request, uuid)
    key = request.GET.get("avec", "")
    other = None
    if key:
        try:
            other = _ready(request, UUID(key))
        except ValueError:
            raise Http404 from None
        if other.study.area != found.study.area:
            raise Http404
    try:
        page = comparison_page(found, other, on=localdate())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("workshop:scenario", uuid=uuid)
    return render(request, "workshop/comparison.html", {"page": page})


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, user, today = _ready(request, uuid, to_work=True), signed_in(request), localdate()
    bodies = access.bodies_led(user.person, found.study.area, on=today)
    page = proposing.proposing_page(found, on=today)
    initial = page.initial(reverse("workshop:scenario", args=[found.uuid]))
    form = ProposeForm(request.POST or None, bodies=bodies, initial=initial)
    if request.method == "POST" and carried_out(
        form,
        lambda: offering.propose(
            scenario=found,
            body=form.cleaned_data["body"],
            draft=form.draft(),
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(
            request, "La proposition est prête : relisez-la, puis ouvrez-la à la réponse des CPTS."
        )
        again = access.scenario_for(user, uuid, to_work=False, on=today).proposal
        assert again  # noqa: S101  # it was just prepared
        return redirect("decisions:proposal", slug=again.community.slug, uuid=again.uuid)
    context = {"page": page, "form": form, "leads": bodies.exists()}
    return render(request, "workshop/propose.html", context)


@require_POST
def offer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, user, today = _ready(request, uuid, to_work=True), signed_in(request), localdate()
    try:
        perimeters = proposing.perimeters_of(found, on=today)
        made = offering.offer_perimeters(
            scenario=found, perimeters=perimeters, by=user.person, at=now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, f"Périmètre proposé à {len(made)} CPTS : chacune l’adopte ou non."
        )
    return redirect("workshop:scenario", uuid=uuid)


@require_safe
def download(request: HttpRequest, uuid: UUID, format: str) -> HttpResponse:
    found, moment = _ready(request, uuid), now()
    name = f"decoupage-{slugify(found.name)}.{format}"
    try:
        if format in PLAIN:
            kind, made = PLAIN[format]
            content = made(found)
        else:
            printed = documents.Format(format)
            report = export.report_of(found, on=localdate(moment))
            kind, content = printed.media_type, documents.render(report, printed, at=moment)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("workshop:study", uuid=found.study.uuid)
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """What the workshop says to a community: perimeters proposed, studies of its area."""
    user, today = signed_in(request), localdate()
    found = communities.community_for(user, slug, to=Right.SEE, on=today)
    page = community_page(found, user.person, on=today)
    return render(request, "workshop/community.html", {"frame": page.frame, "page": page})


@require_POST
def answer_offer(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = communities.community_for(user, slug, to=Right.EDIT_TERRITORY, on=today)
    held, form = access.offer_for(found, uuid), AnswerForm(request.POST)
    if carried_out(
        form,
        lambda: offering.answer_offer(
            offer=held,
            adopts=form.cleaned_data["answer"] == "ADOPT",
            note=form.cleaned_data["note"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Votre réponse est enregistrée ; l’inter-CPTS la voit.")
    for problem in [line for errors in form.errors.values() for line in errors]:
        messages.error(request, str(problem))
    return redirect("workshop:community", slug=slug)
