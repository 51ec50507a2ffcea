"""Is this number of a person, an establishment or an association well written?

The three registers end their numbers with a Luhn key (ISO/IEC 7812-1, annex B): a digit typed
wrongly, or two neighbours swapped, is caught before anything is asked of the register itself.
"""

from maillage.domain.refusal import Refusal

# Corsican FINESS numbers begin with 2A or 2B; in the key the letters count as 1 and 2. No text
# that we know says so: it is what the published numbers of the hospitals of both départements obey.
CORSICAN_LETTERS = str.maketrans("AB", "12")


class IdentifierMalformed(Refusal):
    """The number does not have the length or the characters of its register."""


class IdentifierKeyWrong(Refusal):
    """The last digit is not the key of the others: something was typed wrongly."""


def luhn_sum(digits: str) -> int:
    """Return the Luhn sum of a string of digits, key included; a valid one is a multiple of ten."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return sum(int(digit) for digit in digits[-1::-2]) + sum(n - 9 if n > 9 else n for n in doubled)


def luhn_key(digits: str) -> str:
    """Return the digit that completes the given ones."""
    return str(-luhn_sum(digits + "0") % 10)


def _without_separators(value: str) -> str:
    # People paste numbers grouped by spaces (unbreakable ones included), dots or hyphens.
    return "".join(value.split()).replace(".", "").replace("-", "").upper()


def _is_made_of_digits(value: str, length: int) -> bool:
    return len(value) == length and value.isascii() and value.isdigit()


def check_rpps(value: str) -> str:
    """Return the eleven digits of an RPPS number (répertoire partagé des professionnels de santé).

    :raises IdentifierMalformed: it is not eleven digits once the separators are removed.
    :raises IdentifierKeyWrong: its key is wrong.
    """
    number = _without_separators(value)
    if not _is_made_of_digits(number, 11):
        raise IdentifierMalformed(
            f"« {value} » n’est pas un numéro RPPS : recopiez ses onze chiffres."
        )
    if luhn_sum(number) % 10:
        raise IdentifierKeyWrong(
            f"Le numéro RPPS « {value} » contient une erreur de frappe : vérifiez ses chiffres."
        )
    return number


def check_siren(value: str) -> str:
    """Return the nine digits of a SIREN number (code de commerce, art. R. 123-221).

    :raises IdentifierMalformed: it is not nine digits once the separators are removed.
    :raises IdentifierKeyWrong: its key is wrong.
    """
    number = _without_separators(value)
    if not _is_made_of_digits(number, 9):
        raise IdentifierMalformed(
            f"« {value} » n’est pas un numéro SIREN : recopiez ses neuf chiffres, "
            "les premiers du SIRET."
        )
    if luhn_sum(number) % 10:
        raise IdentifierKeyWrong(
            f"Le numéro SIREN « {value} » contient une erreur de frappe : vérifiez ses chiffres."
        )
    return number


def check_finess(value: str) -> str:
    """Return the nine characters of a FINESS number: département, order, key.

    :raises IdentifierMalformed: it is not nine digits, nor 2A or 2B then seven digits.
    :raises IdentifierKeyWrong: its key is wrong.
    """
    number = _without_separators(value)
    digits = number
    if number[:2] in {"2A", "2B"}:
        digits = number[:2].translate(CORSICAN_LETTERS) + number[2:]
    if not _is_made_of_digits(digits, 9):
        raise IdentifierMalformed(
            f"« {value} » n’est pas un numéro FINESS : recopiez ses neuf caractères "
            "(en Corse, 2A ou 2B puis sept chiffres)."
        )
    if luhn_sum(digits) % 10:
        raise IdentifierKeyWrong(
            f"Le numéro FINESS « {value} » contient une erreur de frappe : vérifiez ses chiffres."
        )
    return number
