"""A list brought in: read, shown, accepted, undone."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.views.belonging import tell
from maillage.apps.members import access
from maillage.apps.members.actions import importing, undoing
from maillage.apps.members.actions.importing import Answers
from maillage.apps.members.forms import AcceptForm, ListForm
from maillage.apps.members.models import ImportBatch
from maillage.apps.members.queries import batches as queries
from maillage.apps.members.readers import tables
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=today)
    form = ListForm(request.POST or None, request.FILES or None)
    read: list[ImportBatch] = []
    if request.method == "POST" and carried_out(
        form, lambda: read.append(_read(request, form, community))
    ):
        return redirect("members:preview", slug=slug, uuid=read[0].uuid)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    return render(request, "members/import.html", {"frame": frame, "form": form})


def _read(request: HttpRequest, form: ListForm, community: Community) -> ImportBatch:
    file = form.cleaned_data["file"]
    if file and file.size > tables.MOST_BYTES:
        raise tables.ListTooLong
    table = tables.read_file(file.read()) if file else tables.read_text(form.cleaned_data["pasted"])
    return importing.prepare_import(
        community=community,
        name=file.name if file else "liste collée",
        cells=table.rows,
        noticed=table.noticed,
        by=signed_in(request).person,
        at=now(),
    )


def answers_of(posted: QueryDict, form: AcceptForm) -> Answers:
    """Read what someone chose: a line is who, a group of spellings is written how."""
    said = {name: str(value) for name, value in posted.items()}
    people = {
        int(name.removeprefix("ligne-")): value
        for name, value in said.items()
        if name.startswith("ligne-") and name.removeprefix("ligne-").isdecimal()
    }
    structures: dict[str, str] = {}
    for place in range(queries.GROUPS):
        spellings = [str(each) for each in posted.getlist(f"ecrite-{place}")]
        chosen = said.get(f"structure-{place}", "")
        if spellings and chosen in (*spellings, ""):
            structures |= {each: chosen or each for each in spellings}
    return Answers(people, structures, form.cleaned_data.get("consent_on"))


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    _, batch = access.batch_for(user, slug, uuid, on=today)
    form = AcceptForm(request.POST or None)
    told: list[importing.Outcome] = []
    if "suite" in request.POST:
        return _keep(request, batch, form)
    if request.method == "POST" and carried_out(
        form,
        lambda: told.append(
            importing.accept_import(
                batch=batch, answers=answers_of(request.POST, form), by=user.person, at=now()
            )[1]
        ),
    ):
        messages.success(
            request,
            f"Liste acceptée\u00a0: {told[0].created} créés, {told[0].updated} mis à jour, "
            f"{told[0].left_aside} laissés de côté. Un seul geste l’annule.",
        )
        return redirect("members:list", slug=slug)
    if batch.status != ImportBatch.Status.DRAFT:
        messages.error(request, str(importing.AlreadyAccepted()))
        return redirect("members:list", slug=slug)
    frame = workspace.frame(slug, user.person, on=today, at="members:list")
    page = queries.preview(batch, number=_number(request.GET), by=user.person, at=now())
    context = {"frame": frame, "page": page, "form": form}
    return render(request, "members/preview.html", context)


def _number(asked: QueryDict, name: str = "page") -> int:
    number = asked.get(name, "")
    return int(number) if number.isdecimal() and len(number) < 5 else 1


def _keep(request: HttpRequest, batch: ImportBatch, form: AcceptForm) -> HttpResponse:
    """Keep the answers of one page, and lead to the page asked for."""
    kept = carried_out(
        form,
        lambda: importing.keep_answers(
            batch=batch,
            answers=answers_of(request.POST, form),
            by=signed_in(request).person,
            at=now(),
        ),
    )
    if not kept:
        tell(request, form, "")
    address = reverse("members:preview", args=[batch.community.slug, batch.uuid])
    return redirect(f"{address}?page={_number(request.POST, 'suite')}")


def _settle(
    request: HttpRequest, slug: str, uuid: UUID, act: Callable[..., object], said: str
) -> HttpResponse:
    """Carry out what needs no form on a list brought in, and say what became of it."""
    user = signed_in(request)
    _, batch = access.batch_for(user, slug, uuid, on=localdate())
    try:
        act(batch=batch, by=user.person, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("members:list", slug=slug)


@require_POST
def discard(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    said = "C’est écarté\u00a0: rien n’a été écrit, et rien n’en est gardé."
    return _settle(request, slug, uuid, importing.discard_import, said)


@require_POST
def undo(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    said = "L’import est annulé\u00a0: tout est comme avant lui."
    return _settle(request, slug, uuid, undoing.undo_import, said)
