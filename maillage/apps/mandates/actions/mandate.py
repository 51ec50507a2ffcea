"""How is a seat declared, a mandate given, validated or refused, and ended?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.actions.role import Invitee, person_invited
from maillage.apps.communities.models import Community
from maillage.apps.decisions.models import Decision
from maillage.apps.journal import actions as journal
from maillage.apps.mandates import access
from maillage.apps.mandates.actions import alerts
from maillage.apps.mandates.models import Delegation, Mandate
from maillage.domain import mandates
from maillage.domain.echelon import Echelon
from maillage.domain.mandates import Approval, Body, Holder, Seat, Term
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class DelegationKnown(Refusal):
    """These seats are declared."""

    def __init__(self) -> None:
        super().__init__(
            "Ces sièges sont déjà déclarés : ajoutez le mandat à la délégation qui existe."
        )


class NoSeat(Refusal):
    """A delegation has at least one seat."""

    def __init__(self) -> None:
        super().__init__("Indiquez au moins un siège, titulaire ou de suppléance.")


class RegionalBodyMissing(Refusal):
    """The seat is in a regional inter-CPTS that must be named."""

    def __init__(self) -> None:
        super().__init__(
            "Indiquez l’inter-CPTS régionale dont il s’agit : la vôtre doit y être affiliée."
        )


class MandateOver(Refusal):
    """The mandate has ended, or was refused."""

    def __init__(self) -> None:
        super().__init__("Ce mandat est déjà terminé ou refusé : rien n’a été modifié.")


class NobodyNamed(Refusal):
    """A mandate is someone's."""

    def __init__(self) -> None:
        super().__init__(
            "Choisissez la personne parmi celles qui sont connues, ou donnez son adresse, son "
            "prénom et son nom."
        )


class NotDecided(Refusal):
    """What was rejected or given up names nobody."""

    def __init__(self) -> None:
        super().__init__(
            "Cette décision n’a pas été adoptée : un mandat vient d’une décision adoptée ou d’une "
            "élection."
        )


class NotSaidByWhom(Refusal):
    """A mandate says by which decision it was given."""

    def __init__(self) -> None:
        super().__init__(
            "Dites qui a décidé de ce mandat : choisissez la décision au registre, ou écrivez "
            "l’instance et sa date."
        )


class OtherRegister(Refusal):
    """The decision belongs to someone else."""

    def __init__(self) -> None:
        super().__init__("Cette décision n’est pas au registre de la communauté.")


@dataclass(frozen=True)
class Seats:
    """Which seats a community declares in a body."""

    body: Body
    titulars: int = 1
    substitutes: int = 0
    detail: str = ""
    seat_in: Community | None = None


@dataclass(frozen=True)
class Nominee:
    """Who is named: known here, or by their address; the profession if it is not known yet."""

    invitee: Invitee | None = None
    profession: str = ""
    person: Person | None = None

    def found(self) -> Person:
        """Return the person, met for the first time where they are not known.

        :raises NobodyNamed: neither someone known nor an address.
        """
        if self.person is not None:
            return self.person
        if self.invitee is None:
            raise NobodyNamed
        return person_invited(self.invitee)


@dataclass(frozen=True)
class Commission:
    """A mandate to give: which seat, for how long, decided where."""

    seat: Seat
    term: Term
    decided: str
    decision: Decision | None = None


@transaction.atomic
def declare_delegation(
    *, community: Community, seats: Seats, by: Person, at: datetime
) -> Delegation:
    """Declare the seats of a community in a body, so that empty ones are seen.

    :raises NotForThisEchelon: only a départemental inter-CPTS co-opts to the regional one.
    :raises RegionalBodyMissing: a regional seat without the regional body it belongs to.
    :raises NoSeat: no seat at all.
    :raises DelegationKnown: it is declared.
    """
    today = localdate(at)
    communities.demand(Right.DECIDE, of=by, on_community=community, on=today)
    mandates.demand_echelon(seats.body, community.echelon_value)
    rule = mandates.seating(seats.body, titulars=seats.titulars, substitutes=seats.substitutes)
    if rule.titulars + rule.substitutes < 1:
        raise NoSeat
    if seats.body is Body.REGIONAL and not _is_regional_above(seats.seat_in, community, today):
        raise RegionalBodyMissing
    held = Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    detail = str(seats.seat_in) if seats.seat_in else seats.detail.strip()
    if held.delegations.filter(body=seats.body.value, detail=detail).exists():
        raise DelegationKnown
    made = Delegation.objects.create(
        community=held,
        body=seats.body.value,
        seat_in=seats.seat_in,
        detail=detail,
        titulars=rule.titulars,
        substitutes=rule.substitutes,
    )
    journal.record(
        "delegation.declared",
        by=by,
        at=at,
        on=made,
        community=held.uuid,
        facts={
            "community": held.name,
            "titulars": made.titulars,
            "substitutes": made.substitutes,
        },
    )
    return made


def _is_regional_above(body: Community | None, community: Community, on: date) -> bool:
    return (
        body is not None
        and body.echelon_value is Echelon.REGIONAL
        and community.affiliations.on(on).filter(body=body).exists()
    )


