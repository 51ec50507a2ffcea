"""Does a link without account do its one thing, in its time, and nothing else?"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from maillage.apps.accounts.tests import make
from maillage.apps.post import links
from maillage.apps.post.links import LinkAlreadyUsed, LinkAltered, LinkExpired

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=7)


def test_a_link_says_about_what_and_for_whom_until_it_expires(db: None) -> None:
    person, subject = make.person(), uuid4()
    code = links.make("essai", subject=subject, person=person, expires_at=LATER)

    link = links.read(code, "essai", at=LATER - timedelta(seconds=1))

    assert (link.subject, link.person, link.expires_at) == (subject, person.uuid, LATER)


def test_a_link_names_nobody(db: None) -> None:
    person = make.person("Camille", "Essai")

    code = links.make("essai", subject=uuid4(), person=person, expires_at=LATER)

    assert "Camille" not in code
    assert len(code) < 120


def test_a_guest_has_a_link_too() -> None:
    code = links.make("essai", subject=uuid4(), person=None, expires_at=LATER)

    assert links.read(code, "essai", at=NOW).person is None


def test_an_expired_link_says_since_when() -> None:
    code = links.make("essai", subject=uuid4(), person=None, expires_at=LATER)

    with pytest.raises(LinkExpired, match="30/11/2026"):
        links.read(code, "essai", at=LATER)


@pytest.mark.parametrize("place", [0, 10, 40, -1])
def test_one_sign_altered_is_enough_to_refuse(place: int) -> None:
    code = links.make("essai", subject=uuid4(), person=None, expires_at=LATER)
    other = "A" if code[place] != "A" else "B"
    altered = f"{code[:place]}{other}{code[place + 1 :] if place != -1 else ''}"

    with pytest.raises(LinkAltered):
        links.read(altered, "essai", at=NOW)


@pytest.mark.parametrize("code", ["", "~", "a~b", "é", "../../etc", "A" * 5_000])
def test_what_was_never_a_link_is_refused_alike(code: str) -> None:
    with pytest.raises(LinkAltered):
        links.read(code, "essai", at=NOW)


def test_a_link_serves_no_other_purpose() -> None:
    code = links.make("répondre", subject=uuid4(), person=None, expires_at=LATER)

    with pytest.raises(LinkAltered):
        links.read(code, "signer", at=NOW)


def test_a_single_use_link_serves_once(db: None) -> None:
    code = links.make("essai", subject=uuid4(), person=None, expires_at=LATER)
    link = links.read(code, "essai", at=NOW)
    links.use(link, at=NOW)

    with pytest.raises(LinkAlreadyUsed):
        links.use(links.read(code, "essai", at=NOW), at=NOW)

    assert links.is_used(link)
