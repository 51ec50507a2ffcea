"""How are the acts on accounts journaled, when the accounts stand below the journal?

The acts of an operator are written here. Those of people go through allauth: its adapters let us
journal in the transaction of the act, and are used wherever they exist. It has none for the second
factor nor for a verified new address; only there do we listen to its signals (none are ours).
"""

from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from maillage.apps.accounts import adapter as accounts
from maillage.apps.accounts.models import User
from maillage.apps.journal import actions


def _journal_own(verb: str, user: User, **facts: object) -> None:
    actions.record(verb, by=user.person, at=timezone.now(), on=user.person, facts=facts)


class AccountAdapter(accounts.AccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        with transaction.atomic():
            saved = super().save_user(request, user, form, commit)
            _journal_own("account.signed_up", saved)
            return saved

    def set_password(self, user: User, password: str) -> None:
        with transaction.atomic():
            super().set_password(user, password)
            _journal_own("account.password_changed", user)


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # allauth is not typed
    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        with transaction.atomic():
            super().end_sessions(sessions)
            if sessions:
                _journal_own("account.session_revoked", sessions[0].user, sessions=len(sessions))


def _on_second_factor_added(authenticator: Authenticator, user: User, **kwargs: object) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        with transaction.atomic():
            _journal_own("account.second_factor_enabled", user)


def _on_second_factor_removed(authenticator: Authenticator, user: User, **kwargs: object) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        with transaction.atomic():
            _journal_own("account.second_factor_disabled", user)


def _on_email_changed(
    user: User, from_email_address: EmailAddress | None, **kwargs: object
) -> None:
    # The first address, verified at sign-up, replaces none. Addresses stay out of the journal.
    if from_email_address:
        with transaction.atomic():
            _journal_own("account.email_changed", user)


def listen() -> None:
    """Begin to journal what only signals tell; called once, when the apps are ready."""
    authenticator_added.connect(_on_second_factor_added)
    authenticator_removed.connect(_on_second_factor_removed)
    email_changed.connect(_on_email_changed)
