"""Is a number typed wrongly refused, and one typed well returned clean?"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.identifiers import (
    IdentifierKeyWrong,
    IdentifierMalformed,
    check_finess,
    check_rpps,
    check_siren,
    luhn_key,
    luhn_sum,
)

Check = Callable[[str], str]
REGISTERS = [(check_rpps, 11), (check_siren, 9), (check_finess, 9)]


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@given(digits(10))
def test_the_key_of_a_number_makes_it_valid(number: str) -> None:
    assert luhn_sum(number + luhn_key(number)) % 10 == 0


@pytest.mark.parametrize(("check", "length"), REGISTERS)
@given(data=st.data())
def test_a_number_with_its_key_is_returned_as_it_is(
    check: Check, length: int, data: st.DataObject
) -> None:
    body = data.draw(digits(length - 1))
    number = body + luhn_key(body)

    assert check(number) == number


@pytest.mark.parametrize(("check", "length"), REGISTERS)
@given(data=st.data())
def test_any_single_wrong_digit_is_caught(check: Check, length: int, data: st.DataObject) -> None:
    body = data.draw(digits(length - 1))
    number = body + luhn_key(body)
    place = data.draw(st.integers(0, length - 1))
    shift = data.draw(st.integers(1, 9))
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    with pytest.raises(IdentifierKeyWrong, match="erreur de frappe"):
        check(wrong)


@pytest.mark.parametrize(("check", "length"), REGISTERS)
@given(data=st.data())
def test_two_neighbours_swapped_are_caught_but_for_0_and_9(
    check: Check, length: int, data: st.DataObject
) -> None:
    body = data.draw(digits(length - 1))
    number = body + luhn_key(body)
    place = data.draw(st.integers(0, length - 2))
    first, second = number[place], number[place + 1]
    swapped = number[:place] + second + first + number[place + 2 :]

    if first == second or {first, second} == {"0", "9"}:
        assert check(swapped) == swapped
    else:
        with pytest.raises(IdentifierKeyWrong):
            check(swapped)


@pytest.mark.parametrize(("check", "length"), REGISTERS)
@given(text=st.text(max_size=14))
def test_whatever_is_typed_the_answer_is_a_number_or_a_refusal(
    check: Check, length: int, text: str
) -> None:
    try:
        answer = check(text)
    except (IdentifierMalformed, IdentifierKeyWrong) as refusal:
        answer = str(refusal)

    assert len(answer) == length or answer.endswith(".")


@pytest.mark.parametrize(
    "typed", ["732829320", "732 829 320", "732.829.320", "732\u00a0829\u202f320"]
)
def test_separators_pasted_with_a_siren_are_forgotten(typed: str) -> None:
    assert check_siren(typed) == "732829320"


@pytest.mark.parametrize("finess", ["950047225", "950046227", "010000024", "970100012"])
def test_the_finess_of_known_establishments_is_accepted(finess: str) -> None:
    assert check_finess(finess) == finess


@pytest.mark.parametrize("finess", ["2A0000014", "2B0000020", "2b 0000 020"])
def test_a_corsican_finess_keeps_its_letter(finess: str) -> None:
    assert check_finess(finess)[:2] in {"2A", "2B"}


@pytest.mark.parametrize("finess", ["2A0000020", "2B0000014"])
def test_the_letter_of_a_corsican_finess_counts_in_its_key(finess: str) -> None:
    with pytest.raises(IdentifierKeyWrong):
        check_finess(finess)


@pytest.mark.parametrize(
    "typed", ["", "95004722", "9500472250", "2C0000014", "95004722٥", "A50047225"]
)
def test_what_is_not_nine_characters_of_a_finess_is_malformed(typed: str) -> None:
    with pytest.raises(IdentifierMalformed, match="neuf caractères"):
        check_finess(typed)


@pytest.mark.parametrize("typed", ["1000000001", "8100000000016", "1000000000A", "１0000000001"])
def test_what_is_not_eleven_digits_is_no_rpps(typed: str) -> None:
    with pytest.raises(IdentifierMalformed, match="onze chiffres"):
        check_rpps(typed)
