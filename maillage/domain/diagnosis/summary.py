"""What would someone say first of a territory, in a few sentences?"""

from collections.abc import Iterator
from decimal import Decimal

from maillage.domain import french
from maillage.domain.diagnosis import trades
from maillage.domain.diagnosis.shape import (
    DEPARTEMENT,
    FRANCE,
    REGION,
    TERRITORY,
    Column,
    Diagnosis,
    Line,
)
from maillage.domain.diagnosis.values import ratio, written

# Under that share of difference, two figures are said to be near one another.
NEAR = Decimal("0.05")
# What a sentence compares with, the nearest first.
MOST_NEEDS = 4
REFERENCES = (DEPARTEMENT, REGION, FRANCE)


def sentences(diagnosis: Diagnosis) -> tuple[str, ...]:
    """Return the summary, a paragraph a subject: the place, its people, its carers, its needs."""
    paragraphs = (
        (*_place(diagnosis), *_people(diagnosis)),
        _carers(diagnosis),
        _access(diagnosis),
        _needs(diagnosis),
    )
    return tuple(" ".join(said) for words in paragraphs if (said := tuple(words)))


def _place(diagnosis: Diagnosis) -> Iterator[str]:
    people = diagnosis.line("population")
    communes = diagnosis.line("communes")
    if people is None or communes is None or communes.own.amount is None:
        return
    count = int(communes.own.amount)
    said = (
        f"{written(people.own)} habitants dans {french.integer(count)} commune"
        f"{'s' if count > 1 else ''}"
    )
    density = diagnosis.line("density")
    if density and density.own.is_known:
        said += f", {density.text_of(TERRITORY)} habitants au km²{_beside(diagnosis, density)}"
    yield f"{said[:1].upper()}{said[1:]}."


def _people(diagnosis: Diagnosis) -> Iterator[str]:
    for key, words in (
        ("AGE_75_SHARE", "ont 75 ans ou plus"),
        ("sparse", "vivent dans une commune peu dense"),
    ):
        line = diagnosis.line(key)
        if line and line.own.amount:
            share = line.text_of(TERRITORY)
            yield f"{share}\u00a0% des habitants {words}{_beside(diagnosis, line)}."


def _carers(diagnosis: Diagnosis) -> Iterator[str]:
    section = diagnosis.section("supply")
    if section is None:
        return
    parted = False
    for key, alone in ((trades.GP, True), ("NURSE", False), ("PHYSIO", False)):
        line = next((each for each in section.lines if each.key == key), None)
        if line and line.own.is_known and line.count:
            what = line.label[:1].lower() + line.label[1:]
            where = "\u00a0: " if alone else ", soit "
            parted = parted or _is_parted(diagnosis, line)
            yield (
                f"{line.count_text} {what}{where}{line.text_of(TERRITORY)} {line.unit}"
                f"{_beside(diagnosis, line)}."
            )
    if parted:
        yield "Qui exerce aussi ailleurs compte ici pour sa part dans la densité."


def _is_parted(diagnosis: Diagnosis, line: Line) -> bool:
    """Whether the density is not that of the number said: some practise elsewhere too."""
    people = diagnosis.line("population")
    if people is None or not people.own.amount or not line.count or line.count.amount is None:
        return False
    plain = ratio(line.count.amount, people.own.amount, per=trades.per(line.key))
    return plain.amount != line.own.amount


def _access(diagnosis: Diagnosis) -> Iterator[str]:
    for key, before in (
        ("APL_GP", "L’accessibilité aux médecins généralistes est de"),
        ("APL_GP_LOW", "Part des habitants en commune sous-dense en généralistes\u00a0:"),
    ):
        line = diagnosis.line(key)
        if line and line.own.is_known:
            yield f"{before} {_with_unit(line)}{_beside(diagnosis, line)}."


def _needs(diagnosis: Diagnosis) -> Iterator[str]:
    section = diagnosis.section("needs")
    shares = [line for line in section.lines if line.unit.startswith("%")] if section else []
    for line in [line for line in shares if line.own.is_known][:MOST_NEEDS]:
        yield f"{line.label}\u00a0: {_with_unit(line)}{_beside(diagnosis, line)}."


def _with_unit(line: Line) -> str:
    unit = "%" if line.unit.startswith("%") else line.unit
    return f"{line.text_of(TERRITORY)}\u00a0{unit}"


def _beside(diagnosis: Diagnosis, line: Line) -> str:
    """Say how a figure stands beside the nearest area where it is known."""
    for column in diagnosis.others:
        if column.key in REFERENCES and (said := _against(line, column)):
            return said
    return ""


def _against(line: Line, column: Column) -> str:
    own, other = line.own.amount, line.of(column.key).amount
    if own is None or other is None:
        return ""
    figure = line.text_of(column.key) + ("\u00a0%" if line.unit.startswith("%") else "")
    if abs(own - other) <= NEAR * max(abs(other), Decimal("0.01")):
        return f", comme {_in(column)} ({figure})"
    return f", {'plus' if own > other else 'moins'} que {_in(column)} ({figure})"


def _in(column: Column) -> str:
    return {DEPARTEMENT: "dans le département", REGION: "dans la région"}.get(
        column.key, "en France"
    )
