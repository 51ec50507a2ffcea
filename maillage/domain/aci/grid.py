"""What is each cell of the funding grid worth, for a size, on a day, under a contract?

A cell is one amount of the grid: the functioning, or one part of one mission. The contract of a
community has the last word: an amount agreed in it replaces the grid's, known or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from maillage.domain.aci.missions import Mission
from maillage.domain.aci.money import to_the_cent
from maillage.domain.parameters import AGREED, Registry, Source, Value
from maillage.domain.refusal import Refusal

# A slip of the keyboard, not a contract: no sum of the ACI comes near it.
LARGEST = Decimal(10) ** 9


class UnknownCell(Refusal):
    """The code is not one of a cell's."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"La ligne de financement « {code} » n’existe pas : choisissez-la dans la liste."
        )


class NotAnAmount(Refusal):
    """An amount agreed in a contract is below zero, too large to be euros, or not a number."""

    def __init__(self, cell: "Cell") -> None:
        super().__init__(
            f"Le montant convenu pour « {cell.label} » doit être un nombre d’euros, positif "
            "ou nul : reprenez celui du contrat."
        )


class Part(Enum):
    """The parts an amount of the contract may be."""

    FUNCTIONING = "FUNCTIONING"
    FIXED = "FIXED"
    FIXED_FIRST_YEAR = "FIXED_FIRST_YEAR"
    VARIABLE = "VARIABLE"

    @property
    def label(self) -> str:
        """French name of the part."""
        return {
            Part.FUNCTIONING: "fonctionnement",
            Part.FIXED: "part fixe",
            Part.FIXED_FIRST_YEAR: "part fixe de la première année",
            Part.VARIABLE: "part variable",
        }[self]


@dataclass(frozen=True)
class Cell:
    """One amount of the grid; `mission` is None for the functioning."""

    part: Part
    mission: Mission | None = None

    @property
    def code(self) -> str:
        """Stable name, stored with agreed amounts: ``CRISIS/FIXED_FIRST_YEAR``."""
        return f"{self.mission.value}/{self.part.value}" if self.mission else self.part.value

    @property
    def key(self) -> str:
        """Key of its parameter: ``aci/crisis_fixed_first_year``."""
        name = f"{self.mission.key}_{self.part.value}" if self.mission else self.part.value
        return f"aci/{name.lower()}"

    @property
    def label(self) -> str:
        """French name: « Parcours, part fixe »."""
        return f"{self.mission.label}, {self.part.label}" if self.mission else "Fonctionnement"

    @property
    def needs_crisis(self) -> bool:
        """Whether it is paid only if the ARS recognises a crisis in the year."""
        return self.mission is Mission.CRISIS and self.part is Part.VARIABLE


FUNCTIONING = Cell(Part.FUNCTIONING)


def cells_of(mission: Mission) -> tuple[Cell, ...]:
    """Return the cells of a mission, in the order they are read."""
    parts = [Part.FIXED, Part.VARIABLE]
    if mission is Mission.CRISIS:
        parts.insert(0, Part.FIXED_FIRST_YEAR)
    return tuple(Cell(part, mission) for part in parts)


CELLS: tuple[Cell, ...] = (FUNCTIONING, *(cell for each in Mission for cell in cells_of(each)))


def cell_of(code: str) -> Cell:
    """Return the cell of a stored code (``CRISIS/FIXED``).

    :raises UnknownCell: no cell has that code.
    """
    for cell in CELLS:
        if cell.code == code:
            return cell
    raise UnknownCell(code)


def checked_amount(cell: Cell, amount: Decimal) -> Decimal:
    """Return an amount read in a contract, to the cent.

    :raises NotAnAmount: it is below zero, too large or not a number.
    """
    if not amount.is_finite() or not 0 <= amount < LARGEST:
        raise NotAnAmount(cell)
    return to_the_cent(amount)


def worth(
    cell: Cell, *, size: int, on: date, agreed: Mapping[Cell, Decimal], values: Registry
) -> Value:
    """Return what a cell is worth a year: the contract's amount if there is one, else the grid's.

    The amount may be None: no source gives it for this size.

    :raises NotAnAmount: the agreed amount is below zero, too large or not a number.
    :raises NotYetInForce: the cell did not exist yet on that day.
    """
    in_grid = values.value_on(on, cell.key, size=size)
    if cell not in agreed:
        return in_grid
    amount = checked_amount(cell, agreed[cell])
    return Value(
        key=in_grid.key,
        label=in_grid.label,
        unit=in_grid.unit,
        amount=amount,
        since=in_grid.since,
        level=AGREED,
        sources=(Source("Contrat de la CPTS"),),
        checked_on=in_grid.checked_on,
        size=size,
    )
