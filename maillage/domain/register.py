"""Is a register of decisions, taken away as a file, still the one that was kept?

Each decision is sealed by the digest of its content; decisions are numbered from 1 without a gap.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence


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
