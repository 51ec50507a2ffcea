"""May two files of one kind be in place at once?"""

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.health.models import HealthLoad
from maillage.apps.health.tests import make

pytestmark = pytest.mark.django_db


def test_one_load_of_a_kind_is_in_place() -> None:
    make.load()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.load()

    make.load(is_current=False)


def test_the_invented_load_stands_beside_the_real_one() -> None:
    real, invented = make.load(), make.load(is_fictional=True)

    assert set(HealthLoad.objects.current()) == {real, invented}


def test_two_variants_of_a_kind_are_in_place_together() -> None:
    make.load(HealthLoad.Kind.APL, variant="10")
    make.load(HealthLoad.Kind.APL, variant="60")

    assert HealthLoad.objects.current().count() == 2
