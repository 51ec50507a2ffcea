"""How does a scenario become a decision, then perimeters that communities adopt or not?"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.actions.perimeter import PerimeterDraft, set_perimeter
from maillage.apps.communities.models import Community
from maillage.apps.decisions.actions.proposal import Draft, draft_proposal
from maillage.apps.decisions.models import Proposal
from maillage.apps.journal import actions as journal
from maillage.apps.workshop.ground import Perimeter
from maillage.apps.workshop.models import Offer, Scenario
from maillage.domain.consensus import State
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

ADOPTED = {State.ADOPTED.value, State.ADOPTED_WITH_RESERVES.value}


class AlreadyProposed(Refusal):
    """The scenario was put to a decision before."""

    def __init__(self, body: str) -> None:
        super().__init__(
            f"Ce scénario est déjà proposé à la décision de {body} : suivez-y les réponses."
        )


class NotDecided(Refusal):
    """Perimeters follow a decision; there is none yet."""

    def __init__(self) -> None:
        super().__init__(
            "Les périmètres se proposent quand le découpage a été adopté : proposez d’abord ce "
            "scénario à la décision, et attendez l’accord des CPTS."
        )


class NothingToOffer(Refusal):
    """No perimeter would change."""

    def __init__(self) -> None:
        super().__init__("Aucune CPTS ne changerait de périmètre : il n’y a rien à leur proposer.")


class AlreadyAnswered(Refusal):
    """The community answered, or another proposal took the place of this one."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(
            f"Cette proposition n’attend plus de réponse ({offer.get_answer_display()}) : rien "
            "n’a été modifié."
        )


@transaction.atomic
def propose(
    *, scenario: Scenario, body: Community, draft: Draft, by: Person, at: datetime
) -> Proposal:
    """Prepare a proposal of an upper échelon about a scenario, which then changes no more.

    :raises AlreadyProposed: it was.
    :raises Refusal: as `decisions` refuses a draft, or the person may not decide there.
    """
    held = (
        Scenario.objects.select_for_update(of=("self",))
        .select_related("proposal__community", "study__body")
        .get(pk=scenario.pk)
    )
    if held.proposal:
        raise AlreadyProposed(held.proposal.community.name)
    proposal = draft_proposal(community=body, draft=draft, by=by, at=at)
    held.proposal = proposal
    held.save(update_fields=["proposal"])
    journal.record(
        "scenario.proposed",
        by=by,
        at=at,
        on=held,
        community=body.uuid,
        facts={"body": body.name},
    )
    return proposal


@transaction.atomic
def offer_perimeters(
    *, scenario: Scenario, perimeters: Collection[Perimeter], by: Person, at: datetime
) -> list[Offer]:
    """Propose to each community the perimeter that the adopted scenario gives it.

    :raises NotDecided: no decision has adopted it.
    :raises NothingToOffer: nothing would change.
    """
    if scenario.proposal is None or scenario.proposal.state not in ADOPTED:
        raise NotDecided
    body = scenario.proposal.community
    communities.demand(Right.DECIDE, of=by, on_community=body, on=localdate(at))
    if not perimeters:
        raise NothingToOffer
    waiting = Offer.objects.filter(body=body, answer=Offer.Answer.WAITING)
    waiting.filter(community__in=[one.community for one in perimeters]).update(
        answer=Offer.Answer.REPLACED
    )
    return [_offer(scenario, body, one, by, at) for one in perimeters]


def _offer(scenario: Scenario, body: Community, one: Perimeter, by: Person, at: datetime) -> Offer:
    made = Offer.objects.create(
        scenario=scenario,
        community=one.community,
        body=body,
        codes=sorted(one.codes),
        by=by,
        offered_at=at,
    )
    journal.record(
        "perimeter.offered",
        by=by,
        at=at,
        on=made,
        community=one.community.uuid,
        facts={"member": one.community.name, "communes": len(made.codes)},
    )
    return made


@transaction.atomic
def answer_offer(*, offer: Offer, adopts: bool, note: str, by: Person, at: datetime) -> Offer:
    """Answer for a community: adopting records the perimeter from that day on.

    :raises RightMissing: the person may not change its territory.
    :raises AlreadyAnswered: someone answered, or it was replaced.
    :raises Refusal: as `set_perimeter` refuses.
    """
    community = offer.community
    communities.demand(Right.EDIT_TERRITORY, of=by, on_community=community, on=localdate(at))
    held = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("community", "body")
        .get(pk=offer.pk)
    )
    if held.answer != Offer.Answer.WAITING:
        raise AlreadyAnswered(held)
    if adopts:
        draft = PerimeterDraft(
            codes=held.codes,
            since=localdate(at),
            expected_number=community.perimeters.count(),
            note=f"Proposé par {held.body.name}"[:250],
        )
        set_perimeter(community=community, draft=draft, by=by, at=at)
    held.answer = Offer.Answer.ADOPTED if adopts else Offer.Answer.DECLINED
    held.note, held.answered_by, held.answered_at = note.strip()[:250], by, at
    held.save()
    journal.record(
        "perimeter.offer_answered",
        by=by,
        at=at,
        on=held,
        community=community.uuid,
        facts={"member": community.name, "answer": held.get_answer_display()},
    )
    return held
