"""``maillage meeting``: write the document of a session, recall what meetings left to do."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage import documents
from maillage.apps.meetings.actions.eves import remind_eves
from maillage.apps.meetings.actions.reminders import remind_owners
from maillage.apps.meetings.models import Meeting
from maillage.apps.meetings.queries.minutes import minutes_document
from maillage.domain.refusal import Refusal
from maillage.web import commands


class UnknownMeeting(Refusal):
    """No meeting has this identifier."""


class FileNotWritten(Refusal):
    """The file cannot be written there."""


class Command(commands.Command):
    help = "écrit le document d’une réunion ; rappelle les réunions et les actions à suivre"

    def gestures(self) -> dict[str, commands.Command.Gesture]:
        return {
            "document": (
                "écrit le document unique d’une réunion : ordre du jour, présences, conclusions, "
                "actions, prochaine réunion",
                document_arguments,
                self.document,
            ),
            "remind": (
                "prépare, pour le mail du jour, les réunions du lendemain et les actions à faire",
                lambda parser: None,
                self.remind,
            ),
        }

    def document(self, *, meeting: str, format: str, out: Path, **options: Any) -> None:
        held, kind = meeting_named(meeting), documents.Format(format)
        printed = minutes_document(held)
        file = documents.render(printed, kind, at=now())
        try:
            out.write_bytes(file)
        except OSError as error:
            raise FileNotWritten(
                f"Impossible d’écrire « {out} » ({error.strerror}) : "
                "vérifiez que le dossier existe et que vous pouvez y écrire."
            ) from error
        self.write_json(
            {
                "meeting": held.uuid,
                "reference": printed.reference or None,
                "file": str(out),
                "format": kind.value,
                "bytes": len(file),
            }
        )

    def remind(self, **options: Any) -> None:
        at = now()
        self.write_json({"reminded": remind_owners(at=at) + remind_eves(at=at)})


def document_arguments(parser: CommandParser) -> None:
    parser.add_argument("meeting", metavar="RÉUNION", help="identifiant de la réunion (son UUID)")
    parser.add_argument(
        "--format",
        choices=[format.value for format in documents.Format],
        default=documents.Format.PDF.value,
        help="format du fichier (pdf si rien n’est dit)",
    )
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FICHIER", help="fichier à écrire"
    )


def meeting_named(name: str) -> Meeting:
    """Return the meeting of an identifier.

    :raises UnknownMeeting: none has it, or it is not one.
    """
    try:
        uuid = UUID(name)
    except ValueError:
        uuid = UUID(int=0)
    meeting = Meeting.objects.filter(uuid=uuid).select_related("community").first()
    if meeting is None:
        raise UnknownMeeting(
            f"Aucune réunion n’a l’identifiant « {name} » : "
            "copiez-le depuis l’adresse de la page de la réunion."
        )
    return meeting
