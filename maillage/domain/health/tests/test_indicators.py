"""Does the catalogue say of every figure what is needed to trust it or to contest it?"""

from pathlib import Path

import pytest

from maillage.domain.health.indicators import UnknownIndicator, catalogue, indicator, stored
from maillage.domain.health.indicators.reading import MalformedCatalogue, read
from maillage.domain.health.indicators.values import Adding, Section

WRITTEN = """\
section: AGES
checked_on: 2026-11-23
indicators:
  ONE: {name: Un, unit: habitants, adding: SUM, rule: Règle., sources: [{title: INSEE}]}
"""


def test_every_indicator_has_its_rule_and_its_source() -> None:
    for one in catalogue().values():
        assert one.name
        assert one.unit
        assert one.rule.endswith("."), one.code
        assert one.source.title


def test_a_share_is_drawn_from_sums_of_the_catalogue() -> None:
    for one in catalogue().values():
        assert all(indicator(part).adding is Adding.SUM for part in one.parts)
    assert all(one.adding is not Adding.SHARE for one in stored())


def test_the_seven_bands_do_not_overlap() -> None:
    bounds = [
        [int(bound) for bound in code.split("_")[1:]]
        for code, one in catalogue().items()
        if code.startswith("AGE_") and one.adding is Adding.SUM and code != "AGE_75"
    ]

    assert len(bounds) == 7
    assert [band[0] for band in bounds[1:]] == [band[1] + 1 for band in bounds[:-1]]


def test_sections_come_in_the_order_of_a_diagnosis() -> None:
    met = list(dict.fromkeys(one.section for one in catalogue().values()))

    assert met == list(Section)


def test_an_unknown_indicator_is_refused_by_name() -> None:
    with pytest.raises(UnknownIndicator, match="AGE_999"):
        indicator("AGE_999")


@pytest.mark.parametrize(
    ("instead", "of", "defect"),
    [
        ("TOTAL", "AGES", "en-tête"),
        ("checked_on: demain", "checked_on: 2026-11-23", "une date"),
        ("adding: MEAN", "adding: SUM", "pondère"),
        ("adding: SHARE", "adding: SUM", "sans « parts »"),
        ("adding: CLASSES", "adding: SUM", "classes"),
        ("nom: Un", "name: Un", "champ inconnu"),
        ("sources: []", "sources: [{title: INSEE}]", "sources"),
    ],
)
def test_a_badly_written_entry_is_refused(
    tmp_path: Path, instead: str, of: str, defect: str
) -> None:
    path = tmp_path / "ages.yaml"
    path.write_text(WRITTEN.replace(of, instead), "utf-8")

    with pytest.raises(MalformedCatalogue, match=defect):
        read(path)
