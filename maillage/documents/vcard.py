"""How are people handed over to an address book? (vCard 4.0, RFC 6350)"""

from collections.abc import Iterable
from dataclasses import dataclass

_ESCAPED = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": ""})
_LONGEST = 75


@dataclass(frozen=True)
class Card:
    """Someone, as an address book keeps them; what is empty is left out."""

    uid: str
    first_name: str
    last_name: str
    title: str = ""
    organisation: str = ""
    email: str = ""
    secure_email: str = ""
    phone: str = ""


def cards(people: Iterable[Card]) -> bytes:
    """Return one file of cards, in UTF-8."""
    return "".join(_card(person) for person in people).encode()


def _card(card: Card) -> str:
    full = f"{card.first_name} {card.last_name}".strip() or card.organisation
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:urn:uuid:{card.uid}",
        f"FN:{_text(full)}",
        f"N:{_text(card.last_name)};{_text(card.first_name)};;;",
    ]
    told = (
        ("TITLE", card.title),
        ("ORG", card.organisation),
        ("EMAIL;TYPE=work", card.email),
        ("EMAIL;TYPE=work;PREF=2", card.secure_email),
        ("TEL;VALUE=text;TYPE=work", card.phone),
    )
    lines += [f"{name}:{_text(value)}" for name, value in told if value]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCARD"])


def _text(value: str) -> str:
    return value.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Cut a line at 75 bytes, never inside a letter; the next ones begin with a space."""
    pieces: list[str] = []
    current = ""
    for sign in line:
        if len((current + sign).encode()) > _LONGEST - (1 if pieces else 0):
            pieces.append(current)
            current = ""
        current += sign
    return "\r\n ".join([*pieces, current])
