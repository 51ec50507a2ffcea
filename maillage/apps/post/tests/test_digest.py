"""One digest a day, per person: whatever their addresses, and whoever shares one with them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make
from maillage.apps.post import actions as post
from maillage.apps.post import delivery
from maillage.apps.post.models import Mail, Reminder

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


def keep(person: Person | None, address: str, text: str = "Réunion.", days: int = 5) -> Reminder:
    useful_until = NOW + timedelta(days=days)
    recall = post.Recall(uuid4(), "poll", NOW, useful_until)
    return post.keep_for_digest(person=person, address=address, text=text, recall=recall)


def gathered() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("address", "text"))


def test_someone_reached_at_two_addresses_gets_one_mail_where_they_sign_in() -> None:
    alix = make.user("alix@exemple.test").person
    keep(alix, "cabinet@exemple.test", "Réunion d’ici.")
    keep(alix, "alix.perso@exemple.test", "Réunion d’ailleurs.")

    assert delivery.gather(at=NOW) == 1

    [(address, text)] = gathered()
    assert address == "alix@exemple.test"
    assert "d’ici" in text
    assert "d’ailleurs" in text


def test_without_an_account_the_other_address_waits_for_tomorrow() -> None:
    alix = make.person()
    keep(alix, "cabinet@exemple.test", "Réunion d’ici.", days=4)
    keep(alix, "perso@exemple.test", "Réunion d’ailleurs.")

    counts = (delivery.gather(at=NOW), delivery.gather(at=NOW), delivery.gather(at=TOMORROW))

    assert counts == (1, 0, 1)
    assert [address for address, _ in gathered()] == ["cabinet@exemple.test", "perso@exemple.test"]


def test_an_address_typed_in_capitals_is_the_same() -> None:
    alix = make.person()
    keep(alix, "Cabinet@exemple.test")
    keep(alix, "cabinet@exemple.test")

    assert delivery.gather(at=NOW) == 1
    assert Reminder.objects.filter(digest__isnull=True).count() == 0


def test_two_people_of_one_address_each_have_their_mail_with_their_name() -> None:
    alix, bo = make.person("Alix", "Essai"), make.person("Bo", "Essai")
    keep(alix, "cabinet@exemple.test", "Lien d’Alix.")
    keep(bo, "cabinet@exemple.test", "Lien de Bo.")

    assert delivery.gather(at=NOW) == 2

    texts = [text for _, text in gathered()]
    assert "Bonjour Alix Essai," in texts[0]
    assert "Lien de Bo." not in texts[0]


def test_the_database_refuses_a_second_digest_to_a_person_even_elsewhere() -> None:
    alix = make.person()
    keep(alix, "cabinet@exemple.test")
    delivery.gather(at=NOW)
    digest = Mail.objects.get()
    digest.pk, digest.uuid, digest.address = None, uuid4(), "perso@exemple.test"

    with pytest.raises(IntegrityError), transaction.atomic():
        digest.save()


def test_a_line_that_left_is_not_kept_again_for_a_new_address() -> None:
    alix, recall = make.person(), post.Recall(uuid4(), "fee", NOW, NOW + timedelta(days=5))
    post.keep_once(person=alix, address="a@exemple.test", text="Cotisation.", recall=recall)
    delivery.gather(at=NOW)

    again = post.keep_once(person=alix, address="b@exemple.test", text="Cotisation.", recall=recall)

    assert not again
