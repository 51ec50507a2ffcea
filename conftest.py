"""What does every test refuse, without having to say so?"""

import random
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.template import base as template_base
from django.template.base import Variable

LOCAL = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test speaks to this machine alone."""
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            pytest.fail(f"Un test a voulu joindre {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_locally)


@pytest.fixture(autouse=True)
def quick_and_contained(
    settings: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Hash passwords quickly, keep mails in memory, use the plain static storage."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.WHITENOISE_AUTOREFRESH = False


class UndefinedTemplateVariable(Exception):
    """A template names what its view did not give."""


@pytest.fixture(autouse=True)
def no_undefined_template_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only our own templates are held to it: allauth's probe variables on purpose."""
    resolve = template_base.FilterExpression.resolve

    def strict(self: Any, context: Any, ignore_failures: bool = False) -> Any:
        origin = getattr(context.template, "origin", None)
        ours = "/maillage/" in str(getattr(origin, "name", "")) and isinstance(self.var, Variable)
        if (
            ours
            and not ignore_failures
            and not any(f.__name__ == "default" for f, _ in self.filters)
        ):
            try:
                self.var.resolve(context)
            except template_base.VariableDoesNotExist as missing:
                raise UndefinedTemplateVariable(f"{{{{ {self.token} }}}} in {origin}") from missing
        return resolve(self, context, ignore_failures)

    monkeypatch.setattr(template_base.FilterExpression, "resolve", strict)


@pytest.fixture(autouse=True)
def unordered_means_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queryset without an order gives its rows in any: shuffle what was left to chance."""
    fetch = models.query.ModelIterable.__iter__

    def shuffled(self: Any) -> Iterator[Any]:
        if self.queryset.ordered or self.queryset.query.is_sliced or self.queryset.query.distinct:
            return iter(fetch(self))
        rows = list(fetch(self))
        random.shuffle(rows)
        return iter(rows)

    monkeypatch.setattr(models.query.ModelIterable, "__iter__", shuffled)
