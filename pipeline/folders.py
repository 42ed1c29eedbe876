"""The four folders: inbox, work, archive, quarantine. A dropped file is always in exactly one.

Every step from one to the next is a single rename, so that a crash leaves the file on one side.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from models import errors
from models.errors import Both
from pipeline import names
from pipeline.job import Job
from pipeline.settling import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.notice import Head
    from pipeline.settings import Settings

CLOSED = "mat"
"""Folder in the quarantine that only its owner may open."""
_PROBE = ".probe"


class Folders:
    """The folders of one office on one disk (the archive may lie on another)."""

    def __init__(self, settings: Settings) -> None:
        folders = settings.folders
        self.inbox = folders.inbox.absolute()
        self.work = folders.work.absolute()
        self.archive = folders.archive.absolute()
        self.quarantine = folders.quarantine.absolute()

    def make(self) -> None:
        """Make what is missing; what was taken is nobody else's to read until it is archived.

        Raises:
            NoPermission: a folder cannot be made.
        """
        for folder, mode in (
            (self.inbox, 0o777),
            (self.work, 0o700),
            (self.archive, 0o777),
            (self.quarantine, 0o777),
        ):
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=mode)
            except OSError:
                raise errors.NoPermission(file=folder) from None

    def problems(self) -> Iterator[Both]:
        """What is wrong with the folders as they are set, each in one sentence."""
        named = {
            "inbox": self.inbox,
            "work": self.work,
            "archive": self.archive,
            "quarantine": self.quarantine,
        }
        real = {name: path.resolve() for name, path in named.items()}
        for one, path in real.items():
            for other, beside in real.items():
                if one < other and path == beside:
                    yield Both(
                        f"folders.{one} trùng với folders.{other} ({path})",
                        f"folders.{one} is folders.{other} too ({path})",
                    )
                elif one != other and path != beside and path.is_relative_to(beside):
                    yield Both(
                        f"folders.{one} nằm trong folders.{other} ({path})",
                        f"folders.{one} lies in folders.{other} ({path})",
                    )
            for code in _code_folders():
                if path.is_relative_to(code) or code.is_relative_to(path):
                    yield Both(
                        f"folders.{one}: {path} chứa mã chương trình ({code})",
                        f"folders.{one}: {path} holds code ({code})",
                    )
        for one, path in named.items():
            if path.exists() and not path.is_dir():
                yield Both(
                    f"folders.{one}: {path} không phải thư mục",
                    f"folders.{one}: {path} is no folder",
                )
            elif path.is_dir() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
                yield Both(
                    f"folders.{one}: không có quyền ở {path}",
                    f"folders.{one}: no permission in {path}",
                )
        disk = _device(self.work)
        for one in ("inbox", "quarantine"):
            if _device(named[one]) != disk:
                yield Both(
                    f"folders.{one} và folders.work phải cùng một ổ đĩa",
                    f"folders.{one} and folders.work must be on one disk",
                )

    def check(self) -> None:
        """Make and check all folders.

        Raises:
            BadSettings: they cannot be used together.
            NoPermission: one cannot be made.
        """
        found = list(self.problems())
        if found:
            raise errors.BadSettings(
                detail=Both("; ".join(one.vi for one in found), "; ".join(one.en for one in found))
            )
        self.make()

    def claim(self, path: Path) -> Job | None:
        """Take a file out of the inbox; None where it has gone.

        Raises:
            OSError: the disk is full, or a permission was lost; the file stays in the inbox.
        """
        identity = uuid.uuid4().hex[:16]
        home = self.work / identity
        home.mkdir(mode=0o700)
        try:
            path.rename(home / names.safe(path.name))
        except FileNotFoundError:
            home.rmdir()
            return None
        except BaseException:
            with contextlib.suppress(OSError):
                home.rmdir()
            raise
        return Job(identity, names.shown(path.name))

    def working(self) -> Iterator[tuple[str, Path]]:
        """Id and file of everything in work; empty homes left by a crash are removed."""
        with os.scandir(self.work) as entries:
            homes = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
        for home in homes:
            held = _held(home)
            if held is not None:
                yield home.name, held
            else:
                _remove_home(home)

    def held(self, job: Job) -> Path:
        """The file of a job.

        Raises:
            FileMissing: it is not in work any more.
            UnsupportedFile: it is a link, a fifo or a device.
        """
        found = _held(self.work / job.id)
        if found is None:
            raise errors.FileMissing(file=job.name)
        if fingerprint(found) is None:
            raise errors.UnsupportedFile(file=job.name)
        return found

    def place(self, head: Head, held: Path, sha256: str) -> Path:
        """Where a document that was read belongs: ``archive/2024/286-TB-UBND/name~hash.pdf``.

        The hash makes the place the document's own: the same bytes come to the same place
        however often they are dropped, others never.
        """
        return self.archive / names.shelf(head, held, sha256)

    def store(self, held: Path, place: Path) -> None:
        """Move a file from work to its place in the archive.

        Raises:
            OSError: the disk is full, or a permission was lost; the file stays in work.
        """
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            held.replace(place)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _copy_over(held, place)
        _remove_home(held.parent)

    def refuse(self, job: Job, reason: str, *, secret: bool) -> Path:
        """Move a file from work to the quarantine, with its reason beside it.

        The file's whole home moves: one rename for both. A secret one goes to a folder that
        only its owner may open.

        Raises:
            OSError: the disk is full, or a permission was lost; the file stays in work.
        """
        home = self.work / job.id
        note = home / names.REASON
        note.write_text(reason, encoding="utf-8")
        into = self.quarantine / CLOSED if secret else self.quarantine
        into.mkdir(parents=True, exist_ok=True, mode=0o700 if secret else 0o777)
        if secret:
            into.chmod(0o700)
        else:
            home.chmod(0o755)
        stem = Path(names.safe(job.name)).stem
        target = into / (job.id if secret else f"{stem}~{job.id}")
        home.rename(target)
        return target

    def refused(self, *, secret: bool = False) -> Iterator[Path]:
        """Every case in the quarantine that holds a file."""
        into = self.quarantine / CLOSED if secret else self.quarantine
        if not into.is_dir():
            return
        for case in sorted(into.iterdir()):
            if case.is_dir() and case.name != CLOSED and _held(case) is not None:
                yield case

    def give_again(self, case: Path) -> Path:
        """Move a file from the quarantine back to the inbox; where it lies now.

        Raises:
            FileMissing: the case holds no file.
            OSError: the disk is full, or a permission was lost; the file stays.
        """
        held = _held(case)
        if held is None:
            raise errors.FileMissing(file=case)
        into = self.inbox / case.name
        # The home moves as it came: the reason goes when the file is taken.
        case.rename(into)
        return into / held.name

    def sweep(self, folder: Path) -> None:
        """Remove a folder that came back from the quarantine and holds nothing but its reason."""
        if folder == self.inbox or not folder.is_relative_to(self.inbox):
            return
        with contextlib.suppress(OSError):
            if [path.name for path in folder.iterdir()] == [names.REASON]:
                _remove_home(folder)

    def usable(self) -> bool:
        """Whether files can be made and moved: tells trouble of the disk from trouble of a file."""
        for folder in (self.work, self.archive, self.quarantine):
            probe = folder / f"{_PROBE}-{os.getpid()}"
            try:
                probe.write_bytes(b"\0" * 4096)
                probe.unlink()
            except OSError:
                with contextlib.suppress(OSError):
                    probe.unlink()
                return False
        return True

    def waiting(self) -> int:
        """How many files lie in the inbox."""
        return sum(1 for _ in dropped(self.inbox))


def dropped(folder: Path, closed: Callable[[Path, OSError], None] | None = None) -> Iterator[Path]:
    """Every regular file below a folder that is not hidden or temporary; links are not followed.

    A folder that may not be listed is told to ``closed`` and passed by; one that has just gone is
    nothing to tell. However deep the tree, only the path down to where we are is held.
    """
    open_folders = [_entries(folder, closed)]
    while open_folders:
        for entry in open_folders[-1]:
            if names.ignored(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                open_folders.append(_entries(Path(entry.path), closed))
                break
            if entry.is_file(follow_symlinks=False):
                yield Path(entry.path)
        else:
            open_folders.pop()


def _entries(
    folder: Path, closed: Callable[[Path, OSError], None] | None
) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        if closed is not None:
            closed(folder, error)


def _held(home: Path) -> Path | None:
    try:
        inside = sorted(home.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return None
    return next((path for path in inside if path.name != names.REASON), None)


def _remove_home(home: Path) -> None:
    """A reason without a file is left by a crash and means nothing."""
    with contextlib.suppress(OSError):
        (home / names.REASON).unlink(missing_ok=True)
        home.rmdir()


def _copy_over(held: Path, place: Path) -> None:
    """Onto another disk: whole or not at all; the file leaves work last.

    Dying between leaves both, or half a copy; the next try writes over either.
    """
    half = place.with_name(f".{place.name}.part")
    try:
        shutil.copy2(held, half)
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.replace(place)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    held.unlink()


def _code_folders() -> set[Path]:
    """Where programs are run from: a dropped file must never lie there."""
    code = {Path(__file__).resolve().parents[1] / part for part in ("pipeline", "cli", "ocr", "db")}
    code |= {Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve() / "lib"}
    for entry in os.get_exec_path():
        with contextlib.suppress(OSError):
            if entry and Path(entry).is_dir():
                code.add(Path(entry).resolve())
    return code


def _device(path: Path) -> int:
    """Of the folder, or of the nearest one above that exists."""
    for folder in (path, *path.parents):
        with contextlib.suppress(OSError):
            return folder.stat().st_dev
    return -1
