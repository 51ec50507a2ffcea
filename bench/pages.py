"""How long does each main page take, and how much does it ask of the database?"""

import gc
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from bench import life
from bench.report import Measure
from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Community, Role
from maillage.domain.echelon import Echelon
from maillage.domain.roles import RoleKind

PAGE, SEARCH, FILE = 0.150, 0.100, 2.0


@dataclass(frozen=True)
class Wanted:
    """An address, who asks for it, and what it may take."""

    url: str
    who: str
    budget: float = PAGE


@dataclass(frozen=True)
class Cast:
    """Who asks, in the large instance; those it lacks are added to it."""

    clients: dict[str, Client]
    cpts: str
    inter: str
    departement: str
    region: str
    codes: str
    made: life.Addresses
    local: Community
    chair: Person


def someone(email: str, *, is_administrator: bool = False) -> User:
    known = User.objects.filter(email=email).first()
    if known:
        return known
    person = Person.objects.create(first_name="Mesure", last_name=email.split("@")[0])
    return User.objects.create_user(email, person=person, is_administrator=is_administrator)


def holding(email: str, community: Community, kind: RoleKind, since: date) -> User:
    user = someone(email)
    Role.objects.get_or_create(
        person=user.person, community=community, kind=kind.value, defaults={"since": since}
    )
    return user


def cast() -> Cast:
    since = localdate() - timedelta(days=400)
    middle = Community.objects.at(Echelon.LOCAL).count() // 2
    cpts = Community.objects.at(Echelon.LOCAL).order_by("pk")[middle]
    assert cpts.departement_id
    assert cpts.region_id
    inter = Community.objects.at(Echelon.DEPARTMENTAL).get(departement=cpts.departement_id)
    perimeter = cpts.perimeters.get(until__isnull=True)
    people = {
        "coordination": holding("mesure1@exemple.test", cpts, RoleKind.COORDINATOR, since),
        "présidence": holding("mesure5@exemple.test", cpts, RoleKind.CHAIR, since),
        "membre": holding("mesure2@exemple.test", cpts, RoleKind.MEMBER, since),
        "inter-CPTS": holding("mesure3@exemple.test", inter, RoleKind.CHAIR, since),
        "chargé de mission": User.objects.get(email__startswith="guichet@"),
        "administration": someone("mesure4@exemple.test", is_administrator=True),
    }
    clients = {"personne": Client(SERVER_NAME="localhost")}
    for who, user in people.items():
        clients[who] = Client(SERVER_NAME="localhost")
        clients[who].force_login(user)
    codes = ",".join(sorted(perimeter.communes.values_list("pk", flat=True)))
    chair = people["présidence"].person
    return Cast(
        clients,
        cpts.slug,
        inter.slug,
        cpts.departement_id,
        cpts.region_id,
        codes,
        life.made(cpts, chair),
        cpts,
        chair,
    )


def pages(on: Cast) -> Iterator[Wanted]:
    """Yield what is measured: pages, then searches, then files."""
    for who, url in addresses(on):
        yield Wanted(url, who)
    for text in ("sete", "saint", "montpellier", "34000", "34301", "200066355", "xyzw"):
        yield Wanted(f"/geographie/recherche.json?q={text}", "personne", SEARCH)
    yield Wanted(f"/territoire/diagnostic/?s={on.codes}", "personne", SEARCH)
    for place in (f"departements/{on.departement}", f"regions/{on.region}", "france"):
        yield Wanted(f"/{place}/diagnostic/", "personne", SEARCH)
    space = f"/communautes/{on.cpts}/"
    yield Wanted(f"{space}diagnostic/", "coordination")
    yield Wanted(f"{space}diagnostic.xlsx", "coordination", FILE)
    for kind in ("docx", "odt", "pdf"):
        yield Wanted(f"{space}lettre/telecharger/{kind}/", "coordination", FILE)
        yield Wanted(f"{space}diagnostic/telecharger/{kind}/", "coordination", FILE)
    yield Wanted(f"{space}financement.xlsx", "coordination", FILE)
    yield Wanted("/portefeuille/portefeuille.xlsx", "chargé de mission", FILE)
    yield Wanted("/annuaire.json", "personne", FILE)
    yield Wanted("/annuaire.csv", "personne", FILE)


def addresses(on: Cast) -> Iterator[tuple[str, str]]:
    for who in ("personne", "coordination", "membre", "inter-CPTS", "chargé de mission"):
        yield who, "/"
    for text in ("", "?q=montpellier", "?q=34000", "?q=cpts", "?page=20", on.cpts + "/"):
        yield "personne", f"/annuaire/{text}"
    for text in (on.codes, f"d{on.departement}"):
        yield "personne", f"/territoire/?s={text}"
    yield "personne", f"/territoire/financement/?s={on.codes}"
    for area in (f"departements/{on.departement}", f"regions/{on.region}", "france"):
        yield "personne", f"/{area}/"
    for tab in ("", "perimetre", "financement", "parcours", "lettre", "affiliations", "roles"):
        yield "coordination", f"/communautes/{on.cpts}/{tab}/".replace("//", "/")
    yield from meetings_and_members(on)
    yield "membre", f"/communautes/{on.cpts}/journal/"
    for form in ("fiche/", "lettre/modifier/", f"perimetre/modifier/?s={on.codes}"):
        yield "coordination", f"/communautes/{on.cpts}/{form}"
    for tab in ("", "affiliations", "roles", "journal"):
        yield "inter-CPTS", f"/communautes/{on.inter}/{tab}/".replace("//", "/")
    yield "inter-CPTS", "/portefeuille/"
    for page in ("", "?page=5", "?etape=LETTER_SENT"):
        yield "chargé de mission", f"/portefeuille/{page}"
    yield "chargé de mission", f"/communautes/{on.cpts}/"
    yield "administration", "/instance/"


def meetings_and_members(on: Cast) -> Iterator[tuple[str, str]]:
    """Yield what a community lives by: 300 expected at a meeting, 100 communities to agree."""
    for page in ("", "emargement/", "invites/", "releve/"):
        yield "présidence", f"{on.made.meeting}{page}"
    yield "présidence", on.made.proposal
    for page in ("reunions", "decisions", "mandats", "membres", "membres/organigramme", "actions"):
        yield "présidence", f"/communautes/{on.cpts}/{page}/"


@contextmanager
def undisturbed() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def seconds_of(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measure(wanted: Wanted, client: Client, *, requests: int) -> Measure:
    first = client.get(wanted.url)
    if first.status_code != 200:
        raise SystemExit(f"{wanted.url} répond {first.status_code} à {wanted.who}")
    with CaptureQueriesContext(connection) as asked:
        client.get(wanted.url)
        queries = len(asked)
    times = requests if wanted.budget < FILE else max(3, requests // 6)
    before = time.process_time()
    seconds = [seconds_of(lambda: client.get(wanted.url)) for _ in range(times)]
    processor = (time.process_time() - before) / times
    return Measure(wanted.url, wanted.who, seconds, wanted.budget, queries, processor)


def measure_all(*, requests: int, only: str = "") -> list[Measure]:
    """Measure every page; the first answer of each, which fills caches, is not counted."""
    actors = cast()
    with undisturbed():
        return [
            *([life.measure_import(actors.local, actors.chair)] if not only else []),
            *(
                measure(wanted, actors.clients[wanted.who], requests=requests)
                for wanted in pages(actors)
                if only in wanted.url
            ),
        ]
