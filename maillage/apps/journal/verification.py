"""Has anyone altered the journal since it was written, and where does it break first?

The chain proves itself against whoever changes some of it. Whoever rewrites all of it, head
included, is only caught by a witness: a number and its digest noted outside the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery
from django.utils import timezone

from maillage.apps.journal.chain import FIRST_PREVIOUS, Link, digest_of
from maillage.apps.journal.models import Entry, Head
from maillage.domain.refusal import Refusal

CHUNK = 2000
COLUMNS = (
    "number",
    "at",
    "by_id",
    "verb",
    "subject_type",
    "subject_key",
    "subject_label",
    "community",
    "facts",
    "previous",
)
ADVICE = "Mettez la base de côté et comparez-la à la dernière sauvegarde vérifiée."


@dataclass(frozen=True)
class Witness:
    """A number and its digest, as noted outside the database."""

    number: int
    digest: str


@dataclass(frozen=True)
class Verified:
    """How far the chain was followed, and the digest to note as the next witness."""

    entries: int
    digest: str


class ChainBroken(Refusal):
    """The journal is not what was written; the message names the first broken link."""

    def __init__(self, difference: str, *, number: int, checked: int) -> None:
        self.number = number
        self.checked = checked
        held = f"{checked} écritures vérifiées auparavant." if checked else "Rien ne tient avant."
        super().__init__(f"Le journal est rompu : {difference} {held} {ADVICE}")


def _told(link: Link) -> str:
    return f"l’écriture n° {link.number} du {timezone.localtime(link.at):%d/%m/%Y à %H:%M:%S}"


def _links(up_to: int) -> Iterator[tuple[Link, str]]:
    rows = (
        Entry.objects.filter(number__lte=up_to)
        .order_by("number")
        .values_list(*COLUMNS, "digest")
        .iterator(chunk_size=CHUNK)
    )
    for checked, (*said, digest) in enumerate(rows):
        link = Link(*said)
        if not isinstance(link.at, datetime):
            # SQLite would keep anything in a date column.
            raise ChainBroken(
                f"l’écriture n° {link.number} n’a plus de date lisible.",
                number=link.number,
                checked=checked,
            )
        yield link, digest


def _difference(link: Link, digest: str, *, after: Link | None, previous: str) -> str | None:
    """Say what is wrong with a link that follows another, or nothing."""
    expected = after.number + 1 if after else 1
    if link.number != expected:
        last = link.number - 1
        gap = (
            f"l’écriture n° {expected} manque"
            if last == expected
            else f"les écritures n° {expected} à {last} manquent"
        )
        return f"{gap} avant {_told(link)}."
    if link.previous != previous:
        return (
            f"{_told(link)} ne suit pas la précédente : elle annonce l’empreinte "
            f"{link.previous[:12]}…, la précédente porte {previous[:12]}…"
        )
    computed = digest_of(link)
    if computed != digest:
        return (
            f"{_told(link)} a été modifiée : son contenu ({link.verb}) donne l’empreinte "
            f"{computed[:12]}…, elle porte {digest[:12]}…"
        )
    return None


def verify(*, witness: Witness | None = None) -> Verified:
    """Follow the chain from its first entry to its head, in constant memory.

    Entries written meanwhile are left to the next verification; nobody waits for this one.

    :raises ChainBroken: at the first link that does not hold.
    """
    head = Head.objects.filter(pk=1).first()
    if head is None:
        raise ChainBroken("sa tête a disparu.", number=0, checked=0)
    after: Link | None = None
    previous = FIRST_PREVIOUS
    for link, digest in _links(head.number):
        checked = after.number if after else 0
        difference = _difference(link, digest, after=after, previous=previous)
        if difference:
            raise ChainBroken(difference, number=checked + 1, checked=checked)
        if witness and witness.number == link.number and witness.digest != digest:
            raise ChainBroken(
                f"{_told(link)} porte l’empreinte {digest[:12]}…, "
                f"le témoin notait {witness.digest[:12]}…",
                number=link.number,
                checked=checked,
            )
        after, previous = link, digest
    _check_end(head, after, previous, witness)
    return Verified(entries=head.number, digest=previous)


def _check_end(head: Head, last: Link | None, digest: str, witness: Witness | None) -> None:
    checked = last.number if last else 0
    if checked < head.number:
        raise ChainBroken(
            f"les écritures n° {checked + 1} à {head.number} manquent à la fin.",
            number=checked + 1,
            checked=checked,
        )
    if digest != head.digest:
        raise ChainBroken(
            f"sa tête annonce l’empreinte {head.digest[:12]}… pour l’écriture n° {checked}, "
            f"qui porte {digest[:12]}…",
            number=checked,
            checked=checked,
        )
    # One statement sees the head and the entries of one instant, even while others write.
    beyond = (
        Entry.objects.filter(number__gt=Subquery(Head.objects.filter(pk=1).values("number")))
        .order_by("number")
        .first()
    )
    if beyond:
        raise ChainBroken(
            f"l’écriture n° {beyond.number} du {timezone.localtime(beyond.at):%d/%m/%Y à %H:%M:%S} "
            "dépasse sa tête.",
            number=beyond.number,
            checked=checked,
        )
    if witness and witness.number > checked:
        raise ChainBroken(
            f"le témoin notait l’écriture n° {witness.number}, "
            f"le journal s’arrête à la n° {checked}.",
            number=checked + 1,
            checked=checked,
        )
