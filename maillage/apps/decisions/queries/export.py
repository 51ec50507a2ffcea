"""How is a register taken away, and checked later without any database?

The file holds each decision and the link of the journal that sealed it: the content must give the
digest that the link recorded, and the link must give its own digest. Whoever makes the whole file
anew is caught by the witness that the page of the register gives, noted outside the instance.
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
from maillage.domain.register import Witness, against, faults_in, witness_of

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
    witness: str
    faults: list[str]


def exported(community: Community, *, at: datetime) -> str:
    """Return the register of a community as a file that `verify` reads."""
    rows = list(community.decisions.order_by("number"))
    links = _links(community)
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


def _links(community: Community) -> dict[str, Entry]:
    """Return the link of the journal that sealed each decision, by its key."""
    keys = [str(key) for key in community.decisions.values_list("uuid", flat=True)]
    sealed = Entry.objects.filter(
        verb="decision.registered", subject_type="decisions.decision", subject_key__in=keys
    )
    return {entry.subject_key: entry for entry in sealed.order_by("number")}


def witness(community: Community) -> Witness:
    """Return what to note of a register today, to know it again later."""
    return witness_of([entry.digest for entry in _links(community).values()])


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


def verify(text: str, noted: Witness | None = None) -> Verified:
    """Check an exported register, offline, against a witness noted before if there is one.

    :raises NotARegister: the text is something else.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as broken:
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
    links: list[Link] = []
    for entry in entries:
        faults += _faults_of_link(entry, links, said.get("community_key"))
    # Faults of form are told first: what a broken link comes to says nothing more.
    digests = [] if faults else [digest_of(link) for link in links]
    if noted and not faults:
        faults += against(noted, digests)
    last = entries[-1]["content"] if entries and not faults else said
    return Verified(
        community=str(last.get("community", "")),
        decisions=len(entries),
        last_entry=links[-1].number if digests else None,
        last_digest=digests[-1] if digests else "",
        witness=str(witness_of(digests)) if not faults else "",
        faults=faults,
    )


def _faults_of_link(
    entry: Mapping[str, object], before: list[Link], community_key: object
) -> list[str]:
    """Return what is wrong with the link of a decision, which joins those `before` it."""
    number, said = entry.get("number"), entry.get("journal")
    try:
        link, facts = _read(said), said["facts"]  # type: ignore[index]  # read as a mapping first
        sealed, digest, found = facts["digest"], said["digest"], digest_of(link)  # type: ignore[index]  # likewise
        told = facts["number"]
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        return [f"L’écriture du journal de la décision n° {number} manque ou est incomplète."]
    faults = []
    if found != digest:
        faults.append(f"L’écriture du journal de la décision n° {number} a été modifiée.")
    if (sealed, told) != (entry.get("digest"), number):
        faults.append(f"La décision n° {number} n’est pas celle que le journal a scellée.")
    if str(link.community) != community_key:
        faults.append(f"La décision n° {number} vient du registre d’une autre communauté.")
    if before and link.number <= before[-1].number:
        faults.append(f"La décision n° {number} est inscrite au journal avant la précédente.")
    before.append(link)
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
