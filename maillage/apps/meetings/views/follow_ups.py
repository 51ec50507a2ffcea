"""What meetings left to do, and the proof that one attended."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from maillage.apps.communities import access
from maillage.apps.communities.queries import workspace
from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import attestation as attestations
from maillage.apps.meetings.actions import follow_up as acts
from maillage.apps.meetings.queries import attestation as proofs
from maillage.apps.meetings.queries import follow_ups as queries
from maillage.apps.meetings.queries.sheet import line_of
from maillage.apps.meetings.queries.signing import NotExpected, attended_line
from maillage.apps.meetings.views.papers import invited
from maillage.apps.meetings.views.sheet import download, meeting_for
from maillage.domain.minutes import FollowUpState
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.web.limits import Limit, TriedTooOften
from maillage.web.refusals import dead_link
from maillage.web.requests import signed_in

GUESSES = Limit("attestation", "20/10m/ip")


@require_safe
def follow_ups(request: HttpRequest, slug: str) -> HttpResponse:
    person, today = signed_in(request).person, localdate()
    community = access.community_for(signed_in(request), slug, to=Right.READ_MEETINGS, on=today)
    context = {
        "frame": workspace.frame(slug, person, on=today, at="meetings:meetings"),
        "actions": list(queries.open_follow_ups(community)),
        "today": today,
    }
    return render(request, "meetings/follow_ups.html", context)


@require_POST
def settle_follow_up(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    person, moment = signed_in(request).person, now()
    community = access.community_for(
        signed_in(request), slug, to=Right.READ_MEETINGS, on=localdate(moment)
    )
    action = queries.follow_up_of(community, uuid)
    is_dropped = request.POST.get("state") == FollowUpState.DROPPED.value
    state = FollowUpState.DROPPED if is_dropped else FollowUpState.DONE
    try:
        acts.settle_follow_up(follow_up=action, state=state, by=person, at=moment)
        messages.success(request, f"L’action est {state.label}.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:follow_ups", slug=slug)


@require_POST
def attestation(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    person, moment = signed_in(request).person, now()
    line = line_of(slug, uuid)
    meeting_for(request, slug, line.sheet.meeting.uuid, to=Right.READ_MEETINGS)
    try:
        made = attestations.issue_attestation(line=line, by=person, at=moment)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("meetings:sheet", slug=slug, uuid=line.sheet.meeting.uuid)
    return download(proofs.attestation_document(made), "pdf")


@login_not_required
@require_POST
def own_attestation(request: HttpRequest, code: str) -> HttpResponse:
    try:
        line = attended_line(invited(code, emails.ATTEST))
        by = line.person
        if by is None:
            raise NotExpected
        made = attestations.issue_attestation(line=line, by=by, at=now())
    except Refusal as refusal:
        return dead_link(request, refusal)
    return download(proofs.attestation_document(made), "pdf")


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("code", "").strip()
    if not asked:
        return render(request, "meetings/verify.html", {"asked": "", "proof": None, "reason": ""})
    return _verified(request, asked, unknown=200)


@login_not_required
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    return _verified(request, code, unknown=404)


def _verified(request: HttpRequest, code: str, *, unknown: int) -> HttpResponse:
    """Say whether an attestation bears a code; whoever guesses is soon refused."""
    proof, reason, status = None, "", 200
    try:
        GUESSES.check(request)
        proof = proofs.proof_of(code)
    except proofs.UnknownCode as refusal:
        GUESSES.count(request)
        reason, status = str(refusal), unknown
    except TriedTooOften as refusal:
        reason, status = str(refusal), 429
    context = {"asked": "" if proof else code[:40], "proof": proof, "reason": reason}
    return render(request, "meetings/verify.html", context, status=status)
