"""How does a member receive the link to answer with, without an account?"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access as communities
from maillage.apps.decisions import access
from maillage.apps.decisions.actions.proposal import held_for
from maillage.apps.decisions.models import Participant, Proposal, Round
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.apps.post import links
from maillage.apps.post.actions import Letter
from maillage.domain import consensus
from maillage.domain.roles import Right

SUBJECT = "Votre réponse : {title}"
BODY = """\
Bonjour,

{community} demande la réponse de {member} sur ce texte (tour {number}) :

{title}

Lisez-le et répondez en un geste, sans mot de passe, jusqu’au {answers_by} :
{address}

Ce lien est personnel : il ne sert qu’à cette réponse, que vous pouvez changer jusqu’à la clôture.
"""


@transaction.atomic
def send_links(*, proposal: Proposal, by: Person, at: datetime) -> int:
    """Mail a personal link to those who have not answered this round; return how many.

    Nobody is reminded of what they have done.

    :raises AlreadyClosed: no round is open.
    """
    today = localdate(at)
    communities.demand(Right.DECIDE, of=by, on_community=proposal.community, on=today)
    held = held_for(proposal)
    consensus.demand_open(held.state_value)
    turn = held.rounds.get(closed_at__isnull=True)
    answered = turn.answers.standing().values("participant_id")
    waiting = held.participants.exclude(pk__in=answered).select_related("community", "person")
    letters = [
        _letter(held, turn, participant, user)
        for participant in waiting.order_by("pk")
        for user in access.people_answering(participant, on=today)
    ]
    post.send_now(letters, at=at, about=held.uuid)
    journal.record(
        "proposal.links_sent",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"sent": len(letters), "number": turn.number},
    )
    return len(letters)


def _letter(held: Proposal, turn: Round, participant: Participant, user: User) -> Letter:
    code = access.code_for(participant, turn, user.person)
    text = BODY.format(
        community=held.community.name,
        member=participant.name,
        number=turn.number,
        title=held.title,
        answers_by=f"{turn.answers_by:%d/%m/%Y}",
        address=links.absolute(reverse("decisions:answer_link", args=[code])),
    )
    return Letter(user.email, SUBJECT.format(title=held.title), text, person=user.person)
