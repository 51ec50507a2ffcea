from datetime import timedelta

import pytest
from django.db import IntegrityError

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.actions.role import Invitee
from maillage.apps.decisions.models import Decision
from maillage.apps.journal.models import Entry
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.apps.mandates.access import NotTheFederation
from maillage.apps.mandates.actions import mandate as actions
from maillage.apps.mandates.actions.mandate import (
    Commission,
    DelegationKnown,
    MandateOver,
    Nominee,
    NoSeat,
    OtherRegister,
    RegionalBodyMissing,
)
from maillage.apps.mandates.models import Mandate
from maillage.apps.mandates.tests import make
from maillage.domain.mandates import (
    Approval,
    Body,
    EndsBeforeItBegins,
    NotForThisEchelon,
    NotWaiting,
    ProfessionUnknown,
    RefusalWithoutReason,
    SameProfession,
    Seat,
    SeatsTaken,
    SitsAlready,
    Term,
)
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_two_people_of_different_professions_are_coopted_and_wait_for_the_federation() -> None:
    place = make.ladder()
    delegation = make.regional_seats(place)

    first = make.give(delegation, place.chair)
    second = make.give(delegation, place.chair, "pharmacienne", name="Bérénice")

    assert {first.approval_value, second.approval_value} == {Approval.WAITING}
    assert (delegation.titulars, delegation.substitutes) == (2, 2)
    assert_journaled("mandate.given", times=2, person=second.person)


def test_two_people_of_one_profession_are_refused() -> None:
    place = make.ladder()
    delegation = make.regional_seats(place)
    make.give(delegation, place.chair, "Infirmière libérale")

    with pytest.raises(SameProfession):
        make.give(delegation, place.chair, "IDEL", name="Bérénice")
    with pytest.raises(ProfessionUnknown):
        make.give(delegation, place.chair, "", name="Célestine")
    assert_journaled("mandate.given")
    assert not User.objects.filter(email="celestine@exemple.test").exists()


def test_a_known_profession_is_not_overwritten() -> None:
    place = make.ladder()
    known = accounts.user("aurore@exemple.test")
    known.person.profession = "sage-femme"
    known.person.save()

    made = make.give(make.regional_seats(place), place.chair, "médecin")

    assert (made.person, made.person.profession) == (known.person, "sage-femme")


def test_a_third_titular_is_refused_until_one_is_refused_or_gone() -> None:
    place = make.ladder()
    delegation = make.regional_seats(place)
    first = make.give(delegation, place.chair, "médecin")
    make.give(delegation, place.chair, "pharmacien", name="Bérénice")
    with pytest.raises(SeatsTaken):
        make.give(delegation, place.chair, "sage-femme", name="Célestine")

    make.decide(first, place.president, Approval.REFUSED, "Déjà deux mandats nationaux.")

    assert make.give(delegation, place.chair, "sage-femme", name="Célestine").pk


def test_the_federation_validates_or_refuses_with_a_reason() -> None:
    place = make.ladder()
    delegation = make.regional_seats(place)
    kept = make.give(delegation, place.chair)
    other = make.give(delegation, place.chair, "pharmacien", name="Bérénice")

    kept = make.decide(kept, place.president, Approval.VALIDATED)
    with pytest.raises(RefusalWithoutReason):
        make.decide(other, place.president, Approval.REFUSED, "  ")
    other = make.decide(other, place.president, Approval.REFUSED, "Voir avec Jo.")

    assert (kept.approval_value, kept.approved_by) == (Approval.VALIDATED, place.president.person)
    assert other.reason == "Voir avec Jo."
    assert_journaled("mandate.refused", person=other.person)
    assert not Entry.objects.filter(facts__icontains="Jo.").exists()
    for mandate in (kept, other):
        with pytest.raises(NotWaiting):
            make.decide(mandate, place.president, Approval.VALIDATED)


def test_nobody_else_validates() -> None:
    place = make.ladder()
    mandate = make.give(make.regional_seats(place), place.chair)
    others = [
        place.chair,
        make.holder(place.regional),
        make.holder(place.federation, RoleKind.MEMBER),
        make.ladder().president,
    ]

    for someone in others:
        with pytest.raises(NotTheFederation):
            make.decide(mandate, someone, Approval.VALIDATED)
    assert_not_journaled("mandate.validated")


def test_elsewhere_a_mandate_needs_no_validation() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    mandate = make.give(make.seats(cpts, chair, body=Body.CME), chair, "")

    assert mandate.approval_value is Approval.NOT_NEEDED
    with pytest.raises(NotTheFederation):
        make.decide(mandate, chair, Approval.VALIDATED)


