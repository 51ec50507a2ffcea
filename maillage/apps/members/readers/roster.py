"""What would a list change in a community, against the rows as they are now?"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Community
from maillage.apps.members.models import Membership
from maillage.domain.headings import Headings, find_headings
from maillage.domain.matching import name_key, structure_groups
from maillage.domain.roster_plan import Known, Plan, plan
from maillage.domain.rosters import Line, Rejected, read_line

_AT_ONCE = 900


class Named(Protocol):
    """Someone as a line or a form names them."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def rpps(self) -> str: ...


def key_of(membership: Membership) -> str:
    """Return the key by which the plan names someone already in the list."""
    return f"m:{membership.pk}"


def known_members(community: Community) -> list[Known]:
    """Return the people and the structures now in the list of a community."""
    held = (
        Membership.objects.of(community)
        .open()
        .select_related("person", "structure", "college")
        .order_by("pk")
    )
    return [
        Known(
            key=key_of(one),
            first_name=one.person.first_name if one.person else "",
            last_name=one.person.last_name if one.person else str(one.structure),
            rpps=(one.person.rpps or "") if one.person else "",
            email=one.email,
            phone=one.phone,
            structure=one.structure.name if one.structure else "",
            profession=one.person.profession if one.person else "",
            mssante=one.mssante,
            college=one.college.name if one.college else "",
            has_accepted=one.accepted_on is not None,
        )
        for one in held
    ]


def people_registered(numbers: Sequence[str]) -> dict[str, Person]:
    """Return whoever bears one of these RPPS numbers, in whichever community."""
    found: dict[str, Person] = {}
    wanted = sorted({number for number in numbers if number})
    for start in range(0, len(wanted), _AT_ONCE):
        for person in Person.objects.filter(rpps__in=wanted[start : start + _AT_ONCE]):
            found[person.rpps or ""] = person
    return found


def people_reached(addresses: Sequence[str]) -> dict[str, list[Person]]:
    """Return whoever signs in with one of these addresses, or gave it to a community."""
    found: dict[str, dict[int, Person]] = defaultdict(dict)
    wanted = sorted({address for address in addresses if address})
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for user in User.objects.filter(email__in=some).select_related("person"):
            found[user.email][user.person_id] = user.person
        given = Membership.objects.filter(email__in=some, person__isnull=False)
        for one in given.select_related("person").order_by("pk"):
            if one.person:
                found[one.email][one.person.pk] = one.person
    return {address: list(people.values()) for address, people in found.items()}


def same_person(people: Sequence[Person], who: Named) -> Person | None:
    """Return the one among those of an address who bears this name, and no other number."""
    name = name_key(who.first_name, who.last_name)
    found = [
        person
        for person in people
        if name_key(person.first_name, person.last_name) == name
        and not (who.rpps and person.rpps and who.rpps != person.rpps)
    ]
    return found[0] if len(found) == 1 else None


def lines_of(cells: Sequence[Sequence[str]]) -> tuple[Headings, list[Line | Rejected]]:
    """Read the rows of a list, headings and titles apart; numbered as the person sees them.

    :raises NoHeadings: no line has a name and something else.
    """
    headings = find_headings(cells)
    read = (
        read_line(number, row, headings)
        for number, row in enumerate(cells, start=1)
        if number > headings.row + 1
    )
    return headings, [line for line in read if line is not None]


def plan_of(community: Community, cells: Sequence[Sequence[str]]) -> tuple[Headings, Plan]:
    """Return what accepting the list would do now; nothing is written.

    :raises NoHeadings: no line has a name and something else.
    """
    headings, lines = lines_of(cells)
    numbers = [line.rpps for line in lines if isinstance(line, Line)]
    registered = {
        number: (person.first_name, person.last_name)
        for number, person in people_registered(numbers).items()
    }
    return headings, plan(lines, known_members(community), registered)


def structures_in_doubt(community: Community, made: Plan) -> list[list[str]]:
    """Return the spellings, one at least brought by the list, that may be one structure."""
    lines = [*made.created, *(each.line for each in made.updated)]
    lines += [each.line for each in made.doubts]
    brought = {line.structure for line in lines if line.structure}
    held = community.structures.values_list("name", flat=True)
    groups = structure_groups([*held, *brought])
    return [group for group in groups if brought.intersection(group)]
