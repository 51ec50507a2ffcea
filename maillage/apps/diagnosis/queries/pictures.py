"""Which maps and charts go with a diagnosis?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage.apps.communities.queries.pictures import FINE_COMMUNES, territory_picture
from maillage.apps.diagnosis.queries.grounds import Ground
from maillage.apps.geography import queries as geography
from maillage.apps.geography.queries.units import chunks
from maillage.apps.health.models import Figure, HealthLoad
from maillage.documents.pictures import (
    Area,
    Bar,
    Chart,
    Entry,
    Line,
    Picture,
    Tone,
    Weight,
    around,
    class_bounds,
    class_legend,
    dissolve,
    tinted,
)
from maillage.domain.diagnosis import TERRITORY, Diagnosis, Place
from maillage.domain.diagnosis import Line as Figures
from maillage.domain.diagnosis.trades import FREQUENT
from maillage.domain.health.indicators import catalogue

ACCESS = "APL_GP"
FRAME, MARGIN = 1.6, 0.04
BANDS = (
    "AGE_0_14", "AGE_15_24", "AGE_25_39", "AGE_40_54", "AGE_55_64", "AGE_65_79", "AGE_80",
)  # fmt: skip


@dataclass(frozen=True)
class Pictures:
    """The maps and the charts of a diagnosis; None where nothing is known to draw."""

    territory: Picture | None
    density: Picture | None
    access: Picture | None
    access_by_commune: Mapping[str, float]
    ages: Chart | None
    carers: Chart | None


def pictures_of(ground: Ground, diagnosis: Diagnosis) -> Pictures:
    """Return what is drawn of a territory; maps only when its communes are listed."""
    territory = density = access = None
    accesses: Mapping[str, float] = {}
    if ground.is_listed:
        communes = diagnosis.places
        drawn = geography.outlines(ground.codes, coarse=len(communes) > FINE_COMMUNES)
        if drawn:
            territory = territory_picture(communes, called=ground.name, outlines=drawn)
        density = _density(communes, drawn, called=ground.name)
        accesses = _accesses(ground)
        access = _access(accesses, drawn)
    ages, carers = ages_chart(diagnosis), carers_chart(diagnosis)
    return Pictures(territory, density, access, accesses, ages, carers)


def _density(
    communes: Sequence[Place], drawn: Mapping[str, geography.Outline], *, called: str
) -> Picture | None:
    values = {
        commune.pk: commune.population / commune.area_km2
        for commune in communes
        if commune.population is not None and commune.area_km2
    }
    if len(values) < 3:
        return None
    return _choropleth(
        values,
        drawn,
        title=f"Carte\u00a0: densité de population, {called}",
        unit="habitants au km²",
        decimals=0,
    )


def _accesses(ground: Ground) -> dict[str, float]:
    """Return the access to general practitioners of each commune where it is known."""
    current = HealthLoad.objects.current().filter(kind=HealthLoad.Kind.APL).values("pk")
    values: dict[str, float] = {}
    for chunk in chunks(ground.codes):
        rows = Figure.objects.filter(
            level=Figure.Level.COMMUNE, indicator=ACCESS, code__in=chunk, load__in=current
        )
        known = rows.filter(value__isnull=False).values_list("code", "value")
        values |= {code: value for code, value in known if value is not None}
    return values


def _access(values: Mapping[str, float], drawn: Mapping[str, geography.Outline]) -> Picture | None:
    if len(values) < 3:
        return None
    one = catalogue()[ACCESS]
    return _choropleth(
        values, drawn, title=f"Carte\u00a0: {one.name}", unit=one.unit, decimals=one.decimals
    )


def _choropleth(
    values: Mapping[str, float],
    drawn: Mapping[str, geography.Outline],
    *,
    title: str,
    unit: str,
    decimals: int,
) -> Picture | None:
    inside = {code: value for code, value in values.items() if code in drawn}
    if not inside:
        return None
    bounds = class_bounds(inside)
    tints = tinted(inside, bounds)
    legend = class_legend(inside, bounds, decimals=decimals, unit=unit)
    if len(inside) < len(drawn):
        legend.append(Entry(Tone.WHITE, "Inconnu"))
    border = dissolve({"": [outline.path for outline in drawn.values()]}).outlines[""]
    return Picture(
        title=title,
        description=f"Cinq teintes au plus, de la plus claire à la plus foncée\u00a0: {unit}, "
        f"pour {len(inside)} communes. Le tableau des communes est sous la carte.",
        box=around(o.box for o in drawn.values()).wider(MARGIN).at_least(FRAME),
        areas=tuple(
            Area(
                outline.path,
                tints.get(code, Tone.WHITE),
                f"{outline.name}\u00a0: {_said(inside.get(code), decimals, unit)}",
            )
            for code, outline in sorted(drawn.items(), key=lambda item: _order(tints, item[0]))
        ),
        lines=(Line(border, Weight.TERRITORY),),
        legend=tuple(legend),
        source=next(iter(drawn.values())).source,
    )


def _order(tints: Mapping[str, Tone], code: str) -> str:
    return tints.get(code, Tone.WHITE).value + code


def _said(value: float | None, decimals: int, unit: str) -> str:
    if value is None:
        return "inconnu"
    return f"{value:,.{decimals}f} {unit}".replace(",", "\u202f").replace(".", ",")


# --- Charts, drawn from the figures alone: a diagnosis kept draws them again -------------------


def ages_chart(diagnosis: Diagnosis) -> Chart | None:
    """Draw the ages beside those of the areas."""
    lines = [line for key in BANDS if (line := diagnosis.line(key))]
    return _chart(
        diagnosis,
        lines,
        title="Population par âge",
        described="Part de chaque âge parmi les habitants",
    )


def carers_chart(diagnosis: Diagnosis) -> Chart | None:
    """Draw the density of the most frequent trades beside that of the areas."""
    section = diagnosis.section("supply")
    lines = [line for line in section.lines if line.key in FREQUENT] if section else []
    return _chart(
        diagnosis,
        lines,
        title="Professionnels de premier recours pour 10\u202f000 habitants",
        described="Densité de chaque profession",
    )


def _chart(
    diagnosis: Diagnosis, lines: Sequence[Figures], *, title: str, described: str
) -> Chart | None:
    if not any(line.own.is_known for line in lines):
        return None
    others = [
        column for column in diagnosis.others if any(line.of(column.key).is_known for line in lines)
    ]
    named = ", ".join(column.name for column in others)
    return Chart(
        title=title,
        description=f"{described}\u00a0: une barre pour {diagnosis.name}"
        + (f", des repères pour {named}" if named else "")
        + ". Le tableau qui suit donne tous les chiffres.",
        series=(diagnosis.name, *(column.name for column in others)),
        bars=tuple(_bars(lines, [column.key for column in others])),
    )


def _bars(lines: Sequence[Figures], others: Sequence[str]) -> Iterator[Bar]:
    for line in lines:
        unit = "\u00a0%" if line.unit.startswith("%") else ""
        yield Bar(
            label=line.label,
            value=_number(line, TERRITORY),
            text=f"{line.text_of(TERRITORY)}{unit}",
            marks=tuple(_number(line, column) for column in others),
        )


def _number(line: Figures, column: str) -> float | None:
    amount = line.of(column).amount
    return None if amount is None else float(amount)
