"""How is someone forgotten, when they ask or when nothing is left to keep them for?"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts import queries as sign_in
from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import AreaRole, Community, Role, in_force
from maillage.apps.journal import actions as journal
from maillage.apps.members.actions.forgetting import anonymise
from maillage.apps.members.models import ErasureRequest
from maillage.apps.post import actions as post
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

DONE = """Bonjour,

Votre demande est acceptée : votre nom, vos numéros et vos coordonnées sont effacés, et votre \
compte, si vous en aviez un, est fermé.

Ce que vous avez signé, voté ou fait pour une communauté reste, sans votre nom, comme la loi le \
permet (RGPD, art. 17, 3) ; les documents déjà approuvés ou envoyés ne sont pas récrits.

Ce mail est le dernier.
"""
REFUSED = """Bonjour,

Votre demande d’effacement est refusée, pour ce motif :

{reason}

Vous pouvez la refaire, écrire à l’administration de l’instance, ou vous adresser à la CNIL \
(https://www.cnil.fr/fr/plaintes).
"""


class AlreadyAsked(Refusal):
    """The request waits to be carried out."""

    def __init__(self, asked_at: datetime) -> None:
        super().__init__(
            f"Votre demande du {localdate(asked_at):%d/%m/%Y} est enregistrée\u00a0: "
            "elle sera traitée dans le mois."
        )


class ErasureDecided(Refusal):
    """Another administrator decided, perhaps a moment ago."""

    def __init__(self, request: ErasureRequest) -> None:
        verb, day = (
            ("acceptée", request.done_at) if request.done_at else ("refusée", request.refused_at)
        )
        by = f" par {request.decided_by}" if request.decided_by else ""
        when = f" le {localtime(day):%d/%m/%Y à %H:%M}" if day else ""
        super().__init__(f"Cette demande a déjà été {verb}{by}{when}\u00a0: rien n’a changé.")


class ReasonMissing(Refusal):
    """A refusal says why (RGPD, article 12, 4)."""

    def __init__(self) -> None:
        super().__init__("Dites pourquoi la demande est refusée\u00a0: la personne le lira.")


class ErasureNotYours(Refusal):
    """Another community knows the person: only the administrator may erase them."""

    def __init__(self) -> None:
        super().__init__(
            "Cette personne a un compte ou est connue d’une autre communauté\u00a0: demandez à "
            "l’administration de l’instance de l’effacer."
        )


class ErasureNotAsked(Refusal):
    """Nobody erases someone who did not ask."""

    def __init__(self) -> None:
        super().__init__(
            "Cette personne n’a pas demandé à être effacée\u00a0: mettez plutôt fin à son adhésion."
        )


class RoleStillHeld(Refusal):
    """A role held today is ended first."""

    def __init__(self) -> None:
        super().__init__(
            "Cette personne tient encore un rôle ou une fonction\u00a0: "
            "mettez-y fin avant de l’effacer."
        )


@transaction.atomic
def ask_erasure(*, person: Person, at: datetime) -> ErasureRequest:
    """Record that someone asks to be forgotten.

    :raises AlreadyAsked: the request waits.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    waiting = ErasureRequest.objects.waiting().filter(person=person).first()
    if waiting:
        raise AlreadyAsked(waiting.asked_at)
    request = ErasureRequest.objects.create(person=person, asked_at=at)
    journal.record("person.erasure_asked", by=person, at=at, on=person)
    return request


def _is_administrator(person: Person) -> bool:
    return User.objects.filter(person=person, is_administrator=True, is_active=True).exists()


def _demand(person: Person, by: Person | None, at: datetime) -> None:
    # Nobody signed in: the operator of the instance, from its command line.
    if by is None or _is_administrator(by):
        return
    known_by = set(person.memberships.values_list("community_id", flat=True))
    known_by |= set(person.roles.values_list("community_id", flat=True))
    if len(known_by) != 1 or hasattr(person, "user"):
        raise ErasureNotYours
    community = Community.objects.get(pk=known_by.pop())
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))


def erase_person(*, person: Person, by: Person | None, at: datetime) -> Person:
    """Take away every name, number and address of someone who asked; what was done stays, unnamed.

    :raises RightMissing, ErasureNotYours: neither the administrator nor their only community.
    :raises ErasureNotAsked: they did not ask.
    :raises RoleStillHeld: they hold a role today.
    """
    asked = ErasureRequest.objects.filter(person=person).order_by("-pk").first()
    if asked is None:
        _demand(person, by, at)
        raise ErasureNotAsked
    return accept_erasure(request=asked, by=by, at=at).person


def _locked(request: ErasureRequest) -> ErasureRequest:
    Person.objects.select_for_update(of=("self",)).get(pk=request.person_id)
    kept = (
        ErasureRequest.objects.select_for_update(of=("self",))
        .select_related("person", "decided_by")
        .get(pk=request.pk)
    )
    if kept.done_at or kept.refused_at:
        raise ErasureDecided(kept)
    return kept


@transaction.atomic
def accept_erasure(*, request: ErasureRequest, by: Person | None, at: datetime) -> ErasureRequest:
    """Erase someone who asked, and tell them at the address that is forgotten next.

    :raises RightMissing, ErasureNotYours: neither the administrator nor their only community.
    :raises ErasureDecided: someone decided, perhaps a moment ago.
    :raises RoleStillHeld: they hold a role, or an outside function, today.
    """
    _demand(request.person, by, at)
    kept = _locked(request)
    person, today = kept.person, localdate(at)
    if (
        Role.objects.filter(in_force(today), person=person).exists()
        or AreaRole.objects.filter(in_force(today), person=person).exists()
    ):
        raise RoleStillHeld
    address = _address(person)
    kept.done_at, kept.decided_by = at, by
    kept.save(update_fields=["done_at", "decided_by"])
    anonymise(person, at=at)
    journal.record("person.erased", by=by, at=at, on=person)
    _tell(address, None, DONE, at)
    return kept


@transaction.atomic
def refuse_erasure(
    *, request: ErasureRequest, reason: str, by: Person | None, at: datetime
) -> ErasureRequest:
    """Refuse with a reason, which the person reads in a mail and in « Mes données ».

    :raises ErasureNotYours: the administrator alone refuses.
    :raises ReasonMissing: the reason is empty.
    :raises ErasureDecided: someone decided, perhaps a moment ago.
    """
    if by is not None and not _is_administrator(by):
        raise ErasureNotYours
    if not reason.strip():
        raise ReasonMissing
    kept = _locked(request)
    kept.refused_at, kept.decided_by, kept.reason = at, by, reason.strip()
    kept.save(update_fields=["refused_at", "decided_by", "reason"])
    journal.record("person.erasure_refused", by=by, at=at, on=kept.person)
    _tell(_address(kept.person), kept.person, REFUSED.format(reason=kept.reason), at)
    return kept


def _address(person: Person) -> str:
    """Where the person is told: their account, else an address they gave a community."""
    account = sign_in.addresses_of([person]).get(person.pk, "")
    given = person.memberships.exclude(email="").order_by("-pk").values_list("email", flat=True)
    return account or given.first() or ""


def _tell(address: str, person: Person | None, text: str, at: datetime) -> None:
    if address:
        letter = post.Letter(
            address=address, subject="Votre demande d’effacement", text=text, person=person
        )
        post.send_now([letter], at=at)
