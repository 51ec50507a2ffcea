"""Two people save the letter at the same moment, on a database they really share."""

from functools import partial

import pytest

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.creation.actions.letter import LetterChangedMeanwhile
from maillage.apps.creation.models import LetterVersion
from maillage.apps.creation.tests import letters, make
from maillage.domain.roles import RoleKind
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


def saved_at_once(community: Community, over: int, *texts: tuple[Person, str]) -> list[object]:
    """Save each text over the same version at once; return each version, or its refusal."""

    def save(by: Person, words: str) -> object:
        mine = Community.objects.get(pk=community.pk)
        return letters.saved(mine, by=by, over=over, bearers=words)

    return all_at_once(*(partial(save, by, words) for by, words in texts))


@pytest.mark.parametrize("over", [0, 1])
def test_one_of_two_texts_is_kept_and_the_other_writer_is_told(over: int) -> None:
    cpts = make.cpts()
    chair, secretary = make.holder(cpts).person, make.holder(cpts, RoleKind.SECRETARY).person
    if over:
        letters.saved(cpts, by=chair, bearers="Avant")

    results = saved_at_once(cpts, over, (chair, "Texte A"), (secretary, "Texte B"))

    refusals = [result for result in results if isinstance(result, LetterChangedMeanwhile)]
    kept = LetterVersion.objects.get(number=over + 1)
    assert LetterVersion.objects.count() == over + 1
    assert [refusal.latest for refusal in refusals] == [kept]


def test_the_same_button_pressed_twice_keeps_one_version() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person

    first, second = saved_at_once(cpts, 0, (chair, "Le même"), (chair, "Le même"))

    assert first == second == LetterVersion.objects.get()
