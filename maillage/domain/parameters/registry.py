"""Where is the value in force on a given day found?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from maillage.domain.parameters.reading import read
from maillage.domain.parameters.values import Parameter, Value
from maillage.domain.refusal import Refusal

TEXTS = Path(__file__).parent


class UnknownParameter(Refusal):
    """No text nor operator gives this parameter, or not for this size."""

    def __init__(self, key: str, size: int | None = None) -> None:
        place = f" pour la taille {size}" if size is not None else ""
        super().__init__(
            f"Le paramètre « {key} » n’existe pas{place} : vérifiez son nom dans docs/regles."
        )


class NotYetInForce(Refusal):
    """The first value of this parameter is later than the day asked for."""

    def __init__(self, label: str, day: date, since: date) -> None:
        super().__init__(
            f"« {label} » n’était pas encore en vigueur le {day:%d/%m/%Y} : "
            f"la première valeur connue date du {since:%d/%m/%Y}. Choisissez une date postérieure."
        )


class UnknownAmount(Refusal):
    """The value is needed for a calculation and no source gives it."""

    def __init__(self, value: Value) -> None:
        super().__init__(
            f"« {value.label} » est inconnu : {value.reason} "
            "L’exploitant peut le renseigner dans le dossier MAILLAGE_PARAMETERS."
        )


class ParametersNotFound(Refusal):
    """The directory named by the operator does not exist."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"Le dossier de paramètres « {directory} » n’existe pas : "
            "corrigez MAILLAGE_PARAMETERS ou créez-le."
        )


class Registry:
    """All the parameters known to an instance, by key."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = dict(sorted(parameters.items()))

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._parameters.values())

    def parameter(self, key: str) -> Parameter:
        """Return a parameter with all its dated values.

        :raises UnknownParameter: nobody gives it.
        """
        if key not in self._parameters:
            raise UnknownParameter(key)
        return self._parameters[key]

    def value_on(self, day: date, key: str, *, size: int | None = None) -> Value:
        """Return the value in force on a day, for a size (1 to 4) when it depends on it.

        The amount may be None: unknown, with its reason.

        :raises UnknownParameter: no such parameter, or none for that size.
        :raises NotYetInForce: the day is before the first value.
        """
        values = [value for value in self.parameter(key).values if value.size == size]
        if not values:
            raise UnknownParameter(key, size)
        in_force = [value for value in values if value.since <= day]
        if not in_force:
            raise NotYetInForce(values[0].label, day, values[0].since)
        return in_force[-1]

    def amount_on(self, day: date, key: str, *, size: int | None = None) -> Decimal:
        """Return the amount in force on a day, for a calculation that cannot do without it.

        :raises UnknownAmount: no source gives it.
        :raises UnknownParameter: no such parameter, or none for that size.
        :raises NotYetInForce: the day is before the first value.
        """
        value = self.value_on(day, key, size=size)
        if value.amount is None:
            raise UnknownAmount(value)
        return value.amount

    def overlaid_by(self, other: "Registry") -> "Registry":
        """Return this registry with another's values added: same day and size, the other's wins."""
        merged = dict(self._parameters)
        for parameter in other:
            below = merged.get(parameter.key)
            merged[parameter.key] = parameter if below is None else _merged(below, parameter)
        return Registry(merged)


def _merged(below: Parameter, above: Parameter) -> Parameter:
    values = {(value.since, value.size or 0): value for value in (*below.values, *above.values)}
    return replace(above, values=tuple(values[place] for place in sorted(values)))


def load(directory: Path) -> Registry:
    """Read every parameter file of a directory, and of the directories under it.

    :raises ParametersNotFound: there is no such directory.
    :raises MalformedParameter: one of its files does not say what it must.
    """
    if not directory.is_dir():
        raise ParametersNotFound(directory)
    keys = {
        path.relative_to(directory).with_suffix("").as_posix(): path
        for path in directory.rglob("*.yaml")
    }
    return Registry({key: read(path, key) for key, path in keys.items()})


@lru_cache(maxsize=8)
def registry(overlay: Path | None = None) -> Registry:
    """Return what the texts set, filled or replaced by the operator's own files if there are any.

    Read once per process: an operator restarts the instance after changing a value.
    """
    if overlay is None:
        return load(TEXTS)
    return registry().overlaid_by(load(overlay))


def value_on(day: date, key: str, *, size: int | None = None) -> Value:
    """Return the value the texts set on a day (see `Registry.value_on`)."""
    return registry().value_on(day, key, size=size)
