"""Where the original of a job lies, for whoever reads it and moves it on."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from models.errors import FileMissing, UnsupportedFile
from pipeline.job import Origin
from pipeline.settling import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from models.notice import Head
    from pipeline.folders import Folders
    from pipeline.job import Job


class Custody(Protocol):
    """Holds originals. Every move is whole or not at all."""

    def open(self, job: Job) -> AbstractContextManager[Path]:
        """The file, to be read on this machine.

        Raises:
            FileMissing: it has been moved on already.
            OSError: it cannot be reached now.
        """
        ...

    def place(self, job: Job, head: Head, path: Path, sha256: str) -> str:
        """Where the original will lie once it is archived."""
        ...

    def archive(self, job: Job, path: Path, place: str) -> None:
        """Move it there."""
        ...

    def refuse(self, job: Job, reason: str, *, secret: bool) -> str:
        """Move it to the quarantine; where it lies then."""
        ...

    def usable(self) -> bool:
        """Whether files can be moved now at all."""
        ...


class FolderCustody:
    """Originals in folders of this machine, or in shared ones mounted on every machine."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    @contextmanager
    def open(self, job: Job) -> Iterator[Path]:
        """See ``Custody``; the file changes hands nowhere, so it is read where it lies."""
        if job.origin is Origin.INBOX:
            yield self._folders.held(job)
            return
        path = Path(job.path)
        if not path.exists():
            raise FileMissing(file=job.name)
        if fingerprint(path) is None:
            raise UnsupportedFile(file=job.name)
        yield path

    def place(self, job: Job, head: Head, path: Path, sha256: str) -> str:
        """See ``Custody``; past notices stay where they are."""
        if job.origin is Origin.BACKFILL:
            return job.path
        return str(self._folders.place(head, path, sha256))

    def archive(self, job: Job, path: Path, place: str) -> None:
        """See ``Custody``."""
        if job.origin is Origin.INBOX:
            self._folders.store(path, Path(place))

    def refuse(self, job: Job, reason: str, *, secret: bool) -> str:
        """See ``Custody``; past notices stay where they are, the report names them."""
        if job.origin is Origin.BACKFILL:
            return job.path
        return str(self._folders.refuse(job, reason, secret=secret))

    def usable(self) -> bool:
        """See ``Custody``."""
        return self._folders.usable()
