"""How is a file of the catalogue read, and what is said when it is badly written?

One YAML file holds the indicators of a section; what they share stands once, at its head::

    section: AGES
    checked_on: 2026-11-23
    shared: {unit: habitants, adding: SUM, sources: [{title: …, url: …}]}
    indicators:
      AGE_0_14: {name: Moins de 15 ans, rule: …}
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from maillage.domain.health.indicators.values import Adding, Finest, Indicator, Section
from maillage.domain.parameters.values import Source
from maillage.domain.refusal import Refusal

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXTS = ("name", "unit", "rule", "weight", "divergence", "secrecy", "better")
_BEFORE = re.compile(r" ([:;?!»%])")
_NEEDED = ("name", "unit", "rule")
_FIELDS = {
    *_TEXTS, "adding", "finest", "decimals", "can_be_typed", "parts", "classes", "written",
    "sources",
}  # fmt: skip


class MalformedCatalogue(Refusal):
    """A file of the catalogue does not say what it must."""

    def __init__(self, name: str, defect: str) -> None:
        super().__init__(
            f"Le catalogue d’indicateurs «\u00a0{name}\u00a0» est à corriger : {defect}."
        )


def read(path: Path) -> tuple[Indicator, ...]:
    """Read the indicators of one file.

    :raises MalformedCatalogue: a field is missing, unknown, or an indicator has no source.
    """
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 — safe loader
    try:
        section = Section(content["section"])
        checked_on = content["checked_on"]
        shared, listed = content.get("shared", {}), content["indicators"]
    except (KeyError, TypeError, ValueError):
        raise MalformedCatalogue(path.name, "l’en-tête est incomplet") from None
    if type(checked_on) is not date:
        raise MalformedCatalogue(path.name, "« checked_on » doit être une date (AAAA-MM-JJ)")
    return tuple(
        _indicator(code, {**shared, **own}, section, checked_on, path.name)
        for code, own in listed.items()
    )


def _indicator(
    code: str, given: Mapping[str, Any], section: Section, checked_on: date, name: str
) -> Indicator:
    for defect in _defects(code, given):
        raise MalformedCatalogue(name, defect)
    return Indicator(
        code=code,
        section=section,
        checked_on=checked_on,
        adding=Adding(given["adding"]),
        finest=Finest(given.get("finest", "COMMUNE")),
        decimals=given.get("decimals", 0),
        can_be_typed=given.get("can_be_typed", False),
        parts=tuple(given.get("parts", ())),
        classes=given.get("classes", {}),
        written=tuple(given.get("written", ())),
        sources=tuple(Source(one["title"], one.get("url", "")) for one in given["sources"]),
        **{field: _typeset(given.get(field, "")) for field in _TEXTS},
    )


def _typeset(text: str) -> str:
    """Return the text on one line, its French punctuation kept with its word."""
    return _BEFORE.sub("\u00a0\\1", " ".join(text.split())).replace("« ", "«\u00a0")


def _defects(code: str, given: Mapping[str, Any]) -> Iterator[str]:
    unknown = set(given) - _FIELDS
    if unknown:
        yield f"{code} porte un champ inconnu ({', '.join(sorted(unknown))})"
    for field in (*_NEEDED, "adding", "sources"):
        if not given.get(field):
            yield f"{code} n’a pas de « {field} »"
    if given.get("adding") == "MEAN" and not given.get("weight"):
        yield f"{code} est une moyenne sans dire ce qui la pondère (« weight »)"
    if given.get("adding") == "SHARE" and not given.get("parts"):
        yield f"{code} est un rapport sans « parts »"
    if given.get("adding") == "CLASSES" and not given.get("classes"):
        yield f"{code} n’a pas de « classes »"
