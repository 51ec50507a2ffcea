"""How does someone enter the list of a community, change in it, and leave it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import models, transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.members.models import Fee, Membership, Practice, Structure
from maillage.apps.members.readers.roster import people_reached, people_registered, same_person
from maillage.apps.post import actions as post
from maillage.domain.cells import read_phone
from maillage.domain.identifiers import check_rpps
from maillage.domain.matching import name_key
from maillage.domain.membership import Category, Renewal, check_mssante, paid_until
from maillage.domain.names import fold
from maillage.domain.professions import label_of
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right
from maillage.domain.specialties import recognise_specialty

FIELDS = ("category", "college", "since", "accepted_on", "email", "phone", "mssante", "consent_on")


class AlreadyMember(Refusal):
    """The person is in the list of this community."""


class NumberOfSomeoneElse(Refusal):
    """The RPPS number is that of a person of another name."""


class ChangedMeanwhile(Refusal):
    """Someone saved this member since the form was opened."""


class NameSharedElsewhere(Refusal):
    """The name is that of someone whom another community, or an account, knows too."""


class ConsentMissing(Refusal):
    """Contacts are kept with the person's consent, and its date."""


class MembershipEnded(Refusal):
    """It has ended already, or would before it began."""


class NoFeeAsked(Refusal):
    """The community asks no fee that day."""


@dataclass(frozen=True)
class Entered:
    """What someone typed of a member; `structure` is its name."""

    first_name: str
    last_name: str
    rpps: str
    profession_code: str
    profession: str
    specialty: str
    structure: str
    values: Mapping[str, object]


def structure_named(community: Community, name: str) -> Structure | None:
    """Find a structure by its name, accents and capitals put aside, or open it."""
    if not fold(name):
        return None
    found, _ = Structure.objects.get_or_create(
        community=community, folded=fold(name)[:150], defaults={"name": name.strip()[:150]}
    )
    return found


def _checked(entered: Entered) -> dict[str, object]:
    values = dict(entered.values)
    values["email"] = str(values.get("email") or "").lower()
    values["phone"] = read_phone(str(values.get("phone") or ""))
    if values.get("mssante"):
        values["mssante"] = check_mssante(str(values["mssante"]))
    if (values.get("email") or values["phone"] or values.get("mssante")) and not values.get(
        "consent_on"
    ):
        raise ConsentMissing(
            "Indiquez à quelle date la personne a donné son accord pour garder ces coordonnées, "
            "ou laissez-les vides."
        )
    return values


def _practice(entered: Entered) -> dict[str, str]:
    """Return the trade by its codes; a savoir-faire of no nomenclature keeps its words."""
    known = recognise_specialty(entered.specialty, entered.profession_code)
    return {
        "profession_code": entered.profession_code,
        "specialty": known.label if known else entered.specialty,
        "specialty_code": known.code if known else "",
    }


def _person(entered: Entered) -> Person:
    """Find who bears the RPPS number, or the address and the name; else meet someone new."""
    rpps = check_rpps(entered.rpps) if entered.rpps else ""
    known = people_registered([rpps]).get(rpps)
    if known is None:
        email = str(entered.values.get("email") or "")
        known = same_person(people_reached([email]).get(email, ()), entered)
    if known is None:
        person = Person.objects.create(
            first_name=entered.first_name,
            last_name=entered.last_name,
            rpps=rpps or None,
            profession=label_of(entered.profession_code, entered.profession),
        )
        Practice.objects.create(person=person, **_practice(entered))
        return person
    names = (known.first_name, known.last_name), (entered.first_name, entered.last_name)
    if name_key(*names[0]) != name_key(*names[1]):
        raise NumberOfSomeoneElse(
            "Ce numéro RPPS est déjà celui d’une personne d’un autre nom\u00a0: vérifiez-le."
        )
    return known


@transaction.atomic
def add_member(*, community: Community, entered: Entered, by: Person, at: datetime) -> Membership:
    """Write someone, or a structure, into the list of a community.

    :raises RightMissing: the person does not keep the list.
    :raises AlreadyMember, NumberOfSomeoneElse, ConsentMissing, NotMssante, CellUnreadable:
    """
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    values = _checked(entered)
    category = Category(str(values["category"]))
    person = None if category is Category.STRUCTURE else _person(entered)
    structure = structure_named(community, entered.structure)
    held = Membership.objects.of(community).open()
    if person and held.filter(person=person).exists():
        raise AlreadyMember(f"{person} est déjà dans la liste\u00a0: modifiez sa fiche.")
    if not person and held.filter(person=None, structure=structure).exists():
        raise AlreadyMember(f"{structure} est déjà dans la liste\u00a0: modifiez sa fiche.")
    membership = Membership.objects.create(
        community=community, person=person, structure=structure, **values
    )
    journal.record(
        "members.added",
        by=by,
        at=at,
        on=membership,
        community=community.uuid,
        facts={
            "member": person or str(structure),
            "category": category.label,
            "since": membership.since,
        },
    )
    return membership


def _locked(membership: Membership) -> Membership:
    Community.objects.select_for_update(of=("self",)).get(pk=membership.community_id)
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "structure", "community")
        .get(pk=membership.pk)
    )


def named(membership: Membership) -> Person | str:
    """Return who a membership is of, as the journal names them."""
    return membership.person or str(membership.structure)


