"""Many processes on one database: no row is lost, none is doubled, nobody sees "locked"."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from db import tables as t
from db.store import Store
from models.errors import DatabaseTrouble
from tests.db import writers
from tests.db.notices import notice, reading

if TYPE_CHECKING:
    from pathlib import Path

FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(["tests.db.writers"])


@pytest.mark.parametrize("count", [4, pytest.param(16, marks=pytest.mark.slow)])
def test_many_writers(ready: str, count: int) -> None:
    with ProcessPoolExecutor(count, mp_context=FRESH) as pool:
        statuses = list(pool.map(writers.write, [ready] * count, range(count)))
    seen = Counter(status for found in statuses for status in found)
    # each shared file is new once, each own file once; all but one file of notice 0 are copies
    assert seen["new"] == writers.SHARED + count
    assert seen["duplicate"] == count
    assert seen["updated"] >= 1
    with Store.open(ready) as store, store.session() as session:

        def rows(table: type[t.Base]) -> int:
            return session.scalar(select(func.count()).select_from(table)) or 0

        documents = writers.SHARED + 2 * count
        assert rows(t.Document) == documents
        assert rows(t.Task) == 3 * documents
        assert rows(t.Deadline) == 2 * documents
        assert rows(t.Line) == 2 * documents
        assert rows(t.ProgressNote) == count * writers.REPORTS
        notes = session.scalars(select(t.ProgressNote.note)).all()
        assert len(set(notes)) == len(notes)
        original = session.scalars(select(t.Document).where(t.Document.file == "0.pdf")).one()
        assert original.version == f"0.{count + 1}"
        copies = session.scalars(select(t.Document.duplicate_of).where(t.Document.number == "0"))
        assert Counter(copies.all()) == {None: 1, original.id: count}
        corrections = session.scalars(select(t.Correction)).all()
        assert len(corrections) == 1
        assert original.place == corrections[0].person
        actions = Counter(session.scalars(select(t.Audit.action)).all())
        assert actions["progress"] == count * writers.REPORTS
        assert actions["stored"] == documents
        assert actions["corrected"] == count
        assert original.revision == 1 + seen["updated"] + count * (writers.REPORTS + 1)


def test_many_processes_make_the_tables_at_once(url: str) -> None:
    with ProcessPoolExecutor(3, mp_context=FRESH) as pool:
        statuses = list(pool.map(writers.write, [url] * 3, range(3)))
    assert Counter(found[0] for found in statuses) == {"new": 1, "unchanged": 2}


def test_a_writer_that_is_killed_leaves_nothing_and_blocks_nobody(ready: str) -> None:
    victim = FRESH.Process(target=writers.die_in_the_middle, args=(ready,))
    victim.start()
    victim.join(60)
    assert victim.exitcode == 9
    with Store.open(ready) as store:
        assert store.save(reading(), notice(), source=None).status == "new"
        with store.session() as session:
            assert session.scalars(select(t.Document.file)).all() == ["a.pdf"]


def test_readers_see_one_moment_while_others_write(store: Store) -> None:
    store.save(reading("a.pdf"), notice(), source=None)
    with store.session() as session:
        before = session.scalar(select(func.count()).select_from(t.Task))
        store.save(reading("b.pdf"), notice(number="9"), source=None)
        assert session.scalar(select(func.count()).select_from(t.Task)) == before
    with store.session() as session:
        assert session.scalar(select(func.count()).select_from(t.Task)) == 6


def test_a_database_that_stays_locked_is_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_MS", 20)
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as holder, Store.open(url) as waiting:
        monkeypatch.setattr("db.engine.persist.__kwdefaults__", {"patience": 0.1})
        with holder._writing.begin(), pytest.raises(DatabaseTrouble) as caught:
            waiting.save(reading(), notice(), source=None)
    assert "đang bận" in caught.value.message("vi")
