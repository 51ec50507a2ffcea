"""Who may keep a diagnosis and type its figures? Roles are known to the communities alone."""

from uuid import UUID

from django.http import Http404

from maillage.apps.communities.models import Community
from maillage.apps.diagnosis.models import Snapshot, TypedFigure


def snapshot_numbered(community: Community, number: int) -> Snapshot:
    """Return one diagnosis kept, or answer 404."""
    found = Snapshot.objects.filter(community=community, number=number).select_related("by").first()
    if found is None:
        raise Http404
    return found


def figure_of(community: Community, uuid: UUID) -> TypedFigure:
    """Return a typed figure, withdrawn or not, or answer 404."""
    found = TypedFigure.objects.filter(community=community, uuid=uuid).first()
    if found is None:
        raise Http404
    return found