def test_only_an_inter_cpts_affiliated_to_the_regional_one_coopts_there() -> None:
    place = make.ladder()
    cpts = make.cpts()
    with pytest.raises(NotForThisEchelon):
        make.seats(cpts, make.holder(cpts), body=Body.REGIONAL, seat_in=place.regional)
    for missing in (None, make.ladder().regional, place.federation):
        with pytest.raises(RegionalBodyMissing):
            make.seats(place.inter, place.chair, body=Body.REGIONAL, seat_in=missing)


def test_seats_are_declared_once_and_there_is_at_least_one() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    make.seats(cpts, chair)

    with pytest.raises(DelegationKnown):
        make.seats(cpts, chair)
    with pytest.raises(NoSeat):
        make.seats(cpts, chair, detail="Autre", titulars=0)


@pytest.mark.parametrize("kind", [RoleKind.TREASURER, RoleKind.BOARD, RoleKind.MEMBER])
def test_a_member_names_nobody(kind: RoleKind) -> None:
    cpts = make.cpts()
    delegation = make.seats(cpts, make.holder(cpts))
    someone = make.holder(cpts, kind)

    with pytest.raises(RightMissing):
        make.give(delegation, someone)
    with pytest.raises(RightMissing):
        make.seats(cpts, someone, detail="Autre")


def test_a_substitute_has_their_own_seat() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    delegation = make.seats(cpts, chair, substitutes=1)
    make.give(delegation, chair)

    assert make.give(delegation, chair, seat=Seat.SUBSTITUTE, name="Bérénice").pk
    with pytest.raises(SeatsTaken):
        make.give(delegation, chair, seat=Seat.SUBSTITUTE, name="Célestine")


def test_nobody_stands_in_for_themselves() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    delegation = make.seats(cpts, chair, substitutes=1)
    make.give(delegation, chair)

    with pytest.raises(SitsAlready, match="Aurore Essai tient déjà un siège"):
        make.give(delegation, chair, seat=Seat.SUBSTITUTE)


def test_a_mandate_names_a_decision_of_its_own_register() -> None:
    cpts, other = make.cpts(), make.cpts()
    chair = make.holder(cpts)
    elsewhere = Decision.objects.create(
        community=other, number=1, decided_on=make.TODAY, title="Autre", content={}, digest="0"
    )

    with pytest.raises(OtherRegister):
        actions.give_mandate(
            delegation=make.seats(cpts, chair),
            nominee=Nominee(Invitee("a@exemple.test", "A", "B")),
            commission=Commission(Seat.TITULAR, Term(make.TODAY), "bureau", elsewhere),
            by=chair.person,
            at=make.NOW,
        )


def test_a_mandate_is_ended_and_its_seat_is_free_the_next_day() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    delegation = make.seats(cpts, chair)
    mandate = make.give(delegation, chair)

    words = {"mandate": mandate, "by": chair.person, "at": make.NOW}
    with pytest.raises(EndsBeforeItBegins):
        actions.end_mandate(until=make.LONG_AGO - timedelta(days=1), **words)  # type: ignore[arg-type]  # named above
    ended = actions.end_mandate(until=make.TODAY - timedelta(days=1), **words)  # type: ignore[arg-type]  # named above

    assert_journaled("mandate.ended", until=ended.until)
    assert make.give(delegation, chair, since=make.TODAY, name="Bérénice").pk
    with pytest.raises(MandateOver):
        actions.end_mandate(until=make.TODAY, **words)  # type: ignore[arg-type]  # named above


def test_only_who_keeps_the_mandates_of_the_community_ends_one() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    mandate = make.give(make.seats(cpts, chair), chair)

    with pytest.raises(RightMissing):
        actions.end_mandate(
            mandate=mandate,
            until=make.TODAY,
            by=make.holder(make.cpts()).person,
            at=make.NOW,
        )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"approval": "REFUSED"}, "approved_by_someone"),
        ({"until": make.LONG_AGO - timedelta(days=1)}, "ends_after_it_begins"),
    ],
    ids=["refused by nobody", "ends before"],
)
def test_the_database_itself_refuses(change: dict[str, object], constraint: str) -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    mandate = make.give(make.seats(cpts, chair), chair)

    with pytest.raises(IntegrityError, match=constraint):
        Mandate.objects.filter(pk=mandate.pk).update(**change)
