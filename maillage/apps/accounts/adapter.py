"""How does allauth create and greet our people?"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from maillage.apps.accounts.models import Person, User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "L’adresse ou le mot de passe n’est pas le bon. "
            "Vous pouvez aussi recevoir un code par mail."
        ),
        "incorrect_code": "Ce code n’est pas le bon : recopiez celui du dernier message reçu.",
        "incorrect_password": "Ce mot de passe n’est pas le bon.",
        "invalid_password_reset": "Ce lien ne peut plus servir : demandez-en un autre.",
        "rate_limited": "Trop de demandes en peu de temps : patientez quelques minutes.",
        "too_many_login_attempts": (
            "Trop de tentatives en peu de temps : patientez cinq minutes avant de recommencer."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's begins with the Host header, whose port anyone may vary to begin a new count.
        return str(credentials.get("email", "")).lower()

    def new_user(self, request: HttpRequest) -> User:
        return User(person=Person())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        with transaction.atomic():
            user.person.first_name = form.cleaned_data["first_name"]
            user.person.last_name = form.cleaned_data["last_name"]
            user.person.save()
            user.person_id = user.person.pk
            saved: User = super().save_user(request, user, form, commit)
            return saved
