"""How is an instance as large as the budgets written, to be measured?

A thousand CPTS on the real communes of France (or on the invented ones where those are not
loaded), three hundred people each, five years of perimeters, moves and journal. Rows are written
in bulk, past the acts: only their number matters here.
"""

import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import (
    Affiliation,
    AreaRole,
    Community,
    Perimeter,
    Role,
)
from maillage.apps.creation.models import JourneyMove
from maillage.apps.demo import big_life, cast
from maillage.apps.demo.big_life import write
from maillage.apps.geography.models import Commune
from maillage.apps.journal.chain import Link, digest_of
from maillage.apps.journal.models import Entry, Head
from maillage.domain.echelon import Echelon
from maillage.domain.journey import MOVES, Act, Stage
from maillage.domain.refusal import Refusal
from maillage.domain.roles import RoleKind

PATH = (
    Act.START_LETTER,
    Act.SEND_LETTER,
    Act.VALIDATE_LETTER,
    Act.START_PROJECT,
    Act.SEND_PROJECT,
    Act.VALIDATE_PROJECT,
    Act.OPEN_NEGOTIATION,
    Act.SIGN_ACI,
    Act.START_MISSIONS,
)
ACTS_A_YEAR = 40
# What Django stores for an account that no password opens.
NO_PASSWORD = make_password(None)


class NotEmpty(Refusal):
    """The instance already holds communities."""


class NoCommunes(Refusal):
    """There is nothing to stand on."""


@dataclass(frozen=True)
class Size:
    cpts: int
    people: int
    years: int


