"""Check, backup, restore, deletion, retention and merging, on either engine."""

from __future__ import annotations

import datetime as dt
import io
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest
from sqlalchemy import func, select, text

from db import Amendment, Assignment, Grant, Report, Store, TaskFilter, WorkState, schema, tasks
from db import tables as t
from db.care import backup, check, delete_document, expired, merge, restore
from models.errors import BadBackup, RecordMissing
from tests.db.notices import assignee, deadline, notice, reading, task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


def _count(store: Store, table: type[t.Base]) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _task(store: Store, path: str = "2.1/1") -> int:
    with store.session() as session:
        return next(row.task_id for row in tasks(session) if row.path == path)


@contextmanager
def _originals(place: str) -> Iterator[BinaryIO]:
    if place == "/gone.pdf":
        raise FileNotFoundError(2, "No such file")
    yield io.BytesIO(place.removeprefix("/").encode())


def test_a_sound_database_has_no_fault(store: Store) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        store.save(reading(name), notice(), source=f"/{name}")
    store.progress(_task(store), Report(state=WorkState.DONE), by="lan")
    store.assign(_task(store), Assignment(name="Phòng Y tế"), by="lan")
    assert list(check(store, _originals)) == []


def test_originals_that_are_gone_or_changed(store: Store) -> None:
    first = store.save(reading("gone.pdf"), notice(), source="/gone.pdf")
    second = store.save(reading("b.pdf"), notice(number="2"), source="/other.pdf")
    found = [(fault.kind, fault.where) for fault in check(store, _originals)]
    assert found == [("missing", str(first.document_id)), ("changed", str(second.document_id))]
    assert list(check(store)) == []


@pytest.mark.parametrize(
    ("harm", "kind", "where"),
    [
        ("UPDATE tasks SET leads = 7", "sums", "tasks.leads"),
        ("UPDATE task_agencies SET counted = false", "sums", "task_agencies.counted"),
        (
            "UPDATE task_agencies SET state = 'moi', done_on = NULL",
            "sums",
            "task_agencies.state",
        ),
        ("UPDATE sections SET document_id = 4242", "foreign_key", "sections.document_id"),
    ],
)
def test_what_does_not_fit_is_found(store: Store, harm: str, kind: str, where: str) -> None:
    store.save(reading(), notice(), source=None)
    store.progress(_task(store), Report(state=WorkState.DONE), by="lan")
    off = (
        "PRAGMA foreign_keys = OFF"
        if store.engine.dialect.name == "sqlite"
        else "SET session_replication_role = replica"
    )
    with store.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(off)
        connection.exec_driver_sql(harm)
        connection.commit()
        connection.invalidate()
    assert (kind, where) in {(fault.kind, fault.where) for fault in check(store)}


def test_a_search_index_that_does_not_fit_is_found(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL makes its search column itself")
    store.save(reading(), notice(), source=None)
    with store._writing.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER tasks_fts_update")
        connection.exec_driver_sql("UPDATE tasks SET folded = 'khac'")
    assert [fault.kind for fault in check(store)] == ["search"]


def test_backup_while_others_write_and_restore(store: Store, tmp_path: Path) -> None:
    first = store.save(reading("a.pdf"), notice(), source=None)
    store.progress(_task(store), Report(percent=40, note="đang làm"), by="lan")
    stop = threading.Event()

    def write() -> None:
        number = 0
        with Store.open(store.engine.url.render_as_string(hide_password=False)) as mine:
            while not stop.is_set() and number < 200:
                number += 1
                mine.save(reading(f"w{number}.pdf"), notice(number=f"w{number}"), source=None)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        size = backup(store, tmp_path / "deep" / "k.backup")
    finally:
        stop.set()
        writer.join()
    assert size > 10_000
    assert (tmp_path / "deep" / "k.backup").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["k.backup"]
    store.write(lambda session: delete_document(session, first.document_id, by="lan"))
    restore(store, tmp_path / "deep" / "k.backup")
    with store.session() as session:
        (row,) = tasks(session, TaskFilter(document_id=first.document_id, text="rà soát"))
        assert (row.work[0].percent, row.work[0].note) == (40, "đang làm")
        documents = session.scalar(select(func.count(t.Document.id))) or 0
        assert session.scalar(select(func.count(t.Task.id))) == 3 * documents
        assert session.execute(text("SELECT count(*) FROM v_tracker")).scalar_one() > 0
    assert list(check(store)) == []
    after = store.save(reading("new.pdf"), notice(number="new"), source=None)
    assert after.status == "new"


def test_a_backup_of_an_older_version_is_brought_up(url: str, store: Store, tmp_path: Path) -> None:
    if not url.startswith(store.engine.dialect.name):
        pytest.skip("a backup is restored into its own engine")
    from db.engine import open_engine  # noqa: PLC0415

    old = Store(open_engine(url))
    with old.engine.begin() as connection:
        schema.upgrade(connection, "0003")
    backup(old, tmp_path / "old.backup")
    old.close()
    restore(store, tmp_path / "old.backup")
    assert store.revision == schema.HEAD
    assert store.save(reading(), notice(), source=None).status == "new"


@pytest.mark.parametrize("content", [None, b"", b"no backup", b"SQLite format 3\0" + b"\0" * 4000])
def test_what_is_no_backup_changes_nothing(
    store: Store, tmp_path: Path, content: bytes | None
) -> None:
    store.save(reading(), notice(), source=None)
    path = tmp_path / "x"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadBackup):
        restore(store, path)
    assert _count(store, t.Task) == 3


