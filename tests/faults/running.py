"""The intake as processes of their own, to be killed at will."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMAND = [sys.executable, "-c", "from cli.main import run; run()"]
_NOTICE = """ỦY BAN NHÂN DÂN QUẬN GÒ VẤP
Số: {number}/TB-UBND

THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân quận tại cuộc họp giao ban

1. Giao Phòng Nội vụ chủ trì rà soát hồ sơ quá hạn, báo cáo trước ngày 31/10/2024.
"""


def small_notice(number: int) -> bytes:
    """A notice of one task that takes hardly any time to read."""
    return _NOTICE.format(number=number).encode()


class Running:
    """Processes of the command in one folder, found again by a mark in their environment."""

    def __init__(self, root: Path, **settings: object) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.mark = f"intake-test={uuid.uuid4().hex}"
        name, _, value = self.mark.partition("=")
        self._environment = {
            **{key: v for key, v in os.environ.items() if not key.startswith("KETLUAN_")},
            name: value,
            "KETLUAN_INTAKE__SETTLE_SECONDS": "0.2",
            "KETLUAN_INTAKE__RESCAN_SECONDS": "1",
            "KETLUAN_QUEUE__LEASE_SECONDS": "3",
            "KETLUAN_QUEUE__BACK_OFF_SECONDS": "0.2",
            "KETLUAN_JOBS": "1",
            **{f"KETLUAN_{key.upper()}": str(v) for key, v in settings.items()},
        }
        self.log = root / "log"

    def settle(self, seconds: float) -> None:
        """How long files must stand still."""
        self._environment["KETLUAN_INTAKE__SETTLE_SECONDS"] = str(seconds)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Run the command in the folder; its output goes to the log."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*_COMMAND, *arguments], cwd=self.root, env=self._environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def run(self, *arguments: str, timeout: float = 240) -> subprocess.CompletedProcess[str]:
        """Run it to its end."""
        return subprocess.run(
            [*_COMMAND, *arguments], cwd=self.root, env=self._environment,
            capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip

    def pids(self, part: str = "") -> list[int]:
        """Of our processes that live; ``part`` must stand in their command line."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                if self.mark.encode() not in (entry / "environ").read_bytes():
                    continue
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if command and part in command:
                    found.append(int(entry.name))
        return sorted(found)

    def kill(self, pid: int) -> None:
        """At once, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill all that is left."""
        for _ in range(20):
            left = self.pids()
            if not left:
                return
            for pid in left:
                self.kill(pid)
            time.sleep(0.1)

    def said(self) -> str:
        """What the processes printed."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


@contextlib.contextmanager
def running(root: Path, **settings: object) -> Iterator[Running]:
    """Processes that end with the test, however it ends."""
    processes = Running(root, **settings)
    try:
        yield processes
    finally:
        processes.end()


def wait_for(what: object, *, seconds: float = 120.0) -> None:
    """Ask until it is so.

    Raises:
        AssertionError: it never was.
    """
    assert callable(what)
    give_up = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.1)
