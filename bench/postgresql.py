"""A PostgreSQL of one's own, for the time of a measure: in a folder, on this machine alone."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL installed as Debian does, if there is any."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return found[-1].parent if found else None


def _version(path: Path) -> float:
    return float(path.parts[-3])


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start an empty cluster with its usual durability; give its address, stop it afterwards."""
    bin_folder = binaries()
    if bin_folder is None:
        raise FileNotFoundError("postgresql")
    data = folder / "postgresql"
    data.mkdir()
    # initdb refuses root, which becomes postgres, the user of Debian's package.
    is_root = os.geteuid() == 0
    if is_root:
        shutil.chown(data, "postgres")
        folder.chmod(0o755)
    become = ["runuser", "-u", "postgres", "--"] if is_root else []

    def run(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603  # PostgreSQL's own programs
            [*become, bin_folder / program, *arguments],
            cwd=data,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1"
    run("initdb", f"--pgdata={data}", "--username=maillage", "--auth=trust", "--encoding=UTF8",
        "--locale=C.UTF-8")  # fmt: skip
    run("pg_ctl", f"--pgdata={data}", "--wait", "--silent", f"--log={data}/log",
        f"--options={options}", "start")  # fmt: skip
    try:
        run("createdb", "--host=127.0.0.1", f"--port={port}", "--username=maillage", "maillage")
        yield f"postgresql://maillage@127.0.0.1:{port}/maillage"
    finally:
        run("pg_ctl", f"--pgdata={data}", "--wait", "--silent", "--mode=fast", "stop")