def groups(count: int) -> Iterator[tuple[str, str, list[str]]]:
    """Cut the communes into `count` territories: département, région, codes."""
    rows = list(
        Commune.objects.units()
        .order_by("departement_id", "epci_id", "pk")
        .values_list("pk", "departement_id", "departement__region_id")
    )
    if not rows:
        raise NoCommunes(
            "Aucune commune\u00a0: lancez d’abord «\u00a0maillage geography load\u00a0»."
        )
    length = max(1, len(rows) // count)
    for index in range(count):
        chunk = rows[index * length : (index + 1) * length] or rows[-length:]
        yield chunk[0][1], chunk[0][2], [code for code, _, _ in chunk]


@transaction.atomic
def load(*, size: Size, now: datetime, say: Callable[[str], None]) -> None:
    """Write the large instance.

    :raises NotEmpty: communities are there already.
    """
    if Community.objects.exists():
        raise NotEmpty("Cette instance a déjà des communautés\u00a0: mesurez sur une base neuve.")
    rng = random.Random(size.cpts)  # noqa: S311  # repeatable figures, no secret
    communities = _communities(size, now)
    say(f"{len(communities)} CPTS ouvertes sur leurs communes.")
    _inter_cpts(communities, now)
    _perimeters(communities, size, now)
    _moves(communities, now, rng)
    people = _people(communities, size, now)
    say(f"{len(people)} personnes, leurs rôles et leurs périmètres sont écrits.")
    opened = [community for community, _ in communities]
    big_life.enrol(opened, people, now)
    meetings = big_life.meet(opened, people, years=size.years, now=now)
    say(f"{len(meetings)} réunions tenues, signées et conclues.")
    entries = _journal(communities, people, size, now)
    say(f"{entries} écritures enchaînées au journal.")


def _communities(size: Size, now: datetime) -> list[tuple[Community, list[str]]]:
    day = localdate(now)
    made: list[tuple[Community, list[str]]] = []
    stages = cycle(reversed(Stage))
    for index, (departement, region, codes) in enumerate(groups(size.cpts)):
        community = Community(
            uuid=uuid.UUID(int=index + 1),
            slug=f"cpts-{index + 1}",
            name=f"CPTS n° {index + 1}",
            echelon=Echelon.LOCAL.value,
            departement_id=departement,
            region_id=region,
            legal_form="ASSOCIATION",
            stage=next(stages).value,
            stage_since=day - timedelta(days=30 + index % 700),
            phone="01 99 00 00 00",
            is_published=True,
        )
        made.append((community, codes))
    write((community for community, _ in made), Community)
    return made


def _inter_cpts(communities: Sequence[tuple[Community, list[str]]], now: datetime) -> None:
    since = localdate(now) - timedelta(days=900)
    areas = {community.departement_id: community.region_id for community, _ in communities}
    written = write(
        (
            Community(
                slug=f"inter-{departement}".lower(),
                name=f"Inter-CPTS {departement}",
                echelon=Echelon.DEPARTMENTAL.value,
                departement_id=departement,
                region_id=region,
                legal_form="ASSOCIATION",
                is_published=True,
            )
            for departement, region in areas.items()
        ),
        Community,
    )
    bodies = {body.departement_id: body for body in written}
    write(
        (
            Affiliation(
                member=community,
                body=bodies[community.departement_id],
                since=since,
                member_rank=Echelon.LOCAL.rank,
                body_rank=Echelon.DEPARTMENTAL.rank,
            )
            for community, _ in communities
        ),
        Affiliation,
    )


def _perimeters(
    communities: Sequence[tuple[Community, list[str]]], size: Size, now: datetime
) -> None:
    """Write one version a year; the last one is in force."""
    day = localdate(now)
    versions = write(
        (
            Perimeter(
                community=community,
                number=year + 1,
                since=day - timedelta(days=365 * (size.years - year)),
                until=None
                if year == size.years - 1
                else day - timedelta(days=365 * (size.years - year - 1)),
                recorded_at=now,
            )
            for community, _ in communities
            for year in range(size.years)
        ),
        Perimeter,
    )
    codes = {community.pk: codes for community, codes in communities}
    through = Perimeter.communes.through
    write(
        (
            through(perimeter_id=version.pk, commune_id=code)
            for version in versions
            for code in codes[version.community_id]
        ),
        through,
    )


def _moves(
    communities: Sequence[tuple[Community, list[str]]], now: datetime, rng: random.Random
) -> None:
    def moves() -> Iterator[JourneyMove]:
        for community, _ in communities:
            since = community.stage_since or localdate(now)
            path = []
            stage = Stage.EMERGENCE
            for act in PATH:
                if stage.value == community.stage:
                    break
                path.append((stage, act))
                stage = MOVES[stage, act]
            days = [since - timedelta(days=60 * (len(path) - i)) for i in range(len(path) + 1)]
            for (left, act), before, on in zip(path, days, days[1:], strict=False):
                yield JourneyMove(
                    community=community,
                    act=act.value,
                    from_stage=left.value,
                    from_since=before,
                    to_stage=MOVES[left, act].value,
                    happened_on=on,
                    recorded_at=now - timedelta(minutes=rng.randrange(10_000)),
                )

    write(moves(), JourneyMove)


def _people(
    communities: Sequence[tuple[Community, list[str]]], size: Size, now: datetime
) -> list[Person]:
    """Write the members of each CPTS; the first of each coordinates it and may sign in."""
    since = localdate(now) - timedelta(days=800)
    faces = cast.people()
    everyone = write(
        (
            Person(first_name=face.first_name, last_name=face.last_name)
            for face in islice(faces, size.cpts * size.people)
        ),
        Person,
    )
    write(
        (
            Role(
                person=person,
                community=communities[index // size.people][0],
                kind=(RoleKind.MEMBER if index % size.people else RoleKind.COORDINATOR).value,
                since=since,
            )
            for index, person in enumerate(everyone)
        ),
        Role,
    )
    write(
        (
            User(email=f"coordination{index}@{cast.DOMAIN}", person=person, password=NO_PASSWORD)
            for index, person in enumerate(everyone[:: size.people])
        ),
        User,
    )
    officer = Person.objects.create(first_name="Chargée", last_name="De Mission")
    User.objects.create(email=f"guichet@{cast.DOMAIN}", person=officer, password=NO_PASSWORD)
    AreaRole.objects.create(
        person=officer, kind="DESK_OFFICER", outside_body="GUICHET", since=since
    )
    return everyone


def _journal(
    communities: Sequence[tuple[Community, list[str]]],
    people: Sequence[Person],
    size: Size,
    now: datetime,
) -> int:
    head = Head.objects.select_for_update().get(pk=1)
    count = size.cpts * size.years * ACTS_A_YEAR

    links = _links(communities, people, count=count, head=head, now=now)
    write((Entry(**fields) for fields in links), Entry)
    head.save()
    return count


def _links(
    communities: Sequence[tuple[Community, list[str]]],
    people: Sequence[Person],
    *,
    count: int,
    head: Head,
    now: datetime,
) -> Iterator[dict[str, Any]]:
    """Yield the fields of each entry, moving the head of the chain along."""
    for index in range(count):
        community = communities[index % len(communities)][0]
        link = Link(
            number=head.number + 1,
            at=now - timedelta(minutes=count - index),
            by=people[index % len(people)].pk,
            verb="community.card_edited",
            subject_type="communities.community",
            subject_key=str(community.uuid),
            subject_label=community.name,
            community=community.uuid,
            facts={"fields": "téléphone"},
            previous=head.digest,
        )
        head.number, head.digest = link.number, digest_of(link)
        fields = asdict(link)
        fields["by_id"] = fields.pop("by")
        yield {**fields, "digest": head.digest}
