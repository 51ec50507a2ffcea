"""Who can one be in the demonstration?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import AreaRole, Role
from maillage.apps.demo.cast import DOMAIN
from maillage.apps.post import links
from maillage.apps.post import queries as mails
from maillage.apps.post.models import Mail
from maillage.domain.echelon import Echelon


@dataclass(frozen=True)
class Face:
    """Someone to be: their name, and what they are."""

    uuid: UUID
    name: str
    profession: str
    what: list[str]
    echelon: str


@dataclass(frozen=True)
class PeoplePage:
    """Four people to begin with, then everyone by where they stand."""

    first: list[Face]
    groups: list[tuple[str, list[Face]]]


# Whom to be first: a coordinator, an officer of an inter-CPTS, the Guichet, the ARS.
FIRST = (
    "coordination, CPTS",
    "présidence, Inter-CPTS de l’",
    "chargé de mission",
    "référent instructeur, ARS",
)


GROUPS = (
    ("Dans une CPTS", Echelon.LOCAL.value),
    ("Dans une inter-CPTS", Echelon.DEPARTMENTAL.value),
    ("À la région", Echelon.REGIONAL.value),
    ("À la fédération", Echelon.NATIONAL.value),
    ("Guichet, URPS, ARS, CPAM, accélérateur, SAS", "OUTSIDE"),
    ("Administration de l’instance", "ADMINISTRATOR"),
)


def invented() -> Iterable[User]:
    """Only invented people have an address in the demonstration's domain."""
    return (
        User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True)
        .select_related("person")
        .order_by("pk")
    )


def invented_user(uuid: UUID) -> User | None:
    """Return the account of an invented person; never that of anyone else."""
    return (
        User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True, person__uuid=uuid)
        .select_related("person")
        .first()
    )


def people_page(*, on: date) -> PeoplePage:
    """Return the people of the demonstration, by where they stand."""
    roles: dict[int, list[Role]] = {}
    held = Role.objects.on(on).select_related("community").order_by("community__search", "pk")
    for role in held:
        roles.setdefault(role.person_id, []).append(role)
    functions: dict[int, list[AreaRole]] = {}
    for function in AreaRole.objects.on(on).select_related("departement", "region").order_by("pk"):
        functions.setdefault(function.person_id, []).append(function)
    faces = [
        _face(user, roles.get(user.person_id, []), functions.get(user.person_id, []))
        for user in invented()
    ]
    first = [
        next((face for face in faces if any(w.startswith(start) for w in face.what)), None)
        for start in FIRST
    ]
    groups = [(title, [face for face in faces if face.echelon == key]) for title, key in GROUPS]
    return PeoplePage([face for face in first if face], [g for g in groups if g[1]])


def _face(user: User, roles: list[Role], functions: list[AreaRole]) -> Face:
    what = [f"{role.get_kind_display()}, {role.community.name}" for role in roles]
    what += [
        f"{f.get_kind_display()}, {f.get_outside_body_display()}, {f.departement or f.region}"
        for f in functions
    ]
    where = "ADMINISTRATOR" if user.is_administrator else "OUTSIDE"
    if roles:
        where = roles[0].community.echelon
    person = user.person
    return Face(person.uuid, person.full_name, person.profession, what, where)


@dataclass(frozen=True)
class Opened:
    """A mail as its reader sees it, its links leading to this very server."""

    mail: Mail
    text: str


@dataclass(frozen=True)
class MailboxPage:
    """The latest mails of the invented people, or those that were looked for."""

    mails: list[Opened]
    wanted: str


# Domains that nobody can own (RFC 2606): what leaves for them was written to no one real.
RESERVED = (".invalid", ".test", ".example")


def mailbox_page(*, wanted: str, site: str) -> MailboxPage:
    """Return what was written to invented addresses; never what anyone real received."""
    home = links.absolute("")
    return MailboxPage(
        mails=[
            Opened(mail, mail.text.replace(home, site))
            for mail in mails.mailbox(words=wanted)
            if mail.address.endswith(RESERVED)
        ],
        wanted=wanted,
    )
