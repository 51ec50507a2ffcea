"""How is the quality of a partition said, part by part, on a page and in a file?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.domain.french import SPACE
from maillage.ui.parts import SourceNote

J_NOTE = SourceNote(
    title="Méthode publiée avec Maillage (décision 30)",
    rule=(
        "J = 10 × écart moyen à la fenêtre de population + distance moyenne au centre, rapportée "
        "à celle d’un territoire courant + (1 − compacité moyenne) + 2 × part des habitants hors "
        "du plus grand morceau de leur EPCI. Moins, c’est mieux."
    ),
)


def decimal(value: float, digits: int = 2) -> str:
    """Write 1,87."""
    return f"{value:.{digits}f}".replace(".", ",")


@dataclass(frozen=True)
class Quality:
    """The score of a partition and its parts, in figures ready to be read."""

    count: int
    in_window: int
    broken: int
    j: str
    distance: str
    compactness: str
    split: str
    cut: int | None = None
    avoidable: int | None = None

    @property
    def j_note(self) -> SourceNote:
        """The rule of the published number."""
        return J_NOTE

    @property
    def split_note(self) -> str:
        """How many people live apart from most of their EPCI."""
        return f"{self.split} des habitants hors du gros de leur EPCI"

    @property
    def shape_note(self) -> str:
        """How round territories are."""
        return f"compacité {self.compactness}, 1 pour un disque"

    @property
    def pieces_note(self) -> str:
        """Territories that are not in one piece."""
        if not self.broken:
            return "chacun d’un seul tenant"
        return f"{self.broken} en plusieurs morceaux"

    @property
    def all_in_window(self) -> bool:
        return self.in_window == self.count

    @property
    def population(self) -> str:
        """How many territories are in the window."""
        if self.all_in_window:
            return f"tous les {self.count}" if self.count > 1 else "le seul"
        return f"{self.in_window} sur {self.count}"

    @property
    def cuts(self) -> str:
        """EPCI cut, and those that could have stood whole."""
        if self.cut is None:
            return ""
        if not self.cut:
            return "aucun"
        plural = "s" if self.cut > 1 else ""
        if not self.avoidable:
            return f"{self.cut}, inévitable{plural}"
        if self.avoidable == self.cut:
            return f"{self.cut}, évitable{plural}"
        return f"{self.cut} dont {self.avoidable} évitable{'s' * (self.avoidable > 1)}"


def quality_of(score: Mapping[str, Any], cuts: tuple[int, int] | None = None) -> Quality:
    """Read a stored score."""
    return Quality(
        count=score["count"],
        in_window=score["in_window"],
        broken=score["broken"],
        j=decimal(score["j"], 3),
        distance=f"{decimal(score['rms'], 1)}{SPACE}km",
        compactness=decimal(score["compactness"]),
        split=f"{decimal(100 * score['split'], 1)}{SPACE}%",
        cut=cuts[0] if cuts else None,
        avoidable=cuts[1] if cuts else None,
    )
