"""Where the originals lie, for whoever takes them in, reads them and moves them on."""

from __future__ import annotations

import contextlib
import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from models.errors import FileMissing, UnsupportedFile
from pipeline import names
from pipeline.job import Origin
from pipeline.settling import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from models.notice import Head
    from pipeline.folders import Folders
    from pipeline.job import Job


class Custody(Protocol):
    """Holds originals. Every move is whole or not at all, and may be done again."""

    def adopt(self, job: Job, path: Path) -> Job:
        """Take in a file from the work folder of this machine; the job that names it.

        Raises:
            NoPermission: it cannot be read, so it cannot be sent anywhere.
            OSError: the originals cannot be reached now.
        """
        ...

    def adopted(self, job: Job, path: Path) -> None:
        """Its job stands in the queue: what lies in the work folder besides may go."""
        ...

    def offer(self, job: Job) -> Job:
        """Make a past notice reachable for every worker; the job that names it.

        Raises:
            NoPermission: it cannot be read, so it cannot be sent anywhere.
            OSError: the originals cannot be reached now.
        """
        ...

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

    def cases(self, *, secret: bool = False) -> list[str]:
        """Names of what lies in the quarantine."""
        ...

    def again(self, case: str) -> Job | None:
        """Take a case out of the quarantine; its job, unless it comes by way of the inbox.

        Raises:
            FileMissing: there is no such case.
            OSError: it cannot be moved; it stays.
        """
        ...

    def kept(self) -> Iterator[Job]:
        """Every original that is to be read and does not lie in this machine's work folder."""
        ...

    def holds(self, job: Job) -> bool:
        """Whether the original of a job has not been moved on."""
        ...

    def usable(self) -> bool:
        """Whether files can be moved now at all."""
        ...


class FolderCustody:
    """Originals in folders of this machine, or in shared ones mounted on every machine."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    def adopt(self, job: Job, path: Path) -> Job:
        """See ``Custody``; the file stays where it is."""
        # A file that cannot be read is refused by whoever tries to read it.
        with contextlib.suppress(OSError):
            return job._replace(sha256=digest(path))
        return job

    def adopted(self, job: Job, path: Path) -> None:
        """See ``Custody``; there is no second copy."""

    def offer(self, job: Job) -> Job:
        """See ``Custody``; it is read where it lies."""
        return job

    @contextmanager
    def open(self, job: Job) -> Iterator[Path]:
        """See ``Custody``; the file changes hands nowhere, so it is read where it lies."""
        if job.origin is Origin.INBOX:
            yield self._folders.held(job)
            return
        path = names.meant(job.path)
        if not path.exists():
            raise FileMissing(file=job.name)
        if fingerprint(path) is None:
            raise UnsupportedFile(file=job.name)
        yield path

    def place(self, job: Job, head: Head, path: Path, sha256: str) -> str:
        """See ``Custody``; past notices stay where they are."""
        if job.origin is Origin.PAST:
            return job.path
        return str(self._folders.place(head, path, sha256))

    def archive(self, job: Job, path: Path, place: str) -> None:
        """See ``Custody``."""
        if job.origin is Origin.INBOX:
            self._folders.store(path, Path(place))

    def refuse(self, job: Job, reason: str, *, secret: bool) -> str:
        """See ``Custody``; past notices stay where they are, the report names them."""
        if job.origin is Origin.PAST:
            return job.path
        return str(self._folders.refuse(job, reason, secret=secret))

    def cases(self, *, secret: bool = False) -> list[str]:
        """See ``Custody``."""
        return [case.name for case in self._folders.refused(secret=secret)]

    def again(self, case: str) -> Job | None:
        """See ``Custody``; it goes back to the inbox, where the watcher takes it."""
        self._folders.give_again(self._folders.quarantine / case)
        return None

    def kept(self) -> Iterator[Job]:
        """See ``Custody``; all lie there."""
        return iter(())

    def holds(self, job: Job) -> bool:
        """See ``Custody``."""
        try:
            with self.open(job):
                return True
        except (FileMissing, UnsupportedFile):
            return False

    def usable(self) -> bool:
        """See ``Custody``."""
        return self._folders.usable()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
