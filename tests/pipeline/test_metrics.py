"""What Prometheus and a load balancer are told, and what the log never tells."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
import structlog

from models.errors import DatabaseTrouble
from pipeline import logs
from pipeline.metrics import Monitor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pipeline.house import House


def test_figures_by_outcome_and_cause(house: House) -> None:
    for name, content in (("a", b"read 1"), ("b", b"damaged 2"), ("c", b"locked 3")):
        house.drop(f"{name}.txt", content)
    house.run()
    house.drop("d.txt", b"waits 4")
    monitor = Monitor(house.queue, house.folders.waiting, house.custody.usable)
    code, body = monitor.answer("/metrics")
    assert code == 200
    text = body.decode()
    for line in (
        'ketluan_documents_total{outcome="new"} 1.0',
        'ketluan_documents_total{outcome="refused"} 2.0',
        'ketluan_refused_total{cause="DamagedFile"} 1.0',
        'ketluan_refused_total{cause="PasswordNeeded"} 1.0',
        "ketluan_inbox_files 1.0",
        "ketluan_queue_waiting 0.0",
    ):
        assert line in text
    assert monitor.answer("/healthz") == (200, b"ok\n")
    assert monitor.answer("/other")[0] == 404


def test_trouble_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Monitor(house.queue, house.folders.waiting, lambda: False)
    assert full.answer("/healthz")[0] == 503

    def away() -> object:
        raise DatabaseTrouble(database="x", detail="away")

    monkeypatch.setattr(house.queue.book, "counts", away)
    monitor = Monitor(house.queue, house.folders.waiting, lambda: True)
    assert monitor.answer("/healthz")[0] == 503
    assert monitor.answer("/metrics")[0] == 503


def test_it_answers_over_http(house: House) -> None:
    monitor = Monitor(house.queue, house.folders.waiting, house.custody.usable)
    with monitor.serve(0) as server:
        port = server.server_address[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.read() == b"ok\n"
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/x", timeout=10)
        caught.value.close()
        server.shutdown()


def test_the_log_names_no_document_and_no_text(house: House, tmp_path: Path) -> None:
    path = tmp_path / "log"
    logs.start(house.settings.model_copy(update={"log_file": path}))
    try:
        house.drop("Kế hoạch nhân sự.txt", b"read Nguyen 1")
        house.drop("b.txt", b"damaged 2")
        house.run()
        try:
            int("chữ của văn bản")
        except ValueError:
            structlog.get_logger().exception("fault")
    finally:
        structlog.get_config()["logger_factory"]._file.close()
        structlog.reset_defaults()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {line["event"] for line in lines} == {"taken", "ended", "fault"}
    text = path.read_text(encoding="utf-8")
    for word in ("nhân sự", "Nguyen", "chữ của văn bản"):
        assert word not in text
    assert "ValueError in test_the_log" in text


def test_where_a_person_watches_the_log_is_silent(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    logs.start(house.settings)
    try:
        structlog.get_logger().error("trouble")
    finally:
        structlog.reset_defaults()
    assert screen.getvalue() == ""
