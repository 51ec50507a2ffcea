"""People and accounts for tests; nobody here exists."""

from itertools import count

from allauth.account.models import EmailAddress

from maillage.apps.accounts.models import Person, User

PASSWORD = "le chemin monte doucement"

_numbers = count(1)


def person(first_name: str = "Alix", last_name: str = "", **fields: object) -> Person:
    return Person.objects.create(
        first_name=first_name, last_name=last_name or f"Essai{next(_numbers)}", **fields
    )


def user(
    email: str = "",
    *,
    password: str | None = PASSWORD,
    verified: bool = True,
    person: Person | None = None,
    **fields: object,
) -> User:
    who = person or Person.objects.create(first_name="Camille", last_name=f"Essai{next(_numbers)}")
    account = User.objects.create_user(
        email or f"essai{next(_numbers)}@exemple.test", password, person=who, **fields
    )
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=verified)
    return account
