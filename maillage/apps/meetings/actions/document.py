"""Which files join a meeting? Their first bytes say what they are, not their name."""

from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Document, DocumentContent, Meeting
from maillage.documents.calendar import line
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

MOST_BYTES = 5 * 1024 * 1024
MOST_DOCUMENTS = 20
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
# Extension → media type and first bytes.
ACCEPTED = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", b"PK\x03\x04"),
    ".pptx": (f"{_OFFICE}.presentationml.presentation", b"PK\x03\x04"),
    ".odt": (f"{_OPEN}.text", b"PK\x03\x04"),
    ".ods": (f"{_OPEN}.spreadsheet", b"PK\x03\x04"),
    ".odp": (f"{_OPEN}.presentation", b"PK\x03\x04"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}


class FileRefused(Refusal):
    """The file is not of a kind that opens everywhere without danger."""

    def __init__(self) -> None:
        super().__init__(
            "Ce fichier n’est pas accepté : joignez un PDF, un document ou un tableur (DOCX, ODT, "
            "XLSX, ODS, PPTX, ODP) ou une image (PNG, JPEG)."
        )


class FileTooBig(Refusal):
    """The file would slow down everyone's mailbox and backup."""

    def __init__(self) -> None:
        super().__init__("Ce fichier passe 5 Mo : allégez-le, ou joignez-le en plusieurs parties.")


class TooManyDocuments(Refusal):
    """Nobody reads so many."""

    def __init__(self) -> None:
        super().__init__(
            f"Cette réunion porte déjà {MOST_DOCUMENTS} documents : retirez-en avant d’en ajouter."
        )


class DocumentGone(Refusal):
    """Someone removed it meanwhile."""

    def __init__(self) -> None:
        super().__init__("Ce document n’est plus là : rechargez la page.")


@transaction.atomic
def add_document(*, meeting: Meeting, name: str, body: bytes, by: Person, at: datetime) -> Document:
    """Join a file to a meeting.

    :raises FileTooBig: it passes five megabytes.
    :raises FileRefused: it is not what its name says, or not of a kind accepted.
    :raises TooManyDocuments: there are too many.
    """
    community, today = meeting.community, localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=today)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if len(body) > MOST_BYTES:
        raise FileTooBig
    media_type, first_bytes = ACCEPTED.get(PurePath(name).suffix.lower(), ("", b"\0"))
    if not media_type or not body.startswith(first_bytes):
        raise FileRefused
    if meeting.documents.count() >= MOST_DOCUMENTS:
        raise TooManyDocuments
    document = Document.objects.create(
        meeting=meeting,
        name=line(PurePath(name.replace("\\", "/")).name)[-150:],
        media_type=media_type,
        size=len(body),
        added_by=by,
        added_at=at,
    )
    DocumentContent.objects.create(document=document, body=body)
    _journal("meeting.document_added", meeting, by, at)
    return document


@transaction.atomic
def remove_document(*, meeting: Meeting, document: UUID, by: Person, at: datetime) -> None:
    """Take a file away.

    :raises DocumentGone: it was removed.
    """
    community, today = meeting.community, localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=today)
    if not meeting.documents.filter(uuid=document).delete()[0]:
        raise DocumentGone
    _journal("meeting.document_removed", meeting, by, at)


def _journal(verb: str, meeting: Meeting, by: Person, at: datetime) -> None:
    journal.record(verb, by=by, at=at, on=meeting, community=meeting.community.uuid)
