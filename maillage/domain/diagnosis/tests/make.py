"""Territories for the tests of a diagnosis, as small as what each is about."""

from datetime import date
from decimal import Decimal

from maillage.domain.diagnosis import Column, Diagnosis, Origin, Tally, Value, summary
from maillage.domain.diagnosis.assembly import Compared, Need, sections
from maillage.domain.diagnosis.tally import Carers

DAY = date(2026, 11, 23)


def tally(
    population: int = 20_000,
    *,
    gp: str | None = "14",
    area: int | None = 100,
    sparse: int | None = 0,
    unknown: int = 0,
    needs: dict[str, Value] | None = None,
) -> Tally:
    """Make the sums of a territory; without `gp`, no file of professionals was loaded."""
    return Tally(
        communes=4,
        population=population,
        unknown=unknown,
        area_km2=None if area is None else Decimal(area),
        measured=population,
        measured_km2=Decimal(area or 0),
        sparse=sparse,
        supply=None
        if gp is None
        else {"GP": Carers(int(gp), Decimal(gp)), "MIDWIFE": Carers(0, Decimal())},
        establishments={"603": 2, "620": 6},
        needs=needs or {},
    )


def diagnosis(
    own: Tally, *, beside: Tally | None = None, alike: int = 0, needs: tuple[Need, ...] = ()
) -> Diagnosis:
    """Make the diagnosis of a territory beside its département."""
    compared = Compared(
        own, {"departement": beside} if beside else {}, [tally() for _ in range(alike)]
    )
    columns = [Column("territory", "Le territoire")]
    if beside:
        columns.append(Column("departement", "Ambrine"))
    made = Diagnosis(
        name="CPTS d’essai",
        kind="CPTS",
        on=DAY,
        columns=tuple(columns),
        sections=sections(compared, needs=needs),
        origins={"place": Origin("Insee", rule="Somme.", divergence="Aucune connue.")},
    )
    return Diagnosis(**{**made.__dict__, "summary": summary.sentences(made)})
