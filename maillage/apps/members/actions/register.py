"""How does the register propose members by right, without writing any before someone accepts?"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.health import queries as health
from maillage.apps.journal import actions as journal
from maillage.apps.members.actions.importing import prepare_import
from maillage.apps.members.models import ImportBatch, RegimePeriod
from maillage.apps.members.readers import register
from maillage.apps.members.readers.tables import MOST_LINES
from maillage.domain.membership import Regime, Scope
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class NotByRight(Refusal):
    """Nobody becomes a member of an association by adhésion without asking."""

    def __init__(self) -> None:
        super().__init__(
            "Le régime de cette communauté est l’adhésion\u00a0: chacun y entre en la demandant. "
            "Le registre ne complète que la liste des membres de droit."
        )


class NoRegister(Refusal):
    """No register was loaded that speaks of these communes."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun registre des professionnels ne parle de ce périmètre\u00a0: l’exploitant en "
            "charge un par «\u00a0maillage geography professionals\u00a0»."
        )


class NobodyToPropose(Refusal):
    """Everyone the register knows there is in the list."""

    def __init__(self) -> None:
        super().__init__(
            "Tous les professionnels que le registre y connaît sont déjà dans la liste."
        )


class TooManyToPropose(Refusal):
    """More people than one list may hold."""

    def __init__(self) -> None:
        super().__init__(
            "Le registre y connaît plus de 20\u00a0000 professionnels\u00a0: "
            "choisissez quelques professions."
        )


@transaction.atomic
def propose_from_register(
    *,
    community: Community,
    scope: Scope,
    professions: Collection[str],
    by: Person,
    at: datetime,
) -> ImportBatch:
    """Make a list to read over of who practises there and is not in the list; none is written.

    Asked again before it was accepted, it takes the place of the former.

    :raises RightMissing: the person does not keep the list.
    :raises NotByRight, NoRegister, NobodyToPropose, TooManyToPropose:
    """
    today = localdate(at)
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=today)
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    terms = RegimePeriod.objects.terms_on(community, today)
    if terms is None or terms.regime is not Regime.BY_RIGHT:
        raise NotByRight
    codes = register.perimeter_codes(community)
    source = register.register_of(health.supply_of(codes))
    if source is None:
        raise NoRegister
    met = register.unlisted(community, register.practitioners(codes, scope))
    people = [one for one in met if not professions or one.profession in professions]
    if not people:
        raise NobodyToPropose
    if len(people) > MOST_LINES:
        raise TooManyToPropose
    name = f"{source.source}, au {source.as_of:%d/%m/%Y}"[:150]
    ImportBatch.objects.filter(
        community=community, status=ImportBatch.Status.DRAFT, name=name
    ).delete()
    cells = [register.HEADINGS, *(one.cells for one in people)]
    batch = prepare_import(community=community, name=name, cells=cells, by=by, at=at, is_drawn=True)
    journal.record(
        "members.proposed",
        by=by,
        at=at,
        on=batch,
        community=community.uuid,
        facts={"count": len(people), "source": name},
    )
    return batch
