"""How well does a scenario follow what the professionals of each border commune wish?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.apps.workshop.ground import Ground
from maillage.apps.workshop.wishes import Heard
from maillage.domain.french import SPACE
from maillage.domain.partition import NOWHERE
from maillage.domain.partition.land import Integers


@dataclass(frozen=True)
class WishLine:
    """What the professionals of a commune wish, and where the scenario puts it.

    `to` is the territory that holds the CPTS wished: the one of its most inhabited commune.
    """

    code: str
    commune: str
    wished: str
    share: str
    answers: int
    here: str
    to: int
    is_followed: bool


@dataclass(frozen=True)
class Wishes:
    """The wishes of an area under a scenario, those not followed first, and their surveys."""

    lines: Sequence[WishLine] = ()
    sources: Sequence[str] = ()

    @property
    def followed(self) -> int:
        return sum(line.is_followed for line in self.lines)

    @property
    def ratio(self) -> str:
        """How many are followed, in a cell; empty when nobody was asked."""
        return f"{self.followed} sur {len(self.lines)}" if self.lines else ""

    @property
    def said(self) -> str:
        """How many are followed, in a sentence; empty when nobody was asked."""
        total, kept = len(self.lines), self.followed
        if not total:
            return ""
        if kept < 2:
            return (
                f"{kept} commune de bordure sur {total} est avec la CPTS que ses professionnels "
                "préfèrent."
            )
        return (
            f"{kept} communes de bordure sur {total} sont avec la CPTS que leurs professionnels "
            "préfèrent."
        )


def wishes_under(
    ground: Ground, numbers: Integers, names: Mapping[int, str], heard: Sequence[Heard]
) -> Wishes:
    """Read a partition by what the professionals of each commune wish."""
    places = ground.land.positions
    lines = []
    for each in heard:
        wished = each.wished
        here, to = int(numbers[places[wished.commune]]), int(numbers[places[wished.beside]])
        lines.append(
            WishLine(
                code=wished.commune,
                commune=ground.towns[wished.commune].name,
                wished=wished.name,
                share=f"{round(100 * wished.share)}{SPACE}%",
                answers=each.answers,
                here=f"{here + 1}. {names.get(here, '')}" if here != NOWHERE else "aucun",
                to=to,
                is_followed=here == to != NOWHERE,
            )
        )
    surveys = {each.survey.pk: each.survey for each in heard}.values()
    return Wishes(
        lines=sorted(lines, key=lambda line: line.is_followed),
        sources=[
            f"«\u00a0{survey.title}\u00a0», close le {survey.closed_on:%d/%m/%Y}"
            for survey in surveys
        ],
    )
