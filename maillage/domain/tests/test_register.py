from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.register import against, digest_of, faults_in, witness_of


def entries(size: int = 3) -> list[dict[str, Any]]:
    contents = [{"number": n, "title": f"Décision {n}"} for n in range(1, size + 1)]
    return [{"number": c["number"], "content": c, "digest": digest_of(c)} for c in contents]


@given(st.integers(0, 9))
def test_an_untouched_register_has_no_fault(size: int) -> None:
    assert faults_in(entries(size)) == []


def test_a_word_changed_is_found() -> None:
    kept = entries()
    kept[1]["content"]["title"] = "Autre chose"

    assert faults_in(kept) == ["La décision n° 2 a été modifiée : son empreinte ne va plus."]


def test_a_decision_taken_out_is_found() -> None:
    kept = entries()
    del kept[1]

    assert faults_in(kept) == ["La décision n° 2 manque : le n° 3 est à sa place."]


def test_two_contents_exchanged_are_found() -> None:
    kept = entries(2)
    kept[0]["content"], kept[1]["content"] = kept[1]["content"], kept[0]["content"]
    kept[0]["digest"], kept[1]["digest"] = kept[1]["digest"], kept[0]["digest"]

    assert len(faults_in(kept)) == 2


def test_a_content_that_is_no_content_is_found() -> None:
    assert len(faults_in([{"number": 1, "content": "rien", "digest": ""}])) == 1


digests = st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), max_size=6, unique=True)


@given(digests, st.data())
def test_a_witness_knows_again_a_register_that_only_grew(
    kept: list[str], data: st.DataObject
) -> None:
    noted = witness_of(kept[: data.draw(st.integers(0, len(kept)))])

    assert against(noted, kept) == []


@given(digests.filter(lambda kept: len(kept) > 1))
def test_a_witness_tells_a_decision_changed_moved_or_taken_out(kept: list[str]) -> None:
    noted = witness_of(kept)

    assert against(noted, ["0" * 64, *kept[1:]]) != [] or kept[0] == "0" * 64
    assert "refait" in against(noted, kept[::-1])[0]
    assert "en contient" in against(noted, kept[1:])[0]
