"""How is a partition asked for on the command line, and how is it worked on and written?"""

import csv
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from maillage.domain.partition import (
    Constraints,
    Frozen,
    ImpossibleWindow,
    Land,
    Partition,
    Score,
    Weights,
    Window,
    Wish,
)
from maillage.domain.refusal import Refusal

# Stands for « as many as possible ».
MOST = 0
# What a weight is called on the command line → its field.
WEIGHTS = {
    "compacite": "compactness",
    "distance": "distance",
    "epci": "epci",
    "bassins": "basin",
    "existant": "present",
}
HEADER = ["code", "territory"]
# Seconds of silence a person bears.
PATIENCE = 2.0
_PAIR = re.compile(r"(?P<one>\w{5})(?P<how>[+/~])(?P<other>\w{5})(?:=(?P<weight>-?\d+(?:\.\d+)?))?")


class NotAPartition(Refusal):
    """A CSV that does not give one territory to each commune."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"Le fichier {path.name} ne décrit pas un découpage : {why} Attendu : un CSV à deux "
            "colonnes, « code » (INSEE) et « territory » (numéro ou nom), une ligne par commune."
        )


class CannotWrite(Refusal):
    """The file of the answer cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"Impossible d’écrire {path} ({why}) : choisissez un autre --out.")


def add_place(parser: ArgumentParser) -> None:
    """Ask where to cut, and from which contours."""
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--departement", default="", metavar="NN")
    place.add_argument("--region", default="", metavar="NN")
    place.add_argument("--france", action="store_true", help="France métropolitaine")
    place.add_argument("--communes", type=Path, metavar="FICHIER", help="codes INSEE, un par ligne")
    parser.add_argument(
        "--contours", type=Path, metavar="FICHIER", help="GeoJSON, à défaut de ceux chargés"
    )


def add_demands(parser: ArgumentParser) -> None:
    """Ask what a partition must respect."""
    parser.add_argument(
        "--window",
        type=window,
        default=Window(),
        metavar="PLANCHER:PLAFOND",
        help="population des territoires (40000:175000)",
    )
    parser.add_argument(
        "--count",
        type=count,
        metavar="K",
        help="nombre de territoires, ou « max » : le plus possible ; libre si rien n’est dit",
    )
    parser.add_argument(
        "--wish",
        action="append",
        default=[],
        metavar="SOUHAIT",
        help="poids (epci=40, bassins=10…), communes ensemble (34172+34057), séparées "
        "(34172/34057) ou plutôt ensemble (34172~34057=1.5)",
    )
    parser.add_argument(
        "--frozen",
        type=Path,
        metavar="FICHIER.csv",
        help="territoires gelés (code,territory) ; « oui » sous « open » pour ceux qui peuvent "
        "grandir",
    )
    parser.add_argument(
        "--existing",
        type=Path,
        metavar="FICHIER.csv",
        help="territoires d’aujourd’hui (code,territory), à changer le moins possible",
    )


def window(value: str) -> Window:
    """Read « 40000:175000 »."""
    low, colon, high = value.partition(":")
    if not (colon and low.isdecimal() and high.isdecimal()):
        raise ArgumentTypeError("écrivez plancher:plafond, par exemple 40000:175000")
    try:
        return Window(int(low), int(high))
    except ImpossibleWindow as refusal:
        raise ArgumentTypeError(str(refusal)) from None


def count(value: str) -> int:
    """Read a number of territories, or « max »."""
    if value == "max":
        return MOST
    if not value.isdecimal() or int(value) == 0:
        raise ArgumentTypeError("écrivez un nombre de territoires, ou max")
    return int(value)


def wished(wishes: Sequence[str]) -> tuple[Weights, Constraints]:
    """Read wishes: « epci=10 », « 34172+34057 » (together), « 34172/34057 » (apart), and
    « 34172~34057=1.5 » (would rather be together)."""
    weights, together, apart, bonds = Weights(), [], [], []
    for wish in wishes:
        name, _, value = wish.partition("=")
        pair = _PAIR.fullmatch(wish)
        if name in WEIGHTS and re.fullmatch(r"\d+(\.\d+)?", value):
            weights = replace(weights, **{WEIGHTS[name]: float(value)})
        elif pair is None:
            raise WishNotUnderstood(wish)
        elif pair["how"] == "+":
            together.append((pair["one"], pair["other"]))
        elif pair["how"] == "/":
            apart.append((pair["one"], pair["other"]))
        else:
            bonds.append(Wish(pair["one"], pair["other"], float(pair["weight"] or 1)))
    return weights, Constraints(together=tuple(together), apart=tuple(apart), wishes=tuple(bonds))


