"""Is that day a holiday there: a bank holiday, or school holidays?

Bank holidays are those of article L. 3133-1 of the code du travail, with those of Alsace-Moselle
(L. 3134-13) and of each département or collectivité overseas (L. 3422-2); school holidays, those
of the zone of the académie. Both are computed by the package `holidays`. Corsica and overseas set
their own school calendars: nothing is said of them.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from holidays import HolidayBase, country_holidays

# Code of the département or collectivité → what the package calls the place that adds its own.
_PLACES = {
    "57": "57", "67": "6AE", "68": "6AE", "971": "971", "972": "972", "973": "973", "974": "974",
    "976": "976", "975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
# Académies of each zone, by département (arrêté du 22 octobre 2025, JORFTEXT000052416058).
_ZONES = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 "
    "87 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 "
    "60 61 62 67 68 72 76 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
_ZONE_OF = {code: zone for zone, codes in _ZONES.items() for code in codes.split()}


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why many people may not come that day."""

    name: str
    zone: str = ""

    @property
    def is_bank_holiday(self) -> bool:
        """Whether nobody works, rather than schools alone."""
        return not self.zone

    @property
    def sentence(self) -> str:
        """French words."""
        if self.is_bank_holiday:
            return f"jour férié ({self.name})"
        return f"vacances scolaires de la zone {self.zone} ({self.name})"


def day_off(day: date, departement: str | None) -> DayOff | None:
    """Return why a day is not like others in a département, a bank holiday first.

    Without a département, only what the whole country shares is known.
    """
    place = _PLACES.get(departement or "", "")
    if name := _bank_holidays(day.year, place).get(day):
        return DayOff(name)
    zone = _ZONE_OF.get(departement or "", "")
    name = _school_holidays(day.year, zone).get(day) if zone else None
    return DayOff(name, zone) if name else None


@lru_cache(maxsize=64)
def _bank_holidays(year: int, place: str) -> dict[date, str]:
    return _typeset(country_holidays("FR", place or None, year, expand=False, language="fr"))


@lru_cache(maxsize=16)
def _school_holidays(year: int, zone: str) -> dict[date, str]:
    return _typeset(
        country_holidays(
            "FR", f"Zone {zone}", year, expand=False, language="fr", categories="school"
        )
    )


def _typeset(found: HolidayBase) -> dict[date, str]:
    return {day: name.replace("'", "’") for day, name in found.items()}
