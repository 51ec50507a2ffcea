"""How is a big file opened, raw, in a ZIP or in gzip, without ever standing whole in memory?"""

import gzip
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from maillage.apps.health.readers.refusals import FileCutShort, FileNotThere, NotThisFile

PIECE = 1 << 20
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"


@contextmanager
def opened(path: Path, *, named: str = "") -> Iterator[IO[bytes]]:
    """Open what a file holds; of a ZIP, its only file, or the one whose name holds `named`.

    :raises FileNotThere: there is no such file.
    :raises FileCutShort: the compressed content ends too early, or is damaged.
    :raises NotThisFile: a ZIP that holds no such file, or several.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
            raw.seek(0)
            if start.startswith(GZIP):
                with gzip.open(raw) as content:
                    yield cast("IO[bytes]", content)
            elif start.startswith(ZIP):
                with (
                    zipfile.ZipFile(raw) as archive,
                    archive.open(_member(archive, path, named)) as member,
                ):
                    yield member
            else:
                yield raw
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise FileNotThere(str(path)) from None
    except (EOFError, zipfile.BadZipFile, zlib.error, gzip.BadGzipFile):
        raise FileCutShort(path.name) from None


def _member(archive: zipfile.ZipFile, path: Path, named: str) -> str:
    files = [name for name in archive.namelist() if not name.endswith("/")]
    wanted = [name for name in files if named.lower() in name.lower()] if named else files
    if len(wanted) != 1:
        raise NotThisFile(
            path.name, f"une archive ZIP avec un seul fichier dont le nom contient « {named} »"
        )
    return wanted[0]


@contextmanager
def unpacked(path: Path, *, named: str = "") -> Iterator[Path]:
    """Give the path of the raw content: the file itself, or what it holds set aside for a while.

    :raises FileNotThere: there is no such file.
    :raises FileCutShort: the compressed content ends too early, or is damaged.
    :raises NotThisFile: a ZIP that holds no such file, or several.
    """
    with opened(path, named=named) as content:
        if not _is_packed(path):
            yield path
            return
        with tempfile.NamedTemporaryFile(suffix=".txt") as copy:
            shutil.copyfileobj(content, copy, PIECE)
            copy.flush()
            yield Path(copy.name)


def _is_packed(path: Path) -> bool:
    with path.open("rb") as raw:
        return raw.read(4).startswith((GZIP, ZIP))
