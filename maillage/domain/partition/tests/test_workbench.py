"""Does a partition redrawn by hand say exactly what each move changes?"""

from datetime import date

import numpy as np
import pytest

from maillage.domain.partition import (
    FrozenCommune,
    Land,
    NothingToMove,
    UnknownCommune,
    UnknownTerritory,
    Window,
    Words,
    Workbench,
    compare,
    score,
)
from maillage.domain.partition.doubts import moves
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 25_000)
# The chessboard of 8 × 8 in four squares of 4 × 4.
QUARTERS = np.array([place // 32 * 2 + place % 8 // 4 for place in range(64)], dtype=np.int64)


def on_the_bench(land: Land | None = None, **more: object) -> Workbench:
    return Workbench(land or make.grid(), QUARTERS, window=WINDOW, **more)  # type: ignore[arg-type]  # a bag of options


def test_a_move_tells_the_score_that_the_independent_function_gives() -> None:
    bench = on_the_bench()

    tried = bench.try_move(["00004"], 0)

    after = QUARTERS.copy()
    after[4] = 0
    assert tried.after == score(bench.land, after, WINDOW)
    assert tried.before == bench.score
    assert bench.territories.tolist() == QUARTERS.tolist()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_move_at_a_border_is_priced_as_it_is_scored(seed: int) -> None:
    land = make.uneven(8, 8, seed=seed)
    now = score(land, QUARTERS, WINDOW).j

    priced = moves(land, QUARTERS, WINDOW)

    for place, to, delta in zip(priced.places, priced.targets, priced.deltas, strict=True):
        after = QUARTERS.copy()
        after[place] = to
        assert score(land, after, WINDOW).j - now == pytest.approx(delta, abs=1e-9)


def test_a_move_that_breaks_a_territory_says_which_communes_are_cut_off() -> None:
    bench = on_the_bench(words=Words(communes={"00000": "Agde"}, territories={0: "Nord"}))

    # The corner is left alone when both its neighbours leave.
    found = bench.move(["00001", "00008"], 1)

    assert not found.holds
    assert (
        "Agde (1\u202f000 habitants) serait séparée du reste de «\u00a0Nord\u00a0»."
        in found.verdict
    )
    assert bench.score.broken == 2


def test_a_whole_epci_moves_at_once_and_comes_back() -> None:
    bench = on_the_bench()
    communes = bench.epci_of("00004")

    found = bench.move(communes, 0)

    assert len(communes) == 8
    assert found.holds
    assert bench.undo() == found
    assert bench.territories.tolist() == QUARTERS.tolist()
    assert bench.undo() is None


def test_a_new_territory_is_made_of_what_is_moved_to_it() -> None:
    bench = on_the_bench()

    found = bench.move([f"{place:05d}" for place in range(16)], bench.new)

    assert found.after.count == 5
    assert [e.communes for e in found.touched] == [8, 8, 16]


def test_a_territory_emptied_is_said_so() -> None:
    bench = on_the_bench()

    found = bench.move([c for c, t in zip(bench.land.codes, QUARTERS, strict=True) if t == 3], 2)

    assert found.after.count == 3
    assert "Plus aucune commune dans le territoire 4." in found.verdict


def test_what_cannot_be_moved_is_refused_by_name() -> None:
    bench = on_the_bench(frozen=["00000"])

    with pytest.raises(FrozenCommune, match="levez le gel"):
        bench.move(["00000"], 1)
    with pytest.raises(UnknownCommune, match="99999"):
        bench.move(["99999"], 1)
    with pytest.raises(UnknownTerritory, match="territoire 9"):
        bench.move(["00001"], 8)
    with pytest.raises(NothingToMove):
        bench.move([], 1)


def test_a_territory_is_explained_in_words() -> None:
    bench = on_the_bench(
        make.grid(epci=[place // 16 for place in range(64)]),
        words=Words(epcis=["CC du Nord"], territories={0: "Thau"}),
        on=date(2026, 11, 1),
    )

    said = " ".join(bench.explain(0).sentences)

    assert bench.explain(0).name == "«\u00a0Thau\u00a0»"
    assert "16 communes, 16\u202f000 habitants" in said
    assert "taille 1" in said
    assert "Il coupe l’EPCI «\u00a0CC du Nord\u00a0» (50\u00a0% de ses habitants sont ici)" in said
    assert "doute" in said


def test_the_first_doubt_is_the_cheapest_move_that_breaks_nothing() -> None:
    bench = on_the_bench(make.uneven(8, 8))

    doubt = bench.explain(0).doubt

    assert doubt is not None
    tried = bench.try_move([doubt.code], doubt.to)
    assert tried.holds
    assert tried.delta == pytest.approx(doubt.delta, abs=1e-9)


def test_a_border_says_its_length_what_it_cuts_and_who_is_nearer_across() -> None:
    bench = on_the_bench(make.grid(epci=[place // 16 for place in range(64)]))
    bench.move(["00005"], 0)

    border = bench.explain_border(1, 0)

    assert bench.borders() == ((0, 1), (0, 2), (1, 3), (2, 3))
    assert (border.one, border.other, border.cuts) == (0, 1, (0, 1))
    assert border.nearer[0].code == "00005"
    assert "Plus proches du centre d’en face" in " ".join(border.sentences)


def test_two_partitions_are_compared_in_inhabitants_and_professionals() -> None:
    land = make.grid()
    after = QUARTERS.copy()
    after[4] = 0
    before = (QUARTERS + 10).astype(np.int64)
    before[63] = -1

    found = compare(land, before, after, extra={"professionnels": np.arange(64)})

    assert [change.code for change in found.changes] == ["00004"]
    assert (found.inhabitants, found.extra) == (1000, {"professionnels": 4})
    assert (found.newly_covered, found.ended, found.begun) == (1000, (), ())
    assert found.sentences[0] == (
        "00004 change de territoire\u00a0: 1\u202f000 habitants, 4 professionnels."
    )


def test_a_partition_compared_to_itself_changes_nothing() -> None:
    found = compare(make.grid(), QUARTERS, QUARTERS)

    assert found.sentences == ("Aucune commune ne change de territoire.",)
