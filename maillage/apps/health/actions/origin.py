"""Where does a file come from, in the words of a page?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

LICENCE = "Licence Ouverte 2.0"


@dataclass(frozen=True)
class Origin:
    """Who publishes a file, where, under which licence, of which day."""

    source: str
    source_url: str = ""
    licence: str = LICENCE
    as_of: date | None = None
    is_fictional: bool = False

    @property
    def vintage(self) -> str:
        return f"mis à jour le {self.as_of:%d/%m/%Y}" if self.as_of else ""

    @property
    def stored(self) -> dict[str, Any]:
        """The fields of a load that say so."""
        return {**vars(self), "vintage": self.vintage}


RPPS = Origin(
    source="Annuaire santé (RPPS), extraction en libre accès, Agence du numérique en santé",
    source_url="https://www.data.gouv.fr/datasets/annuaire-sante-extractions-des-donnees-en-libre-"
    "acces-des-professionnels-intervenant-dans-le-systeme-de-sante-rpps",
)
FINESS = Origin(
    source="FINESS, extraction des établissements, Agence du numérique en santé",
    source_url="https://www.data.gouv.fr/datasets/finess-structures-1",
)