@transaction.atomic
def give_mandate(
    *,
    delegation: Delegation,
    nominee: Nominee,
    commission: Commission,
    by: Person,
    at: datetime,
) -> Mandate:
    """Name someone to a seat; where the rule asks for it, the mandate waits to be validated.

    :raises SitsAlready: the same person holds a seat there at those dates.
    :raises SeatsTaken: no seat of the kind is free at those dates.
    :raises ProfessionUnknown: the professions must differ, and one is unknown.
    :raises SameProfession: the other representative has the same.
    :raises OtherRegister, NotDecided: the decision is another community's, or decided nothing.
    :raises NobodyNamed: nobody is named.
    """
    community = delegation.community
    communities.demand(Right.DECIDE, of=by, on_community=community, on=localdate(at))
    held = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    decision = commission.decision
    _check_decision(decision, community)
    person = nominee.found()
    if not person.profession and nominee.profession.strip():
        person.profession = nominee.profession.strip()
        person.save(update_fields=["profession"])
    named = Holder(person.full_name, person.profession, commission.seat, commission.term, person.pk)
    others = held.mandates.standing().select_related("person").order_by("pk")
    mandates.check_appointment(
        body=held.body_value,
        rule=held.rule,
        named=named,
        others=[mandate.holder for mandate in others],
    )
    made = Mandate.objects.create(
        delegation=held,
        person=person,
        seat=commission.seat.value,
        since=commission.term.since,
        until=commission.term.until,
        decided=commission.decided.strip() or _words_of(decision),
        decision=decision,
        approval=mandates.first_approval(held.rule).value,
    )
    alerts.tell_of_waiting(mandate=made, at=at)
    _journal("mandate.given", made, by, at)
    return made


def _check_decision(decision: Decision | None, community: Community) -> None:
    if decision is None:
        return
    if decision.community_id != community.pk:
        raise OtherRegister
    if not (decision.is_adopted or decision.result == Decision.Result.ELECTED):
        raise NotDecided


def _words_of(decision: Decision | None) -> str:
    """Return what says where a mandate comes from when nobody wrote it."""
    if decision is None:
        raise NotSaidByWhom
    return f"{decision} au registre, du {decision.decided_on:%d/%m/%Y}"


@transaction.atomic
def link_decision(*, mandate: Mandate, decision: Decision, by: Person, at: datetime) -> Mandate:
    """Say from which decision of the register a mandate comes; what was written stays beside.

    :raises OtherRegister, NotDecided: the decision is another community's, or decided nothing.
    """
    community = mandate.delegation.community
    communities.demand(Right.DECIDE, of=by, on_community=community, on=localdate(at))
    _check_decision(decision, community)
    held = _held(mandate)
    held.decision = decision
    held.save(update_fields=["decision"])
    journal.record(
        "mandate.decision_linked",
        by=by,
        at=at,
        on=held,
        community=community.uuid,
        facts={"person": held.person, "number": decision.number},
    )
    return held


def _journal(verb: str, mandate: Mandate, by: Person, at: datetime) -> None:
    journal.record(
        verb,
        by=by,
        at=at,
        on=mandate,
        community=mandate.delegation.community.uuid,
        facts={
            "person": mandate.person,
            "seat": Seat(mandate.seat).label,
            "since": mandate.since,
            "until": mandate.until,
            "approval": mandate.approval_value.label,
        },
    )


def _held(mandate: Mandate) -> Mandate:
    Delegation.objects.select_for_update(of=("self",)).get(pk=mandate.delegation_id)
    return (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("person", "delegation__community", "delegation__seat_in")
        .get(pk=mandate.pk)
    )


@transaction.atomic
def decide_mandate(
    *, mandate: Mandate, to: Approval, reason: str, by: Person, at: datetime
) -> Mandate:
    """Validate a regional mandate, or refuse it and say why; the seat is then free again.

    :raises NotTheFederation: it is not for this person to say.
    :raises NotWaiting: it has been validated or refused.
    :raises RefusalWithoutReason: a refusal says why.
    """
    if not access.may_validate(by, mandate, on=localdate(at)):
        raise access.NotTheFederation
    held = _held(mandate)
    held.reason = mandates.decided(held.approval_value, to, reason)
    held.approval, held.approved_by, held.approved_at = to.value, by, at
    held.save(update_fields=["approval", "approved_by", "approved_at", "reason"])
    alerts.tell_of_verdict(mandate=held, at=at)
    _journal("mandate.validated" if to is Approval.VALIDATED else "mandate.refused", held, by, at)
    return held


@transaction.atomic
def end_mandate(*, mandate: Mandate, until: date, by: Person, at: datetime) -> Mandate:
    """Set the last day of a mandate; its holder stays in the history.

    :raises MandateOver: it has ended, or was refused.
    :raises EndsBeforeItBegins: that day is before its first.
    """
    today = localdate(at)
    communities.demand(Right.DECIDE, of=by, on_community=mandate.delegation.community, on=today)
    held = _held(mandate)
    is_over = held.until is not None and held.until < today
    if is_over or held.approval_value is Approval.REFUSED:
        raise MandateOver
    held.until = Term(held.since, until).until
    held.save(update_fields=["until"])
    _journal("mandate.ended", held, by, at)
    return held
