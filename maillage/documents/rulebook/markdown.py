"""How are tables, amounts and sources written in the pages of the rules?"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from maillage.domain import french
from maillage.domain.parameters import Parameter, Source, Value


class Sources:
    """The numbered sources of a page: each is named once, at the end."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def marks(self, sources: Iterable[Source]) -> str:
        """Return the numbers of sources, to stand beside what they support."""
        numbers = [self._numbers.setdefault(one, len(self._numbers) + 1) for one in sources]
        return " ".join(f"[{number}]" for number in numbers)

    def section(self) -> str:
        """Return the list of all the sources named so far."""
        lines = [
            f"{number}. " + (f"[{source.title}]({source.url})" if source.url else source.title)
            for source, number in self._numbers.items()
        ]
        return "## Sources\n\n" + "\n".join(lines) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(_cell(text) for text in line) + " |\n" for line in lines)


def amount(value: Value) -> str:
    """Write the amount of a value with its unit, or « inconnu »."""
    if value.amount is None:
        return "inconnu"
    if value.unit.startswith("€"):
        return french.euros(value.amount)
    return figure(value.amount, value.unit)


def figure(number: Decimal, unit: str) -> str:
    """Write a number with its unit: « 6 mois », « 75 % »."""
    if unit == "part":
        return french.percent(number)
    return f"{french.integer(int(number))}{french.SPACE}{unit}"


def in_force(parameter: Parameter) -> list[Value]:
    """Return the newest values of a parameter, one per size if it depends on the size."""
    newest: dict[int | None, Value] = {value.size: value for value in parameter.values}
    return list(newest.values())


def superseded(parameter: Parameter) -> list[Value]:
    """Return the values that newer ones replaced, oldest first."""
    kept = in_force(parameter)
    return [value for value in parameter.values if value not in kept]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
