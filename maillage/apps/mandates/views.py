"""The mandates of a community: its seats, who sits, and what the federation validates."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage import documents
from maillage.apps.communities import access as communities
from maillage.apps.mandates import queries
from maillage.apps.mandates.actions import mandate as actions
from maillage.apps.mandates.forms import (
    DecisionForm,
    DelegationForm,
    EndForm,
    MandateForm,
    VerdictForm,
)
from maillage.documents.workbook import MEDIA_TYPE
from maillage.domain.mandates import Approval
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def mandates(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    to = Right.DECIDE if request.method == "POST" else Right.READ_DECISIONS
    community = communities.community_for(user, slug, to=to, on=today)
    form = DelegationForm(request.POST or None, community=community)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.declare_delegation(
            community=community, seats=form.seats(), by=user.person, at=now()
        ),
    ):
        messages.success(request, "Les sièges sont déclarés : dites maintenant qui y siège.")
        return redirect("mandates:mandates", slug=slug)
    page = queries.mandates_page(community, user.person, today=today)
    context = {"frame": page.frame, "page": page, "form": form}
    return render(request, "mandates/mandates.html", context)


@require_http_methods(["GET", "POST"])
def give_mandate(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.DECIDE, on=today)
    delegation = queries.delegation(community, uuid)
    if delegation is None:
        raise Http404
    form = MandateForm(
        request.POST or None,
        initial={"since": today},
        people=queries.nominees(community, by=user.person, at=now()),
        decisions=queries.decisions_of(community),
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.give_mandate(
            delegation=delegation,
            nominee=form.nominee(),
            commission=form.commission(),
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "Le mandat est inscrit.")
        return redirect("mandates:mandates", slug=slug)
    page = queries.mandates_page(community, user.person, today=today)
    context = {"frame": page.frame, "form": form, "delegation": delegation}
    return render(request, "mandates/give_mandate.html", context)


def _answered(
    request: HttpRequest, slug: str, form: django_forms.Form, act: Callable[[], object], done: str
) -> HttpResponse:
    if carried_out(form, act):
        messages.success(request, done)
    for problem in [line for errors in form.errors.values() for line in errors]:
        messages.error(request, str(problem))
    return redirect("mandates:mandates", slug=slug)


@require_POST
def decide_mandate(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    federation = communities.community_for(user, slug, to=Right.DECIDE, on=today)
    mandate = queries.mandate_to_validate(federation, uuid, on=today)
    if mandate is None:
        raise Http404
    form = VerdictForm(request.POST)
    return _answered(
        request,
        slug,
        form,
        lambda: actions.decide_mandate(
            mandate=mandate,
            to=Approval(form.cleaned_data["verdict"]),
            reason=form.cleaned_data["reason"],
            by=user.person,
            at=now(),
        ),
        "C’est enregistré : l’inter-CPTS le voit sur sa page.",
    )


@require_POST
def end_mandate(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.DECIDE, on=today)
    mandate = queries.mandate(community, uuid)
    if mandate is None:
        raise Http404
    form = EndForm(request.POST)
    return _answered(
        request,
        slug,
        form,
        lambda: actions.end_mandate(
            mandate=mandate, until=form.cleaned_data["until"], by=user.person, at=now()
        ),
        "La fin du mandat est enregistrée.",
    )


@require_POST
def link_decision(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.DECIDE, on=today)
    mandate = queries.mandate(community, uuid)
    if mandate is None:
        raise Http404
    form = DecisionForm(request.POST, decisions=queries.decisions_of(community))
    return _answered(
        request,
        slug,
        form,
        lambda: actions.link_decision(
            mandate=mandate, decision=form.cleaned_data["decision"], by=user.person, at=now()
        ),
        "Le mandat mène à sa décision.",
    )


@require_safe
def mandates_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.READ_DECISIONS, on=today)
    name = content_disposition_header(True, f"mandats-{community.slug}.xlsx")
    return HttpResponse(
        queries.seats_workbook(community, user.person, today=today),
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": name or "attachment"},
    )


@require_safe
def download_mandates(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    user, moment = signed_in(request), now()
    today = localdate(moment)
    community = communities.community_for(user, slug, to=Right.READ_DECISIONS, on=today)
    document = queries.seats_table(community, user.person, today=today)
    kind = documents.Format(format)
    name = content_disposition_header(True, f"mandats-{community.slug}.{kind}")
    return HttpResponse(
        documents.render(document, kind, at=moment),
        content_type=kind.media_type,
        headers={"Content-Disposition": name or "attachment"},
    )
