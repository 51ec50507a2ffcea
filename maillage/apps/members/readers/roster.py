"""What would a list change in a community, against the rows as they are now?"""

from collections.abc import Sequence

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Community
from maillage.apps.members.models import Membership
from maillage.domain.matching import structure_groups
from maillage.domain.roster_plan import Known, Plan, plan
from maillage.domain.rosters import Headings, Line, Rejected, find_headings, read_line

_AT_ONCE = 900


def key_of(membership: Membership) -> str:
    """Return the key by which the plan names someone already in the list."""
    return f"m:{membership.pk}"


def known_members(community: Community) -> list[Known]:
    """Return the people now in the list of a community."""
    held = (
        Membership.objects.of(community)
        .open()
        .filter(person__isnull=False)
        .select_related("person", "structure", "college")
        .order_by("pk")
    )
    return [
        Known(
            key=key_of(one),
            first_name=one.person.first_name,
            last_name=one.person.last_name,
            rpps=one.person.rpps or "",
            email=one.email,
            phone=one.phone,
            structure=one.structure.name if one.structure else "",
            profession=one.person.profession,
            mssante=one.mssante,
            college=one.college.name if one.college else "",
            has_accepted=one.accepted_on is not None,
        )
        for one in held
        if one.person
    ]


def people_registered(numbers: Sequence[str]) -> dict[str, Person]:
    """Return whoever bears one of these RPPS numbers, in whichever community."""
    found: dict[str, Person] = {}
    wanted = sorted({number for number in numbers if number})
    for start in range(0, len(wanted), _AT_ONCE):
        for person in Person.objects.filter(rpps__in=wanted[start : start + _AT_ONCE]):
            found[person.rpps or ""] = person
    return found


def people_signing_in(addresses: Sequence[str]) -> dict[str, Person]:
    """Return whoever signs in with one of these addresses, by address."""
    found: dict[str, Person] = {}
    wanted = sorted({address for address in addresses if address})
    for start in range(0, len(wanted), _AT_ONCE):
        users = User.objects.filter(email__in=wanted[start : start + _AT_ONCE])
        found |= {user.email: user.person for user in users.select_related("person")}
    return found


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
