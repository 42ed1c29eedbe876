"""Many machines: folders of their own, originals in S3, the queue in PostgreSQL."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING

import fsspec
import pytest
import sqlalchemy as sa

from tests.faults.running import Running, running, small_notice, wait_for
from tests.pipeline.conftest import postgres, s3, server_database

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

__all__ = ["postgres", "s3", "server_database"]

DOCUMENTS = 12


def test_two_workers_one_killed_half_way(
    server_database: str, s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", s3),
    ):
        monkeypatch.setenv(name, value)
    bucket = f"office-{os.urandom(4).hex()}"
    fs = fsspec.filesystem("s3", skip_instance_cache=True)
    fs.mkdir(bucket)
    settings = {
        "database_url": server_database,
        "queue__kind": "procrastinate",
        "folders__store": f"s3://{bucket}/office",
    }
    contents = [small_notice(number) for number in range(1, DOCUMENTS + 1)]
    engine = sa.create_engine(server_database.replace("postgresql:", "postgresql+psycopg:"))

    def ended() -> int:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table("intake_jobs"):
                return 0
            query = sa.text("SELECT count(*) FROM intake_jobs WHERE state = 'ended'")
            return int(connection.execute(query).scalar_one())

    with ExitStack() as stack:
        office, one, two = (
            stack.enter_context(running(tmp_path / name, **settings))
            for name in ("office", "one", "two")
        )
        watcher = office.start("watch", "inbox")
        inbox = office.root / "inbox"
        wait_for(inbox.is_dir)
        for number, content in enumerate(contents[: DOCUMENTS // 2]):
            (inbox / f"{number}.txt").write_bytes(content)
        first, second = one.start("worker"), two.start("worker")
        wait_for(lambda: ended() >= 2)
        for number, content in enumerate(contents[DOCUMENTS // 2 :], start=100):
            (inbox / f"{number}.txt").write_bytes(content)
        for pid in one.pids():
            one.kill(pid)
        first.wait(20)
        wait_for(lambda: ended() >= DOCUMENTS)
        assert stops(second, two)
        assert stops(watcher, office)
    found = {name: fs.cat_file(name) for name in fs.find(bucket)}
    assert Counter(found.values()) == Counter(contents)
    assert all("/archive/" in name for name in found)
    with engine.connect() as connection:
        query = sa.text("SELECT sha256, source FROM documents")
        rows: dict[str, str] = {row.sha256: row.source for row in connection.execute(query)}
        assert connection.execute(sa.text("SELECT count(*) FROM tasks")).scalar() == DOCUMENTS
        query = sa.text("SELECT count(*) FROM procrastinate_jobs WHERE status <> 'succeeded'")
        assert connection.execute(query).scalar() == 0
    engine.dispose()
    assert rows == {hashlib.sha256(content).hexdigest(): name for name, content in found.items()}


def stops(process: subprocess.Popen[bytes], of: Running) -> bool:
    """SIGTERM is obeyed: the document at hand is ended, nothing is left running."""
    process.terminate()
    assert process.wait(60) == 0, of.said()[-3000:]
    wait_for(lambda: not of.pids(), seconds=10)
    return True


def test_a_worker_needs_the_shared_queue(tmp_path: Path) -> None:
    with running(tmp_path) as processes:
        done = processes.run("worker")
        assert done.returncode == 15
        assert "procrastinate" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_postgresql_killed_and_started_again(tmp_path: Path) -> None:
    """Its crash costs time, nothing else: workers and watcher wait and go on."""
    from tests.faults.server import Server  # noqa: PLC0415  one of its own

    with Server() as server:
        settings = {"database_url": server.url, "queue__kind": "procrastinate"}
        with running(tmp_path, **settings) as office:
            contents = [small_notice(number) for number in range(1, 13)]
            watcher = office.start("watch", "inbox", "--workers", "1")
            worker = office.start("worker")
            inbox = tmp_path / "inbox"
            # Without a database neither starts: they are up before it goes.
            wait_for(lambda: "Đang theo dõi" in office.said() and "Đang chờ" in office.said())
            for number, content in enumerate(contents):
                (inbox / f"{number}.txt").write_bytes(content)
                if number in {3, 8}:
                    time.sleep(4)
                    server.crash()
                    time.sleep(2)
                    server.start()
            archive = tmp_path / "archive"
            wait_for(lambda: sum(p.is_file() for p in archive.rglob("*")) >= 12, seconds=200)
            wait_for(lambda: server.count("intake_jobs WHERE state <> 'ended'") == 0)
            for process in (worker, watcher):
                process.terminate()
                assert process.wait(60) == 0, office.said()[-3000:]
        assert server.count("documents") == 12
        assert server.count("tasks") == 12
        kept = Counter(p.read_bytes() for p in archive.rglob("*") if p.is_file())
        assert kept == Counter(contents)
