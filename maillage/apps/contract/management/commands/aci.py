"""`maillage aci forecast`: the funding of an ACI contract, for a person or another program.

The JSON is stable: amounts are numbers of euros with two decimals at most, or null with their
`reason`; a range has its `minimum` and `maximum`; dates are ISO 8601.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from maillage.domain import french
from maillage.domain.aci import (
    Amount,
    Deadline,
    Envelope,
    Forecast,
    Mission,
    Payment,
    Total,
    YearForecast,
    forecast,
    latest_starts,
    mission_of,
)
from maillage.domain.parameters import Source, Value, registry
from maillage.domain.refusal import Refusal
from maillage.web.commands import Command as BaseCommand
from maillage.web.commands import iso_date


class UnreadableMission(Refusal):
    """A mission is not given as CODE=DATE, or is given twice."""


class Command(BaseCommand):
    """The ACI in figures."""

    help = "prévoit le financement d’un contrat ACI"

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        summary = "prévoit les enveloppes, les versements et les échéances d’un contrat"
        return {"forecast": (summary, add_options, self.forecast)}

    def forecast(self, *, population: int, signed: date, **options: Any) -> None:
        """Answer with the forecast of a contract."""
        values = registry(settings.PARAMETERS_DIR)
        starts = starts_of(options["mission"])
        if options["latest_starts"]:
            starts = {**latest_starts(signed, values=values), **starts}
        made = forecast(population=population, signed_on=signed, missions=starts, values=values)
        if options["json"]:
            self.write_json(plain(made, starts))
        else:
            self.stdout.write("\n".join(sentences(made)))


def add_options(parser: CommandParser) -> None:
    parser.add_argument(
        "--population", type=int, required=True, metavar="N", help="habitants du territoire"
    )
    parser.add_argument(
        "--signed",
        type=iso_date,
        required=True,
        metavar="AAAA-MM-JJ",
        help="date de signature du contrat",
    )
    codes = ", ".join(mission.code for mission in Mission)
    parser.add_argument(
        "--mission",
        action="append",
        default=[],
        metavar="CODE=AAAA-MM-JJ",
        help=f"démarrage d’une mission ; à répéter. Codes : {codes}",
    )
    parser.add_argument(
        "--latest-starts",
        action="store_true",
        help="suppose que chaque mission socle sans date démarre à sa date limite",
    )
    parser.add_argument("--json", action="store_true", help="répond en JSON")


def starts_of(given: Iterable[str]) -> dict[Mission, date]:
    """Read the missions given as CODE=DATE.

    :raises UnknownMission: no mission has that code.
    :raises UnreadableMission: the form or the date is wrong, or the mission is given twice.
    """
    starts: dict[Mission, date] = {}
    for text in given:
        code, _, day = text.partition("=")
        mission = mission_of(code.strip())
        if mission in starts:
            raise UnreadableMission(f"La mission « {code} » est donnée deux fois : gardez-en une.")
        try:
            starts[mission] = date.fromisoformat(day.strip())
        except ValueError:
            raise UnreadableMission(
                f"« {text} » ne se lit pas : écrivez la mission et sa date de démarrage, par "
                f"exemple {mission.code}=2026-07-01."
            ) from None
    return starts


# --- For another program -------------------------------------------------------------------------


def plain(made: Forecast, starts: Mapping[Mission, date]) -> dict[str, object]:
    """Return the forecast as JSON holds it."""
    return {
        "population": made.population,
        "size": {
            "size": made.size.size,
            "label": made.size.label,
            "lower": made.size.lower,
            "upper": made.size.upper,
            **_origin(made.size.source),
        },
        "signed_on": made.signed_on,
        "ends_on": made.ends_on,
        "missions": {mission.code: starts.get(mission) for mission in Mission},
        "years": [_year(year) for year in made.years],
        "envelopes": [_envelope(envelope) for envelope in made.envelopes],
        "payments": [_payment(payment) for payment in made.payments],
        "deadlines": [_deadline(deadline) for deadline in made.deadlines],
        "total": _total(made.total),
        "total_if_crisis": _total(made.total_if_crisis),
        "unknown": [cell.code for cell in made.unknown_cells],
    }


def number(amount: Decimal | None) -> int | float | None:
    """Return an amount as a JSON number of euros, whole when it is."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _amount(amount: Amount) -> dict[str, object]:
    return {
        "amount": number(amount.exact),
        "minimum": number(amount.minimum),
        "maximum": number(amount.maximum),
        "reason": amount.reason,
    }


