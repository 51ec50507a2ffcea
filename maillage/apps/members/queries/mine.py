"""What is held about someone, and who read it?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Role
from maillage.apps.journal import queries as journal
from maillage.apps.members.models import ErasureRequest, Membership, RegimePeriod, ties
from maillage.apps.members.queries.erasures import counted
from maillage.domain.membership import COUNTED, Category, State, Terms
from maillage.domain.retention import RETENTIONS, Retention


@dataclass(frozen=True)
class Held:
    """What one community holds about someone."""

    membership: Membership
    state: State
    is_open: bool


@dataclass(frozen=True)
class MyData:
    """Everything held about a person."""

    person: Person
    held: list[Held]
    roles: list[Role]
    reads: journal.Page
    asked: ErasureRequest | None
    refused: ErasureRequest | None
    retentions: tuple[Retention, ...]
    rows: list[tuple[str, int]]


def my_data(person: Person, *, on: date, before: int | None = None) -> MyData:
    """Return what is held about someone, community by community, and who read it."""
    memberships = (
        person.memberships.with_fees()
        .select_related("community__member_habits", "structure", "college")
        .order_by("community__name", "pk")
    )
    roles = list(person.roles.select_related("community").order_by("community__name", "since"))
    terms = RegimePeriod.objects.terms_by((one.community_id for one in memberships), on)
    held = [_held(one, terms.get(one.community_id), on) for one in memberships]
    asked = ErasureRequest.objects.filter(person=person).order_by("-asked_at", "-pk").first()
    communities = {each.membership.community.uuid for each in held}
    communities |= {role.community.uuid for role in roles}
    return MyData(
        person=person,
        held=held,
        roles=roles,
        reads=journal.reads_of(person, communities=communities, before=before),
        asked=None if asked is None or asked.refused_at else asked,
        refused=asked if asked and asked.refused_at else None,
        retentions=tuple(RETENTIONS),
        rows=counted([*ties.own_rows(person), *ties.acts_of(person)]),
    )


def _held(membership: Membership, terms: Terms | None, on: date) -> Held:
    state = membership.state_on(on, terms)
    habits = getattr(membership.community, "member_habits", None)
    is_theirs = state in COUNTED and membership.category_value is not Category.PARTNER
    return Held(membership, state, is_theirs and habits is not None and habits.is_open)


def contacts_of(membership: Membership) -> dict[str, object]:
    """Return what one community holds to reach someone, as they may change it."""
    names = ("email", "phone", "mssante")
    given = {name: getattr(membership, name) for name in names}
    return given | {"is_shown": membership.shown_on is not None}


def as_json(mine: MyData) -> dict[str, Any]:
    """Return the same, for another program (RGPD, article 20)."""
    practice = getattr(mine.person, "practice", None)
    return {
        "prénom": mine.person.first_name,
        "nom": mine.person.last_name,
        "rpps": mine.person.rpps,
        "profession": mine.person.profession,
        "spécialité": practice.specialty if practice else "",
        "code savoir-faire": practice.specialty_code if practice else "",
        "adhésions": [_membership(each) for each in mine.held],
        "rôles": [
            {
                "communauté": role.community.name,
                "rôle": role.get_kind_display(),
                "depuis": role.since,
                "jusqu’au": role.until,
            }
            for role in mine.roles
        ],
        "lignes qui vous nomment": dict(mine.rows),
        "consultations": [
            {"le": line.at, "par": line.by, "phrase": line.sentence} for line in mine.reads.lines
        ],
    }


def _membership(each: Held) -> dict[str, Any]:
    held = each.membership
    return {
        "communauté": held.community.name,
        "qualité": held.get_category_display(),
        "état": each.state.label,
        "structure": str(held.structure or ""),
        "collège": str(held.college or ""),
        "depuis": held.since,
        "jusqu’au": held.until,
        "charte acceptée": held.accepted_on,
        "opposition": held.objected_on,
        "adresse électronique": held.email,
        "téléphone": held.phone,
        "MSSanté": held.mssante,
        "accord": held.consent_on,
        "montrées aux membres": held.shown_on,
    }
