"""How is a structure or a college that was badly written put right, for everyone at once?

To give one the name of another is to bring both together: a person does it, never the list alone.
"""

from datetime import datetime

from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import College, Membership, Structure
from maillage.domain.names import fold
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class NameEmpty(Refusal):
    """A structure has a name."""

    def __init__(self) -> None:
        super().__init__("Écrivez le nom de la structure, avec des lettres ou des chiffres.")


class BothAreMembers(Refusal):
    """Two structures that each have their membership are brought together by hand."""

    def __init__(self) -> None:
        super().__init__(
            "Ces deux structures sont chacune membre\u00a0: mettez d’abord fin à l’une des deux "
            "adhésions."
        )


class CollegeHasMembers(Refusal):
    """Nobody loses their college without someone saying so."""

    def __init__(self) -> None:
        super().__init__(
            "Ce collège a des membres\u00a0: donnez-leur le leur, ou donnez à celui-ci le nom d’un "
            "autre collège pour les réunir."
        )


@transaction.atomic
def rename_structure(
    *, community: Community, structure: Structure, name: str, by: Person, at: datetime
) -> Structure:
    """Write a structure otherwise; under the name of another, both become one.

    :raises RightMissing: the person does not keep the list.
    :raises NameEmpty: the name says nothing.
    :raises BothAreMembers: each has its own membership.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    written = " ".join(name.split())[:150]
    if not fold(written):
        raise NameEmpty
    held = community.structures.get(pk=structure.pk)
    before, moved = held.name, 0
    other = community.structures.filter(folded=fold(written)[:150]).exclude(pk=held.pk).first()
    if other is not None:
        own = Membership.objects.of(community).open().filter(person=None)
        if own.filter(structure__in=[held, other]).count() > 1:
            raise BothAreMembers
        moved = _move(Membership.objects.filter(structure=held), structure=other)
        held.delete()
        held = other
    held.name, held.folded = written, fold(written)[:150]
    held.save(update_fields=["name", "folded"])
    facts = {"before": before, "name": written, "count": moved}
    journal.record(
        "members.structure_renamed", by=by, at=at, on=held, community=community.uuid, facts=facts
    )
    return held


@transaction.atomic
def rename_college(
    *, community: Community, college: College, name: str, by: Person, at: datetime
) -> College | None:
    """Write a college otherwise; under the name of another both become one, under none it goes.

    :raises RightMissing: the person does not keep the list.
    :raises CollegeHasMembers: it would go, and has members.
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    written = " ".join(name.split())[:80]
    held = community.colleges.get(pk=college.pk)
    before, moved = held.name, 0
    theirs = Membership.objects.filter(college=held)
    if not written and theirs.exists():
        raise CollegeHasMembers
    other = community.colleges.filter(name=written).exclude(pk=held.pk).first()
    kept = other if written else None
    if other is not None:
        moved = _move(theirs, college=other)
    if other is not None or not written:
        held.delete()
    else:
        held.name, kept = written, held
        held.save(update_fields=["name"])
    facts = {"before": before, "name": written or "retiré", "count": moved}
    journal.record(
        "members.college_renamed", by=by, at=at, on=kept or community, community=community.uuid,
        facts=facts,
    )  # fmt: skip
    return kept


def _move(rows: models.QuerySet[Membership], **where: Structure | College) -> int:
    """Move members; what an undo of a list would put back is changed, and it says so."""
    return rows.update(version=F("version") + 1, **where)
