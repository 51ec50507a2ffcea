"""An answer: by who answers for the member, on the phone, or from a link without account."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.apps.decisions import access
from maillage.apps.decisions.actions import answer as actions
from maillage.apps.decisions.forms.proposal import AnswerForm
from maillage.apps.decisions.queries import proposal as queries
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.refusals import dead_link
from maillage.web.requests import signed_in


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    participant = queries.participant(slug, uuid)
    if participant is None:
        raise Http404
    asked_in = participant.proposal.uuid
    is_own = access.answers_for(user.person, participant, on=today)
    right = Right.READ_DECISIONS if is_own else Right.DECIDE
    found = access.proposal_for(user, slug, asked_in, to=right, on=today)
    page = queries.proposal_page(found, user.person, today=today)
    turn = page.current.round
    form = AnswerForm(
        request.POST or None,
        initial=_given(queries.standing_answer(turn, participant), turn.number),
    )
    act = actions.give_answer if is_own else actions.enter_answer
    if request.method == "POST" and carried_out(
        form,
        lambda: act(participant=participant, given=form.given(), by=user.person, at=now()),
    ):
        messages.success(request, f"La réponse de {participant.name} est enregistrée.")
        return redirect("decisions:proposal", slug=slug, uuid=asked_in)
    context = {"frame": page.frame, "page": page, "form": form, "participant": participant}
    return render(request, "decisions/answer.html", {**context, "is_own": is_own})


def _given(standing: object, number: int) -> dict[str, object]:
    return {
        "number": number,
        "position": getattr(standing, "position", None),
        "reason": getattr(standing, "reason", ""),
    }


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, code: str) -> HttpResponse:
    moment = now()
    try:
        link = access.link_from(code, at=moment)
    except Refusal as refusal:
        return dead_link(request, refusal)
    standing = queries.standing_answer(link.round, link.participant)
    form = AnswerForm(request.POST or None, initial=_given(standing, link.round.number))
    act = partial(actions.give_answer, participant=link.participant, by=link.person, at=moment)
    if request.method == "POST" and carried_out(form, lambda: act(given=form.given())):
        messages.success(
            request, "Votre réponse est enregistrée. Vous pouvez la changer jusqu’à la clôture."
        )
        return redirect("decisions:answer_link", code=code)
    context = {"link": link, "form": form, "standing": standing}
    context["pieces"] = queries.pieces_since_before(link.round)
    return render(request, "decisions/answer_link.html", context)
