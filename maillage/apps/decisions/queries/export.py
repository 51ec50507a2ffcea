"""How is a register taken away, and checked later without any database?

The file holds each decision and the link of the journal that sealed it: the content must give the
digest that the link recorded, and the link must give its own digest.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillage.apps.communities.models import Community
from maillage.apps.journal.chain import Link, digest_of
from maillage.apps.journal.models import Entry
from maillage.domain.refusal import Refusal
from maillage.domain.register import faults_in

FORMAT = "maillage-register-1"


class NotARegister(Refusal):
    """The file is not one that Maillage exported."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Ce fichier n’est pas un registre exporté par Maillage ({why}) : reprenez-le depuis "
            "la page « Décisions » de la communauté."
        )


@dataclass(frozen=True)
class Verified:
    """What the check found; without fault the register is whole and unchanged."""

    community: str
    decisions: int
    last_entry: int | None
    last_digest: str
    faults: list[str]


def exported(community: Community, *, at: datetime) -> str:
    """Return the register of a community as a file that `verify` reads."""
    rows = list(community.decisions.order_by("number"))
    keys = [str(row.uuid) for row in rows]
    links = {
        entry.subject_key: entry
        for entry in Entry.objects.filter(
            verb="decision.registered", subject_type="decisions.decision", subject_key__in=keys
        )
    }
    said = {
        "format": FORMAT,
        "community": community.name,
        "community_key": str(community.uuid),
        "exported_at": at.isoformat(timespec="seconds"),
        "count": len(rows),
        "decisions": [
            {
                "number": row.number,
                "content": row.content,
                "digest": row.digest,
                "journal": _link(links[str(row.uuid)]),
            }
            for row in rows
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)


def _link(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "by": entry.by_id,
        "verb": entry.verb,
        "subject_type": entry.subject_type,
        "subject_key": entry.subject_key,
        "subject_label": entry.subject_label,
        "community": str(entry.community) if entry.community else None,
        "facts": entry.facts,
        "previous": entry.previous,
        "digest": entry.digest,
    }


def verify(text: str) -> Verified:
    """Check an exported register, offline.

    :raises NotARegister: the text is something else.
    """
    try:
        said = json.loads(text)
    except ValueError as broken:
        raise NotARegister("le JSON est incomplet") from broken
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise NotARegister("le format n’est pas reconnu")
    entries = said.get("decisions")
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise NotARegister("la liste des décisions manque")
    faults = faults_in(entries)
    if said.get("count") != len(entries):
        faults.append(
            f"Le fichier annonce {said.get('count')} décisions et en contient {len(entries)}."
        )
    previous = 0
    for entry in entries:
        faults += _faults_of_link(entry, previous, said.get("community_key"))
        link = entry.get("journal")
        previous = link["number"] if isinstance(link, dict) and not faults else previous
    last = entries[-1]["journal"] if entries and not faults else {}
    return Verified(
        community=str(said.get("community", "")),
        decisions=len(entries),
        last_entry=last.get("number"),
        last_digest=str(last.get("digest", "")),
        faults=faults,
    )


def _faults_of_link(entry: Mapping[str, object], previous: int, community_key: object) -> list[str]:
    number, said = entry.get("number"), entry.get("journal")
    try:
        link, facts = _read(said), said["facts"]  # type: ignore[index]  # read as a mapping first
        sealed, digest = facts["digest"], said["digest"]  # type: ignore[index]  # likewise
    except (KeyError, TypeError, ValueError):
        return [f"L’écriture du journal de la décision n° {number} manque ou est incomplète."]
    faults = []
    if digest_of(link) != digest:
        faults.append(f"L’écriture du journal de la décision n° {number} a été modifiée.")
    if (sealed, facts["number"]) != (entry.get("digest"), number):
        faults.append(f"La décision n° {number} n’est pas celle que le journal a scellée.")
    if str(link.community) != community_key:
        faults.append(f"La décision n° {number} vient du registre d’une autre communauté.")
    if link.number <= previous:
        faults.append(f"La décision n° {number} est inscrite au journal avant la précédente.")
    return faults


def _read(said: object) -> Link:
    if not isinstance(said, dict):
        raise TypeError
    return Link(
        number=int(said["number"]),
        at=datetime.fromisoformat(said["at"]),
        by=said["by"],
        verb=said["verb"],
        subject_type=said["subject_type"],
        subject_key=said["subject_key"],
        subject_label=said["subject_label"],
        community=UUID(said["community"]) if said["community"] else None,
        facts=said["facts"],
        previous=said["previous"],
    )
