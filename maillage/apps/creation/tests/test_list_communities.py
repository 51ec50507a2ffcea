import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.communities.models import Community
from maillage.apps.creation.tests import make
from maillage.domain.journey import Stage

pytestmark = pytest.mark.django_db


def listed(*options: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("communities", "list", "--json", *options, stdout=out)
    records: list[dict[str, Any]] = json.loads(out.getvalue())
    return records


def stand_on(community: Community, populations: dict[str, int | None]) -> None:
    for code, population in populations.items():
        make.commune(code, population=population)
    make.perimeter(community, populations.keys())


def test_a_record_holds_what_other_programs_rely_on() -> None:
    community = make.cpts(Stage.LETTER_SENT, name="CPTS du Causse")
    stand_on(community, {"D1001": 1200, "D1002": 800, "D1003": None})

    assert listed() == [
        {
            "id": str(community.uuid),
            "slug": community.slug,
            "name": "CPTS du Causse",
            "echelon": "LOCAL",
            "departement": "D1",
            "region": "R1",
            "stage": "LETTER_SENT",
            "population": 2000,
        }
    ]


def test_a_population_that_is_not_known_is_null_and_never_zero() -> None:
    make.cpts(name="Sans territoire")
    stand_on(make.cpts(name="Sans population"), {"D1001": None})

    assert [record["population"] for record in listed()] == [None, None]


def test_the_list_is_narrowed_by_departement_and_by_echelon() -> None:
    here, body = make.cpts(), make.inter_cpts()
    make.cpts(departement_code="D2")

    assert [r["slug"] for r in listed("--departement", "d1", "--echelon", "local")] == [here.slug]
    assert [r["slug"] for r in listed("--echelon", "DEPARTMENTAL")] == [body.slug]


def test_an_unknown_departement_is_refused_in_french() -> None:
    with pytest.raises(CommandError, match=r"ZZ.*n’est pas connu"):
        listed("--departement", "ZZ")


def test_a_person_reads_one_line_per_community() -> None:
    make.cpts(name="CPTS du Causse")
    out = StringIO()

    call_command("communities", "list", stdout=out)

    assert "CPTS du Causse  EMERGENCE  population inconnue" in out.getvalue()


def test_the_number_of_queries_does_not_grow_with_the_communities(
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(30):
        make.cpts()

    with django_assert_max_num_queries(2):
        listed()
