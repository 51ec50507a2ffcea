"""Does what a database gives back always have the digest it was written with?"""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest

from maillage.apps.journal.chain import Link, digest_of, plain
from maillage.apps.journal.models import Entry
from maillage.apps.journal.tests import make
from maillage.apps.journal.verification import verify

AWKWARD_TEXTS = [
    "",
    " ",
    "e\u0301 et \u00e9",
    "L’Haÿ-les-Roses « 94 »",
    "nul\0inside",
    "half \ud83d pair",
    "\U0001f33f\u200d",
    "\\ \" ' \n\t\r \x7f \u2028",
    "1",
    "true",
    "null",
]
AWKWARD_NUMBERS = [0, 1, -1, 2**31, 2**63, 10**30, True, False, 1.0, 1e22, 1e-9, 0.1 + 0.2, -0.0]


class Colour(Enum):
    BLUE = "BLUE"


def awkward(rng: random.Random, depth: int = 3) -> object:
    choices: list[object] = [
        rng.choice(AWKWARD_TEXTS),
        rng.choice(AWKWARD_NUMBERS),
        float("nan"),
        float("inf"),
        None,
        Decimal("75000.00"),
        date(2026, 2, 28),
        datetime(2026, 2, 28, 23, 59, 59, rng.randrange(10**6), tzinfo=UTC),
        UUID(int=rng.getrandbits(128)),
        Colour.BLUE,
        {rng.choice(AWKWARD_TEXTS), "b", "a"},
    ]
    if depth:
        choices.append([awkward(rng, depth - 1) for _ in range(3)])
        choices.append(
            {rng.choice([*AWKWARD_TEXTS, 1, 2]): awkward(rng, depth - 1) for _ in range(3)}
        )
    return rng.choice(choices)


@pytest.mark.django_db
def test_whatever_the_facts_the_chain_holds_once_read_back() -> None:
    rng = random.Random(20261123)  # noqa: S311  # the same awkward values at each run
    for number in range(300):
        moment = make.NOON + timedelta(microseconds=rng.randrange(10**12))
        make.entry(at=moment, what=awkward(rng), number=number)

    assert verify().entries == 300


@pytest.mark.django_db
def test_what_is_recorded_is_what_is_read_back() -> None:
    entry = make.entry(amount=Decimal("1.10"), share=0.5, day=date(2026, 3, 2), codes={"b", "a"})

    assert Entry.objects.get(pk=entry.pk).facts == {
        "amount": "1.10",
        "share": "0.5",
        "day": "2026-03-02",
        "codes": ["a", "b"],
    }


@pytest.mark.parametrize("value", AWKWARD_TEXTS)
def test_plain_text_can_be_stored_anywhere(value: str) -> None:
    kept = plain(value)

    assert isinstance(kept, str)
    assert "\0" not in kept
    assert kept.encode().decode() == kept


def test_a_value_made_plain_stays_the_same() -> None:
    rng = random.Random(3)  # noqa: S311  # the same awkward values at each run
    for _ in range(300):
        once = plain(awkward(rng))

        assert plain(once) == once


LINK = Link(
    number=1,
    at=make.NOON,
    by=5,
    verb="a.b",
    subject_type="accounts.person",
    subject_key="5",
    subject_label="",
    community=None,
    facts={"a": 1, "b": [1, 2]},
    previous="0" * 64,
)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 2},
        {"at": make.NOON + timedelta(microseconds=1)},
        {"by": None},
        {"by": 6},
        {"verb": "a.c"},
        {"subject_type": "accounts.user"},
        {"subject_key": "6"},
        {"subject_label": "x"},
        {"community": UUID(int=1)},
        {"facts": {"a": "1", "b": [1, 2]}},
        {"facts": {"a": True, "b": [1, 2]}},
        {"facts": {"a": 1, "b": [2, 1]}},
        {"facts": {"a": 1}},
        {"previous": "1" * 64},
    ],
)
def test_every_word_of_an_entry_counts_in_its_digest(change: dict[str, object]) -> None:
    assert digest_of(Link(**(vars(LINK) | change))) != digest_of(LINK)


def test_the_order_of_the_facts_does_not_count() -> None:
    assert digest_of(Link(**(vars(LINK) | {"facts": {"b": [1, 2], "a": 1}}))) == digest_of(LINK)


def test_the_digest_never_changes_from_a_version_to_the_next() -> None:
    assert digest_of(LINK) == "b2c0bb4bdce1bfa135c8800d90442cbde5ae6bebfebb1d3693da99b5c3ccba98"
