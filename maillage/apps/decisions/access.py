"""Who reads a proposal, who answers for a member, and what does a link without account allow?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.timezone import localdate, make_aware

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access
from maillage.apps.communities.models import Community, CommunityQuerySet, Role, in_force
from maillage.apps.decisions.models import Ballot, Participant, Proposal, Round
from maillage.apps.post import links
from maillage.domain.consensus import State
from maillage.domain.refusal import Refusal
from maillage.domain.roles import RIGHTS_OF_ROLE, Right, RoleKind

PURPOSE = "decisions.answer"
# Kinds of role that have a voice when people are asked; coordinators and partners read.
VOICES = {
    Proposal.Electorate.BOARD: (
        RoleKind.CHAIR,
        RoleKind.TREASURER,
        RoleKind.SECRETARY,
        RoleKind.BOARD,
    ),
    Proposal.Electorate.MEMBERS: (
        RoleKind.CHAIR,
        RoleKind.TREASURER,
        RoleKind.SECRETARY,
        RoleKind.BOARD,
        RoleKind.MEMBER,
    ),
}


class RoundOver(Refusal):
    """No round is open any more for what the link was made for."""

    def __init__(self) -> None:
        super().__init__(
            "Ce lien ne sert plus : le tour pour lequel il a été envoyé est clos. S’il y en a un "
            "nouveau, un autre lien vous sera envoyé ; rien n’a été modifié."
        )


class NotYourAnswer(Refusal):
    """The person does not answer for this member."""

    def __init__(self, member: str) -> None:
        super().__init__(
            f"Vous ne répondez pas pour {member} : sa présidence, son secrétariat ou sa "
            "coordination le fait, ou la personne elle-même."
        )


def communities_read(person: Person, *, on: date) -> CommunityQuerySet:
    """Communities whose decisions the person may read, by a role there."""
    return access.communities_of(person, on=on, to=Right.READ_DECISIONS)


def communities_led(person: Person, *, on: date) -> CommunityQuerySet:
    """Communities in whose name the person answers."""
    return access.communities_of(person, on=on, to=Right.DECIDE)


def register_of(user: User, slug: str, *, to: Right, on: date) -> Community:
    """Fetch a community for its decisions: 404 to a stranger, 403 without the right."""
    return access.community_for(user, slug, to=to, on=on)


def proposal_for(user: User, slug: str, uuid: UUID, *, to: Right, on: date) -> Proposal:
    """Fetch a proposal: read by its community and by those it asks; led by its community."""
    proposal = (
        Proposal.objects.select_related("community__departement", "community__region", "by")
        .filter(uuid=uuid, community__slug=slug)
        .first()
    )
    if proposal is None:
        raise Http404
    rights = access.rights_of(user.person, proposal.community, on=on)
    if to in rights:
        return proposal
    if is_asked(user.person, proposal, on=on):
        if to is Right.READ_DECISIONS:
            return proposal
        raise PermissionDenied
    if Right.SEE in rights:
        raise PermissionDenied
    raise Http404


def is_asked(person: Person, proposal: Proposal, *, on: date) -> bool:
    """Tell whether the person is a member who is asked, or belongs to one."""
    theirs = communities_read(person, on=on).values("pk")
    asked = Q(person=person) | Q(community__in=theirs)
    return proposal.participants.filter(asked).exists()


def answers_for(person: Person, participant: Participant, *, on: date) -> bool:
    """Tell whether the person may answer for this member."""
    if participant.person_id:
        return participant.person_id == person.pk
    return communities_led(person, on=on).filter(participations=participant).exists()


def voices_of(proposal: Proposal, *, on: date) -> tuple[list[Community], list[Person]]:
    """Return who is asked if the proposal opens that day: communities, or people.

    The one function that knows where voices come from: members by adhesion will join here.
    """
    community = proposal.community
    if proposal.electorate == Proposal.Electorate.COMMUNITIES:
        members = Community.objects.filter(affiliations__in=community.members.on(on))
        return list(members.distinct().order_by("pk")), []
    kinds = [kind.value for kind in VOICES[Proposal.Electorate(proposal.electorate)]]
    held = Role.objects.on(on).filter(community=community, kind__in=kinds)
    return [], list(Person.objects.filter(pk__in=held.values("person_id")).order_by("pk"))


def people_answering(participant: Participant, *, on: date) -> list[User]:
    """Return the accounts to which a link to answer is sent."""
    kinds = [kind.value for kind, held in RIGHTS_OF_ROLE.items() if Right.DECIDE in held]
    roles = Role.objects.filter(in_force(on), community__participations=participant, kind__in=kinds)
    people = [participant.person_id, *roles.values_list("person_id", flat=True)]
    return list(
        User.objects.filter(person__in=people, is_active=True)
        .select_related("person")
        .order_by("pk")
    )


@dataclass(frozen=True)
class Link:
    """What a link without account allows: one person answers one round for one member."""

    participant: Participant
    round: Round
    person: Person


def code_for(participant: Participant, round: Round, person: Person) -> str:
    """Return the signed end of the address of a link: it lasts as long as its round."""
    last = round.answers_by + timedelta(days=1)
    return links.make(
        PURPOSE,
        subject=participant.uuid,
        person=person,
        expires_at=make_aware(datetime.combine(last, time(0, 0))),
    )


def link_from(code: str, *, at: datetime) -> Link:
    """Read a link; it serves again until its round closes, since an answer may change.

    :raises post.links.LinkAltered: it was not made here.
    :raises post.links.LinkExpired: the last day to answer has passed.
    :raises RoundOver: no round is open.
    :raises NotYourAnswer: the person does not answer for this member any more.
    """
    said = links.read(code, PURPOSE, at=at)
    asked = Participant.objects.select_related("proposal__community", "community", "person")
    participant = asked.filter(uuid=said.subject).first()
    person = Person.objects.filter(uuid=said.person).first() if said.person else None
    if participant is None or person is None:
        raise links.LinkAltered
    turn = participant.proposal.rounds.filter(closed_at__isnull=True).first()
    if turn is None or participant.proposal.state != State.OPEN.value:
        raise RoundOver
    if not answers_for(person, participant, on=localdate(at)):
        raise NotYourAnswer(participant.name)
    return Link(participant, turn, person)


def ballot_for(user: User, slug: str, uuid: UUID, *, to: Right, on: date) -> Ballot:
    """Fetch a ballot of a community whose decisions the person may read."""
    community = access.community_for(user, slug, to=to, on=on)
    found = community.ballots.select_related("community", "by", "decision").filter(uuid=uuid)
    ballot = found.first()
    if ballot is None:
        raise Http404
    return ballot


def assembly_of(community: Community, electorate: Proposal.Electorate, *, on: date) -> list[Person]:
    """Return who votes here; members by adhesion will join the roll here."""
    return voices_of(Proposal(community=community, electorate=electorate), on=on)[1]
