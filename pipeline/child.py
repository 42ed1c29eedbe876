"""The child process in which documents are opened: its parent side.

Nothing of PDF or image parsing runs in the parent. On any limit the whole process group ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pydantic import ValidationError

from models import Notice, Reading, errors
from ocr.settings import SHEETS
from pipeline import frames, group
from pipeline.scratch import Scratch, sweep

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.settings import Settings

_RECYCLE_AFTER = 500
"""Documents a child reads before a fresh one takes its place."""
_LOOK_EVERY = 0.2
"""Seconds between two looks at the child's memory."""


class Answer(NamedTuple):
    """What a child makes of a document."""

    reading: Reading
    notice: Notice
    framed: bool
    """Whether a red frame stands in the head of page 1; looked for by ``strict`` alone."""


class Child:
    """A process that reads documents one after another, replaced when it breaks a limit."""

    def __init__(self, settings: Settings, *, module: str = "pipeline.child_main") -> None:
        self._settings = settings
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch: list[Scratch] = []
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child, all programs below it and their temporary files."""
        process, self._process = self._process, None
        if process is not None:
            group.kill(process.pid)
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
        while self._scratch:
            self._scratch.pop().remove()

    def read(self, path: Path, *, progress: Callable[[int, int], None] | None = None) -> Answer:
        """Read a document and extract what it says.

        Args:
            path: The file.
            progress: Called with pages done and pages in all.

        Raises:
            KetluanError: what is wrong with the file, the limit it broke, or how the child died.
        """
        reply = self._ask(path, {}, progress)
        try:
            return Answer(
                Reading.model_validate(reply["reading"]),
                Notice.model_validate(reply["notice"]),
                bool(reply.get("framed")),
            )
        except (KeyError, ValidationError):
            self.close()
            raise errors.ReaderCrashed(file=path.name, detail="bad reply") from None

    def draw(self, path: Path, reading: Reading, folder: Path) -> list[Path]:
        """Draw the pages of a document that has been read, one PNG a page.

        Raises:
            KetluanError: as for ``read``.
        """
        wish = {"reading": reading.model_dump(mode="json"), "folder": str(folder.absolute())}
        reply = self._ask(path, wish, None)
        return [Path(name) for name in reply.get("drawn", [])]

    def ask(self, path: Path, wish: dict[str, Any]) -> dict[str, Any]:
        """The reply of a child of one's own module to a request of its own.

        Raises:
            KetluanError: as for ``read``.
        """
        return self._ask(path, wish, None)

    def _ask(
        self, path: Path, wish: dict[str, Any], progress: Callable[[int, int], None] | None
    ) -> dict[str, Any]:
        """The child's answer; it starts anew after a limit was broken or many documents."""
        if self._read >= _RECYCLE_AFTER:
            self.close()
        try:
            reply = self._talk(path, wish, progress)
        except BaseException:
            self.close()
            raise
        if "error" in reply:
            raise _error(reply, path)
        return reply

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._read = 0
        sweep()
        disk, memory = Scratch(), Scratch.in_memory()
        self._scratch = [disk, memory] if memory else [disk]
        environment = os.environ | {
            "TMPDIR": str(disk.path),
            SHEETS: str((memory or disk).path),
            "OMP_THREAD_LIMIT": "1",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            # Whole pages go back to the system at once, which lowers the peak; what is smaller is
            # kept for the next crop, or the system spends a seventh of the time zeroing memory.
            "MALLOC_MMAP_THRESHOLD_": "4000000",
            "MALLOC_TRIM_THRESHOLD_": "64000000",
            "PYTHONSAFEPATH": "1",
        }
        # Arguments can be seen by everybody on the machine: no address of a database in them.
        settings = self._settings.model_dump_json(exclude={"database_url"})
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module, settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env=environment,
        )
        return self._process

    def _talk(
        self, path: Path, wish: dict[str, Any], progress: Callable[[int, int], None] | None
    ) -> dict[str, Any]:
        process = self._start()
        self._read += 1
        assert process.stdin is not None  # noqa: S101  both are pipes
        assert process.stdout is not None  # noqa: S101
        limits = self._settings.limits
        try:
            frames.send(process.stdin.fileno(), {"path": str(path.absolute()), **wish})
        except BrokenPipeError:
            raise self._crash(path, process) from None
        incoming = frames.Frames(process.stdout.fileno(), limit=limits.output_mb << 20)
        begun = moved = time.monotonic()
        while True:
            self._watch(path, process, begun=begun, moved=moved)
            message = self._take(path, process, incoming)
            if message is None:
                continue
            if "progress" not in message:
                return message
            moved = time.monotonic()
            if progress is not None:
                done, total = message["progress"]
                progress(int(done), int(total))

    def _watch(
        self, path: Path, process: subprocess.Popen[bytes], *, begun: float, moved: float
    ) -> None:
        limits = self._settings.limits
        now = time.monotonic()
        broken = None
        if now - begun > limits.seconds:
            broken = f"{limits.seconds:g} s"
        elif now - moved > limits.stall_seconds:
            broken = f"{limits.stall_seconds:g} s"
        elif group.resident_bytes(process.pid) > limits.memory_mb << 20:
            broken = f"{limits.memory_mb} MiB"
        if broken:
            raise errors.LimitExceeded(file=path.name, limit=broken)

    def _take(
        self, path: Path, process: subprocess.Popen[bytes], incoming: frames.Frames
    ) -> dict[str, Any] | None:
        if not incoming.wait(_LOOK_EVERY):
            return None
        if not incoming.fill():
            raise self._crash(path, process)
        try:
            return incoming.take()
        except frames.Oversized:
            limit = f"{self._settings.limits.output_mb} MiB"
            raise errors.LimitExceeded(file=path.name, limit=limit) from None
        except (TypeError, ValueError):
            raise errors.ReaderCrashed(file=path.name, detail="bad reply") from None

    @staticmethod
    def _crash(path: Path, process: subprocess.Popen[bytes]) -> errors.KetluanError:
        return errors.ReaderCrashed(file=path.name, detail=f"exit {process.wait()}")


def _error(reply: dict[str, Any], path: Path) -> errors.KetluanError:
    kind = getattr(errors, str(reply["error"]), None)
    if not (isinstance(kind, type) and issubclass(kind, errors.KetluanError)):
        return errors.ReaderCrashed(file=path.name, detail="bad reply")
    details = {str(key): _words(value) for key, value in reply.get("details", {}).items()}
    return kind(**{"file": path.name, **details})


def _words(value: object) -> object:
    """A detail as the child tells it; a pair is told in two languages."""
    if isinstance(value, list) and len(value) == 2:
        return errors.Both(*map(str, value))
    return str(value)
