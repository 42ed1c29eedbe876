"""``/metrics`` for Prometheus and ``/healthz``, on this machine only."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from models.errors import KetluanError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.core import Metric

    from pipeline.job import Queue


class _Ended(Collector):
    """Documents that ended, from the queue itself: a restart loses no count."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def collect(self) -> Iterator[Metric]:
        book = self._queue.book
        for name, words, label, numbers in (
            ("documents", "Documents that ended", "outcome", book.counts().ended),
            ("refused", "Documents that were refused", "cause", book.causes()),
        ):
            family = CounterMetricFamily(f"ketluan_{name}_total", words, labels=[label])
            for value, number in numbers.items():
                family.add_metric([value], number)
            yield family

    def describe(self) -> Iterator[Metric]:
        """Nothing is counted when it is registered."""
        return iter(())


class Monitor:
    """Answers Prometheus and whoever asks whether we live."""

    def __init__(
        self, queue: Queue, waiting: Callable[[], int], healthy: Callable[[], bool]
    ) -> None:
        self._healthy = healthy
        self._queue = queue
        self._registry = CollectorRegistry()
        self._registry.register(_Ended(queue))
        for name, words, value in (
            ("inbox_files", "Files in the inbox", waiting),
            ("queue_waiting", "Documents that wait", lambda: queue.book.counts().waiting),
            ("queue_running", "Documents being read", lambda: queue.book.counts().running),
            (
                "queue_oldest_seconds",
                "Age of the oldest open document",
                lambda: queue.book.counts().oldest_seconds,
            ),
        ):
            gauge = Gauge(f"ketluan_{name}", words, registry=self._registry)
            gauge.set_function(value)

    def serve(self, port: int) -> ThreadingHTTPServer:
        """Answer from now on in a thread of its own.

        Raises:
            OSError: the port is taken.
        """
        monitor = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                code, body = monitor.answer(self.path)
                self.send_response(code)
                self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nobody wants to read of every scrape."""

        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body for a path."""
        try:
            if path == "/metrics":
                return 200, generate_latest(self._registry)
            if path == "/healthz":
                self._queue.book.counts()  # whether the queue answers
                return (200, b"ok\n") if self._healthy() else (503, b"trouble\n")
        except (KetluanError, OSError):
            return 503, b"trouble\n"
        return 404, b"\n"
