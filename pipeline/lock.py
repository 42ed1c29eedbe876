"""A lock on a folder that ends with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.errors import FolderTaken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".ketluan.lock"


@contextmanager
def only_one(folder: Path, name: str = NAME) -> Iterator[None]:
    """Hold a folder for this process.

    The kernel frees the lock when the process dies; the file that carries it stays and means
    nothing.

    Raises:
        FolderTaken: another process holds it.
        OSError: the folder takes no files.
    """
    held = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FolderTaken(folder=folder) from None
        yield
    finally:
        os.close(held)
