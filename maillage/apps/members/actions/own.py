"""What does someone keep of themself in one community: how to be reached, and who may see it?"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import Membership
from maillage.apps.post import actions as post
from maillage.domain.cells import read_phone
from maillage.domain.membership import check_mssante
from maillage.domain.refusal import Refusal


class NotYours(Refusal):
    """Someone's own contacts are theirs to give; the community has its own form."""

    def __init__(self) -> None:
        super().__init__("Ces coordonnées sont celles de quelqu’un d’autre.")


@dataclass(frozen=True)
class Given:
    """How someone may be reached, and whether the other members see it."""

    email: str
    phone: str
    mssante: str
    is_shown: bool


@transaction.atomic
def set_my_contacts(
    *, membership: Membership, given: Given, by: Person | None, at: datetime
) -> Membership:
    """Give one community one's contacts, or take them back; to give them is to consent.

    :raises NotYours: the membership is that of someone else.
    :raises NotMssante, CellUnreadable: an address or a number is not one.
    """
    if by is None or membership.person_id != by.pk:
        raise NotYours
    kept = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    kept.email, kept.phone = given.email.lower(), read_phone(given.phone)
    kept.mssante = check_mssante(given.mssante) if given.mssante else ""
    has_some = bool(kept.email or kept.phone or kept.mssante)
    kept.consent_on = localdate(at) if has_some else None
    kept.shown_on = localdate(at) if has_some and given.is_shown else None
    kept.version += 1
    kept.save(update_fields=["email", "phone", "mssante", "consent_on", "shown_on", "version"])
    # What is still due is recalled by the next round, where they are now written to.
    post.forget(about=kept.uuid)
    journal.record(
        "members.contacts_set",
        by=by,
        at=at,
        on=kept,
        community=kept.community.uuid,
        facts={"choice": _choice(kept)},
    )
    return kept


def _choice(kept: Membership) -> str:
    if kept.consent_on is None:
        return "aucune n’est gardée"
    return "montrées aux membres" if kept.shown_on else "gardées pour la communauté seule"
