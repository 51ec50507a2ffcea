"""A vote of the assembly: opened, voted, given by proxy, counted or given up."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apps.accounts.models import Person
from maillage.apps.communities.queries import workspace
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import ballot as actions
from maillage.apps.decisions.actions import links, vote
from maillage.apps.decisions.forms.ballot import BallotForm, ProxyForm, VoteForm
from maillage.apps.decisions.models import Ballot, Proposal, weights_of
from maillage.apps.decisions.queries import ballot as queries
from maillage.apps.meetings.models.statutes import rule_of
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def new_ballot(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = access.register_of(user, slug, to=Right.DECIDE, on=today)
    electorates = queries.electorates_of(community, on=today)
    form = BallotForm(
        request.POST or None,
        initial={"electorate": electorates[0][0], "majority": "SIMPLE", "votes_by": today},
        electorates=electorates,
        weights=weights_of(community),
        statutes=rule_of(community),
    )
    made: list[Ballot] = []

    def act() -> None:
        electorate = Proposal.Electorate(form.cleaned_data["electorate"])
        roll = access.voices_of(community, electorate, on=today)
        opened = actions.open_ballot(
            community=community, paper=form.paper(), roll=roll, by=user.person, at=now()
        )
        made.append(opened)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, "Le scrutin est ouvert. Envoyez les liens de vote.")
        return redirect("decisions:ballot", slug=slug, uuid=made[0].uuid)
    frame = workspace.frame(slug, user.person, on=today, at="decisions:register")
    return render(request, "decisions/new_ballot.html", {"frame": frame, "form": form})


@require_safe
def ballot(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, moment = signed_in(request), now()
    found = access.ballot_for(user, slug, uuid, to=Right.READ_DECISIONS, on=localdate(moment))
    page = queries.ballot_page(found, user.person, at=moment)
    return render(request, "decisions/ballot.html", {"frame": page.frame, "page": page})


Gesture = Callable[[Ballot, Person, datetime], str]


def _carry_out(
    request: HttpRequest, slug: str, uuid: UUID, act: Gesture, to: Right
) -> HttpResponse:
    user, moment = signed_in(request), now()
    found = access.ballot_for(user, slug, uuid, to=to, on=localdate(moment))
    try:
        messages.success(request, act(found, user.person, moment))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("decisions:ballot", slug=slug, uuid=uuid)


@require_POST
def cast_vote(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot, by: Person, at: datetime) -> str:
        key, chosen = VoteForm(request.POST, options=list(found.options.all())).given()
        voter = queries.voter(found, key)
        if voter is None:
            raise vote.NotYourVote
        vote.cast_vote(voter=voter, chosen=chosen, by=by, at=at)
        return f"Le vote de {voter.name} est dans l’urne."

    return _carry_out(request, slug, uuid, act, Right.READ_DECISIONS)


@require_POST
def give_proxy(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot, by: Person, at: datetime) -> str:
        form = ProxyForm(request.POST)
        said = form.cleaned_data if form.is_valid() else {}
        giver = queries.voter(found, said.get("giver"))
        holder = queries.voter(found, said.get("holder"))
        if giver is None or (said.get("holder") and holder is None):
            raise vote.NotYourVote
        if holder is None:
            vote.take_proxy_back(giver=giver, by=by, at=at)
            return f"{giver.name} vote de nouveau pour soi."
        vote.give_proxy(giver=giver, holder=holder, by=by, at=at)
        return f"{holder.name} vote désormais pour {giver.name}."

    return _carry_out(request, slug, uuid, act, Right.READ_DECISIONS)


def links_sent(sent: links.Sent, to: str) -> str:
    """Say how many links leave, and who will not receive any."""
    said = f"Liens envoyés, {to} : {sent.number}."
    if sent.unreached:
        said += (
            f" Sans adresse connue ({len(sent.unreached)}) : {', '.join(sent.unreached)}. "
            "Ajoutez la leur à la liste des membres, ou recueillez leur voix autrement."
        )
    return said


@require_POST
def send_vote_links(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot, by: Person, at: datetime) -> str:
        sent = links.send_vote_links(ballot=found, by=by, at=at)
        return links_sent(sent, "à qui n’a pas encore voté")

    return _carry_out(request, slug, uuid, act, Right.DECIDE)


@require_POST
def close_ballot(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot, by: Person, at: datetime) -> str:
        decision = actions.close_ballot(ballot=found, by=by, at=at)
        return f"Le scrutin est clos : {decision} est inscrite au registre."

    return _carry_out(request, slug, uuid, act, Right.DECIDE)


@require_POST
def cancel_ballot(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    def act(found: Ballot, by: Person, at: datetime) -> str:
        actions.cancel_ballot(ballot=found, by=by, at=at)
        return "Le scrutin est annulé sans être dépouillé."

    return _carry_out(request, slug, uuid, act, Right.DECIDE)
