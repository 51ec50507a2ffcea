"""What may a member do from a link, without an account: accept the charter, or object?"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.members.actions.erasure import AlreadyAsked, ask_erasure
from maillage.apps.members.actions.membership import named
from maillage.apps.members.models import Habits, Membership, RegimePeriod
from maillage.apps.post import actions as post
from maillage.apps.post import links
from maillage.apps.post.models import Mail
from maillage.domain.membership import may_renew
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

# One link for both gestures: it opens one page, where the person chooses.
PURPOSE = "members.answer"
VALID_FOR = timedelta(days=60)


class NothingToAnswer(Refusal):
    """The membership is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "Cette adhésion a pris fin ou n’existe plus\u00a0: il n’y a rien à répondre. "
            "Écrivez à la communauté si vous souhaitez la rejoindre."
        )


class NoAddress(Refusal):
    """There is nowhere to send the link."""

    def __init__(self) -> None:
        super().__init__(
            "Cette fiche n’a pas d’adresse électronique\u00a0: ajoutez-la, avec l’accord de la "
            "personne, puis envoyez le lien."
        )


class NobodyToInvite(Refusal):
    """Everyone was invited, or has no address."""

    def __init__(self) -> None:
        super().__init__(
            "Personne n’attend ce lien\u00a0: les adhésions à accepter l’ont reçu, ou n’ont pas "
            "d’adresse. Une fiche permet de l’envoyer de nouveau."
        )


@transaction.atomic
def send_link(*, membership: Membership, by: Person, at: datetime) -> None:
    """Send a member the link by which they accept the charter, or object.

    :raises RightMissing: the person does not keep the list.
    :raises NoAddress: the community has no address of theirs.
    """
    _demand(membership.community, by, at)
    if not membership.email:
        raise NoAddress
    _send([membership], at)


@transaction.atomic
def invite_all(*, community: Community, by: Person, at: datetime) -> int:
    """Send the link to everyone who has yet to accept and was never sent it; return how many.

    :raises RightMissing: the person does not keep the list.
    :raises NobodyToInvite: all were invited, or have no address.
    """
    _demand(community, by, at)
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    invited = list(
        Membership.objects.to_invite(community)
        .select_related("community", "person", "structure")
        .order_by("pk")
    )
    if not invited:
        raise NobodyToInvite
    _send(invited, at)
    journal.record(
        "members.invited",
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        facts={"count": len(invited)},
    )
    return len(invited)


def _send(invited: Sequence[Membership], at: datetime) -> None:
    habits = Habits.objects.filter(community=invited[0].community_id).first()
    letters = [
        post.Letter(
            address=each.email,
            subject=f"{each.community.name}\u00a0: votre adhésion",
            text=render_to_string(
                "members/answer.txt",
                {
                    "held": each,
                    "address": address_of(each, at=at),
                    "charter_url": habits.charter_url if habits else "",
                },
            ),
            person=each.person,
        )
        for each in invited
    ]
    about = invited[0].uuid if len(invited) == 1 else invited[0].community.uuid
    post.send_now(letters, at=at, kind=Mail.Kind.ASKED, about=about)
    Membership.objects.filter(pk__in=[each.pk for each in invited]).update(invited_on=localdate(at))


def address_of(membership: Membership, *, at: datetime) -> str:
    """Return the whole address of the page where a member answers."""
    return links.absolute(reverse("members:answer", args=[_code(membership, at)]))


def _code(membership: Membership, at: datetime) -> str:
    return links.make(
        PURPOSE, subject=membership.uuid, person=membership.person, expires_at=at + VALID_FOR
    )


def _demand(community: Community, by: Person, at: datetime) -> None:
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))


def make_link(*, membership: Membership, by: Person, at: datetime) -> str:
    """Return the code of a link by which the member answers for themself.

    :raises RightMissing: the person does not keep the list.
    """
    _demand(membership.community, by, at)
    return _code(membership, at)


def membership_of(code: str, *, at: datetime) -> Membership:
    """Return the membership that a link speaks of.

    :raises LinkAltered, LinkExpired: the link is worth nothing.
    :raises NothingToAnswer: the membership ended.
    """
    link = links.read(code, PURPOSE, at=at)
    found = (
        Membership.objects.open()
        .select_related("community", "person", "structure")
        .filter(uuid=link.subject)
        .first()
    )
    # The link names the person too: after an erasure it opens nothing.
    if found is None or (found.person.uuid if found.person else None) != link.person:
        raise NothingToAnswer
    return found


def ask_erasure_by_link(*, code: str, at: datetime) -> None:
    """Ask to be forgotten, without an account; said twice, said once.

    :raises LinkAltered, LinkExpired, NothingToAnswer: it is worth nothing, or a structure’s.
    """
    person = membership_of(code, at=at).person
    if person is None:
        raise NothingToAnswer
    with suppress(AlreadyAsked):
        ask_erasure(person=person, at=at)


def _locked(code: str, at: datetime) -> Membership:
    found = membership_of(code, at=at)
    Community.objects.select_for_update(of=("self",)).get(pk=found.community_id)
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("community", "person", "structure")
        .get(pk=found.pk)
    )


@transaction.atomic
def accept_membership(*, code: str, shows_contacts: bool = False, at: datetime) -> Membership:
    """Record that the member accepts the charter and the règlement; said twice, said once.

    With `shows_contacts` they agree that the other members see their contacts.

    :raises LinkAltered, LinkExpired, NothingToAnswer: the link is worth nothing.
    """
    kept = _locked(code, at)
    today = localdate(at)
    terms = RegimePeriod.objects.terms_on(kept.community, today)
    is_asked = kept.accepted_on is None or may_renew(kept.accepted_on, today, terms)
    if not is_asked and kept.objected_on is None:
        return kept
    kept.accepted_on = today if is_asked else kept.accepted_on
    kept.objected_on = None
    if kept.email or kept.phone or kept.mssante:
        kept.consent_on = kept.consent_on or today
        kept.shown_on = kept.shown_on or (today if shows_contacts else None)
    kept.version += 1
    kept.save(update_fields=["accepted_on", "objected_on", "consent_on", "shown_on", "version"])
    post.forget(about=kept.uuid)
    journal.record(
        "members.accepted",
        by=kept.person,
        at=at,
        on=kept,
        community=kept.community.uuid,
        facts={"member": named(kept), "accepted_on": kept.accepted_on},
    )
    return kept


@transaction.atomic
def object_to_membership(*, code: str, at: datetime) -> Membership:
    """Record that someone refuses to be a member; their contacts are erased at once.

    :raises LinkAltered, LinkExpired, NothingToAnswer: the link is worth nothing.
    """
    kept = _locked(code, at)
    if kept.objected_on is not None:
        return kept
    kept.objected_on = localdate(at)
    kept.email = kept.phone = kept.mssante = ""
    kept.consent_on = kept.shown_on = None
    kept.version += 1
    kept.save(
        update_fields=[
            "objected_on",
            "email",
            "phone",
            "mssante",
            "consent_on",
            "shown_on",
            "version",
        ]
    )
    post.forget(about=kept.uuid)
    journal.record(
        "members.objected",
        by=kept.person,
        at=at,
        on=kept,
        community=kept.community.uuid,
        facts={"member": named(kept), "objected_on": kept.objected_on},
    )
    return kept
