"""How often may one machine try what anyone may ask, whichever of our machines answers?

Counted as sign-in is (decision 12): in the cache that all machines share, by the address behind
the proxies that are trusted.
"""

from dataclasses import dataclass

# Its public twin leaves what is asked by GET uncounted.
from allauth.core.internal import ratelimit
from django.http import HttpRequest

from maillage.domain.refusal import Refusal
from maillage.web.readonly import writing_allowed


class TriedTooOften(Refusal):
    """One machine tried too many times in a short while."""

    def __init__(self) -> None:
        super().__init__(
            "Trop d’essais en peu de temps depuis cette adresse\u00a0: "
            "patientez quelques minutes, puis recommencez."
        )


@dataclass(frozen=True)
class Limit:
    """So many failed tries in so long, from one machine: « 20/10m/ip »."""

    of: str
    rate: str

    def check(self, request: HttpRequest) -> None:
        """Let a try go on, without counting it.

        :raises TriedTooOften: this machine failed too often.
        """
        if not self._consume(request, is_dry=True):
            raise TriedTooOften

    def count(self, request: HttpRequest) -> None:
        """Count a failed try."""
        self._consume(request, is_dry=False)

    def _consume(self, request: HttpRequest, *, is_dry: bool) -> bool:
        with writing_allowed():
            usage = ratelimit.consume(
                request,
                app="maillage",
                action=self.of,
                config={self.of: self.rate},
                dry_run=is_dry,
                limit_get=True,
            )
        return usage is not None
