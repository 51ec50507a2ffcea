"""What are invented people called, and by which numbers are they known?"""

from random import Random

from maillage.domain.identifiers import luhn_key

FIRST_NAMES = (
    "ALIENOR", "BASILE", "CAPUCINE", "DORIAN", "ÉLOÏSE", "FANTIN", "GARANCE", "HIPPOLYTE",
    "ISEULT", "JOSSELIN", "LYSIANE", "MAÏWENN", "NATHAN", "OMBELINE", "PERRINE", "QUENTIN",
    "ROXANE", "SYLVAIN", "TIPHAINE", "ULYSSE", "VIOLAINE", "WANDRILLE", "YSÉE", "ZÉPHYR",
    "ANNE-PERRINE", "JEAN-BASILE",
)  # fmt: skip
STARTS = ("ABRI", "BRECHA", "CASTEL", "DORVI", "ESTRA", "FONT", "GRALOU", "HAVRE", "ISSOU")
MIDDLES = ("MIRE", "VALE", "CRES", "LANDE", "BOSQ", "TERRA", "QUEVE", "RONCE", "SAVRI")
ENDS = ("MURE", "LIANE", "MOUL", "PIN", "VIER", "MAIN", "LANGE", "DIN", "BELLE", "MONT")


def family_name(rng: Random) -> str:
    """Return a name, now and then with what a careless reader of files stumbles on."""
    draw = rng.random
    name = STARTS[int(draw() * 9)] + MIDDLES[int(draw() * 9)] + ENDS[int(draw() * 10)]
    trap = draw()
    if trap > 0.97:
        return f"D'{name}" if trap > 0.98 else f"{name}-{STARTS[int(draw() * 9)]}"
    return f'{name} DIT "{MIDDLES[int(draw() * 9)]}"' if trap < 0.0005 else name


def rpps(serial: int) -> str:
    """Return a valid RPPS number of a range that the register does not use."""
    digits = f"19{serial:08d}"
    return digits + luhn_key(digits)


def siret(serial: int) -> str:
    """Return a valid SIRET of an invented enterprise."""
    siren = f"99{serial:06d}"
    digits = f"{siren}{luhn_key(siren)}{serial % 1000:04d}"
    return digits + luhn_key(digits)


def finess(departement: str, serial: int) -> str:
    """Return a FINESS number with its key: two characters of the département, then its order."""
    # An invented département has no number: that of nobody's.
    area = departement[:2] if departement[0].isdigit() else "99"
    digits = f"{area}{900000 + serial % 99999:06d}"
    return digits + luhn_key(digits.replace("A", "1").replace("B", "2"))
