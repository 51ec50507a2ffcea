"""How is a diagnosis kept, and how do figures read elsewhere come into it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community
from maillage.apps.diagnosis.models import Snapshot, TypedFigure
from maillage.apps.journal import actions as journal
from maillage.documents.text import clean
from maillage.domain.diagnosis import Diagnosis
from maillage.domain.diagnosis.keeping import to_plain
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

MOST_FIGURES = 200


class NothingToKeep(Refusal):
    """A territory without a commune has no diagnosis."""

    def __init__(self) -> None:
        super().__init__(
            "Le territoire n’a aucune commune ce jour-là\u00a0: composez-le avant de garder son "
            "diagnostic."
        )


class FigureInTheFuture(Refusal):
    """A figure cannot be that of a day to come."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Le {day:%d/%m/%Y} n’est pas encore passé\u00a0: indiquez le jour que la source donne."
        )


class TooManyFigures(Refusal):
    """More figures than a diagnosis can hold."""

    def __init__(self) -> None:
        super().__init__(
            f"Un diagnostic porte au plus {MOST_FIGURES} chiffres saisis\u00a0: retirez les plus "
            "anciens, ou n’en collez qu’une partie."
        )


class AlreadyWithdrawn(Refusal):
    """Someone withdrew this figure a moment ago."""

    def __init__(self) -> None:
        super().__init__("Ce chiffre vient d’être retiré\u00a0: rien n’a changé.")


@dataclass(frozen=True)
class Read:
    """A figure read somewhere: its value, None when its source keeps it secret."""

    label: str
    value: Decimal | None
    unit: str
    as_of: date
    source: str
    perimeter: str
    indicator: str = ""


@transaction.atomic
def keep_diagnosis(
    *,
    community: Community,
    diagnosis: Diagnosis,
    pictures: Sequence[Mapping[str, str]],
    by: Person,
    at: datetime,
) -> Snapshot:
    """Keep a diagnosis whole, with its pictures: it prints again as it is, whatever is loaded.

    :raises RightMissing: the person does not keep the diagnosis of this community.
    :raises NothingToKeep: the territory has no commune.
    """
    access.demand(Right.FILL_DIAGNOSIS, of=by, on_community=community, on=localdate(at))
    if not diagnosis.places:
        raise NothingToKeep
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    number = Snapshot.objects.filter(community=community).count() + 1
    content: dict[str, Any] = to_plain(diagnosis)
    kept = Snapshot.objects.create(
        community=community,
        number=number,
        on=diagnosis.on,
        content=content,
        pictures=[dict(picture) for picture in pictures],
        by=by,
        kept_at=at,
    )
    journal.record(
        "diagnosis.kept",
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        facts={"number": number, "day": f"{diagnosis.on:%d/%m/%Y}"},
    )
    return kept


@transaction.atomic
def type_figures(
    *, community: Community, figures: Sequence[Read], by: Person, at: datetime
) -> list[TypedFigure]:
    """Write down figures read elsewhere; the same figure of the same day replaces the former.

    :raises RightMissing: the person does not keep the diagnosis of this community.
    :raises FigureInTheFuture: a figure is dated after today.
    :raises TooManyFigures: the diagnosis would hold more than `MOST_FIGURES`.
    """
    access.demand(Right.FILL_DIAGNOSIS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    standing = TypedFigure.objects.standing().filter(community=community)
    written = []
    for read in figures:
        if read.as_of > localdate(at):
            raise FigureInTheFuture(read.as_of)
        standing.filter(label=read.label, as_of=read.as_of, source=read.source).update(
            withdrawn_at=at
        )
        written.append(_row(community, read, by=by, at=at))
    if standing.count() + len(written) > MOST_FIGURES:
        raise TooManyFigures
    TypedFigure.objects.bulk_create(written)
    if written:
        journal.record(
            "diagnosis.figures_typed",
            by=by,
            at=at,
            on=community,
            community=community.uuid,
            facts={"count": len(written), "source": written[0].source},
        )
    return written


def _row(community: Community, read: Read, *, by: Person, at: datetime) -> TypedFigure:
    return TypedFigure(
        community=community,
        indicator=read.indicator,
        label=clean(read.label)[:120],
        value=read.value,
        is_secret=read.value is None,
        unit=clean(read.unit)[:60],
        as_of=read.as_of,
        source=clean(read.source)[:200],
        perimeter=clean(read.perimeter)[:250],
        by=by,
        recorded_at=at,
    )


@transaction.atomic
def withdraw_figure(*, figure: TypedFigure, by: Person, at: datetime) -> TypedFigure:
    """Take a typed figure out of the diagnosis.

    :raises RightMissing: the person does not keep the diagnosis of this community.
    :raises AlreadyWithdrawn: someone did it first.
    """
    community = figure.community
    access.demand(Right.FILL_DIAGNOSIS, of=by, on_community=community, on=localdate(at))
    held = TypedFigure.objects.select_for_update(of=("self",)).get(pk=figure.pk)
    if held.withdrawn_at is not None:
        raise AlreadyWithdrawn
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    journal.record(
        "diagnosis.figure_withdrawn",
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        facts={"label": held.label, "source": held.source},
    )
    return held
