from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain import mandates
from maillage.domain.echelon import Echelon
from maillage.domain.mandates import (
    Approval,
    Body,
    EndsBeforeItBegins,
    Holder,
    NotForThisEchelon,
    NotWaiting,
    ProfessionUnknown,
    RefusalWithoutReason,
    SameProfession,
    Seat,
    Seating,
    SeatsTaken,
    SitsAlready,
    Term,
)

TODAY = date(2026, 11, 23)
REGIONAL = mandates.seating(Body.REGIONAL, titulars=7, substitutes=0)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    since = draw(days)
    length = draw(st.none() | st.integers(0, 900))
    return Term(since, None if length is None else since + timedelta(days=length))


def held(profession: str, seat: Seat = Seat.TITULAR, term: Term | None = None) -> Holder:
    return Holder("Alix Essai", profession, seat, term or Term(date(2026, 1, 1)))


def appoint(named: Holder, *others: Holder, rule: Seating = REGIONAL) -> None:
    mandates.check_appointment(body=Body.REGIONAL, rule=rule, named=named, others=others)


def test_each_inter_cpts_sends_two_people_of_different_professions() -> None:
    appoint(held("pharmacien"), held("médecin généraliste"))

    with pytest.raises(SeatsTaken, match="2 sièges"):
        appoint(held("sage-femme"), held("médecin généraliste"), held("pharmacien"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Infirmière libérale", "infirmier"),
        ("IDEL", "infirmière"),
        ("médecin généraliste", "Médecin cardiologue"),
        ("masseuse-kinésithérapeute", "kinésithérapeute"),
        ("pharmacienne", "Pharmacien d’officine"),
    ],
)
def test_one_profession_in_two_spellings_is_one_profession(one: str, other: str) -> None:
    with pytest.raises(SameProfession, match="d’une autre profession"):
        appoint(held(one), held(other))


def test_an_unknown_profession_is_asked_for_first() -> None:
    with pytest.raises(ProfessionUnknown):
        appoint(held(" "))
    with pytest.raises(ProfessionUnknown):
        appoint(held("sage-femme"), held(""))


def test_a_titular_and_a_substitute_may_share_a_profession() -> None:
    appoint(held("médecin", Seat.SUBSTITUTE), held("médecin"))


def test_two_terms_that_follow_one_another_share_a_seat() -> None:
    first = held("pharmacien", term=Term(date(2026, 1, 1), date(2026, 6, 30)))
    then = held("sage-femme", term=Term(date(2026, 7, 1), date(2027, 6, 30)))

    appoint(held("médecin", term=Term(date(2026, 3, 1), date(2027, 3, 1))), first, then)

    overlapping = held("sage-femme", term=Term(date(2026, 6, 30), date(2027, 6, 30)))
    with pytest.raises(SeatsTaken):
        appoint(held("médecin"), first, overlapping)


@given(terms(), st.lists(terms(), max_size=5), st.integers(1, 3))
def test_no_day_ever_has_more_holders_than_seats(
    wanted: Term, others: list[Term], seats: int
) -> None:
    rule = Seating(seats, 0)
    sitting = [held("médecin", term=term) for term in others]
    days = {each.since for each in others} | {wanted.since}
    busiest = max(sum(each.holds(day) for each in others) for day in days if wanted.holds(day))

    if busiest >= seats:
        with pytest.raises(SeatsTaken):
            appoint(held("médecin", term=wanted), *sitting, rule=rule)
    else:
        appoint(held("médecin", term=wanted), *sitting, rule=rule)


def test_one_person_holds_one_seat_of_a_body_at_a_time() -> None:
    term = Term(date(2026, 1, 1), date(2026, 12, 31))
    there = Holder("Alix Essai", "médecin", Seat.TITULAR, term, key=7)
    rule = Seating(2, 1)

    with pytest.raises(SitsAlready, match="tient déjà un siège"):
        appoint(Holder("Alix Essai", "médecin", Seat.SUBSTITUTE, term, key=7), there, rule=rule)
    appoint(Holder("Alix Essai", "médecin", Seat.TITULAR, term, key=8), there, rule=rule)
    after = Term(date(2027, 1, 1))
    appoint(Holder("Alix Essai", "médecin", Seat.TITULAR, after, key=7), there, rule=rule)


