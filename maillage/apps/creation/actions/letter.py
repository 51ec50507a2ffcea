"""How is a version of the letter of intent kept, when several people write at once?"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community, in_force
from maillage.apps.creation.models import Letter, LetterVersion
from maillage.apps.journal import actions as journal
from maillage.documents.letters import WRITTEN
from maillage.documents.text import clean
from maillage.domain import french
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

# About three pages: ten such sections still print in less than two seconds.
LONGEST_SECTION = 10_000


class LetterChangedMeanwhile(Refusal):
    """Someone saved a version between reading and writing."""

    def __init__(self, latest: LetterVersion) -> None:
        saved_at = localtime(latest.created_at)
        super().__init__(
            f"{latest.author} a enregistré la version {latest.number} le {saved_at:%d/%m/%Y} "
            f"à {saved_at:%H h %M}, pendant que vous écriviez. Votre texte est gardé ci-dessous : "
            "comparez les deux, reprenez ce qu’il faut, puis enregistrez à nouveau."
        )
        self.latest = latest


class SectionTooLong(Refusal):
    """A section holds more than a letter can."""


class NoLetterHere(Refusal):
    """Only a CPTS writes a letter of intent."""


@transaction.atomic
def save_letter(
    *,
    community: Community,
    sections: Mapping[str, str],
    expected_version: int,
    by: Person,
    at: datetime,
    note: str = "",
) -> LetterVersion:
    """Keep a new version of the letter; the same text saved twice the same day is kept once.

    :raises LetterChangedMeanwhile: someone saved another text since `expected_version`.
    :raises SectionTooLong: a section passes `LONGEST_SECTION` signs.
    :raises NoLetterHere: the community is not a CPTS.
    """
    access.demand(Right.WRITE_LETTER, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    texts = _texts(community, sections)
    letter, _ = Letter.objects.get_or_create(community=community)
    latest = letter.versions.select_related("author").order_by("-number").first()
    if latest and _says_the_same(latest, texts, community=community, at=at):
        return latest
    number = latest.number if latest else 0
    if latest and number != expected_version:
        raise LetterChangedMeanwhile(latest)
    version = LetterVersion.objects.create(
        letter=letter, number=number + 1, sections=texts, note=note, author=by, created_at=at
    )
    journal.record(
        "letter.saved",
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        facts={"number": version.number, "written": len(texts), "asked": len(WRITTEN)},
    )
    return version


def _texts(community: Community, sections: Mapping[str, str]) -> dict[str, str]:
    """Return the sections that say something, without what no document could print."""
    if community.echelon_value is not Echelon.LOCAL:
        raise NoLetterHere(
            f"{community.name} n’est pas une CPTS : seule une CPTS écrit une lettre d’intention."
        )
    texts: dict[str, str] = {}
    for section in WRITTEN:
        words = clean(sections.get(section.key, "")).strip()
        if len(words) > LONGEST_SECTION:
            raise SectionTooLong(
                f"La section « {section.title} » passe {french.integer(LONGEST_SECTION)} signes : "
                "raccourcissez-la, une lettre d’intention tient en quelques pages."
            )
        if words:
            texts[section.key] = words
    return texts


def _says_the_same(
    latest: LetterVersion, texts: Mapping[str, str], *, community: Community, at: datetime
) -> bool:
    """Tell whether nothing changed, the perimeter included: its figures are in the letter."""
    saved_on, today = localdate(latest.created_at), localdate(at)
    perimeters = {
        community.perimeters.filter(in_force(day)).values_list("pk", flat=True).first()
        for day in (saved_on, today)
    }
    return latest.sections == texts and len(perimeters) == 1
