"""kill -9 of child, worker and watcher at random moments: nothing lost, doubled or stuck."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import names
from tests.faults.running import Running, running, small_notice, wait_for

if TYPE_CHECKING:
    import subprocess

VICTIMS = {
    "child": "pipeline.child_main",
    "worker": "pipeline.worker_main",
    "watcher": "from cli.main import run; run() watch",
}


def originals(root: Path, *folders: str) -> list[bytes]:
    return [
        path.read_bytes()
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file()
        and path.name != names.REASON
        and not path.name.startswith(("ledger.db", "."))
    ]


def rows(root: Path, query: str) -> list[Any]:
    with sqlite3.connect(root / "ketluan.db", timeout=20) as connection:
        return connection.execute(query).fetchall()


def check(root: Path, dropped: list[bytes]) -> None:
    """Every dropped file in one place, the database in agreement, no task doubled."""
    assert Counter(originals(root, "archive")) == Counter(dropped)
    assert originals(root, "inbox", "work", "quarantine") == []
    stored: dict[str, str] = dict(rows(root, "SELECT sha256, source FROM documents"))
    assert len(stored) == len(dropped)
    for content in dropped:
        place = stored[hashlib.sha256(content).hexdigest()]
        assert Path(place).read_bytes() == content
    doubled = "SELECT document_id FROM tasks GROUP BY document_id HAVING count(*) <> 1"
    assert rows(root, doubled) == []
    assert len(rows(root, "SELECT id FROM tasks")) == len(dropped)


def drop(root: Path, number: int) -> bytes:
    content = small_notice(number)
    half = root / "inbox" / f".{number}"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(content)
    half.rename(half.with_name(f"{number}.txt"))
    return content


def killed(root: Path, victims: list[str], seed: int) -> None:
    chance = random.Random(seed)
    dropped: list[bytes] = []
    watcher: subprocess.Popen[bytes] | None = None
    # Chance may choose one document's processes many times over: it is not to blame.
    with running(root, workers=2, queue__attempts=50) as processes:
        for victim in victims:
            if watcher is None or watcher.poll() is not None:
                watcher = processes.start("watch", "inbox")
            for _ in range(chance.randint(1, 4)):
                dropped.append(drop(root, len(dropped) + 1))
            wait_for(lambda part=VICTIMS[victim]: processes.pids(part), seconds=600)
            time.sleep(chance.random() * 2)
            found = processes.pids(VICTIMS[victim])
            if found:
                processes.kill(chance.choice(found))
            if victim == "watcher":
                watcher.wait(120)
        if watcher is None or watcher.poll() is not None:
            watcher = processes.start("watch", "inbox")
        wait_for(lambda: len(originals(root, "archive")) >= len(dropped), seconds=900)
        wait_for(lambda: not originals(root, "work", "inbox"))
        stopped_well(processes, watcher)
        check(root, dropped)


def stopped_well(processes: Running, watcher: subprocess.Popen[bytes]) -> None:
    """On SIGTERM it ends by itself, and nothing of it is left: no orphan, no zombie."""
    watcher.terminate()
    assert watcher.wait(60) == 0, processes.said()[-2000:]
    wait_for(lambda: not processes.pids(), seconds=10)


def test_each_is_killed_once(tmp_path: Path) -> None:
    killed(tmp_path, ["worker", "child", "watcher"], seed=1)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_rounds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    killed(tmp_path, chance.choices(list(VICTIMS), weights=(4, 4, 2), k=20), seed)
