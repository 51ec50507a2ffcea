"""Who leads a border survey, who relays it, who reads it, and who answers?"""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from maillage.apps.accounts.models import Person, User
from maillage.apps.borders.models import Invitee, Survey
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.post import links
from maillage.domain.echelon import Echelon
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

ANSWER = "borders.answer"


class NotAnUpperEchelon(Refusal):
    """A CPTS alone does not ask about its neighbours."""

    def __init__(self) -> None:
        super().__init__(
            "Une enquête de bordure concerne plusieurs CPTS : elle se mène au nom d’une inter-CPTS "
            "ou de l’échelon régional."
        )


def right_to_invite(survey: Survey, community: Community) -> Right:
    """Return what one must hold in a community to invite in its name."""
    return Right.PARTITION if survey.community_id == community.pk else Right.MANAGE_MEMBERS


def survey_for(
    user: User, slug: str, uuid: UUID, *, to_invite: bool, on: date
) -> tuple[Community, Survey]:
    """Fetch a survey that concerns a community: 404 to a stranger, 403 without the right."""
    community = communities.community_for(user, slug, to=Right.SEE, on=on)
    survey = (
        Survey.objects.concerning(community)
        .select_related("community", "departement", "opened_by")
        .filter(uuid=uuid)
        .first()
    )
    if survey is None:
        raise Http404
    if to_invite:
        needed = right_to_invite(survey, community)
        if needed not in communities.rights_of(user.person, community, on=on):
            raise PermissionDenied
    return community, survey


def demand_to_lead(person: Person, community: Community, *, on: date) -> None:
    """Refuse to whoever may not lead a survey in that name.

    :raises NotAnUpperEchelon: the community is a CPTS.
    :raises RightMissing: the person's roles do not allow it.
    """
    if community.echelon_value is Echelon.LOCAL:
        raise NotAnUpperEchelon
    communities.demand(Right.PARTITION, of=person, on_community=community, on=on)


def code_for(invitee: Invitee, expires_at: datetime) -> str:
    """Return the code of the link by which a professional answers."""
    return links.make(ANSWER, subject=invitee.uuid, person=None, expires_at=expires_at)


def invitee_for(code: str, *, at: datetime) -> Invitee:
    """Fetch who a link is for.

    :raises LinkAltered: the link is not whole, or is for someone whose name was erased.
    :raises LinkExpired: the survey is long over.
    """
    link = links.read(code, ANSWER, at=at)
    found = (
        Invitee.objects.named()
        .select_related("survey__community", "border__commune", "through")
        .filter(uuid=link.subject)
        .first()
    )
    if found is None:
        raise links.LinkAltered
    return found