@transaction.atomic
def edit_member(
    *, membership: Membership, entered: Entered, expected_version: int, by: Person, at: datetime
) -> Membership:
    """Change what one community holds of a member, and of nobody else's list.

    :raises RightMissing: the person does not keep the list.
    :raises ChangedMeanwhile: someone saved it since the form was opened.
    :raises NameSharedElsewhere: another community or an account knows this person by this name.
    :raises ConsentMissing, NotMssante, CellUnreadable, NumberOfSomeoneElse:
    """
    communities.demand(
        Right.MANAGE_MEMBERS, of=by, on_community=membership.community, on=localdate(at)
    )
    kept = _locked(membership)
    if kept.version != expected_version:
        raise ChangedMeanwhile(
            "Quelqu’un a modifié cette fiche pendant que vous l’aviez ouverte\u00a0: "
            "rechargez-la avant de recommencer."
        )
    values = _checked(entered) | {"structure": structure_named(kept.community, entered.structure)}
    changed = [
        _word(Membership, name) for name, value in values.items() if getattr(kept, name) != value
    ]
    for name, value in values.items():
        setattr(kept, name, value)
    if kept.person:
        changed += _rename(kept.person, entered)
    kept.version += 1
    kept.save(update_fields=[*values, "version"])
    # What is still due is recalled by the next round, where they are now written to.
    post.forget(about=kept.uuid)
    journal.record(
        "members.edited",
        by=by,
        at=at,
        on=kept,
        community=kept.community.uuid,
        facts={"member": named(kept), "changed": ", ".join(changed) or "rien"},
    )
    return kept


def _word(model: type[models.Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))


def is_shared(person: Person, *, community_id: int) -> bool:
    """Tell whether someone else than this community knows the person too."""
    return (
        hasattr(person, "user")
        or person.memberships.exclude(community=community_id).exists()
        or person.roles.exclude(community=community_id).exists()
    )


def _rename(person: Person, entered: Entered) -> list[str]:
    """Change the name and the trade of someone; of whom others know, only what is empty."""
    practice, _ = Practice.objects.get_or_create(person=person)
    rpps = check_rpps(entered.rpps) if entered.rpps else None
    wanted = {
        "first_name": entered.first_name,
        "last_name": entered.last_name,
        "rpps": rpps,
        "profession": label_of(entered.profession_code, entered.profession),
    }
    changed = [name for name, value in wanted.items() if getattr(person, name) != value]
    membership = person.memberships.order_by("-pk").first()
    shared = membership is None or is_shared(person, community_id=membership.community_id)
    if shared and any(getattr(person, name) for name in changed):
        raise NameSharedElsewhere(
            f"{person} a un compte ou est connu d’une autre communauté\u00a0: son nom, son numéro "
            "et sa profession ne se changent pas d’ici."
        )
    if rpps and rpps != person.rpps and Person.objects.filter(rpps=rpps).exists():
        raise NumberOfSomeoneElse("Ce numéro RPPS est déjà celui d’une autre personne.")
    for name in changed:
        setattr(person, name, wanted[name])
    if changed:
        person.save(update_fields=changed)
    if not shared or not practice.profession_code:
        for name, value in _practice(entered).items():
            setattr(practice, name, value)
        practice.save()
    return [_word(Person, name) for name in changed]


@transaction.atomic
def end_membership(*, membership: Membership, until: date, by: Person, at: datetime) -> Membership:
    """End a membership; it stays in the history.

    :raises RightMissing: the person does not keep the list.
    :raises MembershipEnded: it has ended, or would before it began.
    """
    communities.demand(
        Right.MANAGE_MEMBERS, of=by, on_community=membership.community, on=localdate(at)
    )
    kept = _locked(membership)
    if kept.until is not None:
        raise MembershipEnded(f"Cette adhésion a déjà pris fin le {kept.until:%d/%m/%Y}.")
    if until < kept.since:
        raise MembershipEnded(f"Cette adhésion commence le {kept.since:%d/%m/%Y}.")
    kept.until = until
    kept.version += 1
    kept.save(update_fields=["until", "version"])
    post.forget(about=kept.uuid)
    journal.record(
        "members.ended",
        by=by,
        at=at,
        on=kept,
        community=kept.community.uuid,
        facts={"member": named(kept), "until": until},
    )
    return kept


@transaction.atomic
def record_fee(*, membership: Membership, paid_on: date, by: Person, at: datetime) -> Fee:
    """Record that the yearly fee of a member was paid.

    :raises RightMissing: the person does not keep the list.
    :raises NoFeeAsked: the community asks none that day.
    :raises PeriodCovered: the period is paid, and it is too early for the next.
    """
    community = membership.community
    communities.demand(Right.MANAGE_MEMBERS, of=by, on_community=community, on=localdate(at))
    kept = _locked(membership)
    period = community.regimes.filter(since__lte=paid_on).order_by("-since", "-pk").first()
    amount: Decimal | None = period.yearly_fee if period else None
    if period is None or amount is None:
        raise NoFeeAsked("Aucune cotisation n’est demandée à cette date\u00a0: fixez-la d’abord.")
    already = kept.fees.aggregate(last=models.Max("until"))["last"]
    until = paid_until(paid_on, Renewal(period.renewal), already)
    fee = Fee.objects.create(membership=kept, amount=amount, paid_on=paid_on, until=until)
    kept.version += 1
    kept.save(update_fields=["version"])
    post.forget(about=kept.uuid)
    journal.record(
        "members.fee_paid",
        by=by,
        at=at,
        on=kept,
        community=community.uuid,
        facts={"member": named(kept), "amount": f"{amount}\u00a0€"},
    )
    return fee
