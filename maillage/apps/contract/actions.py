"""How does a community write down, replace and withdraw the amounts of its contract?"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.contract.models import AgreedAmount
from maillage.apps.journal import actions as journal
from maillage.domain import french
from maillage.domain.aci import Cell, checked_amount
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class AmountChangedMeanwhile(Refusal):
    """Someone wrote or withdrew this amount between reading the page and pressing the button."""

    def __init__(self, cell: Cell, current: AgreedAmount | None) -> None:
        done = "il vient d’être retiré"
        if current is not None:
            when = f"{localtime(current.recorded_at):%d/%m/%Y à %H:%M}"
            done = f"{current.by} y a inscrit {french.euros(current.amount)} le {when}"
        super().__init__(
            f"Le montant de « {cell.label} » a changé depuis l’ouverture de la page : {done}. "
            "Rien n’a été modifié ; relisez-le avant d’enregistrer le vôtre."
        )


class AgreedInTheFuture(Refusal):
    """An amount cannot have been agreed tomorrow."""

    def __init__(self, agreed_on: date) -> None:
        super().__init__(
            f"Le {agreed_on:%d/%m/%Y} n’est pas encore passé : indiquez la date de la signature du "
            "contrat ou de l’avenant où le montant se lit."
        )


class SourceMissing(Refusal):
    """An amount says where it is read."""

    def __init__(self) -> None:
        super().__init__("Dites où le montant se lit : contrat, article, page ou avenant.")


@dataclass(frozen=True)
class ReadAmount:
    """An amount read in a contract; `seen` is the one that stood on the page, if any."""

    cell: Cell
    amount: Decimal
    source: str
    agreed_on: date
    seen: UUID | None = None


@transaction.atomic
def agree_amount(
    *, community: Community, read: ReadAmount, by: Person, at: datetime
) -> AgreedAmount:
    """Write down an amount of the contract, in place of the one that stood.

    :raises RightMissing: the person may not fill the amounts of this community.
    :raises AmountChangedMeanwhile: someone else wrote or withdrew it first.
    :raises NotAnAmount: it is negative, too large or not a number.
    :raises AgreedInTheFuture: the contract cannot have been signed yet.
    :raises SourceMissing: nothing says where it is read.
    """
    access.demand(Right.FILL_AMOUNTS, of=by, on_community=community, on=localdate(at))
    current = _locked(community, read.cell, seen=read.seen)
    amount = checked_amount(read.cell, read.amount)
    if read.agreed_on > localdate(at):
        raise AgreedInTheFuture(read.agreed_on)
    if not read.source.strip():
        raise SourceMissing
    if current is not None:
        _end(current, at)
    row = AgreedAmount.objects.create(
        community=community,
        cell=read.cell.code,
        amount=amount,
        source=read.source.strip(),
        agreed_on=read.agreed_on,
        by=by,
        recorded_at=at,
    )
    journal.record(
        "amount.agreed",
        by=by,
        at=at,
        on=row,
        community=community.uuid,
        facts={
            "amount": french.euros(amount),
            "line": read.cell.label,
            "source": row.source,
            "agreed_on": read.agreed_on,
        },
    )
    return row


@transaction.atomic
def withdraw_amount(
    *, community: Community, cell: Cell, seen: UUID, by: Person, at: datetime
) -> AgreedAmount:
    """Withdraw an amount written by error: the grid's own stands again.

    :raises RightMissing: the person may not fill the amounts of this community.
    :raises AmountChangedMeanwhile: someone else replaced or withdrew it first.
    """
    access.demand(Right.FILL_AMOUNTS, of=by, on_community=community, on=localdate(at))
    current = _locked(community, cell, seen=seen)
    if current is None:
        raise AmountChangedMeanwhile(cell, None)
    _end(current, at)
    journal.record(
        "amount.withdrawn",
        by=by,
        at=at,
        on=current,
        community=community.uuid,
        facts={"amount": french.euros(current.amount), "line": cell.label},
    )
    return current


def _locked(community: Community, cell: Cell, *, seen: UUID | None) -> AgreedAmount | None:
    """Hold the community until the end of the act; refuse who acts from an older page."""
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    current = (
        AgreedAmount.objects.in_force()
        .select_related("by")
        .filter(community=community, cell=cell.code)
        .first()
    )
    if seen != (current.uuid if current else None):
        raise AmountChangedMeanwhile(cell, current)
    return current


def _end(row: AgreedAmount, at: datetime) -> None:
    row.ended_at = at
    row.save(update_fields=["ended_at"])
