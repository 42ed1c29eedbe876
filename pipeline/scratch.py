"""Temporary folders that no document outlives: killed processes leave none for long."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import Self

MEMORY: Path = Path("/dev/shm")  # noqa: S108  folders in it are private
"""Where files lie in memory on Linux."""
_PREFIX = "ketluan-"
_HELD = ".held"


class Scratch:
    """A private folder that goes with ``remove``, or with the next ``sweep`` after a kill."""

    def __init__(self, base: Path | None = None) -> None:
        """Make it.

        Args:
            base: Where; without it where temporary files of this system lie.

        Raises:
            OSError: there is no room for it.
        """
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
        # Locked before it bears its name: a sweep never meets one that is only half made.
        half = self.path / f"{_HELD}.half"
        self._lock = os.open(half, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        half.rename(self.path / _HELD)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Take it away with all that lies in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    @classmethod
    def in_memory(cls) -> Self | None:
        """One in memory; None where the system has none, or little room."""
        try:
            roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 256_000_000
            return cls(MEMORY) if roomy else None
        except OSError:
            return None


def sweep() -> None:
    """Take away folders whose process was killed before it could.

    The kernel frees a lock when its process dies, so a folder whose lock is free has no owner.
    """
    for base in (Path(tempfile.gettempdir()), MEMORY):
        for folder in base.glob(f"{_PREFIX}*"):
            try:
                lock = os.open(folder / _HELD, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            except OSError:
                continue
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            except OSError:
                pass  # somebody works in it
            finally:
                os.close(lock)
