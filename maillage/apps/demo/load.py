"""How is the demonstration written into the database? By the very acts of the product."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import actions as communities
from maillage.apps.communities.actions.community import Founding
from maillage.apps.communities.actions.role import Function, Invitee
from maillage.apps.communities.models import AreaRole, Community
from maillage.apps.creation.actions import journey
from maillage.apps.creation.actions import letter as letters
from maillage.apps.creation.actions.journey import AskedMove
from maillage.apps.creation.models import last_move
from maillage.apps.creation.queries.letter import prefilled
from maillage.apps.demo import (
    assemblies,
    cast,
    country,
    deliberations,
    elections,
    lists,
    needs,
    partitions,
    seats,
    story,
    supply,
    surveys,
)
from maillage.apps.demo.story import CptsStory
from maillage.apps.geography import actions as geography
from maillage.apps.geography.models import Commune, Departement, Epci, Postcode, Region
from maillage.domain.echelon import Echelon
from maillage.domain.journey import RECORDED_BY, Act, Side
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind

LONG_AGO = 1500
REGIONAL = "Inter-CPTS du Val-d’Ambrine"
NATIONAL = "Fédération de démonstration des CPTS"
SECOND = "Inter-CPTS du bassin de la Sorvine"

# Who watches from outside: body, function, code of the département (none: the région).
OUTSIDE = (
    (OutsideBody.GUICHET, AreaRoleKind.DESK_OFFICER, "F1"),
    (OutsideBody.GUICHET, AreaRoleKind.DESK_OFFICER, "F2"),
    (OutsideBody.URPS, AreaRoleKind.DESK_OFFICER, None),
    (OutsideBody.URPS, AreaRoleKind.REVIEWER, None),
    (OutsideBody.ACCELERATOR, AreaRoleKind.FACILITATOR, None),
    (OutsideBody.ARS, AreaRoleKind.REVIEWER, "F1"),
    (OutsideBody.ARS, AreaRoleKind.REVIEWER, "F2"),
    (OutsideBody.CPAM, AreaRoleKind.REVIEWER, "F1"),
    (OutsideBody.CPAM, AreaRoleKind.REVIEWER, "F2"),
    (OutsideBody.SAS, AreaRoleKind.REGULATOR, "F1"),
)


# The roles that a coordinator and a chair leave, so that each can be tried somewhere.
OTHERS = (
    RoleKind.TREASURER,
    RoleKind.SECRETARY,
    RoleKind.BOARD,
    RoleKind.MEMBER,
    RoleKind.PARTNER,
)


@dataclass
class Telling:
    """The story being written: who was met, and the acts still to carry out, by date."""

    now: datetime
    faces: Iterator[cast.Someone] = field(default_factory=cast.people)
    acts: list[tuple[datetime, Callable[[datetime], object]]] = field(default_factory=list)

    def meet(self) -> User:
        """Make someone new."""
        face = next(self.faces)
        person = Person.objects.create(
            first_name=face.first_name, last_name=face.last_name, profession=face.profession
        )
        return User.objects.create_user(face.email, person=person)

    def ago(self, days: int) -> datetime:
        day = localdate(self.now) - timedelta(days=days)
        return min(make_aware(datetime.combine(day, time(18, 30))), self.now)

    def plan(self, days: int, act: Callable[[datetime], object]) -> None:
        self.acts.append((self.ago(days), act))

    def carry_out(self) -> None:
        """Carry out what was planned in the order of time, as the journal reads it."""
        for at, act in sorted(self.acts, key=lambda planned: planned[0]):
            act(at)


def is_loaded() -> bool:
    return Region.objects.filter(pk=country.REGION[0]).exists()


@transaction.atomic
def load(*, now: datetime) -> None:
    """Write the invented country, its people and what they did until now."""
    write_country()
    supply.write_supply(now)
    needs.write_needs(now)
    telling = Telling(now=now)
    administrator = telling.meet()
    User.objects.filter(pk=administrator.pk).update(is_administrator=True)
    administrator.refresh_from_db()
    _outside(telling, administrator)
    bodies = _bodies(telling, administrator)
    for code, stories in (("F1", story.AMBRINE), ("F2", story.SORVINE)):
        _cpts(telling, code, stories, bodies)
    deliberations.plan(telling, bodies["F1"])
    seats.plan(telling, bodies["F1"], bodies["regional"], bodies["national"])
    assemblies.plan(telling, bodies["F1"])
    surveys.plan(telling, bodies["F1"])
    partitions.plan(telling, bodies["F1"])
    lists.plan(telling)
    elections.plan(telling)
    telling.carry_out()


def write_country() -> None:
    """Write the fictional région, its départements, EPCI and communes with their contours."""
    region = Region.objects.create(
        code=country.REGION[0], name=country.REGION[1], is_fictional=True
    )
    for invented in country.departements():
        departement = Departement.objects.create(
            code=invented.code, name=invented.name, region=region, is_fictional=True
        )
        for epci in invented.epci:
            row = Epci.objects.create(
                siren=epci.siren, name=epci.name, nature=epci.nature, is_fictional=True
            )
            Commune.objects.bulk_create(
                Commune(
                    code=commune.code,
                    name=commune.name,
                    departement=departement,
                    epci=row,
                    zone=Commune.Zone.METRO,
                    population=commune.population,
                    area_km2=commune.area_km2,
                )
                for commune in epci.communes
            )
            Postcode.objects.bulk_create(
                Postcode(code=f"{commune.code[:3]}00", commune_id=commune.code)
                for commune in epci.communes
            )
    geography.draw_communes(
        outlines={
            commune.code: {"type": "Polygon", "coordinates": [commune.ring]}
            for invented in country.departements()
            for epci in invented.epci
            for commune in epci.communes
        }
    )


def _invitee(user: User) -> Invitee:
    return Invitee(user.email, user.person.first_name, user.person.last_name)


def _outside(telling: Telling, administrator: User) -> None:
    for body, kind, code in OUTSIDE:
        function = Function(
            kind=kind,
            outside_body=body,
            departement=Departement.objects.get(pk=code) if code else None,
            region=None if code else Region.objects.get(pk=country.REGION[0]),
        )
        at = telling.ago(LONG_AGO)
        communities.grant_area_role(
            invitee=_invitee(telling.meet()),
            function=function,
            since=localdate(at),
            by=administrator,
            at=at,
        )


def _bodies(telling: Telling, administrator: User) -> dict[str, Community]:
    """Open the upper échelons, each handed by the administrator to its own people."""
    region = Region.objects.get(pk=country.REGION[0])
    ambrine, sorvine = Departement.objects.filter(region=region).order_by("pk")
    founding = {
        "national": Founding(NATIONAL, Echelon.NATIONAL),
        "regional": Founding(REGIONAL, Echelon.REGIONAL, region=region),
        "F1": Founding("Inter-CPTS de l’Ambrine", Echelon.DEPARTMENTAL, departement=ambrine),
        "F2": Founding("Inter-CPTS de la Haute-Sorvine", Echelon.DEPARTMENTAL, departement=sorvine),
        "second": Founding(SECOND, Echelon.DEPARTMENTAL, departement=ambrine),
    }
    bodies: dict[str, Community] = {}
    for name, opening in founding.items():
        at = telling.ago(LONG_AGO)
        body = communities.create_community(founding=opening, by=administrator, at=at)
        for kind in (RoleKind.CHAIR, RoleKind.COORDINATOR):
            _grant(body, telling.meet(), kind, by=administrator, at=at)
        _hand_over(body, administrator, at)
        _publish(body, by=body.roles.get(kind="CHAIR").person, at=at)
        bodies[name] = body
    for member, above in (("F1", "regional"), ("F2", "regional"), ("regional", "national")):
        _join(bodies[member], bodies[above], at=telling.ago(LONG_AGO - 100))
    return bodies


def _hand_over(body: Community, administrator: User, at: datetime) -> None:
    role = body.roles.get(person=administrator.person)
    communities.end_role(role=role, until=localdate(at), by=administrator.person, at=at)


def _publish(community: Community, *, by: Person, at: datetime, **more: object) -> None:
    community.refresh_from_db()
    communities.edit_card(
        community=community,
        values={"is_published": True, **more},
        expected_version=community.version,
        by=by,
        at=at,
    )


def _join(member: Community, body: Community, *, at: datetime) -> None:
    chair = member.roles.get(kind="CHAIR", until__isnull=True)
    communities.join_body(member=member, body=body, since=localdate(at), by=chair.person, at=at)


def _cpts(
    telling: Telling, code: str, stories: Sequence[CptsStory], bodies: dict[str, Community]
) -> None:
    departement = next(d for d in country.departements() if d.code == code)
    coordinator = telling.meet()
    for index, told in enumerate(stories):
        # A post is shared between two CPTS: a part-time here and there makes a full one.
        if index % 2 == 0 and index:
            coordinator = telling.meet()
        _tell_one(telling, departement, told, coordinator, bodies)


def _tell_one(
    telling: Telling,
    departement: country.InventedDepartement,
    told: CptsStory,
    coordinator: User,
    bodies: dict[str, Community],
) -> None:
    """Plan the life of one CPTS: its opening, its letter, each of its moves."""
    days = story.days_of(told)
    name = f"CPTS {country.of(departement.epci[told.epci].communes[0].name)}"
    joined = [bodies[departement.code]] if told.in_inter_cpts else []
    if departement.code == "F1" and told.epci == story.IN_BOTH:
        joined.append(bodies["second"])
    chair = telling.meet()

    def open_it(at: datetime) -> None:
        community = _open(name, departement, told, coordinator, at=at)
        _grant(community, chair, RoleKind.CHAIR, by=coordinator, at=at)
        if told.has_everyone:
            for kind in OTHERS:
                _grant(community, telling.meet(), kind, by=coordinator, at=at)
        for body in joined:
            _join(community, body, at=at)

    telling.plan(days[0], open_it)
    if told.has_letter:
        # Written a week before it left, or this week when it has not left yet.
        telling.plan(max(days[min(2, told.steps)] + 7, 1), _writer(name, departement.code))
    for act, day in zip(story.acts_of(told), days[1:], strict=True):
        telling.plan(day, _mover(name, departement.code, act))


def _open(
    name: str,
    departement: country.InventedDepartement,
    told: CptsStory,
    coordinator: User,
    *,
    at: datetime,
) -> Community:
    epci = departement.epci[told.epci]
    codes = {commune.code for commune in epci.communes} | {
        departement.epci[other].communes[rank].code for other, rank in told.extra_communes
    }
    place = Departement.objects.get(pk=departement.code)
    founding = Founding(name, Echelon.LOCAL, departement=place, codes=codes)
    community = communities.create_community(founding=founding, by=coordinator, at=at)
    _publish(community, by=coordinator.person, at=at, **story.card_of(told, epci.siren, at))
    return community


def _grant(community: Community, user: User, kind: RoleKind, *, by: User, at: datetime) -> None:
    communities.grant_role(
        community=community,
        invitee=_invitee(user),
        kind=kind,
        since=localdate(at),
        by=by.person,
        at=at,
    )


def _mover(name: str, departement: str, act: Act) -> Callable[[datetime], object]:
    """Plan a move, recorded by whoever sits on the side that decides it."""

    def move(at: datetime) -> None:
        community = Community.objects.get(name=name, departement_id=departement)
        last = last_move(community)
        if Side.CARRIERS in RECORDED_BY[act]:
            by = community.roles.get(kind="COORDINATOR").person
        else:
            by = (
                AreaRole.objects.filter(departement_id=departement, outside_body="ARS")
                .get(kind="REVIEWER")
                .person
            )
        asked = AskedMove(
            act=act,
            happened_on=localdate(at),
            note=story.NOTES.get(act, ""),
            seen=last.uuid if last else None,
        )
        journey.record_move(community=community, asked=asked, by=by, at=at)

    return move


def _writer(name: str, departement: str) -> Callable[[datetime], object]:
    """Plan a first letter of intent, some sections of which are still empty."""

    def write(at: datetime) -> None:
        community = Community.objects.get(name=name, departement_id=departement)
        letters.save_letter(
            community=community,
            sections=prefilled(community, on=localdate(at)) | story.LETTER,
            expected_version=0,
            by=community.roles.get(kind="COORDINATOR").person,
            at=at,
            note="Première version, relue en réunion.",
        )

    return write