def test_a_torn_backup_changes_nothing(store: Store, tmp_path: Path) -> None:
    for number in range(5):
        store.save(reading(f"{number}.pdf"), notice(number=str(number)), source=None)
    backup(store, tmp_path / "k")
    whole = (tmp_path / "k").read_bytes()
    (tmp_path / "k").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(BadBackup):
        restore(store, tmp_path / "k")
    assert _count(store, t.Task) == 15


def test_deletion_takes_all_and_leaves_who_did_what(store: Store) -> None:
    first = store.save(reading("a.pdf"), notice(), source="/in/a.pdf")
    store.save(reading("b.pdf"), notice(), source=None)
    other = store.save(reading("c.pdf"), notice(number="9"), source=None)
    with store.session() as session:
        mine = tasks(session, TaskFilter(document_id=first.document_id))[0].task_id
    store.progress(mine, Report(note="bí mật riêng"), by="lan")
    amendment = Amendment(field="title", value="Đơn của ông Trần Văn Bình")
    store.correct(first.document_id, amendment, by="lan")
    gone = store.write(lambda session: delete_document(session, first.document_id, by="minh"))
    assert (gone.file, gone.source, gone.tasks) == ("a.pdf", "/in/a.pdf", 3)
    with store.session() as session:
        left = {row.id: row.duplicate_of for row in session.scalars(select(t.Document))}
        assert left == {gone.successor: None, other.document_id: None}
        assert len(tasks(session)) == 6  # the copy counts now
        told = session.scalars(
            select(t.Audit).where(t.Audit.document_id == first.document_id).order_by(t.Audit.id)
        ).all()
        assert [(row.action, row.by) for row in told] == [
            ("stored", "ketluan"), ("progress", "lan"), ("corrected", "lan"), ("deleted", "minh"),
        ]  # fmt: skip
        assert all(row.before is None and row.after is None for row in told[:-1])
    assert list(check(store)) == []
    store.engine.dispose()
    if store.engine.dialect.name == "sqlite":
        with Store.open(str(store.engine.url)) as opened, opened.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        content = Path(str(store.engine.url.database)).read_bytes()
        assert "bí mật riêng".encode() not in content
        assert "Trần Văn Bình".encode() not in content
    with pytest.raises(RecordMissing):
        store.write(lambda session: delete_document(session, 4242, by="minh"))


def test_retention_spares_what_is_not_done(store: Store) -> None:
    plan = [
        ("old.pdf", "1", dt.date(2010, 5, 1)),
        ("open.pdf", "2", dt.date(2010, 5, 2)),
        ("new.pdf", "3", dt.date(2024, 5, 3)),
        ("undated.pdf", None, None),
    ]
    for name, number, day in plan:
        dated = task(path=name, text=name, deadlines=(deadline(dt.date(2010, 6, 1)),))
        store.save(reading(name), notice(dated, number=number, issue_date=day), source=None)
    store.progress(_task(store, "old.pdf"), Report(state=WorkState.DONE), by="lan")

    def found(years: int, *, also_open: bool = False) -> list[str]:
        with store.session() as session:
            rows = expired(session, years, as_of=dt.date(2026, 2, 28), also_open=also_open)
            return [row.file for row in rows]

    assert found(10) == ["old.pdf"]
    assert found(10, also_open=True) == ["old.pdf", "open.pdf"]
    assert found(1, also_open=True) == ["old.pdf", "open.pdf", "new.pdf"]
    assert found(50, also_open=True) == []


@pytest.fixture
def other(store: Store, url: str) -> Iterator[Store]:
    """A second database of the same engine."""
    if not url.startswith(store.engine.dialect.name):
        pytest.skip("both engines against themselves are enough")
    with Store.open(url) as opened:
        yield opened


