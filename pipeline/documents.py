"""One document through all stages: file, reading, notice."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, Self

from models import errors
from pipeline.child import Child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from models import Notice, Reading
    from pipeline.settings import Settings

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"})
"""What a folder is searched for."""


class Document(NamedTuple):
    """A file, what was read and what it says."""

    path: Path
    reading: Reading
    notice: Notice


class Documents:
    """The stages of one document, with the models they need, loaded once and when first used."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child = Child(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child process and what is below it."""
        self._child.close()

    def process(
        self, path: Path, *, progress: Callable[[int, int], None] | None = None
    ) -> Document:
        """Read a file and extract what it says.

        Raises:
            KetluanError: the file cannot be read, breaks a limit, or bears a secrecy mark.
        """
        from pipeline.secrecy import check_head, gate  # noqa: PLC0415  rules take long to load

        check(path, self._settings)
        try:
            reading, notice, framed = self._child.read(path, progress=progress)
            gate(reading, self._settings.secrecy, framed=framed)
            check_head(notice.head, path, self._settings.secrecy)
        except errors.SecretDocument:
            # Page images and memory of the child go with it.
            self._child.close()
            raise
        return Document(path, reading, notice)

    def draw(self, document: Document, folder: Path) -> list[Path]:
        """Draw the pages of a document with boxes and confidence: one PNG a page in ``folder``.

        Raises:
            KetluanError: a limit is broken, or the folder takes no files.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise errors.NoPermission(file=folder) from None
        if not os.access(folder, os.W_OK | os.X_OK):
            raise errors.NoPermission(file=folder)
        return self._child.draw(document.path, document.reading, folder)


def check(path: Path, settings: Settings) -> None:
    """Refuse what no reader should be started for.

    Raises:
        FileMissing: no such file.
        UnsupportedFile: a folder, fifo, device or socket.
        NoPermission: the file may not be read.
        EmptyFile: it has no bytes.
        LimitExceeded: it has too many.
    """
    try:
        if not path.exists():
            raise errors.FileMissing(file=path)
        if not path.is_file():
            raise errors.UnsupportedFile(file=path)
        size = path.stat().st_size
    except PermissionError:
        raise errors.NoPermission(file=path) from None
    except (OSError, ValueError):  # a name too long, a zero byte in it
        raise errors.FileMissing(file=path) from None
    if not os.access(path, os.R_OK):
        raise errors.NoPermission(file=path)
    if not size:
        raise errors.EmptyFile(file=path.name)
    if size > settings.limits.file_mb << 20:
        raise errors.LimitExceeded(file=path.name, limit=f"{settings.limits.file_mb} MiB")


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that are meant: a folder stands for the documents in it, subfolders too.

    Raises:
        NoPermission: a folder may not be listed.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        if not os.access(path, os.R_OK | os.X_OK):
            raise errors.NoPermission(file=path)
        for found in sorted(path.rglob("*")):
            if (
                found.suffix.lower() in SUFFIXES
                and not found.name.startswith(".")
                and not found.is_symlink()
                and found.is_file()
            ):
                yield found
