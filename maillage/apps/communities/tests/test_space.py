"""Does the space of a community lead where its reader may go?"""

import pytest

from maillage.apps.communities.queries import workspace
from maillage.apps.communities.tests import make
from maillage.domain.echelon import Echelon

pytestmark = pytest.mark.django_db


def labels(frame: workspace.Frame) -> list[str]:
    return [tab.label for tab in frame.subjects]


def test_a_subject_shows_its_pages_only_when_one_of_them_is_read() -> None:
    make.commune("D1001")
    community = make.cpts("D1001")
    chair = make.holder(community).person

    first = workspace.frame(community.slug, chair, on=make.TODAY, at="communities:workspace")
    roles = workspace.frame(community.slug, chair, on=make.TODAY, at="communities:roles")

    assert first.pages == []
    assert [tab.label for tab in roles.pages if tab.is_current] == ["Rôles"]
    assert [tab.label for tab in roles.subjects if tab.is_current] == ["Membres"]


def test_what_is_for_a_cpts_alone_is_not_shown_above_it() -> None:
    above = make.body(Echelon.DEPARTMENTAL)
    chair = make.holder(above).person

    frame = workspace.frame(above.slug, chair, on=make.TODAY)

    territory = next(tab for tab in frame.subjects if tab.label == "Territoire")
    assert territory.url.endswith("/diagnostic/")
    assert "Création et contrat" not in labels(frame)
