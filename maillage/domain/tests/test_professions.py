"""Under which heading does a list put someone's trade?"""

import pytest

from maillage.domain.professions import heading_of


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("IDEL", "Infirmiers"),
        ("cardiologue", "Médecins"),
        ("interne en médecine générale", "Interne en médecine générale"),
        ("secrétaire médicale", "Secrétaire médicale"),
        ("", ""),
    ],
)
def test_a_list_puts_every_spelling_of_a_profession_under_one_heading(
    written: str, heading: str
) -> None:
    assert heading_of(written) == heading