def _total(total: Total) -> dict[str, object]:
    return {
        "minimum": number(total.minimum),
        "maximum": number(total.maximum),
        "at_least": total.is_at_least,
    }


def _source(source: Source) -> dict[str, str]:
    return {"title": source.title, "url": source.url}


def _origin(value: Value) -> dict[str, object]:
    return {
        "source": _source(value.source),
        "level": value.level,
        "since": value.since,
        "note": value.note or value.calculation,
    }


def _year(year: YearForecast) -> dict[str, object]:
    return {
        "year": year.year.number,
        "starts_on": year.year.starts_on,
        "ends_on": year.year.ends_on,
        "total": _total(year.total),
        "total_if_crisis": _total(year.total_if_crisis),
        "ceiling": number(year.ceiling.amount),
    }


def _envelope(envelope: Envelope) -> dict[str, object]:
    cell = envelope.cell
    return {
        "year": envelope.year.number,
        "line": cell.code,
        "mission": cell.mission.code if cell.mission else None,
        "part": cell.part.value,
        "label": cell.label,
        **_amount(envelope.amount),
        "only_if_crisis": cell.needs_crisis,
        "rule": envelope.calculation,
        **_origin(envelope.value),
    }


def _payment(payment: Payment) -> dict[str, object]:
    cell = payment.cell
    return {
        "date": payment.on,
        "label": payment.label,
        **_amount(payment.amount),
        "year": payment.envelope.year.number,
        "line": cell.code,
        "mission": cell.mission.code if cell.mission else None,
        "kind": payment.kind.value,
        "only_if_crisis": cell.needs_crisis,
        "rule": payment.explanation,
        "source": _source(payment.sources[0]),
        "sources": [_source(source) for source in payment.sources],
        "level": payment.level,
    }


def _deadline(deadline: Deadline) -> dict[str, object]:
    return {
        "mission": deadline.mission.code,
        "milestone": deadline.milestone.value,
        "label": deadline.label,
        "date": deadline.on,
        "months": deadline.months,
        "reason": deadline.reason,
        **(_origin(deadline.value) if deadline.value else {"source": None, "level": "NT"}),
    }


# --- For a person ---------------------------------------------------------------------------------


def sentences(made: Forecast) -> list[str]:
    """Return the forecast as lines a person reads."""
    lines = [
        f"{french.integer(made.population)} habitants : {made.size.label}",
        f"Contrat du {french.day(made.signed_on)} au {french.day(made.ends_on)}",
        "",
    ]
    for payment in made.payments:
        lines.append(f"{french.day(payment.on)}  {payment.label} : {_said(payment.amount)}")
    lines += ["", f"Total du contrat : {_sum(made.total)}", ""]
    for deadline in made.deadlines:
        when = french.day(deadline.on) if deadline.on else "date inconnue"
        lines.append(f"{deadline.label}, au plus tard : {when}")
    return lines


def _said(amount: Amount) -> str:
    if amount.minimum is None or amount.maximum is None:
        return f"inconnu. {amount.reason}"
    if amount.is_range:
        return f"de {french.euros(amount.minimum)} à {french.euros(amount.maximum)}"
    return french.euros(amount.minimum)


def _sum(total: Total) -> str:
    bounds = f"de {french.euros(total.minimum)} à {french.euros(total.maximum)}"
    return f"au moins, {bounds} (des montants sont inconnus)" if total.is_at_least else bounds
