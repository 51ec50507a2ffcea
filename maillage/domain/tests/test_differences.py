from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.differences import Change, Piece, differences

texts = st.text(alphabet="ab éé’.\n", max_size=60)


@given(texts, texts)
def test_the_pieces_make_both_texts(before: str, after: str) -> None:
    pieces = differences(before, after)

    assert "".join(p.text for p in pieces if not p.is_added) == before
    assert "".join(p.text for p in pieces if not p.is_removed) == after


def test_a_word_that_changed_is_shown_gone_then_come() -> None:
    assert differences("trois mois", "six mois") == [
        Piece(Change.REMOVED, "trois"),
        Piece(Change.ADDED, "six"),
        Piece(Change.KEPT, " mois"),
    ]
