"""``maillage letter``: write the letter of intent of a CPTS to a file."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser
from django.db.models import Q
from django.utils.timezone import localdate, now

from maillage import documents
from maillage.apps.communities.models import Community
from maillage.apps.creation.queries import letter as queries
from maillage.apps.creation.queries.letter_document import letter_document
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal
from maillage.web import commands


class UnknownCommunity(Refusal):
    """No community answers to this name."""


class NotACpts(Refusal):
    """Only a CPTS has a letter of intent."""


class FileNotWritten(Refusal):
    """The file cannot be written there."""


class Command(commands.Command):
    help = "écrit la lettre d’intention d’une CPTS dans un fichier"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "community",
            metavar="COMMUNAUTÉ",
            help="adresse courte de la CPTS (celle de sa page) ou identifiant",
        )
        parser.add_argument(
            "--format",
            choices=[format.value for format in documents.Format],
            default=documents.Format.PDF.value,
            help="format du fichier (pdf si rien n’est dit)",
        )
        parser.add_argument(
            "--out", required=True, type=Path, metavar="FICHIER", help="fichier à écrire"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        community = cpts_named(options["community"])
        version, moment = queries.latest_version(community), now()
        document = letter_document(community, version, today=localdate(moment))
        kind = documents.Format(options["format"])
        file = documents.render(document, kind, at=version.created_at if version else moment)
        try:
            options["out"].write_bytes(file)
        except OSError as error:
            raise FileNotWritten(
                f"Impossible d’écrire « {options['out']} » ({error.strerror}) : "
                "vérifiez que le dossier existe et que vous pouvez y écrire."
            ) from error
        self.write_json(
            {
                "community": community.slug,
                "file": str(options["out"]),
                "format": kind.value,
                "version": version.number if version else None,
                "bytes": len(file),
            }
        )


def cpts_named(name: str) -> Community:
    """Return the CPTS of a slug or of an identifier.

    :raises UnknownCommunity: none has it.
    :raises NotACpts: it is one of a higher échelon.
    """
    named = Q(slug=name)
    if uuid := _uuid(name):
        named |= Q(uuid=uuid)
    community = Community.objects.select_related("departement").filter(named).first()
    if community is None:
        raise UnknownCommunity(
            f"Aucune communauté ne s’appelle « {name} » : "
            "« maillage communities list » donne leurs adresses courtes."
        )
    if community.echelon_value is not Echelon.LOCAL:
        raise NotACpts(f"{community.name} n’est pas une CPTS : elle n’a pas de lettre d’intention.")
    return community


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
