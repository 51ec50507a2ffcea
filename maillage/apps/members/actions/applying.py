"""How does someone who is in no list ask to become a member? By a form, without an account.

What they wrote waits like a list of one line: the community reads it over, sees who it may be
already, and accepts it or not.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import Habits, ImportBatch
from maillage.apps.members.readers import roster
from maillage.domain.refusal import Refusal
from maillage.domain.rosters import Rejected

MOST_WAITING = 50
HEADINGS = [
    "Prénom", "Nom", "RPPS", "Profession", "Structure", "E-mail", "Téléphone", "Charte",
]  # fmt: skip


class NotOpen(Refusal):
    """The community takes no request by this form."""

    def __init__(self) -> None:
        super().__init__(
            "Cette communauté ne reçoit pas de bulletin d’adhésion ici\u00a0: écrivez-lui."
        )


class TooManyWaiting(Refusal):
    """Nobody has read over what came before."""

    def __init__(self) -> None:
        super().__init__(
            "Trop de bulletins attendent déjà d’être relus\u00a0: écrivez à la communauté, ou "
            "revenez dans quelques jours."
        )


class FormWrong(Refusal):
    """What was typed cannot be read."""


@dataclass(frozen=True)
class Applicant:
    """What someone says of themself."""

    first_name: str
    last_name: str
    rpps: str
    profession: str
    structure: str
    email: str
    phone: str


@transaction.atomic
def apply_for_membership(
    *, community: Community, applicant: Applicant, at: datetime
) -> ImportBatch:
    """Keep a form that accepts the charter and the règlement, to be read over.

    :raises NotOpen: the community takes no request by this form.
    :raises TooManyWaiting: too many wait to be read.
    :raises FormWrong: a number or an address is not one.
    """
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    if not Habits.objects.filter(community=community, takes_requests=True).exists():
        raise NotOpen
    drafts = ImportBatch.objects.filter(community=community, status=ImportBatch.Status.DRAFT)
    if drafts.count() >= MOST_WAITING:
        raise TooManyWaiting
    cells = [HEADINGS, [*_cells(applicant), f"{localdate(at):%d/%m/%Y}"]]
    _, [line] = roster.lines_of(cells)
    if isinstance(line, Rejected):
        raise FormWrong(line.reason)
    batch = ImportBatch.objects.create(
        community=community,
        name=f"Bulletin d’adhésion de {line.full_name}"[:150],
        cells=cells,
        prepared_at=at,
    )
    # Who wrote it is not known: a name typed is not a person yet.
    journal.record("members.applied", by=None, at=at, on=community, community=community.uuid)
    return batch


def _cells(applicant: Applicant) -> list[str]:
    return [
        applicant.first_name, applicant.last_name, applicant.rpps, applicant.profession,
        applicant.structure, applicant.email, applicant.phone,
    ]  # fmt: skip
