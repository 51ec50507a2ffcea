"""How are someone's name, numbers and addresses taken away, inside an act that allows it?"""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person, User
from maillage.apps.members.models import Membership, ties
from maillage.apps.post.models import Mail, Reminder

ANONYMOUS = "Personne effacée"


def anonymise(person: Person, *, at: datetime) -> None:
    """Empty a person, what is theirs in every subject, their contacts and their account."""
    held = Membership.objects.filter(person=person)
    users = list(User.objects.filter(person=person))
    _forget_mails({user.email for user in users} | set(held.values_list("email", flat=True)))
    for rows in ties.own_rows(person):
        rows.delete()
    held.update(email="", phone="", mssante="", consent_on=None, shown_on=None, structure=None)
    held.filter(until__isnull=True, since__lte=localdate(at)).update(until=localdate(at))
    held.filter(until__isnull=True).delete()
    for user in users:
        _close(user)
    person.first_name, person.last_name = "", ANONYMOUS
    person.rpps, person.profession = None, ""
    person.save(update_fields=["first_name", "last_name", "rpps", "profession"])


def _forget_mails(addresses: set[str]) -> None:
    written_to = addresses - {""}
    Mail.objects.filter(person=None, address__in=written_to).delete()
    Reminder.objects.filter(person=None, address__in=written_to).delete()


def _close(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    UserSession.objects.filter(user=user).delete()
    user.email = f"efface-{user.person.uuid}@invalid"
    user.is_active = False
    user.set_unusable_password()
    user.save()
