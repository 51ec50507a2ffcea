"""How is someone forgotten, when they ask or when nothing is left to keep them for?"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community, Role, in_force
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import ErasureRequest, Membership, Practice
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

ANONYMOUS = "Personne effacée"


class AlreadyAsked(Refusal):
    """The request waits to be carried out."""

    def __init__(self, asked_at: datetime) -> None:
        super().__init__(
            f"Votre demande du {localdate(asked_at):%d/%m/%Y} est enregistrée\u00a0: "
            "elle sera traitée dans le mois."
        )


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
            "Cette personne tient encore un rôle\u00a0: mettez-y fin avant de l’effacer."
        )


@transaction.atomic
def ask_erasure(*, person: Person, at: datetime) -> ErasureRequest:
    """Record that someone asks to be forgotten.

    :raises AlreadyAsked: the request waits.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    waiting = person.erasure_requests.filter(done_at__isnull=True).first()
    if waiting:
        raise AlreadyAsked(waiting.asked_at)
    request = ErasureRequest.objects.create(person=person, asked_at=at)
    journal.record("person.erasure_asked", by=person, at=at, on=person)
    return request


def _demand(person: Person, by: Person, at: datetime) -> None:
    if User.objects.filter(person=by, is_administrator=True, is_active=True).exists():
        return
    known_by = set(person.memberships.values_list("community_id", flat=True))
    known_by |= set(person.roles.values_list("community_id", flat=True))
    if len(known_by) != 1 or hasattr(person, "user"):
        raise ErasureNotYours
    community = Community.objects.get(pk=known_by.pop())
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))


@transaction.atomic
def erase_person(*, person: Person, by: Person, at: datetime) -> Person:
    """Take away every name, number and address of someone who asked; what was done stays, unnamed.

    :raises RightMissing, ErasureNotYours: neither the administrator nor their only community.
    :raises ErasureNotAsked: they did not ask.
    :raises RoleStillHeld: they hold a role today.
    """
    _demand(person, by, at)
    kept = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    waiting = kept.erasure_requests.filter(done_at__isnull=True)
    if not waiting.exists():
        raise ErasureNotAsked
    if Role.objects.filter(in_force(localdate(at)), person=kept).exists():
        raise RoleStillHeld
    waiting.update(done_at=at)
    anonymise(kept, at=at)
    journal.record("person.erased", by=by, at=at, on=kept)
    return kept


def anonymise(person: Person, *, at: datetime) -> None:
    """Empty a person, their contacts and their account, inside an act."""
    person.first_name, person.last_name = "", ANONYMOUS
    person.rpps, person.profession = None, ""
    person.save(update_fields=["first_name", "last_name", "rpps", "profession"])
    Practice.objects.filter(person=person).delete()
    held = Membership.objects.filter(person=person)
    held.update(email="", phone="", mssante="", consent_on=None, shown_on=None, structure=None)
    held.filter(until__isnull=True, since__lte=localdate(at)).update(until=localdate(at))
    held.filter(until__isnull=True).delete()
    for user in User.objects.filter(person=person):
        EmailAddress.objects.filter(user=user).delete()
        user.email = f"efface-{person.uuid}@invalid"
        user.is_active = False
        user.set_unusable_password()
        user.save()
