"""Which files are in place, so which figures may be told, and since when?"""

from collections.abc import Hashable
from dataclasses import dataclass

from maillage.apps.geography.models import Dataset
from maillage.apps.health.models import HealthLoad


@dataclass(frozen=True)
class Files:
    """The loads in place; two answers alike give the same figures."""

    loads: tuple[HealthLoad, ...]
    reference: Dataset | None

    @property
    def stamp(self) -> Hashable:
        reference = self.reference.pk if self.reference else None
        return reference, tuple((load.pk, load.digest) for load in self.loads)

    def of(self, kind: str, *, is_fictional: bool) -> HealthLoad | None:
        """Return the load of a kind for real communes, or for invented ones."""
        return next(
            (
                load
                for load in self.loads
                if load.kind == kind and load.is_fictional == is_fictional
            ),
            None,
        )

    @property
    def needs(self) -> list[int]:
        """The loads that tell needs, access, zones and bassins de vie."""
        others = {HealthLoad.Kind.PROFESSIONALS, HealthLoad.Kind.ESTABLISHMENTS}
        return [load.pk for load in self.loads if load.kind not in others]

    def current(self, kind: str) -> list[int]:
        return [load.pk for load in self.loads if load.kind == kind]


def files_in_place() -> Files:
    """Return the files in place; two questions."""
    return Files(
        tuple(HealthLoad.objects.current().order_by("kind", "variant", "is_fictional")),
        Dataset.objects.order_by("pk").last(),
    )
