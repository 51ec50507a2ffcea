"""What does someone see of their own account, and where are people written to?"""

from collections.abc import Collection
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from maillage.apps.accounts.models import Person, User


def addresses_of(people: Collection[Person]) -> dict[int, str]:
    """Return where each person is written to, by key; those without an address are left out."""
    found = User.objects.filter(person__in=[person.pk for person in people], is_active=True)
    return dict(found.values_list("person_id", "email"))


@dataclass(frozen=True)
class AccountPage:
    """What stands on « Mon compte »."""

    full_name: str
    rpps: str | None
    email: str
    is_email_verified: bool
    has_password: bool
    has_second_factor: bool
    recovery_codes_left: int
    other_sessions: int


def account_page(user: User, *, session_key: str | None) -> AccountPage:
    """Return what someone can see and change of their account."""
    authenticators = {found.type: found for found in Authenticator.objects.filter(user=user)}
    codes = authenticators.get(Authenticator.Type.RECOVERY_CODES)
    return AccountPage(
        full_name=user.person.full_name,
        rpps=user.person.rpps,
        email=user.email,
        is_email_verified=EmailAddress.objects.is_verified(user.email),
        has_password=user.has_usable_password(),
        has_second_factor=Authenticator.Type.TOTP in authenticators,
        recovery_codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        other_sessions=UserSession.objects.filter(user=user)
        .exclude(session_key=session_key)
        .count(),
    )
