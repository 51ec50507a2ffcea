"""Who lives in the demonstration? Invented people: names no one is known to bear together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

DOMAIN = "demonstration.invalid"

FIRST_NAMES = (
    "Aliénor", "Basile", "Capucine", "Dorian", "Éloïse", "Fantin", "Garance", "Hippolyte",
    "Iseult", "Josselin", "Lysiane", "Maïwenn", "Nathan", "Ombeline", "Perrine", "Quentin",
    "Roxane", "Sylvain", "Tiphaine", "Ulysse", "Violaine", "Wandrille", "Ysée", "Zéphyr",
)  # fmt: skip
LAST_NAMES = (
    "Abrivolle", "Bréchamine", "Castelmure", "Dorvilliane", "Estramoul", "Fontcrespin",
    "Gralouvier", "Havremain", "Issoulange", "Jarvillanne", "Lanvaumont", "Mirlevade",
    "Nantercelle", "Orbecaste", "Pralongeau", "Quéverdin", "Rocambelle", "Savrimont",
    "Tournelaud", "Urvoisel", "Vaucrestin", "Yssandrier", "Zeltenberge",
)  # fmt: skip
PROFESSIONS = (
    "médecin généraliste", "infirmière libérale", "masseur-kinésithérapeute", "pharmacienne",
    "sage-femme", "chirurgien-dentiste", "orthophoniste",
)  # fmt: skip


@dataclass(frozen=True)
class Someone:
    """A person of the demonstration, who signs in with one click."""

    first_name: str
    last_name: str
    profession: str

    @property
    def email(self) -> str:
        plain = str.maketrans("éèïëÉ", "eeieE")
        return f"{self.first_name}.{self.last_name}@{DOMAIN}".translate(plain).lower()


def people() -> Iterator[Someone]:
    """Yield people without end, never twice the same in the first five hundred."""
    for first, last, profession in zip(
        cycle(FIRST_NAMES), cycle(LAST_NAMES), cycle(PROFESSIONS), strict=False
    ):
        yield Someone(first, last, profession)
