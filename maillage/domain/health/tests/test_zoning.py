"""Is a zone read, however the files write it?"""

import pytest

from maillage.domain.health.zoning import Extent, Tier, Zoned, read_zone

PART = Extent.PART


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("ZIP", Zoned(Tier.ZIP)),
        ("1 -Zone d'intervention prioritaire", Zoned(Tier.ZIP)),
        ("2- Zone d'action complémentaire", Zoned(Tier.ZAC)),
        ("Zone de vigilance", Zoned(Tier.VIGILANCE)),
        ("Hors vivier", Zoned(Tier.OUTSIDE)),
        ("4 - Hors-vivier", Zoned(Tier.OUTSIDE)),
        ("6_HZ", Zoned(Tier.OUTSIDE)),
        ("1_ZIP", Zoned(Tier.ZIP)),
        ("3_QPV_ZIP", Zoned(Tier.ZIP, PART)),
        ("4_QPV_ZAC", Zoned(Tier.ZAC, PART)),
        ("7_GQ_ZAC", Zoned(Tier.ZAC, PART)),
        ("VUD", Zoned(Tier.VERY_LOW)),
        ("Très sous-doté", Zoned(Tier.VERY_LOW)),
        ("Sous-dotée", Zoned(Tier.LOW)),
        ("Intermédiaire", Zoned(Tier.MIDDLE)),
        ("Très doté", Zoned(Tier.HIGH)),
        ("Sur-doté", Zoned(Tier.VERY_HIGH)),
        ("autre chose", None),
        ("", None),
    ],
)
def test_a_zone_is_read_as_any_file_writes_it(written: str, zone: Zoned | None) -> None:
    assert read_zone(written) == zone
