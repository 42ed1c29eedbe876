"""Lets the n-th operation of a kind fail: once, or for good as when the power goes.

File operations and the start of programs are seen by Python's audit hook, so that none is
missed because nobody thought of it; database calls by SQLAlchemy's events.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Kind = Literal["file", "database", "program"]

_FILE_EVENTS = frozenset(
    {
        "open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.scandir",
        "os.listdir", "os.link", "os.symlink", "os.truncate", "os.utime", "shutil.copyfile",
        "shutil.move",
    }
)  # fmt: skip


class PowerCut(BaseException):
    """Nothing that was meant to follow was done."""


class Saboteur:
    """Counts operations below a folder and lets one fail."""

    def __init__(self) -> None:
        self.kind: Kind | None = None
        self.root = ""
        self.fail_at = 0
        self.errno = 0
        self.dead = False
        self.count = 0
        sys.addaudithook(self._audit)
        event.listen(sa.Engine, "do_execute", self._execute)
        event.listen(sa.Engine, "commit", self._commit)

    @contextmanager
    def at_work(self, kind: Kind, root: Path, *, fail_at: int, errno: int) -> Iterator[None]:
        """Fail at the n-th operation (0: none, only count) with an error, or 0 for a cut."""
        self.root, self.fail_at, self.errno = str(root), fail_at, errno
        self.count, self.dead = 0, False
        self.kind = kind
        try:
            yield
        finally:
            self.kind = None

    def _audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in _FILE_EVENTS and self._concerns(arguments):
            self._step("file", name)
        elif name == "subprocess.Popen":
            self._step("program", name)

    def _concerns(self, arguments: tuple[Any, ...]) -> bool:
        for argument in arguments[:2]:
            if isinstance(argument, (str, bytes, os.PathLike)):
                path = os.fsdecode(os.fspath(argument))
                # SQLite works below Python; what it does is counted as calls.
                if path.startswith(self.root) and ".db" not in path:
                    return True
        return False

    def _execute(self, *_: object) -> None:
        self._step("database", "execute")

    def _commit(self, _connection: object) -> None:
        self._step("database", "commit")

    def _step(self, kind: Kind, name: str) -> None:
        if self.kind is None:
            return
        if self.dead:
            raise PowerCut(name)
        if kind != self.kind:
            return
        self.count += 1
        if self.count != self.fail_at:
            return
        if not self.errno:
            self.dead = True
            raise PowerCut(name)
        if kind == "database":
            cause = sqlite3.OperationalError("disk I/O error")
            if name == "execute":
                raise cause
            raise sa.exc.OperationalError(name, {}, cause)
        raise OSError(self.errno, os.strerror(self.errno))


SABOTEUR = Saboteur()
"""An audit hook cannot be taken away again: one for all."""