def _fill(store: Store) -> None:
    plan = task(
        deadlines=(deadline(dt.date(2024, 10, 31)),),
        assignees=(assignee(), assignee("Phòng Y tế")),
    )
    store.save(reading("shared.pdf"), notice(plan, number="1"), source=None)


def test_merge_brings_documents_with_all_their_history(store: Store, other: Store) -> None:
    _fill(store)
    saved = other.save(reading("theirs.pdf"), notice(number="7"), source="/theirs.pdf")
    copy = other.save(reading("copy.pdf"), notice(number="7"), source=None)
    key = _task(other)
    other.progress(
        key, Report(state=WorkState.DONE, note="xong", day=dt.date(2024, 11, 2)), by="lan"
    )
    grant = Grant(
        new_day=dt.date(2024, 11, 15), agreed_by="Chủ tịch", agreed_on=dt.date(2024, 10, 1)
    )
    other.extend(key, grant, by="lan")
    other.correct(saved.document_id, Amendment(field="place", value="Quận 1"), by="lan")
    assert merge(store, other, by="minh") == (2, 0)
    assert merge(store, other, by="minh") == (0, 2)
    with store.session() as session:
        (row,) = tasks(session, TaskFilter(notice="theirs.pdf", text="rà soát"))
        assert (row.work[0].note, row.work[0].cell.value) == ("xong", "hoan_thanh_dung_han")
        assert (row.work[0].days_late, row.work[0].days_late_on_paper) == (-13, 3)
        documents = {d.file: d for d in session.scalars(select(t.Document))}
        assert documents["theirs.pdf"].place == "Quận 1"
        assert documents["copy.pdf"].duplicate_of == documents["theirs.pdf"].id
        (kept,) = session.scalars(select(t.Correction))
        assert kept.document_id == documents["theirs.pdf"].id
        actions = session.scalars(
            select(t.Audit.action)
            .where(t.Audit.document_id == kept.document_id)
            .order_by(t.Audit.id)
        ).all()
        assert actions == ["stored", "progress", "extended", "corrected", "merged_in"]
    assert copy.status == "duplicate"
    assert _count(store, t.Line) == 6
    assert list(check(store)) == []
    again = store.save(reading("theirs.pdf", version="0.9"), notice(number="7"), source=None)
    assert again.status == "updated"
    with store.session() as session:
        assert session.get_one(t.Document, again.document_id).place == "Quận 1"


def test_merge_joins_what_people_did_in_both(store: Store, other: Store) -> None:
    for one in (store, other):
        _fill(one)
    day = dt.date(2024, 10, 1)
    store.progress(_task(store), Report(unit="y te", percent=20, day=day), by="a")
    other.progress(_task(other), Report(unit="noi vu", state=WorkState.DONE, day=day), by="b")
    other.assign(_task(other), Assignment(name="Phòng Tư pháp", day=day), by="b")
    here = next(iter(_documents(store)))
    there = next(iter(_documents(other)))
    store.correct(here, Amendment(field="place", value="Ở đây"), by="a")
    other.correct(there, Amendment(field="place", value="Ở kia"), by="b")
    other.correct(there, Amendment(field="title", value="Tên đúng"), by="b")
    for _ in range(2):
        assert merge(store, other, by="minh") == (0, 1)
    with store.session() as session:
        (row,) = tasks(session)
        state = {work.lead: (work.state.value, work.percent) for work in row.work}
        assert state == {
            "Phòng Nội vụ": ("hoan_thanh", None), "Phòng Y tế": ("dang_thuc_hien", 20),
            "Phòng Tư pháp": ("da_giao", None),
        }  # fmt: skip
        document = session.get_one(t.Document, here)
        assert (document.place, document.title) == ("Ở đây", "Tên đúng")
    assert (_count(store, t.StatusEvent), _count(store, t.ProgressNote)) == (3, 1)
    assert list(check(store)) == []


def test_merge_makes_another_scan_of_a_known_notice_a_copy(store: Store, other: Store) -> None:
    store.save(reading("mine.pdf"), notice(), source=None)
    other.save(reading("theirs.pdf"), notice(), source=None)
    assert merge(store, other, by="minh") == (1, 0)
    with store.session() as session:
        assert len(tasks(session)) == 3
        assert len(tasks(session, TaskFilter(duplicates=True))) == 6
        assert session.scalar(select(func.count()).where(t.Flag.code == "duplicate")) == 1
    assert list(check(store)) == []


def _documents(store: Store) -> list[int]:
    def ids(session: Session) -> list[int]:
        return list(session.scalars(select(t.Document.id)))

    with store.session() as session:
        return ids(session)
