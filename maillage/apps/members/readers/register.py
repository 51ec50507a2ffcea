"""Who practises on the perimeter of a community, as the register of professionals tells it?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from maillage.apps.communities.models import Community
from maillage.apps.health import queries as health
from maillage.apps.health.models import HealthLoad
from maillage.domain.membership import Scope
from maillage.domain.professions import label_of

HEADINGS = ["Nom", "Prénom", "RPPS", "Profession", "Spécialité", "Structure"]


@dataclass(frozen=True)
class Practitioner:
    """Someone of the register, once, whatever the places they practise at."""

    national_id: str
    rpps: str
    last_name: str
    first_name: str
    profession: str
    specialty: str
    structure: str

    @property
    def cells(self) -> list[str]:
        """The line of a list that says them."""
        trade = label_of(self.profession, self.profession)
        return [
            self.last_name, self.first_name, self.rpps, trade, self.specialty, self.structure
        ]  # fmt: skip


@dataclass(frozen=True)
class Register:
    """The file in place that speaks of a perimeter."""

    name: str
    source: str
    source_url: str
    as_of: date

    @property
    def words(self) -> str:
        """What is said where a figure comes from it."""
        return f"{self.source}, personnes distinctes, tous modes d’exercice"


def perimeter_codes(community: Community) -> list[str]:
    """Return the communes of the perimeter in force."""
    units = community.perimeters.filter(until__isnull=True).values_list("communes", flat=True)
    return [code for code in units if code]


def register_of(offer: health.Offer) -> Register | None:
    """Return the register that an offer was read from; None when none speaks of its communes."""
    told = {figure.load for figure in offer.figures}
    load = HealthLoad.objects.filter(pk__in=told).order_by("is_fictional", "pk").first()
    if load is None:
        return None
    return Register(load.name, load.source, load.source_url, load.as_of or load.loaded_at.date())


def practitioners(codes: Collection[str], scope: Scope) -> list[Practitioner]:
    """Return the people who practise there, each once, by name; whoever shows them journals it."""
    found: dict[str, Practitioner] = {}
    for practice in health.practices_in(codes):
        if scope.takes(practice.mode, practice.sector):
            found.setdefault(practice.national_id, _practitioner(practice))
    return list(found.values())


def _practitioner(practice: health.Practice) -> Practitioner:
    return Practitioner(
        practice.national_id,
        practice.rpps,
        practice.name,
        practice.first_name,
        practice.profession,
        practice.specialty,
        practice.structure_name,
    )


def unlisted(community: Community, people: Iterable[Practitioner]) -> list[Practitioner]:
    """Return who bears no number of the list; whoever objected is in the list, and stays out."""
    held = community.memberships.filter(until__isnull=True, person__rpps__isnull=False)
    known = set(held.values_list("person__rpps", flat=True))
    return [one for one in people if one.rpps not in known]
