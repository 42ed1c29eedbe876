"""Originals in a store that workers on every machine reach: a shared folder or S3, by fsspec.

Every step between two places is one rename where the store has one, else a copy before a
removal: dying between leaves the same bytes twice, and doing the step again ends it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec

from models.errors import BadSettings, FileMissing, NoPermission
from pipeline import names
from pipeline.custody import digest
from pipeline.folders import CLOSED
from pipeline.job import Job
from pipeline.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.notice import Head


class StoreCustody:
    """See ``pipeline.custody.Custody``: ``work``, ``archive`` and ``quarantine`` in a store.

    A job is named by its content, so that taking the same file in twice ends in one place.
    """

    def __init__(self, address: str) -> None:
        """Name the store.

        Raises:
            BadSettings: there is no such kind of store here.
        """
        try:
            self._fs, root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise BadSettings(detail=f"folders.store: {address}: {error}") from None
        self._root = str(root).rstrip("/")
        self._renames = "file" in _protocols(self._fs)

    def adopt(self, job: Job, path: Path) -> Job:
        """See ``Custody``: the file is sent to the store under its content's name."""
        try:
            content = digest(path)
        except PermissionError:
            raise NoPermission(file=job.name) from None
        given = job._replace(id=content[:32], sha256=content)
        place = self._home("work", given.id) + "/" + names.safe(job.name)
        half = self._home("work", f".{given.id}")
        with self._told():
            if self._find(given.id) is not None:
                return given
            if self._renames:
                self._fs.makedirs(self._home("work", given.id), exist_ok=True)
                self._fs.put_file(str(path), half)
                os.replace(half, place)  # noqa: PTH105  names of the store, not paths
            else:
                self._fs.put_file(str(path), place)  # seen when it is whole
        return given

    def adopted(self, job: Job, path: Path) -> None:  # noqa: ARG002
        """See ``Custody``: the local copy goes."""
        path.unlink(missing_ok=True)
        shutil.rmtree(path.parent, ignore_errors=True)

    def offer(self, job: Job) -> Job:
        """See ``Custody``: a copy is sent to the store, what lies here stays."""
        return self.adopt(job, names.meant(job.path))

    @contextmanager
    def open(self, job: Job) -> Iterator[Path]:
        """See ``Custody``: a copy in a temporary folder."""
        with Scratch() as folder:
            with self._told():
                found = self._find(job.id)
                if found is None:
                    raise FileMissing(file=job.name)
                path = folder / found.rpartition("/")[2]
                try:
                    self._fs.get_file(found, str(path))
                except FileNotFoundError:
                    raise FileMissing(file=job.name) from None
            yield path

    def place(self, job: Job, head: Head, path: Path, sha256: str) -> str:  # noqa: ARG002
        """See ``Custody``."""
        return self._home("archive", names.shelf(head, path, sha256))

    def archive(self, job: Job, path: Path, place: str) -> None:  # noqa: ARG002
        """See ``Custody``."""
        self._move(job, place)

    def refuse(self, job: Job, reason: str, *, secret: bool) -> str:
        """See ``Custody``: the reason first, so that no refused file lies without one."""
        stem = Path(names.safe(job.name)).stem
        name = f"{CLOSED}/{job.id}" if secret else f"{stem}~{job.id}"
        case = self._home("quarantine", name)
        with self._told():
            self._fs.makedirs(case, exist_ok=True)
            self._fs.pipe_file(f"{case}/{names.REASON}", reason.encode())
            found = self._find(job.id)
        if found is None:
            raise FileNotFoundError(job.id)
        self._move(job, f"{case}/{found.rpartition('/')[2]}")
        return case

    def cases(self, *, secret: bool = False) -> list[str]:
        """See ``Custody``."""
        into = self._home("quarantine", CLOSED) if secret else self._home("quarantine", "")
        with self._told():
            listed = [str(name).rstrip("/").rpartition("/")[2] for name in self._list(into)]
        return sorted(name for name in listed if name != CLOSED)

    def again(self, case: str) -> Job | None:
        """See ``Custody``: it goes back to work at once, and its job must be put."""
        home = self._home("quarantine", case)
        identity = case.rpartition("~")[2]
        with self._told():
            held = [name for name in self._list(home) if not name.endswith(names.REASON)]
            if not held:
                raise FileMissing(file=case)
            name = held[0].rpartition("/")[2]
            self._rename(held[0], f"{self._home('work', identity)}/{name}")
            self._fs.rm(home, recursive=True)
            with self._fs.open(f"{self._home('work', identity)}/{name}", "rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
        return Job(identity, names.shown(name), sha256=content)

    def kept(self) -> Iterator[Job]:
        """See ``Custody``."""
        work = self._home("work", "")
        with self._told():
            self._fs.invalidate_cache()
            found = [str(name) for name in self._fs.find(work)]
        for place in found:
            identity, _, name = place.rpartition("/work/")[2].partition("/")
            if name and not identity.startswith("."):
                yield Job(identity, names.shown(name))

    def holds(self, job: Job) -> bool:
        """See ``Custody``."""
        with self._told():
            return self._find(job.id) is not None

    def usable(self) -> bool:
        """See ``Custody``."""
        probe = self._home("work", f".probe-{uuid.uuid4().hex}")
        try:
            with self._told():
                self._fs.makedirs(self._home("work", ""), exist_ok=True)
                self._fs.pipe_file(probe, b"\0" * 4096)
                self._fs.rm_file(probe)
        except OSError:
            return False
        return True

    def _move(self, job: Job, place: str) -> None:
        with self._told():
            found = self._find(job.id)
            if found is None:
                raise FileNotFoundError(job.id)
            self._rename(found, place)

    def _rename(self, found: str, place: str) -> None:
        if self._renames:
            self._fs.makedirs(place.rpartition("/")[0], exist_ok=True)
            os.replace(found, place)  # noqa: PTH105
            with contextlib.suppress(OSError):  # others may have put theirs there
                os.rmdir(found.rpartition("/")[0])  # noqa: PTH106
        else:
            self._fs.copy(found, place)
            self._fs.rm_file(found)

    def _find(self, identity: str) -> str | None:
        """The one file of a job in work."""
        held = self._list(self._home("work", identity))
        return held[0] if held else None

    def _list(self, folder: str) -> list[str]:
        try:
            # Stores remember what they listed; others change it.
            self._fs.invalidate_cache(folder)
            return sorted(str(name) for name in self._fs.ls(folder, detail=False))
        except FileNotFoundError:
            return []

    def _home(self, kind: str, name: str) -> str:
        return f"{self._root}/{kind}/{name}".rstrip("/")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Every trouble of a store is an ``OSError``: clients of object stores have their own."""
        try:
            yield
        except (OSError, FileMissing):
            raise
        except Exception as error:
            raise OSError(str(type(error).__name__)) from error


def _protocols(fs: Any) -> set[str]:  # noqa: ANN401  fsspec is untyped
    kinds = fs.protocol
    return {kinds} if isinstance(kinds, str) else set(kinds)
