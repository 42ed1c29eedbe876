"""Which dropped files have stood still long enough to be taken."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from pipeline.complete import complete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.settings import Intake


class Fingerprint(NamedTuple):
    """What changes when a file is written to or replaced."""

    inode: int
    size: int
    modified: int
    """Nanoseconds; compared, never subtracted: clocks of scanners are wrong."""


class _Seen(NamedTuple):
    mark: Fingerprint
    since: float
    whole: bool | None = None
    """Looked at once, when it has stood still."""


def fingerprint(path: Path) -> Fingerprint | None:
    """Of a regular file that may be reached without following a link; else None."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Fingerprint(found.st_ino, found.st_size, found.st_mtime_ns)


class Settling:
    """Files that were seen and are not yet taken. Needs no sleep to be tested."""

    def __init__(self, intake: Intake, clock: Callable[[], float]) -> None:
        self._intake = intake
        self._clock = clock
        self._seen: dict[Path, _Seen] = {}

    def __len__(self) -> int:
        return len(self._seen)

    def see(self, path: Path) -> None:
        """Begin or go on to look at a file; one that is gone or no file is forgotten."""
        mark = fingerprint(path)
        if mark is None:
            self._seen.pop(path, None)
            return
        before = self._seen.get(path)
        if before is None or before.mark != mark:
            self._seen[path] = _Seen(mark, self._clock())

    def ready(self) -> Iterator[Path]:
        """Files that stood still and are whole, or stood still past all patience."""
        now = self._clock()
        for path in list(self._seen):
            self.see(path)
            seen = self._seen.get(path)
            if seen is None:
                continue
            still = now - seen.since
            if still < self._intake.settle_seconds:
                continue
            if seen.whole is None:
                seen = self._seen[path] = seen._replace(whole=_whole(path))
            if seen.whole or still >= self._intake.patience_seconds:
                yield path

    def forget(self, path: Path) -> None:
        """A file was taken."""
        self._seen.pop(path, None)


def _whole(path: Path) -> bool | None:
    """None for a file that may not be opened yet: rights change without a trace in its times."""
    try:
        return complete(path)
    except OSError:
        return None
