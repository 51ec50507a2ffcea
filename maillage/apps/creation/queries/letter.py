"""What does the letter of intent of a CPTS say today, and what did it say before?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Role, in_force
from maillage.apps.communities.queries.territory import Territory, territory_of
from maillage.apps.communities.queries.workspace import Frame, frame
from maillage.apps.creation.models import LetterVersion
from maillage.apps.diagnosis.queries.words import diagnosis_words
from maillage.documents.letters import (
    BEARERS,
    DIAGNOSIS,
    SIGNATORIES,
    TERRITORY,
    WRITTEN,
    Section,
)
from maillage.documents.text import Block, parts
from maillage.domain import french
from maillage.domain.roles import RoleKind

# Those who carry a CPTS in its first steps, in the order a letter names them.
CARRIERS = (
    RoleKind.CHAIR,
    RoleKind.SECRETARY,
    RoleKind.TREASURER,
    RoleKind.BOARD,
    RoleKind.COORDINATOR,
)
SIGNING = frozenset({RoleKind.CHAIR, RoleKind.SECRETARY, RoleKind.TREASURER})


@dataclass(frozen=True)
class Written:
    """A section and what it says."""

    section: Section
    words: str

    @property
    def parts(self) -> list[Block]:
        """The paragraphs and lists of the page: the same as those of the document."""
        return parts(self.words)


@dataclass(frozen=True)
class LetterPage:
    """The page of a letter: one version, or what Maillage proposes before the first."""

    frame: Frame
    territory: Territory
    version: LetterVersion | None
    written: list[Written]
    versions: list[LetterVersion]
    perimeter_changed: bool

    @property
    def is_latest(self) -> bool:
        return not self.versions or self.version == self.versions[0]

    @property
    def empty_count(self) -> int:
        return sum(not each.words for each in self.written)


def versions_of(community: Community) -> QuerySet[LetterVersion]:
    """Return the kept versions, the latest first."""
    return (
        LetterVersion.objects.filter(letter__community=community)
        .select_related("author")
        .order_by("-number")
    )


def latest_version(community: Community) -> LetterVersion | None:
    """Return the version that is the letter today, none before the first."""
    return versions_of(community).first()


def version_numbered(community: Community, number: int) -> LetterVersion:
    """Return one kept version, or answer 404."""
    version = versions_of(community).filter(number=number).first()
    if version is None:
        raise Http404
    return version


def day_of(version: LetterVersion | None, *, today: date) -> date:
    """Return the day whose figures a version carries: its own, so that it never changes."""
    return localdate(version.created_at) if version else today


def sections_of(
    community: Community, version: LetterVersion | None, *, on: date
) -> Mapping[str, str]:
    """Return the texts of a version, or what is known that day before there is one."""
    return version.sections if version else prefilled(community, on=on)


def letter_page(
    community: Community, person: Person, *, version: LetterVersion | None, on: date
) -> LetterPage:
    """Return what the page of a letter shows; without a version, what is proposed."""
    day = day_of(version, today=on)
    territory = territory_of(community, on=day)
    texts = version.sections if version else _known(community, territory, on=day)
    return LetterPage(
        frame=frame(community.slug, person, on=on, at="creation:letter"),
        territory=territory,
        version=version,
        written=[Written(section, texts.get(section.key, "")) for section in WRITTEN],
        versions=list(versions_of(community)),
        perimeter_changed=day != on and _perimeter(community, day) != _perimeter(community, on),
    )


def differences(mine: Mapping[str, str], theirs: LetterVersion) -> list[Written]:
    """Return the sections of another version that do not say what mine says."""
    return [
        Written(section, words)
        for section in WRITTEN
        if (words := theirs.sections.get(section.key, "")) != mine.get(section.key, "")
    ]


def prefilled(community: Community, *, on: date) -> dict[str, str]:
    """Return the sections that what is already known can begin."""
    return _known(community, territory_of(community, on=on), on=on)


def _known(community: Community, territory: Territory, *, on: date) -> dict[str, str]:
    roles = _carriers(community, on=on)
    known = {
        BEARERS.key: _bearers(roles),
        TERRITORY.key: _places(territory),
        DIAGNOSIS.key: diagnosis_words(community, on=on),
        SIGNATORIES.key: "\n".join(
            f"{role.person}, {_capacity(role)}" for role in roles if RoleKind(role.kind) in SIGNING
        ),
    }
    return {key: words for key, words in known.items() if words}


def _perimeter(community: Community, day: date) -> int | None:
    return community.perimeters.filter(in_force(day)).values_list("pk", flat=True).first()


def _carriers(community: Community, *, on: date) -> Sequence[Role]:
    order = [kind.value for kind in CARRIERS]
    held = community.roles.filter(in_force(on), kind__in=order).select_related("person")
    return sorted(held, key=lambda role: (order.index(role.kind), role.since, role.pk))


def _capacity(role: Role) -> str:
    words = [role.person.profession, RoleKind(role.kind).label]
    return ", ".join(word for word in words if word)


def _bearers(roles: Sequence[Role]) -> str:
    if not roles:
        return ""
    lines = (f"- {role.person}, {_capacity(role)}" for role in roles)
    return "\n".join(("Le projet est porté par :", *lines))


def _places(territory: Territory) -> str:
    if not territory.communes:
        return ""
    lines = (
        f"- {share.name} : {_counted(len(share.communes), 'commune')}, "
        f"{_counted(share.population, 'habitant')}"
        for share in territory.by_epci
    )
    return "\n".join(("Les communes du territoire relèvent de :", *lines))


def _counted(number: int, noun: str) -> str:
    plural = "s" if number > 1 else ""
    return f"{french.integer(number)}{french.SPACE}{noun}{plural}"
