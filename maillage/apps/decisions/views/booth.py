"""The booth: a vote from a link received by mail, without an account, on a phone."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.apps.decisions import access
from maillage.apps.decisions.actions import vote
from maillage.apps.decisions.forms.ballot import VoteForm
from maillage.apps.decisions.models import Voter
from maillage.apps.decisions.queries import ballot as queries
from maillage.domain.refusal import Refusal
from maillage.web.refusals import dead_link


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def vote_link(request: HttpRequest, code: str) -> HttpResponse:
    moment = now()
    try:
        link = access.vote_link_from(code, at=moment)
    except Refusal as refusal:
        return dead_link(request, refusal)
    if request.method == "POST":
        cast = partial(vote.cast_vote, by=link.person, at=moment)
        try:
            _put_in(request, link.voter, cast)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        # What was given is said by the page itself, each time it is opened.
        return redirect("decisions:vote_link", code=code)
    booth = queries.booth(link.voter)
    return render(request, "decisions/vote_link.html", {"link": link, "booth": booth})


def _put_in(request: HttpRequest, own: Voter, cast: partial[None]) -> None:
    """Give the vote posted; the act refuses a voice that is not for this link to give."""
    key, chosen = VoteForm(request.POST, options=list(own.ballot.options.all())).given()
    voter = queries.voter(own.ballot, key)
    if voter is None or own.pk not in {voter.pk, voter.proxy_id}:
        raise vote.NotYourVote
    cast(voter=voter, chosen=chosen)
