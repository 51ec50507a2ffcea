"""What may someone do without an account, from a link in a mail?

A link is signed, says its one purpose, and expires. It holds two keys and a date, no name. Where
a gesture may be made once only, its act calls `use` in its own transaction.
"""

import base64
import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction

from maillage.apps.accounts.models import Person
from maillage.apps.post.models import UsedLink
from maillage.domain.refusal import Refusal

_PACKED = struct.Struct(">16s16sI")
_NOBODY = UUID(int=0)
# Where an instance without a public address answers, as `maillage serve` does by default.
LOCAL = "http://127.0.0.1:8000"


class LinkAltered(Refusal):
    """The link is not one that this instance made for this gesture."""

    def __init__(self) -> None:
        super().__init__(
            "Ce lien n’est pas complet ou a été modifié : ouvrez-le de nouveau depuis le mail, "
            "en entier, ou demandez-en un autre à qui vous l’a envoyé."
        )


class LinkExpired(Refusal):
    """The time to use the link has passed."""

    def __init__(self, expires_at: datetime) -> None:
        super().__init__(
            f"Ce lien ne sert plus depuis le {expires_at:%d/%m/%Y}. "
            "Demandez-en un autre à qui vous l’a envoyé ; rien n’a été modifié."
        )


class LinkAlreadyUsed(Refusal):
    """The link served once, as it was made to."""

    def __init__(self) -> None:
        super().__init__(
            "Ce lien a déjà servi : ce qu’il permettait est fait. Pour y revenir, "
            "demandez-en un autre à qui vous l’a envoyé."
        )


@dataclass(frozen=True)
class Link:
    """What a link says: about what, for whom if they are known, until when."""

    subject: UUID
    person: UUID | None
    expires_at: datetime
    digest: str


def make(purpose: str, *, subject: UUID, person: Person | None, expires_at: datetime) -> str:
    """Return the code that ends the address of a link."""
    packed = _PACKED.pack(
        subject.bytes, (person.uuid if person else _NOBODY).bytes, int(expires_at.timestamp())
    )
    return _signer(purpose).sign(base64.urlsafe_b64encode(packed).decode())


def read(code: str, purpose: str, *, at: datetime) -> Link:
    """Return what a link says.

    :raises LinkAltered: it was not made here, or for another purpose.
    :raises LinkExpired: its time has passed.
    """
    try:
        subject, person, expires = _PACKED.unpack(
            base64.urlsafe_b64decode(_signer(purpose).unsign(code))
        )
    except (BadSignature, ValueError, struct.error) as altered:
        raise LinkAltered from altered
    expires_at = datetime.fromtimestamp(expires, tz=UTC)
    if at >= expires_at:
        raise LinkExpired(expires_at)
    whom = UUID(bytes=person)
    return Link(
        subject=UUID(bytes=subject),
        person=None if whom == _NOBODY else whom,
        expires_at=expires_at,
        digest=hashlib.sha256(code.encode()).hexdigest(),
    )


def use(link: Link, *, at: datetime) -> None:
    """Spend a single-use link, in the transaction of the act that it allows.

    :raises LinkAlreadyUsed: it served before, even an instant ago on another machine.
    """
    try:
        with transaction.atomic():
            UsedLink.objects.create(digest=link.digest, used_at=at)
    except IntegrityError as used:
        raise LinkAlreadyUsed from used


def is_used(link: Link) -> bool:
    """Tell whether a single-use link has served, to say so before the gesture."""
    return UsedLink.objects.filter(digest=link.digest).exists()


def absolute(path: str) -> str:
    """Return the whole address of a page of this instance."""
    return f"{settings.PUBLIC_URL or LOCAL}{path}"


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"maillage.links.{purpose}", sep="~")
