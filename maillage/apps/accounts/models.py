"""Who is someone, and with what do they sign in?

A person may be known without ever signing in (a member who answers from links). A user always is
a person. Both stand below the journal and the communities, which name people.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower

from maillage.apps.accounts.validators import valid_rpps


class Person(models.Model):
    """Someone, known once for every community they belong to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first_name = models.CharField("prénom", max_length=80)
    last_name = models.CharField("nom", max_length=80)
    rpps = models.CharField(
        "numéro RPPS", max_length=11, null=True, blank=True, unique=True, validators=[valid_rpps]
    )
    profession = models.CharField("profession", max_length=80, blank=True)
    created_at = models.DateTimeField("connue depuis", auto_now_add=True)

    class Meta:
        verbose_name = "personne"

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create someone who may sign in; without a given person, one is made."""
        with transaction.atomic():
            if "person" not in fields:
                fields["person"] = Person.objects.create(last_name=email.split("@")[0])
            user = self.model(email=email.lower(), **fields)
            user.set_password(password)
            user.save()
            return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_administrator=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """What someone signs in with."""

    email = models.EmailField("adresse électronique", unique=True)
    person = models.OneToOneField(Person, models.PROTECT, verbose_name="personne")
    is_active = models.BooleanField("peut se connecter", default=True)
    is_administrator = models.BooleanField("administre l’instance", default=False)
    joined_at = models.DateTimeField("inscrit le", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "compte"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_one_account_per_address"),
        ]

    def __str__(self) -> str:
        return self.email
