"""A pool of worker processes: one that dies is replaced, its jobs are taken back at once."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING, NamedTuple, Self

import structlog

from models.errors import DatabaseTrouble

if TYPE_CHECKING:
    from pipeline.job import Queue
    from pipeline.settings import Settings

_CALM = 30.0
"""A worker that lived so long may be replaced at once."""
_log = structlog.get_logger("ketluan.pool")


class _Running(NamedTuple):
    name: str
    process: subprocess.Popen[bytes]
    since: float


class Pool:
    """Workers on this machine. They end when the pool ends, however it ends."""

    def __init__(self, settings: Settings, queue: Queue, *, size: int, nice: int = 0) -> None:
        jobs = max(1, settings.jobs // max(size, 1))
        self._settings = settings.model_copy(update={"jobs": jobs, "metrics_port": 0})
        self._queue = queue
        self._size = size
        self._nice = nice
        self._running: list[_Running] = []
        self._not_before = 0.0
        self.deaths = 0

    def __enter__(self) -> Self:
        self.tend()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pids(self) -> list[int]:
        """Of the workers that run."""
        return [one.process.pid for one in self._running]

    def tend(self) -> None:
        """Replace workers that have died; call it every second or so."""
        for one in list(self._running):
            code = one.process.poll()
            if code is None:
                continue
            self._running.remove(one)
            self._close(one)
            self.deaths += 1
            self._release(one.name)
            _log.error("worker_died", worker=one.name, code=code)
            if time.monotonic() - one.since < _CALM:
                self._not_before = time.monotonic() + min(2.0**self.deaths, _CALM)
        while len(self._running) < self._size and time.monotonic() >= self._not_before:
            self._running.append(self._start())

    def stop(self) -> None:
        """Tell all to stop, wait as long as grace allows, then end them."""
        for one in self._running:
            self._close(one)
        for one in self._running:
            try:
                one.process.wait(self._settings.queue.grace_seconds + 15)
            except subprocess.TimeoutExpired:
                one.process.kill()
                one.process.wait()
                self._release(one.name)
        self._running.clear()

    def _release(self, worker: str) -> None:
        """Where the queue is away, the lease of the dead ends by itself."""
        with contextlib.suppress(DatabaseTrouble):
            self._queue.release(worker)

    def _start(self) -> _Running:
        name = f"{os.uname().nodename}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.worker_main", name, str(self._nice)],
            stdin=subprocess.PIPE,
            # Ctrl+C in the window is ours to hand on.
            start_new_session=True,
            env=os.environ | {"PYTHONSAFEPATH": "1"},
        )
        assert process.stdin is not None  # noqa: S101  it is a pipe
        with contextlib.suppress(BrokenPipeError):  # it died at once: ``tend`` will see
            process.stdin.write(self._settings.model_dump_json().encode() + b"\n")
            process.stdin.flush()
        return _Running(name, process, time.monotonic())

    @staticmethod
    def _close(one: _Running) -> None:
        if one.process.stdin is not None:
            with contextlib.suppress(OSError):
                one.process.stdin.close()
