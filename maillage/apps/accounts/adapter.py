"""How does allauth create and greet our people?"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from maillage.apps.accounts.models import Person, User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def new_user(self, request: HttpRequest) -> User:
        return User(person=Person())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.person.first_name = form.cleaned_data.get("first_name", "")
        user.person.last_name = form.cleaned_data.get("last_name", "")
        user.person.save()
        user.person_id = user.person.pk
        saved: User = super().save_user(request, user, form, commit)
        return saved
