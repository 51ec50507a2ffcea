"""How is a scenario redrawn by hand: contiguity, scores, undo, two people at once, remarks?"""

import pytest
from django.test import Client

from maillage.apps.journal.models import Entry
from maillage.apps.workshop.access import NotAtWork
from maillage.apps.workshop.actions import redraw
from maillage.apps.workshop.actions.redraw import (
    NEW,
    AlreadySettled,
    AlreadyThere,
    AskedMove,
    ChangedMeanwhile,
    DoesNotTouch,
    NothingToUndo,
    WouldBreak,
)
from maillage.apps.workshop.asking import FROZEN
from maillage.apps.workshop.models import Scenario
from maillage.apps.workshop.tests import make
from maillage.domain.partition import FrozenCommune
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
NORTH_WEST, NORTH, NORTH_EAST, SOUTH_WEST, SOUTH, SOUTH_EAST = make.CODES


def moved(
    place: make.Place, scenario: Scenario, *codes: str, to: int, seen: int = 1, **more: object
) -> dict[str, int]:
    asked = AskedMove(codes, to, seen, **more)  # type: ignore[arg-type]  # passed through as named
    by = place.chair.person
    version = redraw.move(scenario=scenario, asked=asked, by=by, at=make.NOW)
    kept: dict[str, int] = version.territories
    return kept


def test_a_commune_changes_territory_and_the_scores_follow() -> None:
    place = make.place()
    scenario = make.scenario(place)

    after = moved(place, scenario, NORTH, to=0)

    scenario.refresh_from_db()
    assert after[NORTH] == 0
    assert scenario.current
    assert scenario.current.number == 2
    assert scenario.current.score["j"] != 0
    assert "Bourg-2 vers" in scenario.current.told
    assert Entry.objects.filter(verb="scenario.redrawn").exists()


def test_a_whole_epci_moves_at_once() -> None:
    place = make.place()
    scenario = make.scenario(place, (0, 1, 1, 0, 1, 1))

    after = moved(place, scenario, to=NEW, epci="999000002", anyway=True)

    assert {after[code] for code in (NORTH, NORTH_EAST, SOUTH, SOUTH_EAST)} == {2}


def test_a_move_that_cuts_a_territory_in_two_says_which_communes_are_left_apart() -> None:
    place = make.place()
    scenario = make.scenario(place, (0, 0, 0, 1, 1, 1))

    with pytest.raises(WouldBreak, match="Bourg-"):
        moved(place, scenario, NORTH, to=1)

    assert scenario.versions.count() == 1


def test_communes_that_touch_nothing_of_a_territory_do_not_join_it() -> None:
    place = make.place()
    scenario = make.scenario(place, (0, 0, 1, 0, 1, 1))

    with pytest.raises(DoesNotTouch, match=r"Bourg-1.*aucune frontière"):
        moved(place, scenario, NORTH_WEST, to=1)


def test_someone_may_break_a_territory_to_mend_it_after() -> None:
    place = make.place()
    scenario = make.scenario(place, (0, 0, 0, 1, 1, 1))

    after = moved(place, scenario, NORTH, to=1, anyway=True)

    assert after[NORTH] == 1


def test_a_commune_already_there_is_not_moved() -> None:
    place = make.place()

    with pytest.raises(AlreadyThere):
        moved(place, make.scenario(place), NORTH_WEST, to=0)


def test_what_is_frozen_does_not_move_by_hand_either() -> None:
    place = make.place()
    study = make.study(place, kinds=("compact",), frozen={place.west.slug: FROZEN})
    scenario = make.computed(study)[0]

    with pytest.raises(FrozenCommune, match="Bourg-1"):
        moved(place, scenario, NORTH_WEST, to=NEW)


def test_undoing_comes_back_and_redoing_goes_forth() -> None:
    place = make.place()
    scenario = make.scenario(place)
    moved(place, scenario, NORTH, to=0)
    by = place.chair.person

    before = redraw.undo(scenario=scenario, seen=2, by=by, at=make.NOW)
    after = redraw.redo(scenario=scenario, seen=1, by=by, at=make.NOW)

    assert before.territories[NORTH] == 1
    assert after.territories[NORTH] == 0
    assert scenario.versions.count() == 2


def test_there_is_nothing_to_undo_in_a_first_version() -> None:
    place = make.place()

    with pytest.raises(NothingToUndo):
        redraw.undo(scenario=make.scenario(place), seen=1, by=place.chair.person, at=make.NOW)


def test_a_version_undone_then_left_is_kept_and_numbers_go_on() -> None:
    place = make.place()
    scenario = make.scenario(place)
    moved(place, scenario, NORTH, to=0)
    redraw.undo(scenario=scenario, seen=2, by=place.chair.person, at=make.NOW)

    moved(place, scenario, SOUTH, to=0, seen=1)

    assert list(scenario.versions.order_by("number").values_list("number", "parent__number")) == [
        (1, None),
        (2, 1),
        (3, 1),
    ]


