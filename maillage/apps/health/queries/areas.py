"""What are the needs of a whole département, of a région, of the country? They stand ready."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from maillage.apps.health.models import Figure, HealthLoad
from maillage.apps.health.queries.sums import chunks, units_among
from maillage.domain.health.indicators import Adding, Indicator, catalogue, indicator

DEPARTEMENT, REGION, FRANCE = (
    Figure.Level.DEPARTEMENT.value,
    Figure.Level.REGION.value,
    Figure.Level.FRANCE.value,
)
COUNTRY, INVENTED_COUNTRY = "", "F"


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """The figure of a whole area, as its file gives it or as its communes make it.

    `missing`: the communes that are not in it, when communes made it.
    """

    value: float | None
    base: float | None = None
    is_secret: bool = False
    missing: int = 0


def figures(
    indicators: Iterable[str], *, level: str, codes: Collection[str] = (COUNTRY,)
) -> Mapping[tuple[str, str], AreaFigure]:
    """Return the figures of whole areas, by indicator and code; shares are drawn from their parts.

    The country has an empty code, the invented one « F ».
    """
    asked = [indicator(code) for code in indicators]
    wanted = {part for one in asked for part in (one.parts or (one.code,))}
    current = HealthLoad.objects.current().values("pk")
    rows: dict[tuple[str, str], AreaFigure] = {}
    for chunk in chunks(codes):
        found = Figure.objects.filter(
            level=level, code__in=chunk, indicator__in=wanted, load__in=current
        )
        for code, place, value, base, is_secret, missing in found.order_by("load").values_list(
            "indicator", "code", "value", "base", "is_secret", "missing"
        ):
            rows[code, place] = AreaFigure(value, base, is_secret, missing)
    told = {}
    for one in asked:
        for code in codes:
            figure = _share(one, code, rows) if one.parts else rows.get((one.code, code))
            if figure:
                told[one.code, code] = figure
    return told


def comparisons(codes: Collection[str]) -> Mapping[str, Mapping[str, AreaFigure]]:
    """Return what to set beside these communes: their département, their région, the country.

    An area they do not lie in alone is left out.
    """
    units = units_among(codes).values()
    invented = bool(units) and all(unit.is_fictional for unit in units)
    areas = {
        DEPARTEMENT: {unit.departement for unit in units},
        REGION: {unit.region for unit in units},
        FRANCE: {INVENTED_COUNTRY if invented else COUNTRY},
    }
    return {
        level: {
            code: told
            for (code, _), told in figures(catalogue(), level=level, codes=places).items()
        }
        for level, places in areas.items()
        if len(places) == 1
    }


def _share(
    one: Indicator, code: str, rows: Mapping[tuple[str, str], AreaFigure]
) -> AreaFigure | None:
    parts = [rows[part, code] for part in one.parts if (part, code) in rows]
    if len(parts) < len(one.parts) or one.adding is not Adding.SHARE:
        return None
    values = [part.value for part in parts if part.value is not None]
    base = parts[0].base
    if len(values) < len(parts) or not base:
        return AreaFigure(None, is_secret=any(part.is_secret for part in parts))
    return AreaFigure(100 * sum(values) / base, base, False, max(part.missing for part in parts))
