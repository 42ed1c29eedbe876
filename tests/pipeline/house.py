"""An office in a temporary folder whose reader is cheap: what a file says decides how it ends."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import tables as t
from db.store import Store
from models import errors
from pipeline import names
from pipeline.documents import Document
from pipeline.folders import Folders
from pipeline.lock import NAME as LOCK
from pipeline.office import open_custody, open_queue
from pipeline.settings import Settings
from pipeline.watcher import Hands as Eyes
from pipeline.watcher import Watcher
from pipeline.worker import Hands, Worker
from tests.db.notices import notice, reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FATES: dict[bytes, type[errors.KetluanError]] = {
    b"damaged": errors.DamagedFile,
    b"secret": errors.SecretDocument,
    b"crash": errors.ReaderCrashed,
    b"locked": errors.PasswordNeeded,
}
"""First word of a file: how reading it ends."""


class CheapReader:
    """Reads a text file as if it were a notice whose number is its last word."""

    def __init__(self) -> None:
        self.reads: Counter[str] = Counter()

    def process(self, path: Path) -> Document:
        content = path.read_bytes()
        self.reads[content.decode()] += 1
        if not content:
            raise errors.EmptyFile(file=path.name)
        words = content.split()
        if words[0] == b"killed" and self.reads[content.decode()] < 4:
            raise errors.ReaderCrashed(file=path.name, detail="exit -9")
        if words[0] in FATES:
            raise FATES[words[0]](file=path.name)
        number = words[-1].decode()
        return Document(
            path, reading(names.shown(path.name), content.decode()), notice(number=number)
        )

    def close(self) -> None:
        """Nothing runs below it."""


class Quiet:
    """Listens and remembers."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def taken(self, name: str) -> None:
        self.heard.append(("taken", name))

    def stuck(self, name: str, error: OSError) -> None:
        self.heard.append(("stuck", name))
        assert error.errno or error.args


class House:
    """Opens the office anew as often as wished, as after a crash."""

    def __init__(self, root: Path, **settings: object) -> None:
        self.root = root
        base: dict[str, object] = {
            "database_url": f"sqlite:///{root / 'ketluan.db'}",
            "folders": {
                name: root / name for name in ("inbox", "work", "archive", "quarantine")
            },
            "queue": {"back_off_seconds": 0},
        }  # fmt: skip
        self.settings = Settings.model_validate(base | settings)
        self.folders = Folders(self.settings)
        self.now = 1000.0
        self.reader = CheapReader()
        self.listener = Quiet()
        self.dropped: list[bytes] = []
        self.folders.check()
        self.open()

    def open(self) -> None:
        self.custody = open_custody(self.settings)
        self.queue = open_queue(self.settings)
        eyes = Eyes(self.folders, self.queue, self.custody)
        self.watcher = Watcher(self.settings.intake, eyes, self.listener, clock=lambda: self.now)
        self.workers = 0

    def close(self) -> None:
        self.queue.close()

    def worker(self) -> Worker:
        self.workers += 1
        opener = partial(Store.open, self.settings.database_url)
        hands = Hands(self.queue, self.custody, self.reader, opener)
        return Worker(f"worker-{self.workers}", self.settings, hands)

    def drop(self, name: str, content: bytes) -> Path:
        path = self.folders.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.dropped.append(content)
        return path

    def pass_time(self, seconds: float) -> None:
        """Look once a second, as if so many seconds had passed."""
        end = self.now + seconds
        while self.now < end:
            self.now += 1.0
            self.watcher.look([])

    def work(self) -> None:
        """End whatever is due."""
        worker = self.worker()
        worker.run(threading.Event(), until_empty=True)

    def run(self) -> None:
        """Take what lies in the inbox and end all of it."""
        self.pass_time(self.settings.intake.rescan_seconds + 4)
        self.work()

    def files(self, folder: str) -> list[Path]:
        return [
            path
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
            and path.name not in {names.REASON, LOCK}
            and not path.name.startswith("ledger.db")
        ]

    def everything(self) -> Iterator[tuple[str, Path]]:
        for folder in ("inbox", "work", "archive", "quarantine"):
            for path in self.files(folder):
                yield folder, path

    def documents(self) -> dict[str, str]:
        """Hash and place of every document in the task database."""
        with Store.open(self.settings.database_url) as store, store.session() as session:
            rows = session.execute(select(t.Document.sha256, t.Document.source))
            return {row.sha256: row.source or "" for row in rows}

    def tasks(self) -> int:
        with Store.open(self.settings.database_url) as store, store.session() as session:
            return len(session.execute(select(t.Task.id)).all())

    def check(self, *, ended: bool = True) -> None:
        """What must always hold: each file in one place, the database agreeing, nothing twice."""
        found = Counter(path.read_bytes() for _, path in self.everything())
        assert found == Counter(self.dropped)
        archived = {
            hashlib.sha256(path.read_bytes()).hexdigest(): str(path)
            for path in self.files("archive")
        }
        documents = self.documents()
        assert archived.items() <= documents.items()
        assert self.tasks() == 3 * len(documents)
        if ended:
            assert self.files("inbox") == []
            assert self.files("work") == []
            assert documents == archived
            assert self.queue.book.counts().waiting == 0
            assert self.queue.book.counts().running == 0
            for case in self.folders.refused():
                assert (case / names.REASON).read_text(encoding="utf-8").strip()
