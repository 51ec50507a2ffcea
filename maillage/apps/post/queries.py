"""What has left for whom, what waits, what failed?"""

from uuid import UUID

from django.db.models import Count, Q

from maillage.apps.post.models import Mail, MailQuerySet


def about(subject: UUID) -> MailQuerySet:
    """Mails about something, the latest first."""
    return Mail.objects.filter(about=subject).order_by("-written_at", "-pk")


def standing(subject: UUID) -> dict[str, int]:
    """Return how many mails about something left, wait, wait after a failure, were given up."""
    return Mail.objects.filter(about=subject).aggregate(
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        waiting=Count("pk", filter=Q(sent_at__isnull=True, given_up_at__isnull=True, error="")),
        failing=Count(
            "pk", filter=Q(sent_at__isnull=True, given_up_at__isnull=True) & ~Q(error="")
        ),
        given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
    )


def mailbox(*, limit: int = 100, words: str = "") -> list[Mail]:
    """Return the latest mails, or those whose subject or address holds these words."""
    mails = Mail.objects.select_related("person").order_by("-written_at", "-pk")
    if words:
        mails = mails.filter(Q(subject__icontains=words) | Q(address__icontains=words))
    return list(mails[:limit])


def in_trouble() -> MailQuerySet:
    """Mails that failed at least once and have not left."""
    return (
        Mail.objects.filter(sent_at__isnull=True)
        .filter(~Q(error="") | Q(given_up_at__isnull=False))
        .order_by("written_at", "pk")
    )
