"""What does the operator of the instance do to accounts, before anyone can sign in?"""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from maillage.apps.accounts.models import Person, User
from maillage.apps.journal import actions
from maillage.domain.refusal import Refusal


class AddressMalformed(Refusal):
    """What was given is not an e-mail address."""


class AddressTaken(Refusal):
    """Someone already signs in with this address."""


class NameMissing(Refusal):
    """A person has a first and a last name."""


class NoSuchAccount(Refusal):
    """Nobody signs in with this address."""


class NoSecondFactor(Refusal):
    """There is nothing to remove."""


def open_account(
    *, email: str, first_name: str, last_name: str, is_administrator: bool, at: datetime
) -> User:
    """Create someone who signs in by the code sent to their address; send nothing.

    :raises AddressMalformed, AddressTaken, NameMissing:
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as malformed:
        raise AddressMalformed(
            f"« {email} » n’est pas une adresse électronique : vérifiez-la."
        ) from malformed
    names = first_name.strip(), last_name.strip()
    if not all(names):
        raise NameMissing("Donnez un prénom et un nom.")
    try:
        return _open(email, *names, is_administrator=is_administrator, at=at)
    except IntegrityError as taken:
        raise AddressTaken(
            f"L’adresse {email} a déjà un compte : `maillage person list` le montre."
        ) from taken


@transaction.atomic
def _open(
    email: str, first_name: str, last_name: str, *, is_administrator: bool, at: datetime
) -> User:
    person = Person(first_name=first_name, last_name=last_name)
    person.save()
    user = User.objects.create_user(email, person=person, is_administrator=is_administrator)
    # Unverified: the first sign-in by code proves the address.
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    actions.record("account.opened", by=None, at=at, on=person)
    if is_administrator:
        actions.record("account.administrator_granted", by=None, at=at, on=person)
    return user


@transaction.atomic
def close_account(*, email: str, at: datetime) -> User:
    """Keep someone from signing in, and end the sessions they have; their person stays.

    :raises NoSuchAccount: nobody signs in with this address, or not any more.
    """
    user = _locked(email)
    user.is_active = False
    user.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    actions.record("account.closed", by=None, at=at, on=user.person)
    return user


@transaction.atomic
def remove_second_factor(*, email: str, at: datetime) -> User:
    """Let someone who lost their phone and their recovery codes sign in without.

    :raises NoSuchAccount: nobody signs in with this address.
    :raises NoSecondFactor: the account has none.
    """
    user = _locked(email)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise NoSecondFactor(f"Le compte {user.email} n’a pas de double authentification.")
    actions.record("account.second_factor_removed", by=None, at=at, on=user.person)
    return user


def _locked(email: str) -> User:
    found = (
        User.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(email=email.strip().lower(), is_active=True)
        .first()
    )
    if found is None:
        raise NoSuchAccount(
            f"Aucun compte ouvert à l’adresse {email} : `maillage person list` les montre."
        )
    return found
