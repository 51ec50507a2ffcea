"""What people do with communities: one function per act, one transaction each."""

from maillage.apps.communities.actions.affiliation import end_affiliation, join_body
from maillage.apps.communities.actions.community import create_community, edit_card
from maillage.apps.communities.actions.perimeter import set_perimeter
from maillage.apps.communities.actions.role import (
    end_area_role,
    end_role,
    grant_area_role,
    grant_role,
)
from maillage.apps.communities.actions.vintage import change_vintage, move_perimeters

__all__ = [
    "change_vintage",
    "create_community",
    "edit_card",
    "end_affiliation",
    "end_area_role",
    "end_role",
    "grant_area_role",
    "grant_role",
    "join_body",
    "move_perimeters",
    "set_perimeter",
]
