"""Who gets in by which door? Every address of the resolver, every kind of person."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker
from time_machine import travel

from maillage.apps.communities.tests import make
from maillage.apps.journal.models import Entry
from tests import scene
from tests.doors import ADMINISTRATOR, DOORS, NO_SIGN_IN, SIGNED_IN, SIGNING_IN, Door
from tests.scene import Scene, Who

OPEN, SIGN_IN, FORBIDDEN, NOT_FOUND, NOT_THAT_WAY = "ouvert", "connexion", 403, 404, 405


def addresses(
    resolver: URLResolver | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of the resolver by its name, or by itself where it has none."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, below)


def is_allauths(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith("allauth.")


OURS = [name for name, pattern in addresses() if not is_allauths(pattern)]
ALLAUTHS = [name for name, pattern in addresses() if is_allauths(pattern)]


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Write the scene once: each test then works in its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        with travel(make.NOW, tick=False):
            built = scene.build()
        yield built
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visitors(written: Scene) -> dict[Who, Client]:
    """Return the browser of each person, signed in once."""
    with travel(make.NOW, tick=False):
        return {who: written.client(who) for who in Who}


@pytest.fixture
def place(written: Scene, db: None) -> Iterator[Scene]:
    written.cpts.refresh_from_db()
    with travel(make.NOW, tick=False):
        yield written


def url_of(name: str, door: Door, place: Scene) -> str:
    known = {"cpts": place.cpts.slug, **place.uuids}
    arguments = {key: known.get(value, value) for key, value in door.at.items()}
    return reverse(name, kwargs=arguments) + (f"?{door.query}" if door.query else "")


def seen_in(response: HttpResponseBase) -> str | int:
    """Say what someone sees: the page or what follows it, the sign-in page, or a refusal."""
    if response.status_code == 302:
        return SIGN_IN if response["Location"].startswith(reverse("account_login")) else OPEN
    return OPEN if response.status_code == 200 else response.status_code


def untold(response: HttpResponseBase) -> str:
    """Return a page without what changes at each answer."""
    text = getattr(response, "content", b"").decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def expected(name: str, door: Door, who: Who, may: frozenset[Who] | None) -> str | int:
    if who is Who.NOBODY and name not in NO_SIGN_IN:
        return SIGN_IN
    if may is None:
        return NOT_THAT_WAY
    if who in may:
        return OPEN
    return FORBIDDEN if who in door.told else NOT_FOUND


def test_every_address_has_its_door() -> None:
    assert sorted(OURS) == sorted(DOORS)


def test_no_two_addresses_bear_the_same_name() -> None:
    assert len(OURS) == len(set(OURS))


@pytest.mark.parametrize("name", DOORS)
def test_a_page_opens_to_those_who_may_read_it(
    name: str, place: Scene, visitors: dict[Who, Client]
) -> None:
    door = DOORS[name]
    url = url_of(name, door, place)

    seen = {who: seen_in(visitors[who].get(url)) for who in Who}

    assert seen == {who: expected(name, door, who, door.get) for who in Who}


@pytest.mark.parametrize("name", DOORS)
def test_an_act_is_answered_to_those_who_have_the_right(
    name: str, place: Scene, visitors: dict[Who, Client]
) -> None:
    door = DOORS[name]
    url = url_of(name, door, place)
    refused = [who for who in Who if expected(name, door, who, door.post) != OPEN]
    before = Entry.objects.count()

    seen = {who: seen_in(visitors[who].post(url)) for who in refused}
    journaled = Entry.objects.count() - before
    seen |= {who: seen_in(visitors[who].post(url)) for who in Who if who not in refused}

    assert seen == {who: expected(name, door, who, door.post) for who in Who}
    assert journaled == 0, "une personne sans droit a laissé une trace au journal"


@pytest.mark.parametrize("name", ["communities:workspace", "communities:roles"])
def test_the_space_of_an_inter_cpts_is_its_own(name: str, place: Scene) -> None:
    url = reverse(name, args=[place.inter.slug])
    inside = {Who.CHAIR_OF_INTER_CPTS, Who.DESK_OFFICER, Who.FACILITATOR, Who.REVIEWER}
    inside |= ADMINISTRATOR

    seen = {who for who in SIGNED_IN if place.client(who).get(url).status_code == 200}

    assert seen == inside


@pytest.mark.parametrize(
    ("name", "uuid"),
    [("communities:end_role", "role"), ("communities:end_affiliation", "affiliation")],
)
def test_the_rows_of_a_community_are_not_reached_through_another(
    name: str, uuid: str, place: Scene
) -> None:
    mine = make.cpts()
    chair = Client(SERVER_NAME="localhost")
    chair.force_login(make.holder(mine))

    response = chair.post(
        reverse(name, kwargs={"slug": mine.slug, "uuid": place.uuids[uuid]}),
        {"until": "2026-11-23"},
    )

    assert response.status_code == 404


@pytest.mark.parametrize("kind", ["move", "pause"])
def test_what_one_community_recorded_is_not_withdrawn_through_another(
    kind: str, place: Scene
) -> None:
    mine = make.cpts()
    client = Client(SERVER_NAME="localhost")
    client.force_login(make.holder(mine) if kind == "move" else make.officer("D1"))
    name = f"creation:withdraw_{kind}"

    client.post(
        reverse(name, kwargs={"slug": mine.slug, "uuid": place.uuids[kind]}),
        {"reason": "Par curiosité.", "seen": str(place.uuids[kind])},
    )

    assert place.cpts.moves.standing().count() == 1
    assert place.cpts.clock_pauses.standing().count() == 1


def test_a_community_that_does_not_exist_and_one_that_is_not_yours_look_the_same(
    place: Scene,
) -> None:
    stranger = place.client(Who.STRANGER)

    absent = stranger.get(reverse("communities:workspace", args=["nulle-part"]))
    closed = stranger.get(reverse("communities:workspace", args=[place.cpts.slug]))

    assert absent.status_code == closed.status_code == 404
    assert untold(absent) == untold(closed)


def test_an_unpublished_community_has_no_card(place: Scene) -> None:
    place.cpts.is_published = False
    place.cpts.save()
    url = reverse("communities:card", args=[place.cpts.slug])

    assert {place.client(who).get(url).status_code for who in Who} == {404}


def test_the_demonstration_lets_no_real_person_in_by_their_number(
    place: Scene, settings: object
) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]  # pytest-django's wrapper
    client = place.client(Who.NOBODY)

    shown = client.get(reverse("demonstration"))
    entered = client.post(reverse("enter_demonstration", args=[place.uuids["person"]]))

    assert (shown.status_code, entered.status_code) == (200, 404)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ALLAUTHS)
def test_a_sign_in_page_stands_whoever_comes(name: str, method: str, place: Scene) -> None:
    key = {"uidb36": "1", "key": "faux"} if name == "account_reset_password_from_key" else {}
    url = reverse(name, kwargs=key)

    for who in (Who.NOBODY, Who.MEMBER):
        response = getattr(place.client(who), method)(url)

        assert response.status_code < 500
        if who is Who.NOBODY and name not in SIGNING_IN:
            assert response.status_code != 200
