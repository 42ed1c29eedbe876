"""A PostgreSQL server of one test's own, to be killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Self

import sqlalchemy as sa

from tests.postgres import as_server_user, program


class Server:
    """Keeps what it promised (fsync is on), listens on a socket in a temporary folder."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._data = self._folder / "data"
        self.url = f"postgresql://ketluan@/postgres?host={self._folder}"

    def __enter__(self) -> Self:
        initdb = program("initdb")
        self._call(
            initdb, "-D", self._data, "-U", "ketluan", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8",
        )  # fmt: skip
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._control("-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start, after a crash too."""
        options = f"-k {self._folder} -c listen_addresses="
        self._control("-w", "-o", options, "start")

    def crash(self) -> None:
        """Kill -9 of the postmaster and all its backends."""
        first = int((self._data / "postmaster.pid").read_text().split()[0])
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True, check=False
        )
        for pid in (first, *map(int, listed.stdout.split())):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def count(self, what: str) -> int:
        """Rows of a table; the condition may follow."""
        engine = sa.create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            found = connection.execute(sa.text(f"SELECT count(*) FROM {what}")).scalar_one()  # noqa: S608
        engine.dispose()
        return int(found)

    def _control(self, *words: str) -> None:
        pg_ctl = program("pg_ctl")
        self._call(pg_ctl, "-D", self._data, "-l", self._folder / "log", *words)

    def _call(self, *command: str | Path) -> None:
        subprocess.run(as_server_user(*command), check=True, capture_output=True, cwd=self._folder)
