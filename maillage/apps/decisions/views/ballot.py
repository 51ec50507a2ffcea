"""A vote of the assembly: opened, voted, given by proxy, counted."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.communities.queries import workspace
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import ballot as actions
from maillage.apps.decisions.actions.ballot import Enrolled, NotYourVote
from maillage.apps.decisions.forms.ballot import BallotForm, ProxyForm, VoteForm
from maillage.apps.decisions.models import Ballot, Proposal
from maillage.apps.decisions.queries import ballot as queries
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def new_ballot(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.register_of(user, slug, to=Right.DECIDE, on=today)
    form = BallotForm(request.POST or None, initial={"electorate": "MEMBERS", "majority": "SIMPLE"})
    made: list[Ballot] = []

    def act() -> None:
        electorate = Proposal.Electorate(form.cleaned_data["electorate"])
        roll = [Enrolled(p) for p in access.assembly_of(community, electorate, on=today)]
        opened = actions.open_ballot(
            community=community, paper=form.paper(), roll=roll, by=user.person, at=now()
        )
        made.append(opened)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, "Le scrutin est ouvert.")
        return redirect("decisions:ballot", slug=slug, uuid=made[0].uuid)
    frame = workspace.frame(slug, user.person, on=today, at="decisions:register")
    return render(request, "decisions/new_ballot.html", {"frame": frame, "form": form})


@require_safe
def ballot(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    found = access.ballot_for(user, slug, uuid, to=Right.READ_DECISIONS, on=today)
    page = queries.ballot_page(found, user.person, today=today)
    return render(request, "decisions/ballot.html", {"frame": page.frame, "page": page})


def _carry_out(
    request: HttpRequest, slug: str, uuid: UUID, act: Callable[[Ballot], str], to: Right
) -> HttpResponse:
    found = access.ballot_for(signed_in(request), slug, uuid, to=to, on=localdate())
    try:
        messages.success(request, act(found))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("decisions:ballot", slug=slug, uuid=uuid)


@require_POST
def cast_vote(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot) -> str:
        options = [str(key) for key in found.options.values_list("uuid", flat=True)]
        form = VoteForm(request.POST, options=options)
        voter = queries.voter(found, form.cleaned_data["voter"] if form.is_valid() else None)
        if voter is None:
            raise NotYourVote
        chosen = [UUID(key) for key in form.cleaned_data["chosen"]]
        actions.cast_vote(voter=voter, chosen=chosen, by=signed_in(request).person, at=now())
        return "Le vote est dans l’urne."

    return _carry_out(request, slug, uuid, act, Right.READ_DECISIONS)


@require_POST
def give_proxy(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot) -> str:
        form = ProxyForm(request.POST)
        said = form.cleaned_data if form.is_valid() else {}
        giver = queries.voter(found, said.get("giver"))
        holder = queries.voter(found, said.get("holder"))
        if giver is None or holder is None:
            raise NotYourVote
        actions.give_proxy(giver=giver, holder=holder, by=signed_in(request).person, at=now())
        return f"{holder.person} vote désormais pour {giver.person}."

    return _carry_out(request, slug, uuid, act, Right.READ_DECISIONS)


@require_POST
def close_ballot(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot) -> str:
        decision = actions.close_ballot(ballot=found, by=signed_in(request).person, at=now())
        return f"Le scrutin est clos : {decision} est inscrite au registre."

    return _carry_out(request, slug, uuid, act, Right.DECIDE)
