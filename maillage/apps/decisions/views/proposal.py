"""A proposal: its page, and one address per gesture of who leads it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.communities.queries import workspace
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import closing, links
from maillage.apps.decisions.actions import proposal as actions
from maillage.apps.decisions.forms.proposal import CloseForm, ProposalForm, WordingForm
from maillage.apps.decisions.models import Proposal
from maillage.apps.decisions.queries import proposal as queries
from maillage.apps.decisions.views.ballot import links_sent
from maillage.domain.consensus import FallBack, Silence
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_safe
def proposal(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.proposal_for(user, slug, uuid, to=Right.READ_DECISIONS, on=today)
    page = queries.proposal_page(found, user.person, today=today)
    return render(request, "decisions/proposal.html", {"frame": page.frame, "page": page})


@require_http_methods(["GET", "POST"])
def new_proposal(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.register_of(user, slug, to=Right.DECIDE, on=today)
    initial = {
        "version": 0,
        "silence": Silence.NOTHING.value,
        "fall_back": FallBack.KEEP_DISCUSSING.value,
        "electorate": queries.electorates_for(community)[0][0],
    }
    form = ProposalForm(request.POST or None, initial=initial, community=community)
    made: list[Proposal] = []
    if request.method == "POST" and carried_out(
        form,
        lambda: made.append(
            actions.draft_proposal(
                community=community, draft=form.draft(), by=user.person, at=now()
            )
        ),
    ):
        messages.success(request, "La proposition est préparée. Relisez-la, puis ouvrez-la.")
        return redirect("decisions:proposal", slug=slug, uuid=made[0].uuid)
    frame = workspace.frame(slug, user.person, on=today, at="decisions:register")
    return render(request, "decisions/edit_proposal.html", {"frame": frame, "form": form})


@require_http_methods(["GET", "POST"])
def edit_draft(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.proposal_for(user, slug, uuid, to=Right.DECIDE, on=today)
    page = queries.proposal_page(found, user.person, today=today)
    initial = ProposalForm.initial_of(found, page.current.round)
    form = ProposalForm(request.POST or None, initial=initial, community=found.community)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.edit_draft(
            proposal=found,
            draft=form.draft(),
            expected_version=form.cleaned_data["version"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "La proposition est enregistrée.")
        return redirect("decisions:proposal", slug=slug, uuid=uuid)
    context = {"frame": page.frame, "form": form, "page": page}
    return render(request, "decisions/edit_proposal.html", context)


@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.proposal_for(user, slug, uuid, to=Right.DECIDE, on=today)
    page = queries.proposal_page(found, user.person, today=today)
    before = page.current.round
    form = WordingForm(
        request.POST or None, initial={"text": before.text, "documents": before.documents}
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.open_round(
            proposal=found, wording=form.wording(), by=user.person, at=now()
        ),
    ):
        messages.success(request, "Le nouveau tour est ouvert. Envoyez les liens de réponse.")
        return redirect("decisions:proposal", slug=slug, uuid=uuid)
    context = {"frame": page.frame, "page": page, "form": form}
    return render(request, "decisions/open_round.html", context)


def _carry_out(
    request: HttpRequest, slug: str, uuid: UUID, act: Callable[[Proposal], str]
) -> HttpResponse:
    """Carry out a gesture of who leads the proposal, say how it went, come back to its page."""
    found = access.proposal_for(signed_in(request), slug, uuid, to=Right.DECIDE, on=localdate())
    try:
        messages.success(request, act(found))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("decisions:proposal", slug=slug, uuid=uuid)


@require_POST
def open_proposal(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Proposal) -> str:
        actions.open_proposal(proposal=found, by=signed_in(request).person, at=now())
        return "La proposition est ouverte : sa règle est fixée. Envoyez les liens de réponse."

    return _carry_out(request, slug, uuid, act)


@require_POST
def close_round(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    form = CloseForm(request.POST)

    def act(found: Proposal) -> str:
        if not form.is_valid():
            raise closing.AnswersChangedMeanwhile
        closed = closing.close_round(
            proposal=found, **form.cleaned_data, by=signed_in(request).person, at=now()
        )
        if closed.decision is None:
            return "Le tour est clos sans accord : amendez le texte, puis ouvrez un nouveau tour."
        result = closed.decision.get_result_display()
        return f"Le tour est clos : {closed.decision}, {result}, est inscrite au registre."

    return _carry_out(request, slug, uuid, act)


@require_POST
def withdraw_proposal(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Proposal) -> str:
        actions.withdraw_proposal(proposal=found, by=signed_in(request).person, at=now())
        return "La proposition est retirée ; ce qui a été répondu reste lisible."

    return _carry_out(request, slug, uuid, act)


@require_POST
def send_links(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Proposal) -> str:
        sent = links.send_links(proposal=found, by=signed_in(request).person, at=now())
        return links_sent(sent, "à qui n’a pas encore répondu")

    return _carry_out(request, slug, uuid, act)