def test_the_second_of_two_people_reads_what_the_first_did_and_loses_nothing(
    client: Client,
) -> None:
    place = make.place()
    scenario = make.scenario(place)
    moved(place, scenario, NORTH, to=0)
    client.force_login(make.officer())

    typed = {"codes": [SOUTH], "to": "0", "seen": "1"}
    page = client.post(f"/atelier/scenarios/{scenario.uuid}/deplacer/", typed).content.decode()

    assert "a modifié ce scénario pendant que vous le regardiez" in page
    assert "Bourg-2 vers" in page
    assert f'<option value="{SOUTH}" selected>' in page
    assert scenario.versions.count() == 2


def test_a_stale_undo_is_refused_too() -> None:
    place = make.place()
    scenario = make.scenario(place)
    moved(place, scenario, NORTH, to=0)

    with pytest.raises(ChangedMeanwhile):
        redraw.undo(scenario=scenario, seen=1, by=place.chair.person, at=make.NOW)


def test_with_scripts_only_what_moves_comes_back(client: Client) -> None:
    place = make.place()
    scenario = make.scenario(place)
    client.force_login(place.chair)

    answer = client.post(
        f"/atelier/scenarios/{scenario.uuid}/deplacer/",
        {"codes": [NORTH], "to": "0", "seen": "1"},
        headers={"HX-Request": "true"},
    ).content.decode()

    assert "<html" not in answer
    assert f"{NORTH}:0" in answer
    assert 'id="suivi" hx-swap-oob="true"' in answer


def test_a_copy_is_redrawn_without_touching_the_original() -> None:
    place = make.place()
    scenario = make.scenario(place)
    by = place.chair.person

    copy = redraw.copy_scenario(scenario=scenario, name="", by=by, at=make.NOW)
    moved(place, copy, NORTH, to=0)

    scenario.refresh_from_db()
    assert scenario.current
    assert scenario.current.territories[NORTH] == 1
    assert copy.name == "Compact, variante"


def test_who_only_reads_redraws_nothing_and_leaves_remarks(client: Client) -> None:
    place = make.place()
    scenario = make.scenario(place)
    member = make.holder(place.west, RoleKind.MEMBER)
    client.force_login(member)

    with pytest.raises(NotAtWork, match="laissez une remarque"):
        redraw.move(
            scenario=scenario, asked=AskedMove([NORTH], 0, 1), by=member.person, at=make.NOW
        )
    client.post(
        f"/atelier/scenarios/{scenario.uuid}/remarques/",
        {"commune": NORTH, "text": "Les cabinets y regardent vers l’ouest."},
    )
    page = client.get(f"/atelier/scenarios/{scenario.uuid}/").content.decode()

    assert "Les cabinets y regardent vers l’ouest." in page
    assert "Déplacer" not in page


def test_a_remark_is_withdrawn_by_who_wrote_it(client: Client) -> None:
    place = make.place()
    scenario = make.scenario(place)
    member = make.holder(place.west, RoleKind.MEMBER)
    remark = redraw.leave_remark(
        scenario=scenario, commune=NORTH, text="À voir.", by=member.person, at=make.NOW
    )

    client.force_login(make.holder(place.west, RoleKind.BOARD))
    refused = client.post(f"/atelier/remarques/{remark.uuid}/retirer/", {"sure": "1"})
    client.force_login(member)
    client.post(f"/atelier/remarques/{remark.uuid}/retirer/", {"sure": "1"})

    assert refused.status_code == 403
    assert not scenario.remarks.standing().exists()


@pytest.mark.parametrize(("commune", "text"), [(NORTH, "  "), ("99999", "Ici ?")])
def test_a_remark_says_something_of_a_commune_of_the_scenario(
    client: Client, commune: str, text: str
) -> None:
    place = make.place()
    scenario = make.scenario(place)
    client.force_login(place.chair)

    client.post(
        f"/atelier/scenarios/{scenario.uuid}/remarques/", {"commune": commune, "text": text}
    )

    assert not scenario.remarks.exists()


def test_a_scenario_put_to_a_decision_changes_no_more() -> None:
    place = make.place()
    scenario = make.proposed(place)

    with pytest.raises(AlreadySettled):
        moved(place, scenario, NORTH, to=0)


def test_every_territory_and_every_border_is_explained(client: Client) -> None:
    place = make.place()
    client.force_login(place.chair)

    page = client.get(f"/atelier/scenarios/{make.scenario(place).uuid}/").content.decode()

    assert "dans la fenêtre de" in page
    assert "Ses habitants sont en moyenne à" in page
    assert "voisinages de communes" in page
    assert "CPTS de l’Ouest" in page


def test_the_live_map_is_given_what_it_draws(client: Client) -> None:
    place = make.place()
    client.force_login(place.chair)

    page = client.get(f"/atelier/scenarios/{make.scenario(place).uuid}/").content.decode()

    assert 'data-communes="/geographie/contours/d1.geojson"' in page
    assert f"{NORTH}:1" in page
    assert 'data-tiles=""' in page
