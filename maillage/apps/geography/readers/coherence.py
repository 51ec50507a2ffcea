"""Do the parts of a reference hold together, before any of it is written?"""

from collections.abc import Iterator
from itertools import islice

from maillage.apps.geography.readers.records import Reference
from maillage.domain.refusal import Refusal

LONGEST_NAME = 120
SHOWN = 5


class IncoherentReference(Refusal):
    """Files that do not go together, or that are not what they say."""


def check(reference: Reference) -> None:
    """Refuse a reference of which one part names another that is not there.

    :raises IncoherentReference: naming the first of what does not hold.
    """
    found = list(islice(_problems(reference), SHOWN))
    if found:
        told = " ; ".join(found)
        raise IncoherentReference(
            f"Ces fichiers ne vont pas ensemble : {told}. Rien n’a été modifié. "
            "Prenez tous les fichiers du même millésime, tels qu’ils sont publiés."
        )


def _problems(reference: Reference) -> Iterator[str]:
    regions = {region.code for region in reference.regions}
    codes = {commune.code for commune in reference.communes}
    if not codes:
        yield "aucune commune"
    for departement in reference.departements:
        if departement.region not in regions:
            yield f"la région {departement.region} du département {departement.code} manque"
    for epci in reference.epcis:
        if len(epci.siren) != 9 or not epci.siren.isdecimal():
            yield f"« {epci.siren} » n’est pas un SIREN"
    yield from _of_communes(reference, codes)
    for former in reference.former:
        if former.successor not in codes:
            yield f"{former.code} mène à {former.successor}, qui n’est pas une commune"


def _of_communes(reference: Reference, codes: set[str]) -> Iterator[str]:
    departements = {departement.code for departement in reference.departements}
    epcis = {epci.siren for epci in reference.epcis}
    for commune in reference.communes:
        if len(commune.code) != 5 or not commune.code.isalnum():
            yield f"« {commune.code} » n’est pas un code de commune"
        if not 0 < len(commune.name) <= LONGEST_NAME:
            yield f"la commune {commune.code} a un nom vide ou trop long"
        if commune.departement not in departements:
            yield f"le département {commune.departement} de la commune {commune.code} manque"
        if commune.parent and commune.parent not in codes:
            yield f"la commune {commune.parent} de l’arrondissement {commune.code} manque"
        if commune.epci and commune.epci not in epcis:
            yield f"l’EPCI {commune.epci} de la commune {commune.code} manque"
