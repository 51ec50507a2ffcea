"""Is a register of decisions, taken away as a file, still the one that was kept?

Each decision is sealed by the digest of its content; decisions are numbered from 1 without a gap.
A file made anew from end to end holds together as well: only a witness, noted elsewhere while the
register was whole, tells them apart.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FIRST = "0" * 64


@dataclass(frozen=True)
class Witness:
    """How many decisions there were, and what their digests came to, in order."""

    count: int
    digest: str

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"


def witness_of(digests: Sequence[str]) -> Witness:
    """Return what to note of a register, from the digest of each decision, in order."""
    reached = FIRST
    for digest in digests:
        reached = hashlib.sha256(f"{reached}{digest}".encode()).hexdigest()
    return Witness(len(digests), reached)


def against(witness: Witness, digests: Sequence[str]) -> list[str]:
    """Return what a witness, noted before, says against a register; nothing when it agrees.

    Decisions made since the witness was noted are not its business.
    """
    if len(digests) < witness.count:
        return [
            f"Le témoin a été noté devant {witness.count} décision(s), le fichier en contient "
            f"{len(digests)}."
        ]
    if witness_of(digests[: witness.count]) != witness:
        return [
            f"Le registre a été refait : les décisions n° 1 à {witness.count} ne sont pas celles "
            "devant lesquelles le témoin a été noté."
        ]
    return []


def digest_of(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of a decision, written in one canonical way."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def faults_in(entries: Sequence[Mapping[str, object]]) -> list[str]:
    """Return what is wrong with exported decisions, in French; nothing when all is well."""
    faults = []
    for expected, entry in enumerate(entries, start=1):
        number, content = entry.get("number"), entry.get("content")
        if number != expected:
            faults.append(f"La décision n° {expected} manque : le n° {number} est à sa place.")
            break
        if not isinstance(content, Mapping) or digest_of(content) != entry.get("digest"):
            faults.append(f"La décision n° {number} a été modifiée : son empreinte ne va plus.")
        elif content.get("number") != number:
            faults.append(f"La décision n° {number} porte le contenu d’une autre.")
    return faults
