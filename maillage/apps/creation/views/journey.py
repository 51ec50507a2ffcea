"""The journey of a CPTS: its page, and one page per gesture."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.creation import access
from maillage.apps.creation.actions import journey as actions
from maillage.apps.creation.actions.journey import AskedMove
from maillage.apps.creation.forms.journey import MoveForm, ReasonForm
from maillage.apps.creation.models import NoJourney
from maillage.apps.creation.queries import journey as queries
from maillage.domain.journey import Act, sides_of
from maillage.domain.roles import Right
from maillage.web.forms import carried_out
from maillage.web.requests import signed_in

# Addresses are in French.
ACTS: Mapping[str, Act] = {
    "commencer-lettre": Act.START_LETTER,
    "envoyer-lettre": Act.SEND_LETTER,
    "valider-lettre": Act.VALIDATE_LETTER,
    "renvoyer-lettre": Act.RETURN_LETTER,
    "ne-pas-retenir-lettre": Act.DECLINE_LETTER,
    "commencer-projet": Act.START_PROJECT,
    "envoyer-projet": Act.SEND_PROJECT,
    "reprendre-projet": Act.TAKE_PROJECT_BACK,
    "valider-projet": Act.VALIDATE_PROJECT,
    "refuser-projet": Act.OPPOSE_PROJECT,
    "constater-validation-tacite": Act.TACIT_VALIDATION,
    "remettre-projet-en-redaction": Act.REVISE_PROJECT,
    "ouvrir-negociation": Act.OPEN_NEGOTIATION,
    "signer-aci": Act.SIGN_ACI,
    "demarrer-missions": Act.START_MISSIONS,
}
ADDRESSES: Mapping[Act, str] = {act: address for address, act in ACTS.items()}


def page_of(community: Community, request: HttpRequest) -> queries.JourneyPage:
    """Return the journey of a community; an inter-CPTS has none to show."""
    try:
        return queries.journey_page(community, signed_in(request).person, today=localdate())
    except NoJourney as nothing:
        raise Http404 from nothing


@require_safe
def journey(request: HttpRequest, slug: str) -> HttpResponse:
    user = signed_in(request)
    community = communities.community_for(user, slug, to=Right.SEE, on=localdate())
    page = page_of(community, request)
    acts = [(act, ADDRESSES[act]) for act in page.acts]
    return render(
        request, "creation/journey.html", {"frame": page.frame, "page": page, "acts": acts}
    )


@require_http_methods(["GET", "POST"])
def record_move(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    user, today = signed_in(request), localdate()
    act = ACTS.get(address)
    if act is None:
        raise Http404
    community = access.community_for_side(user, slug, sides=sides_of(act), on=today)
    page = page_of(community, request)
    initial = {"happened_on": today, "seen": page.last.uuid if page.last else None}
    form = MoveForm(request.POST or None, initial=initial, act=act)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.record_move(
            community=community, asked=AskedMove(act, **form.cleaned_data), by=user.person, at=now()
        ),
    ):
        messages.success(request, f"C’est enregistré : {act.label}.")
        return redirect("creation:journey", slug=slug)
    context = {"frame": page.frame, "page": page, "form": form, "act": act}
    return render(request, "creation/record_move.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_move(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    user, today = signed_in(request), localdate()
    community = communities.community_for(user, slug, to=Right.SEE, on=today)
    page = page_of(community, request)
    if page.last is None or page.last.uuid != uuid:
        messages.error(request, "Cette étape n’est plus la dernière : relisez le parcours.")
        return redirect("creation:journey", slug=slug)
    access.community_for_side(user, slug, sides=sides_of(Act(page.last.act)), on=today)
    form = ReasonForm(request.POST or None, initial={"seen": uuid})
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.withdraw_move(
            community=community,
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
            by=user.person,
            at=now(),
        ),
    ):
        messages.success(request, "L’étape est retirée ; l’historique en garde la trace.")
        return redirect("creation:journey", slug=slug)
    context = {"frame": page.frame, "page": page, "form": form}
    return render(request, "creation/withdraw_move.html", context)