def test_who_left_before_leaves_the_seat_free() -> None:
    gone = held("médecin", term=Term(date(2023, 1, 1), date(2025, 12, 31)))

    appoint(held("médecin"), gone, held("sage-femme"))


def test_the_statutes_of_a_body_set_its_seats_and_ask_no_profession() -> None:
    rule = mandates.seating(Body.CTS, titulars=1, substitutes=0)

    appoint(held(""), rule=rule)
    with pytest.raises(SeatsTaken, match="Le siège est déjà pourvu"):
        appoint(held("médecin"), held("sage-femme"), rule=rule)
    with pytest.raises(SeatsTaken):
        appoint(held("médecin", Seat.SUBSTITUTE), rule=rule)


def test_only_an_inter_cpts_of_a_departement_coopts_to_the_regional_one() -> None:
    mandates.demand_echelon(Body.REGIONAL, Echelon.DEPARTMENTAL)
    mandates.demand_echelon(Body.CTS, Echelon.LOCAL)

    for echelon in set(Echelon) - {Echelon.DEPARTMENTAL}:
        with pytest.raises(NotForThisEchelon):
            mandates.demand_echelon(Body.REGIONAL, echelon)


def test_a_regional_mandate_waits_for_the_federation_and_the_others_do_not() -> None:
    assert mandates.first_approval(REGIONAL) is Approval.WAITING
    assert mandates.first_approval(Seating(1, 1)) is Approval.NOT_NEEDED


def test_a_refusal_says_why_and_nothing_is_decided_twice() -> None:
    assert mandates.decided(Approval.WAITING, Approval.VALIDATED) == ""
    assert mandates.decided(Approval.WAITING, Approval.REFUSED, " cumul ") == "cumul"

    with pytest.raises(RefusalWithoutReason):
        mandates.decided(Approval.WAITING, Approval.REFUSED, " ")
    for approval in set(Approval) - {Approval.WAITING}:
        with pytest.raises(NotWaiting):
            mandates.decided(approval, Approval.VALIDATED)


def test_a_mandate_does_not_end_before_it_begins() -> None:
    with pytest.raises(EndsBeforeItBegins):
        Term(TODAY, TODAY - timedelta(days=1))


@given(terms(), terms())
def test_two_mandates_share_a_day_whichever_is_asked(one: Term, other: Term) -> None:
    assert one.meets(other) == other.meets(one)


@given(terms(), days)
def test_a_mandate_holds_on_its_first_and_last_day_and_no_other(term: Term, day: date) -> None:
    assert term.holds(term.since)
    assert term.until is None or term.holds(term.until)
    assert term.holds(day) == (term.since <= day and (term.until is None or day <= term.until))


def test_vacant_seats_are_counted_by_kind() -> None:
    assert mandates.vacant(REGIONAL, [held("médecin")], on=TODAY) == {
        Seat.TITULAR: 1,
        Seat.SUBSTITUTE: 2,
    }
    assert mandates.vacant(Seating(1, 0), [held("médecin")], on=TODAY) == {}


def test_an_end_is_announced_ninety_days_before_and_no_longer_after() -> None:
    term = Term(date(2024, 1, 1), TODAY + timedelta(days=90))

    assert mandates.is_ending(term, on=TODAY, days=90)
    assert not mandates.is_ending(term, on=TODAY - timedelta(days=1), days=90)
    assert not mandates.is_ending(term, on=TODAY + timedelta(days=91), days=90)
    assert not mandates.is_ending(Term(TODAY), on=TODAY, days=90)


@pytest.mark.parametrize("kind", [Body, Seat, Approval])
def test_every_word_is_in_french(kind: type) -> None:
    assert all(member.label for member in kind)  # type: ignore[attr-defined]  # an enum