class WishNotUnderstood(Refusal):
    """A wish in no known form."""

    def __init__(self, wish: str) -> None:
        super().__init__(
            f"Le souhait « {wish} » n’est pas compris\u00a0: écrivez epci=10, bassins=10, "
            "compacite=2, distance=2 ou existant=40 pour un poids\u00a0; 34172+34057 pour deux "
            "communes ensemble\u00a0; 34172/34057 pour deux communes séparées\u00a0; "
            "34172~34057=1.5 pour une préférence (-1.5 pour qu’elles soient plutôt séparées)."
        )


def write(path: Path, found: Partition) -> None:
    """Write the territory of each commune.

    :raises CannotWrite: the folder is absent or protected.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(zip(found.land.codes, found.territories.tolist(), strict=True))
    except OSError as error:
        raise CannotWrite(path, error.strerror or "") from None


def read(path: Path) -> dict[str, str]:
    """Read a partition, ours or another's: code → territory.

    :raises NotAPartition: absent, without its columns, or a commune is there twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError:
        raise NotAPartition(path, "il est introuvable.") from None
    except (UnicodeDecodeError, csv.Error):
        raise NotAPartition(path, "ce n’est pas un CSV en UTF-8.") from None
    found: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        code, territory = ((row.get(name) or "").strip() for name in HEADER)
        if not code or not territory:
            raise NotAPartition(path, f"la ligne {number} n’a pas de code ou de territoire.")
        if code in found:
            raise NotAPartition(path, f"la commune {code} y figure deux fois.")
        found[code] = territory
    if not found:
        raise NotAPartition(path, "il est vide.")
    return found


def communities(path: Path | None) -> tuple[Frozen, ...]:
    """Read the territories of a file; those of which a line says « oui » under « open » may grow.

    :raises NotAPartition: as `read`.
    """
    if path is None:
        return ()
    held: dict[str, list[str]] = {}
    for code, territory in read(path).items():
        held.setdefault(territory, []).append(code)
    with path.open(encoding="utf-8-sig", newline="") as file:
        growing = {
            (row.get("territory") or "").strip()
            for row in csv.DictReader(file)
            if (row.get("open") or "").strip().lower() in {"oui", "1", "yes"}
        }
    return tuple(
        Frozen(name, tuple(codes), open=name in growing) for name, codes in sorted(held.items())
    )


class Progress:
    """Tells how far the work is, once it has lasted; says when to stop."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float], seconds: float | None
    ) -> None:
        self.say, self.clock, self.seconds = say, clock, seconds
        self.begun = clock()
        self.told = self.begun

    def __call__(self, done: float) -> bool:
        now = self.clock()
        if now - self.told >= PATIENCE:
            self.told = now
            self.say(f"{100 * min(done, 1):.0f}\u00a0% en {now - self.begun:.0f}\u00a0s…")
        return self.seconds is None or now - self.begun < self.seconds

    @property
    def took(self) -> float:
        """Seconds since the work began."""
        return self.clock() - self.begun


def numbered(land: Land, territories: dict[str, str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Number the territories of the communes of a land, in order of name."""
    names = {name: number for number, name in enumerate(sorted(set(territories.values())))}
    return np.array([names[territories[code]] for code in land.codes], dtype=np.int64)


def answer(found: Score, seconds: float) -> dict[str, object]:
    """What another program reads of a partition; figures rounded to six decimals."""
    return {
        "count": found.count,
        "in_window": found.in_window,
        "j": round(found.j, 6),
        "parts": {name: round(value, 6) for name, value in vars(found.parts).items()},
        "broken": found.broken,
        "seconds": round(seconds, 3),
    }
