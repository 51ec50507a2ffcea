"""``maillage members``: bring a list in, and keep nothing longer than needed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, now

from maillage.apps.communities.models import Community
from maillage.apps.members.actions.erasure import accept_erasure, refuse_erasure
from maillage.apps.members.actions.importing import NO_ANSWER, accept_import, prepare_import
from maillage.apps.members.actions.reminders import remind_members
from maillage.apps.members.actions.retention import apply_retention, count_due
from maillage.apps.members.models import ErasureRequest
from maillage.apps.members.queries.erasures import Asked, waiting
from maillage.apps.members.readers import roster, tables
from maillage.domain.refusal import Refusal
from maillage.domain.roster_plan import Candidate, Doubt, Plan
from maillage.domain.rosters import Line
from maillage.web import commands

AS_JSON = "réponse JSON, pour un programme"


class UnknownCommunity(Refusal):
    """No community answers to this name."""


class UnknownRequest(Refusal):
    """No request has this identifier."""


class FileNotRead(Refusal):
    """The file cannot be opened."""


class Command(commands.Command):
    help = "importe une liste de membres, rappelle ce qui est à régler, applique la conservation"

    def gestures(self) -> Mapping[str, commands.Command.Gesture]:
        return {
            "import": (
                "lit une liste (XLSX, ODS, CSV) ; n’écrit rien sans --accept",
                self.add_import_arguments,
                self.import_list,
            ),
            "remind": (
                "prépare, pour le mail du jour, les cotisations à régler et les adhésions à "
                "accepter ou à renouveler",
                lambda parser: None,
                self.remind,
            ),
            "erasures": (
                "montre les demandes d’effacement qui attendent",
                json_argument,
                self.erasures,
            ),
            "erase": (
                "accepte, ou refuse avec un motif, une demande d’effacement",
                erase_arguments,
                self.erase,
            ),
            "retention": (
                "compte ce qui n’est plus à conserver ; ne l’efface qu’avec --apply",
                self.add_retention_arguments,
                self.retention,
            ),
        }

    def add_import_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "community", metavar="COMMUNAUTÉ", help="adresse courte de la communauté"
        )
        parser.add_argument("file", metavar="FICHIER", type=Path, help="la liste")
        parser.add_argument(
            "--accept", action="store_true", help="écrit ; les doublons probables sont laissés"
        )
        parser.add_argument("--json", action="store_true", help=AS_JSON)

    def import_list(
        self, *, community: str, file: Path, accept: bool, json: bool, **options: Any
    ) -> None:
        place = community_named(community)
        try:
            table = tables.read_file(file.read_bytes())
        except OSError as error:
            raise FileNotRead(
                f"Impossible de lire «\u00a0{file}\u00a0» ({error.strerror})\u00a0: "
                "vérifiez son chemin."
            ) from error
        moment = now()
        with transaction.atomic():
            # Only one reading: what is told is what is written.
            Community.objects.select_for_update(of=("self",)).get(pk=place.pk)
            _, made = roster.plan_of(place, table.rows)
            if accept:
                batch = prepare_import(
                    community=place, name=file.name, cells=table.rows, by=None, at=moment
                )
                accept_import(batch=batch, answers=NO_ANSWER, by=None, at=moment)
        answer = told(made) | {"noticed": list(table.noticed), "accepted": accept}
        if json:
            self.write_json(answer)
            return
        for line in (*in_words(made, accepted=accept), *table.noticed):
            self.stdout.write(line)

    def remind(self, **options: Any) -> None:
        done = remind_members(at=now())
        self.write_json({"reminded": done.lines, "without_address": done.without_address})

    def erasures(self, *, json: bool, **options: Any) -> None:
        asked = waiting(on=localdate())
        if json:
            self.write_json([_told(each) for each in asked])
            return
        for each in asked:
            late = ", en retard" if each.is_late else ""
            self.stdout.write(
                f"{each.request.uuid}  {each.request.person}, à répondre avant le "
                f"{each.answer_by:%d/%m/%Y}{late}"
            )
        if not asked:
            self.stdout.write("Aucune demande n’attend.")

    def erase(self, *, request: str, accept: bool, refuse: str | None, **options: Any) -> None:
        asked = request_named(request)
        if accept:
            accept_erasure(request=asked, by=None, at=now())
        else:
            refuse_erasure(request=asked, reason=refuse or "", by=None, at=now())
        self.write_json({"request": asked.uuid, "erased": accept})

    def add_retention_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="efface et supprime")
        parser.add_argument("--json", action="store_true", help=AS_JSON)

    def retention(self, *, apply: bool, json: bool, **options: Any) -> None:
        counts = apply_retention(at=now()) if apply else count_due(at=now())
        if json:
            self.write_json({"applied": apply, "rules": counts})
            return
        for what, count in counts.items():
            self.stdout.write(f"{what}\u00a0: {count}")


def community_named(name: str) -> Community:
    """Return the community of a slug.

    :raises UnknownCommunity: none has it.
    """
    community = Community.objects.filter(Q(slug=name)).first()
    if community is None:
        raise UnknownCommunity(
            f"Aucune communauté ne s’appelle «\u00a0{name}\u00a0»\u00a0: "
            "«\u00a0maillage communities list\u00a0» donne leurs adresses courtes."
        )
    return community


def json_argument(parser: CommandParser) -> None:
    parser.add_argument("--json", action="store_true", help=AS_JSON)


def erase_arguments(parser: CommandParser) -> None:
    parser.add_argument("request", metavar="DEMANDE", help="identifiant de la demande (son UUID)")
    decision = parser.add_mutually_exclusive_group(required=True)
    decision.add_argument("--accept", action="store_true", help="efface la personne")
    decision.add_argument("--refuse", metavar="MOTIF", help="refuse, en disant pourquoi")


def request_named(name: str) -> ErasureRequest:
    """Return the request of an identifier.

    :raises UnknownRequest: none has it, or it is not one.
    """
    try:
        found = ErasureRequest.objects.filter(uuid=UUID(name)).select_related("person").first()
    except ValueError:
        found = None
    if found is None:
        raise UnknownRequest(
            f"Aucune demande n’a l’identifiant «\u00a0{name}\u00a0»\u00a0: "
            "«\u00a0maillage members erasures\u00a0» les montre."
        )
    return found


def _told(each: Asked) -> dict[str, object]:
    return {
        "request": each.request.uuid,
        "person": each.request.person.full_name,
        "asked_at": each.request.asked_at.isoformat(),
        "answer_by": each.answer_by,
        "late": each.is_late,
    }


def told(made: Plan) -> dict[str, object]:
    """Return a plan as other programs read it."""
    return {
        "created": [_line(line) for line in made.created],
        "updated": [_line(each.line) | {"changed": each.changed} for each in made.updated],
        "unchanged": len(made.unchanged),
        "duplicates": [_doubt(doubt) for doubt in made.doubts],
        "rejected": [
            {"line": line.number, "text": line.text, "reason": line.reason}
            for line in made.rejected
        ],
    }


def _line(line: Line) -> dict[str, object]:
    return {"line": line.number, "name": line.full_name, "remarks": list(line.remarks)}


def _doubt(doubt: Doubt) -> dict[str, object]:
    return _line(doubt.line) | {"candidates": [_candidate(each) for each in doubt.candidates]}


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {
        "name": candidate.who.full_name,
        "line": candidate.who.number if isinstance(candidate.who, Line) else None,
        "reasons": [reason.label for reason in candidate.reasons],
    }


def in_words(made: Plan, *, accepted: bool) -> list[str]:
    """Return a plan as a person reads it."""
    return [
        "Liste acceptée." if accepted else "Rien n’est écrit\u00a0: ajoutez --accept.",
        f"À créer\u00a0: {len(made.created)}",
        f"À mettre à jour\u00a0: {len(made.updated)}",
        f"Sans changement\u00a0: {len(made.unchanged)}",
        f"Doublons probables, laissés de côté\u00a0: {len(made.doubts)}",
        *(
            f"  ligne {doubt.line.number}, {doubt.line.full_name}\u00a0: "
            f"{doubt.candidates[0].who.full_name} ({doubt.candidates[0].words})"
            for doubt in made.doubts
        ),
        f"Lignes refusées\u00a0: {len(made.rejected)}",
        *(f"  ligne {line.number}\u00a0: {line.reason}" for line in made.rejected),
    ]
