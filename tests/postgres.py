"""A PostgreSQL server on a socket of its own, for tests and benchmarks."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOMES = ("/usr/lib/postgresql", "/usr/local/bin", "/usr/bin")


class NoServer(Exception):
    """PostgreSQL's server programs are not installed."""


def program(name: str) -> Path:
    """PostgreSQL's server programs stand outside PATH on Debian."""
    for home in _HOMES:
        found = sorted(Path(home).glob(f"*/bin/{name}"), reverse=True)
        if found:
            return found[0]
    on_path = shutil.which(name)
    if on_path is None:
        raise NoServer("PostgreSQL is not installed: sh tools/setup.sh test")
    return Path(on_path)


def as_server_user(*command: str | Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    words = [str(word) for word in command]
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words


@contextmanager
def server(settings: str = "-c fsync=off -c max_connections=60") -> Iterator[str]:
    """Address of its database ``postgres``; the server lives as long as the context.

    Raises:
        NoServer: it is not installed.
    """
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # socket paths must be short
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    try:
        subprocess.run(
            as_server_user(
                initdb, "-D", data, "-U", "ketluan", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync",
            ),
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
        options = f"-k {folder} -c listen_addresses= {settings}"
        control = as_server_user(pg_ctl, "-D", data, "-w", "-l", folder / "log")
        start = [*control, "-o", options, "start"]
        subprocess.run(start, check=True, capture_output=True, cwd=folder)
        try:
            yield f"postgresql://ketluan@/postgres?host={folder}"
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, capture_output=True, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
