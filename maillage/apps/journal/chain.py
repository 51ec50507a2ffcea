"""What exactly does the digest of an entry cover, and does it come out the same from any database?

An entry is hashed from what the database will give back, not from what it was handed: SQLite and
PostgreSQL disagree on floats, NUL characters and the order of keys. `plain` leaves only what both
keep to the bit; `digest_of` then writes it in one canonical way.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

from maillage.apps.accounts.models import Person

FIRST_PREVIOUS = "0" * 64


@dataclass(frozen=True)
class Link:
    """Everything an entry says, in the order of the digest."""

    number: int
    at: datetime
    by: int | None
    verb: str
    subject_type: str
    subject_key: str
    subject_label: str
    community: UUID | None
    facts: object
    previous: str


def digest_of(link: Link) -> str:
    """Return the SHA-256 of everything the entry says, the previous digest included."""
    said = [
        link.number,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.by,
        link.verb,
        link.subject_type,
        link.subject_key,
        link.subject_label,
        str(link.community) if link.community else None,
        link.facts,
        link.previous,
    ]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def plain_text(value: str) -> str:
    """Replace what PostgreSQL cannot store: NUL characters and halves of characters."""
    return value.replace("\0", "\ufffd").encode(errors="replace").decode()


def plain(value: object) -> object:
    """Return the value as both databases give it back: text, whole number, yes/no, list, mapping.

    Any other number becomes text (jsonb writes 1e22 in full, text columns do not). A person
    becomes their key, so that erasing someone never has to touch the journal.
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return plain_text(value)
        case Enum():
            return plain(value.value)
        case Person():
            return {"person": str(value.uuid)}
        case date():
            return value.isoformat()
        case Mapping():
            return {plain_text(str(key)): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case set() | frozenset():
            return sorted((plain(inner) for inner in value), key=str)
        case _:
            return plain_text(str(value))
