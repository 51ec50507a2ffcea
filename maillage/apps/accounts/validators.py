"""How does a form say that a number of a register is wrong? (Usable on any model's field.)"""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from maillage.domain.identifiers import check_finess, check_rpps, check_siren
from maillage.domain.refusal import Refusal


def _validate(check: Callable[[str], str], value: str) -> None:
    try:
        check(value)
    except Refusal as refusal:
        raise ValidationError(str(refusal), code="identifier") from refusal


def valid_rpps(value: str) -> None:
    """:raises ValidationError: it is not an RPPS number."""
    _validate(check_rpps, value)


def valid_siren(value: str) -> None:
    """:raises ValidationError: it is not a SIREN number."""
    _validate(check_siren, value)


def valid_finess(value: str) -> None:
    """:raises ValidationError: it is not a FINESS number."""
    _validate(check_finess, value)
