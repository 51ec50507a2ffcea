"""How do mails reach the mail server, each once, whatever fails?

A sender takes a mail by moving its due time forward: two senders never take the same one, and a
sender that dies gives it back after `TAKEN_FOR`. A failure is kept on the mail and tried again,
later and later, then given up in sight of the operator.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.timezone import localdate

from maillage.apps.accounts.queries import addresses_of
from maillage.apps.post.models import Mail, Reminder

logger = logging.getLogger("django.maillage.mails")

TAKEN_FOR = timedelta(minutes=10)
# Minutes before each new try: about two days in all.
PAUSES = (2, 10, 30, 120, 360, 720, 1440)
DIGEST_SUBJECT = "Vos rappels du {day:%d/%m/%Y}"
DIGEST_TEXT = """Bonjour{name},

{lines}

Ce mail rassemble vos rappels : il n’en part pas plus d’un par jour, et jamais pour ce qui est fait.
"""


@dataclass(frozen=True)
class Outcome:
    """What a round of sending did."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


def deliver(*, at: datetime, among: Collection[int] | None = None) -> Outcome:
    """Send what is due, each mail in its own step, over one connection."""
    due = Mail.objects.due(at)
    if among is not None:
        due = due.filter(pk__in=among)
    keys = list(due.order_by("due_at", "pk").values_list("pk", flat=True))
    connection = get_connection()
    outcomes = [_deliver_one(key, connection, at) for key in keys]
    _close(connection)
    return Outcome(
        sent=outcomes.count("sent"),
        failed=outcomes.count("failed"),
        given_up=outcomes.count("given_up"),
    )


def _deliver_one(key: int, connection: BaseEmailBackend, at: datetime) -> str:
    taken = Mail.objects.due(at).filter(pk=key)
    if not taken.update(due_at=at + TAKEN_FOR, tries=F("tries") + 1):
        return "taken by another"
    mail = Mail.objects.get(pk=key)
    try:
        message_of(mail, connection).send()
    except (OSError, SMTPException, ValueError) as failure:
        _close(connection)
        return _failed(mail, failure, at)
    Mail.objects.filter(pk=key).update(sent_at=at, error="")
    return "sent"


def _failed(mail: Mail, failure: Exception, at: datetime) -> str:
    logger.warning("Mail %s : %s", mail.uuid, type(failure).__name__)
    mail.error = f"{type(failure).__name__}: {failure}"[:300]
    given_up = mail.tries > len(PAUSES)
    if given_up:
        mail.given_up_at = at
    else:
        mail.due_at = at + timedelta(minutes=PAUSES[mail.tries - 1])
    mail.save(update_fields=["error", "given_up_at", "due_at"])
    return "given_up" if given_up else "failed"


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):
        logger.warning("La connexion au serveur de mail s’est mal fermée.")


def message_of(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return the message as it leaves, with the invitation that calendars read."""
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.address], connection=connection
    )
    message.extra_headers["Message-ID"] = f"<{mail.uuid}@maillage>"
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    if mail.calendar:
        # Read as an invitation where the client knows how, and as a file elsewhere.
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.attach("invitation.ics", mail.calendar.encode(), "application/ics")
    for rank, withdrawn in enumerate(mail.withdrawn, 1):
        message.attach(f"date-retiree-{rank}.ics", withdrawn.encode(), "application/ics")
    return message


def gather(*, at: datetime) -> int:
    """Make one digest per person, or guest, of the lines that wait: one a day. Return how many."""
    today = localdate(at)
    Reminder.objects.filter(digest__isnull=True, useful_until__lte=at).delete()
    waiting = Reminder.objects.filter(digest__isnull=True, due_at__lte=at)
    served = Mail.objects.filter(digest_on=today)
    people = waiting.filter(person__isnull=False).exclude(
        person__in=served.filter(person__isnull=False).values("person")
    )
    guests = waiting.filter(person__isnull=True).exclude(
        address__in=served.filter(person__isnull=True).values("address")
    )
    whose = [Q(person=key) for key in sorted(set(people.values_list("person", flat=True)))]
    whose += [
        Q(person__isnull=True, address=address)
        for address in sorted(set(guests.values_list("address", flat=True)))
    ]
    return sum(_gather_one(each, today, at) for each in whose)


def _gather_one(whose: Q, today: date, at: datetime) -> bool:
    try:
        with transaction.atomic():
            held = list(
                Reminder.objects.select_for_update(of=("self",))
                .filter(whose, digest__isnull=True, due_at__lte=at)
                .select_related("person")
                .order_by("useful_until", "pk")
            )
            if not held:
                return False
            address, lines = _together(held)
            person = lines[0].person
            digest = Mail.objects.create(
                kind=Mail.Kind.DIGEST.value,
                person=person,
                address=address,
                subject=DIGEST_SUBJECT.format(day=today),
                text=DIGEST_TEXT.format(
                    # Several may share an address: each mail says whose it is.
                    name=f" {person.full_name}" if person else "",
                    lines="\n\n".join(line.text for line in lines),
                ),
                written_at=at,
                due_at=at,
                digest_on=today,
            )
            Reminder.objects.filter(pk__in=[line.pk for line in lines]).update(digest=digest)
    except IntegrityError:
        # Another sender made it meanwhile: the lines wait for tomorrow.
        return False
    return True


def _together(held: Sequence[Reminder]) -> tuple[str, list[Reminder]]:
    """Return where the digest goes, and the lines it carries, the most pressing first.

    Someone reached at two addresses gets all at the one they sign in with. Without an account,
    what was given to one community is not used for another: the other lines wait for tomorrow.
    """
    urgent = held[0]
    if urgent.person and len({line.address.lower() for line in held}) > 1:
        account = addresses_of([urgent.person]).get(urgent.person.pk)
        if account:
            return account, list(held)
    return urgent.address, [line for line in held if line.address.lower() == urgent.address.lower()]
