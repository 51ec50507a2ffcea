"""Who asked to be forgotten, what would be erased, what must be kept and why?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import AreaRole, Role, in_force
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import ErasureRequest, ties
from maillage.domain.retention import ERASED, KEPT, Kept, answer_by


@dataclass(frozen=True)
class Asked:
    """A request, and the last day to answer it."""

    request: ErasureRequest
    answer_by: date
    is_late: bool


@dataclass(frozen=True)
class Erasures:
    """Requests that wait, the oldest first, and the last decided."""

    waiting: list[Asked]
    decided: list[ErasureRequest]


@dataclass(frozen=True)
class ErasurePage:
    """One request: what stands in its way, what goes, what stays."""

    asked: Asked
    roles: list[Role]
    functions: list[AreaRole]
    erased: tuple[str, ...]
    kept: tuple[Kept, ...]
    acts: list[tuple[str, int]]

    @property
    def is_held_back(self) -> bool:
        """Whether a role or a function is to be ended first."""
        return bool(self.roles or self.functions)


def waiting(*, on: date) -> list[Asked]:
    """Return the requests nobody has decided, the oldest first."""
    held = ErasureRequest.objects.waiting().select_related("person").order_by("asked_at", "pk")
    return [_asked(one, on) for one in held]


def _asked(request: ErasureRequest, on: date) -> Asked:
    last = answer_by(localdate(request.asked_at))
    return Asked(request, last, on > last)


def erasures(*, by: Person, at: datetime) -> Erasures:
    """Return the requests of the instance; reading who asked is journaled."""
    decided = ErasureRequest.objects.exclude(done_at=None, refused_at=None)
    last = F("done_at").desc(nulls_last=True)
    page = Erasures(
        waiting=waiting(on=localdate(at)),
        decided=list(
            decided.select_related("person", "decided_by").order_by(last, "-refused_at", "-pk")[:20]
        ),
    )
    if page.waiting:
        journal.record_read(
            by=by,
            at=at,
            on=page.waiting[0].request,
            community=None,
            what="demandes d’effacement",
        )
    return page


def erasure(request: ErasureRequest, *, by: Person, at: datetime) -> ErasurePage:
    """Return what accepting a request would do; reading it is journaled."""
    today, person = localdate(at), request.person
    journal.record_read(by=by, at=at, on=person, community=None, what="demande d’effacement")
    roles = Role.objects.filter(in_force(today), person=person).select_related("community")
    functions = AreaRole.objects.filter(in_force(today), person=person)
    return ErasurePage(
        asked=_asked(request, today),
        roles=list(roles.order_by("pk")),
        functions=list(functions.select_related("departement", "region").order_by("pk")),
        erased=tuple(ERASED),
        kept=tuple(KEPT),
        acts=counted(ties.acts_of(person)),
    )


def counted(rows: Iterable[QuerySet[Any]]) -> list[tuple[str, int]]:
    """Count rows that name someone, kind by kind and in one question."""
    asked = [
        each.values_list(Value(str(each.model._meta.verbose_name)), Count("pk", distinct=True))
        for each in rows
    ]
    totals: Counter[str] = Counter()
    for kind, count in asked[0].union(*asked[1:], all=True) if asked else ():
        totals[kind] += count
    return sorted((kind, count) for kind, count in totals.items() if count)


def awaits(person: Person, *, on: date) -> list[Asked]:
    """Return the requests that wait for someone: those of the instance, for its administrator."""
    # Known already to whoever is signed in: their home asks nothing more of the database.
    user: User | None = getattr(person, "user", None)
    return waiting(on=on) if user and user.is_administrator and user.is_active else []
