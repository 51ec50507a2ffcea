"""Who reads a proposal, who answers for a member, and what does a link without account allow?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils.timezone import localdate, make_aware

from maillage.apps.accounts import queries as sign_in
from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access
from maillage.apps.communities.models import Community, CommunityQuerySet, Role, in_force
from maillage.apps.decisions.models import (
    Ballot,
    Decision,
    DecisionQuerySet,
    Participant,
    Proposal,
    Round,
    Voter,
)
from maillage.apps.members.models import Membership, Structure
from maillage.apps.members.queries import contacts
from maillage.apps.members.queries import people as members
from maillage.apps.post import links
from maillage.domain.consensus import State
from maillage.domain.refusal import Refusal
from maillage.domain.roles import RIGHTS_OF_ROLE, Right, RoleKind

# A voice once it is called: to answer a proposal, or to vote.
Speaker = TypeVar("Speaker", Participant, Voter)
PURPOSE = "decisions.answer"
VOTE_PURPOSE = "decisions.vote"
_BOARD = (RoleKind.CHAIR, RoleKind.TREASURER, RoleKind.SECRETARY, RoleKind.BOARD)
# Kinds of role that have a voice when people are asked; coordinators and partners read.
VOICES = {
    Proposal.Electorate.BOARD: _BOARD,
    Proposal.Electorate.MEMBERS: (*_BOARD, RoleKind.MEMBER),
}
# How long a link to vote lasts where the ballot has no last day.
WITHOUT_LAST_DAY = timedelta(days=60)


class RoundOver(Refusal):
    """No round is open any more for what the link was made for."""

    def __init__(self) -> None:
        super().__init__(
            "Ce lien ne sert plus : le tour pour lequel il a été envoyé est clos. S’il y en a un "
            "nouveau, un autre lien vous sera envoyé ; rien n’a été modifié."
        )


class BallotOver(Refusal):
    """What the link was made for is counted, or given up."""

    def __init__(self) -> None:
        super().__init__(
            "Ce scrutin est clos : aucun vote ne peut plus y être ajouté. Son résultat est au "
            "registre des décisions de la communauté."
        )


class NotYourAnswer(Refusal):
    """The person does not answer for this member."""

    def __init__(self, member: str) -> None:
        super().__init__(
            f"Vous ne répondez pas pour {member} : sa présidence, son secrétariat ou sa "
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


def applicable(community: Community, *, on: date) -> DecisionQuerySet:
    """Decisions of upper échelons that this community chooses to apply or not.

    Those put to it, and those of a body it has joined since: a newcomer chooses like the others.
    """
    joined = community.affiliations.on(on).values("body_id")
    return Decision.objects.adopted().filter(
        Q(proposal__participants__community=community)
        | Q(proposal__electorate=Proposal.Electorate.COMMUNITIES, community__in=joined)
    )


def is_asked(person: Person, proposal: Proposal, *, on: date) -> bool:
    """Tell whether the person is a member who is asked, or belongs to one."""
    theirs = communities_read(person, on=on).values("pk")
    asked = Q(person=person) | Q(community__in=theirs)
    return proposal.participants.filter(asked).exists()


def answers_for(person: Person | None, voice: Participant | Voter, *, on: date) -> bool:
    """Tell whether the person speaks for this voice; nobody in person does for a structure."""
    if voice.community_id:
        return person is not None and (
            communities_led(person, on=on).filter(pk=voice.community_id).exists()
        )
    return voice.person_id == (person.pk if person else None)


@dataclass(frozen=True)
class Voice:
    """Someone, a structure or a community that is asked; people and structures in a college."""

    person: Person | None = None
    college: str = ""
    community: Community | None = None
    structure: Structure | None = None

    @property
    def name(self) -> str:
        return str(self.community or self.person or self.structure)


def voices_of(community: Community, electorate: Proposal.Electorate, *, on: date) -> list[Voice]:
    """Return who is asked that day; the one function that knows where voices come from.

    Members are those whose membership votes that day, structures included. Whoever has a role and
    no line in the list keeps their voice: the list speaks for those it holds.
    """
    if electorate == Proposal.Electorate.COMMUNITIES:
        affiliated = Community.objects.filter(affiliations__in=community.members.on(on))
        return [Voice(community=each) for each in affiliated.distinct().order_by("search", "pk")]
    kinds = [kind.value for kind in VOICES[electorate]]
    held = Role.objects.on(on).filter(community=community, kind__in=kinds)
    people = Person.objects.filter(pk__in=held.values("person_id"))
    found: list[Voice] = []
    if electorate == Proposal.Electorate.MEMBERS:
        listed = Membership.objects.of(community).open().filter(person__isnull=False)
        people = people.exclude(pk__in=listed.values("person_id"))
        found = [_voice_of(each) for each in members.voters(community, on=on)]
    by_role = people.order_by("last_name", "first_name", "pk")
    # A structure written twice in the list has one voice.
    return list(dict.fromkeys([*found, *(Voice(person) for person in by_role)]))


def _voice_of(member: Membership) -> Voice:
    structure = None if member.person else member.structure
    return Voice(member.person, str(member.college or ""), structure=structure)


@dataclass(frozen=True)
class Reached(Generic[Speaker]):
    """Where a link is sent for a voice; for a structure, to nobody in person."""

    voice: Speaker
    person: Person | None
    address: str


def reached(voices: Sequence[Speaker], *, within: Community, on: date) -> list[Reached[Speaker]]:
    """Return where each voice is written to, those without an address left out.

    People and structures at the address they gave to the community, or that they sign in with;
    communities by whoever answers in their name.
    """
    people = [voice.person for voice in voices if voice.person]
    known = contacts.addresses_of(people, within=within)
    structures = {voice.structure_id for voice in voices if voice.structure_id}
    given = Membership.objects.of(within).open().consented().filter(
        structure__in=structures, person__isnull=True
    )  # fmt: skip
    rows = given.order_by("-pk").values_list("structure_id", "email")
    at_structure = {key: address for key, address in rows if key}
    led = _leaders_of({voice.community_id for voice in voices if voice.community_id}, on=on)
    found: list[Reached[Speaker]] = []
    for voice in voices:
        if voice.community_id:
            found += [Reached(voice, who, known_at) for who, known_at in led[voice.community_id]]
        elif address := known.get(voice.person_id or 0) or at_structure.get(
            voice.structure_id or 0
        ):
            found.append(Reached(voice, voice.person, address))
    return found


def _leaders_of(keys: set[int], *, on: date) -> dict[int, list[tuple[Person, str]]]:
    """Return who answers for each community, and the address they sign in with."""
    kinds = [kind.value for kind, held in RIGHTS_OF_ROLE.items() if Right.DECIDE in held]
    roles = Role.objects.filter(in_force(on), community__in=keys, kind__in=kinds)
    rows = list(roles.select_related("person").order_by("pk"))
    known = sign_in.addresses_of([row.person for row in rows])
    found: dict[int, dict[int, tuple[Person, str]]] = {key: {} for key in keys}
    for row in rows:
        if address := known.get(row.person_id):
            found[row.community_id][row.person_id] = (row.person, address)
    return {key: list(people.values()) for key, people in found.items()}


@dataclass(frozen=True)
class Link:
    """What a link without account allows: one person answers one round for one member."""

    participant: Participant
    round: Round
    person: Person | None


def midnight_after(day: date) -> datetime:
    """Return the end of a day, when links made for it expire."""
    return make_aware(datetime.combine(day + timedelta(days=1), time(0, 0)))


def code_for(participant: Participant, round: Round, person: Person | None) -> str:
    """Return the signed end of the address of a link: it lasts as long as its round."""
    return links.make(
        PURPOSE,
        subject=participant.uuid,
        person=person,
        expires_at=midnight_after(round.answers_by),
    )


def link_from(code: str, *, at: datetime) -> Link:
    """Read a link; it serves again until its round closes, since an answer may change.

    :raises post.links.LinkAltered: it was not made here.
    :raises post.links.LinkExpired: the last day to answer has passed.
    :raises RoundOver: no round is open.
    :raises NotYourAnswer: the person does not answer for this member any more.
    """
    said = links.read(code, PURPOSE, at=at)
    asked = Participant.objects.select_related(
        "proposal__community", "community", "person", "structure"
    )
    participant = asked.filter(uuid=said.subject).first()
    if participant is None:
        raise links.LinkAltered
    person = _person_of(said)
    turn = participant.proposal.rounds.filter(closed_at__isnull=True).first()
    if turn is None or participant.proposal.state != State.OPEN.value:
        raise RoundOver
    if not answers_for(person, participant, on=localdate(at)):
        raise NotYourAnswer(participant.name)
    return Link(participant, turn, person)


def _person_of(said: links.Link) -> Person | None:
    person = Person.objects.filter(uuid=said.person).first() if said.person else None
    if said.person and person is None:
        raise links.LinkAltered
    return person


@dataclass(frozen=True)
class VoteLink:
    """What a link to vote allows: one ballot, for one voice and those whose proxy it holds."""

    voter: Voter
    person: Person | None


def last_moment(ballot: Ballot) -> datetime:
    """Return when links to vote expire."""
    return midnight_after(ballot.votes_by or localdate(ballot.opened_at) + WITHOUT_LAST_DAY)


def vote_code_for(voter: Voter, person: Person | None) -> str:
    """Return the signed end of the address of a link to vote: it names the voice, never a vote."""
    return links.make(
        VOTE_PURPOSE, subject=voter.uuid, person=person, expires_at=last_moment(voter.ballot)
    )


def vote_link_from(code: str, *, at: datetime) -> VoteLink:
    """Read a link to vote; reading it writes nothing and says nothing of a vote given.

    :raises post.links.LinkAltered: it was not made here.
    :raises post.links.LinkExpired: the last day to vote has passed.
    :raises BallotOver: the ballot is counted, or given up.
    :raises NotYourAnswer: the person does not speak for this voice any more.
    """
    said = links.read(code, VOTE_PURPOSE, at=at)
    rows = Voter.objects.select_related("ballot__community", "community", "person", "structure")
    voter = rows.filter(uuid=said.subject).first()
    if voter is None:
        raise links.LinkAltered
    person = _person_of(said)
    if voter.ballot.closed_at is not None:
        raise BallotOver
    if not answers_for(person, voter, on=localdate(at)):
        raise NotYourAnswer(voter.name)
    return VoteLink(voter, person)


def ballot_for(user: User, slug: str, uuid: UUID, *, to: Right, on: date) -> Ballot:
    """Fetch a ballot: read by its community and by those on its roll; led by its community."""
    found = Ballot.objects.select_related(
        "community__departement", "community__region", "by", "decision"
    )
    ballot = found.filter(uuid=uuid, community__slug=slug).first()
    if ballot is None:
        raise Http404
    rights = access.rights_of(user.person, ballot.community, on=on)
    if to in rights:
        return ballot
    theirs = communities_read(user.person, on=on).values("pk")
    on_roll = Q(person=user.person) | Q(community__in=theirs)
    is_called = ballot.voters.filter(on_roll).exists()
    if is_called and to is Right.READ_DECISIONS:
        return ballot
    if is_called or Right.SEE in rights:
        raise PermissionDenied
    raise Http404
