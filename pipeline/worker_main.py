"""A worker in a process of its own, started by a pool."""

from __future__ import annotations

import os
import signal
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

from pipeline import logs
from pipeline.documents import Documents
from pipeline.office import open_custody, open_queue, open_store
from pipeline.settings import Settings
from pipeline.worker import Hands, Interrupted, Worker

if TYPE_CHECKING:
    from types import FrameType


def work(name: str, settings: Settings, stop: threading.Event) -> None:
    """Work until told to stop; on a second telling, or when grace is over, at once.

    Raises:
        KetluanError: the queue cannot be opened.
    """
    queue = open_queue(settings)
    with Documents(settings) as documents:
        hands = Hands(queue, open_custody(settings), documents, partial(open_store, settings))
        worker = Worker(name, settings, hands)
        _obey_signals(worker, stop, settings.queue.grace_seconds)
        try:
            worker.run(stop)
        except Interrupted:
            pass
        finally:
            queue.close()


def _obey_signals(worker: Worker, stop: threading.Event, grace: float) -> None:
    def told(number: int, _frame: FrameType | None) -> None:
        if not stop.is_set() and number != signal.SIGALRM:
            stop.set()
            signal.setitimer(signal.ITIMER_REAL, max(grace, 0.001))
        elif worker.reading:
            raise Interrupted
        else:
            # Storing and moving take no time; look again in a moment.
            signal.setitimer(signal.ITIMER_REAL, 0.2)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, told)


def main() -> int:
    """The pool sends the settings by standard input and holds it open as long as it lives."""
    name = sys.argv[1]
    os.nice(int(sys.argv[2]))
    settings = Settings.model_validate_json(sys.stdin.buffer.readline())
    logs.start(settings)
    stop = threading.Event()

    def end_with_pool() -> None:
        # Not by sys.stdin: its lock would be held when the interpreter ends.
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=end_with_pool, daemon=True).start()
    work(name, settings, stop)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
