"""How is a list that was accepted taken back, leaving exactly what stood before it?"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.members.actions.rows import MEMBERSHIP_FIELDS, PERSON_FIELDS, state_of
from maillage.apps.members.models import College, ImportBatch, Membership, Practice, Structure
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

_AT_ONCE = 500
_DAYS = {"accepted_on", "consent_on"}


class NotAccepted(Refusal):
    """There is nothing to undo, or it was undone."""

    def __init__(self) -> None:
        super().__init__("Cette liste n’a pas été acceptée, ou a déjà été annulée.")


class ChangedSince(Refusal):
    """Someone worked on these members since: an undo would lose it."""

    def __init__(self, names: Sequence[str]) -> None:
        listed = ", ".join(names[:5]) + ("…" if len(names) > 5 else "")
        super().__init__(
            f"Depuis cet import, des fiches ont servi ou ont changé ({listed})\u00a0: l’annuler "
            "perdrait ce travail. Corrigez plutôt ces fiches une à une."
        )


class TooLateToUndo(Refusal):
    """What is needed to undo is not kept any more."""

    def __init__(self) -> None:
        super().__init__(
            "Cet import est trop ancien pour être annulé d’un geste\u00a0: corrigez les fiches."
        )


@transaction.atomic
def undo_import(*, batch: ImportBatch, by: Person, at: datetime) -> ImportBatch:
    """Put back what stood before a list was accepted.

    :raises RightMissing: the person does not keep the list of members.
    :raises NotAccepted: there is nothing to undo.
    :raises ChangedSince: something was done since to what the list wrote.
    :raises TooLateToUndo: what stood before is not kept any more.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=batch.community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=batch.community_id)
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.status != ImportBatch.Status.ACCEPTED:
        raise NotAccepted
    if not held.written:
        raise TooLateToUndo
    _put_back(held.written["before"])
    _remove(held.written)
    held.status, held.undone_at, held.written = ImportBatch.Status.UNDONE, at, {}
    held.save(update_fields=["status", "undone_at", "written"])
    journal.record("members.import_undone", by=by, at=at, on=held, community=batch.community.uuid)
    return held


def _put_back(before: Sequence[dict[str, Any]]) -> None:
    kept = {each["membership"]: each for each in before}
    rows = list(Membership.objects.filter(pk__in=kept).select_related("person").order_by("pk"))
    changed = [
        str(row.person)
        for row in rows
        if row.version != kept[row.pk]["version"]
        or (row.person and state_of(row.person, PERSON_FIELDS) != kept[row.pk]["person_is"])
    ]
    if changed or len(rows) != len(kept):
        raise ChangedSince(changed or ["des fiches supprimées"])
    for row in rows:
        for name, value in kept[row.pk]["was"].items():
            is_day = name in _DAYS and value
            setattr(row, name, date.fromisoformat(value) if is_day else value)
        for name, value in kept[row.pk]["person_was"].items():
            setattr(row.person, name, value)
    Membership.objects.bulk_update(
        rows, [name.removesuffix("_id") for name in MEMBERSHIP_FIELDS], batch_size=200
    )
    people = [row.person for row in rows if row.person]
    Person.objects.bulk_update(people, PERSON_FIELDS, batch_size=_AT_ONCE)
    for each in before:
        if "practice_was" not in each:
            continue
        held = Practice.objects.filter(person=each["person"])
        if each["practice_was"] is None:
            held.delete()
        else:
            held.update(**each["practice_was"])


def _remove(written: dict[str, Any]) -> None:
    memberships, people = written["memberships"], written["people"]
    for pks in _slices(memberships):
        touched = Membership.objects.filter(pk__in=pks).exclude(version=0, fees__isnull=True)
        if names := [str(row.person) for row in touched.select_related("person").order_by("pk")]:
            raise ChangedSince(names)
        Membership.objects.filter(pk__in=pks).delete()
    for pks in _slices(people):
        Practice.objects.filter(person__in=pks).delete()
        _delete(Person, pks)
    for pks in _slices(written["structures"]):
        _delete(Structure, pks)
    for pks in _slices(written["colleges"]):
        if College.objects.filter(pk__in=pks, memberships__isnull=False).exists():
            raise ChangedSince(["un collège créé par la liste"])
        _delete(College, pks)


def _delete(model: type[models.Model], pks: Sequence[int]) -> None:
    try:
        model._default_manager.filter(pk__in=pks).delete()
    except ProtectedError as used:
        raise ChangedSince(["une personne ou une structure servie ailleurs"]) from used


def _slices(pks: Sequence[int]) -> list[Sequence[int]]:
    return [pks[start : start + _AT_ONCE] for start in range(0, len(pks), _AT_ONCE)]
