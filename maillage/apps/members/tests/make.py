"""Members and lists of members; nobody here exists."""

from datetime import date
from itertools import count
from uuid import UUID

from maillage.apps.accounts.models import Person, User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make as communities
from maillage.apps.members.actions.erasure import ask_erasure
from maillage.apps.members.actions.importing import prepare_import
from maillage.apps.members.actions.links import make_link
from maillage.apps.members.models import Habits, Membership, Practice, Structure
from maillage.domain.identifiers import luhn_key
from maillage.domain.membership import Category
from maillage.domain.names import fold
from maillage.domain.professions import BY_CODE

NOW, TODAY, LONG_AGO = communities.NOW, communities.TODAY, communities.LONG_AGO
cpts, body, holder = communities.cpts, communities.body, communities.holder
officer = communities.officer

_numbers = count(1)


def rpps(number: int = 0) -> str:
    """A number with its right key, of nobody."""
    digits = f"99{number or next(_numbers):08d}"
    return digits + luhn_key(digits)


def structure(community: Community, name: str = "Cabinet des Essais") -> Structure:
    made, _ = Structure.objects.get_or_create(
        community=community, folded=fold(name), defaults={"name": name}
    )
    return made


def member(
    community: Community,
    first_name: str = "Alix",
    last_name: str = "",
    *,
    person: Person | None = None,
    profession_code: str = "60",
    rpps: str | None = None,
    category: Category = Category.PROFESSIONAL,
    since: date = LONG_AGO,
    **fields: object,
) -> Membership:
    who = person or accounts.person(
        first_name, last_name, rpps=rpps, profession=BY_CODE[profession_code].label
    )
    Practice.objects.get_or_create(person=who, defaults={"profession_code": profession_code})
    return Membership.objects.create(
        community=community,
        person=who,
        category=category.value,
        since=since,
        **{"accepted_on": since, **fields},
    )


def structure_member(
    community: Community, name: str = "Maison des Essais", **fields: object
) -> Membership:
    return Membership.objects.create(
        community=community,
        structure=structure(community, name),
        category=Category.STRUCTURE.value,
        since=LONG_AGO,
        **{"accepted_on": LONG_AGO, **fields},
    )


def cells(*rows: str) -> list[list[str]]:
    """A list as it is pasted: one text a row, cells set apart by semicolons."""
    return [row.split(";") for row in rows]


def keys(community: Community, by: User) -> dict[str, UUID | str]:
    """What the addresses of members ask for: a member, a list to read over, a link."""
    held = member(community, email="essai@exemple.test")
    batch = prepare_import(
        community=community,
        name="liste.csv",
        cells=cells("Nom;Prénom", "Dravel;Luc"),
        by=by.person,
        at=NOW,
    )
    Habits.objects.update_or_create(community=community, defaults={"takes_requests": True})
    return {
        "membership": held.uuid,
        "batch": batch.uuid,
        "practising": "10",
        "erasure": ask_erasure(person=accounts.person(), at=NOW).uuid,
        "membership_link": make_link(membership=held, by=by.person, at=NOW),
    }
