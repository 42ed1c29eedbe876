"""What the store keeps, refuses and never doubles."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from db import tables as t
from db.query import TaskFilter, tasks
from models import Flag, Role
from models.errors import SecretDocument
from tests.db.notices import assignee, deadline, notice, reading, task, three_tasks

if TYPE_CHECKING:
    from db.store import Store


def _rows(store: Store, table: type[t.Base]) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_notice_becomes_rows(store: Store) -> None:
    saved = store.save(reading(), notice(), source=Path("/in/a.pdf"))
    assert saved.status == "new"
    counts = {
        t.Document: 1, t.Page: 2, t.Line: 2, t.Edit: 1, t.Stamp: 1, t.Section: 1, t.Recipient: 1,
        t.Task: 3, t.TaskAgency: 4, t.Deadline: 2, t.Quantity: 2, t.Citation: 1, t.Flag: 4,
    }  # fmt: skip
    assert {table: _rows(store, table) for table in counts} == counts
    with store.session() as session:
        document = session.scalars(select(t.Document)).one()
        assert document.source == "/in/a.pdf"
        assert document.stored_at.tzinfo == dt.UTC
        assert document.evidence["chair"]["spans"][0]["line"] == 0


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    first = store.save(reading(), notice(), source=None)
    again = store.save(reading(), notice(task()), source=None)
    assert again == (first.document_id, "unchanged")
    assert _rows(store, t.Task) == 3
    assert _rows(store, t.Audit) == 1


def test_the_same_notice_from_another_file_is_kept_and_flagged(store: Store) -> None:
    first = store.save(reading("a.pdf"), notice(), source=None)
    second = store.save(reading("b.pdf"), notice(), source=None)
    assert second.status == "duplicate"
    with store.session() as session:
        document = session.get(t.Document, second.document_id)
        assert document is not None
        assert document.duplicate_of == first.document_id
        assert len(tasks(session)) == 3
        assert len(tasks(session, TaskFilter(duplicates=True))) == 6
        codes = session.scalars(
            select(t.Flag.code).where(t.Flag.document_id == second.document_id)
        ).all()
        assert "duplicate" in codes


@pytest.mark.parametrize(
    ("number", "day"), [("154", dt.date(2024, 8, 20)), ("153", dt.date(2023, 8, 20))]
)
def test_another_number_or_year_is_another_notice(store: Store, number: str, day: dt.date) -> None:
    store.save(reading("a.pdf"), notice(), source=None)
    other = notice(number=number, issue_date=day)
    assert store.save(reading("b.pdf"), other, source=None).status == "new"


def test_notices_without_a_number_are_no_duplicates(store: Store) -> None:
    assert store.save(reading("a.pdf"), notice(number=None), source=None).status == "new"
    assert store.save(reading("b.pdf"), notice(number=None), source=None).status == "new"


def test_a_secret_leaves_no_trace(store: Store) -> None:
    with pytest.raises(SecretDocument):
        store.save(reading(), notice(secrecy="MẬT"), source=None)
    assert _rows(store, t.Document) == _rows(store, t.Audit) == 0


def test_a_newer_version_replaces_what_the_machine_read(store: Store) -> None:
    first = store.save(reading(), notice(), source=None)
    mended = notice(task(text="Rà soát hồ sơ trễ hạn."), task("2.3", "Nhiệm vụ mới."))
    again = store.save(reading(version="0.2.0"), mended, source=None)
    assert again == (first.document_id, "updated")
    with store.session() as session:
        assert [row.text for row in tasks(session)] == ["Rà soát hồ sơ trễ hạn.", "Nhiệm vụ mới."]
    assert store.save(reading(version="0.1.9"), notice(), source=None).status == "unchanged"
    assert _rows(store, t.Line) == 2


def test_a_task_keeps_its_id_and_its_history_when_read_again(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)

    def report(session: object) -> tuple[int, int]:
        found = session.scalars(  # type: ignore[attr-defined]
            select(t.TaskAgency).where(t.TaskAgency.name == "Phòng Nội vụ")
        ).one()
        found.state, found.done_on = "hoan_thanh", dt.date(2024, 10, 1)
        session.add(  # type: ignore[attr-defined]
            t.StatusEvent(
                assignee_id=found.id,
                state="hoan_thanh",
                day=dt.date(2024, 10, 1),
                by="lan",
                at=dt.datetime.now(dt.UTC),
            )
        )
        return found.id, found.task_id

    assignee_id, task_id = store.write(report)
    moved = three_tasks()[0].model_copy(update={"path": "3.1/1", "text": "Rà soát hồ sơ qua hạn"})
    store.save(reading(version="0.2"), notice(task("1", "Việc khác hẳn."), moved), source=None)
    with store.session() as session:
        kept = session.get(t.TaskAgency, assignee_id)
        assert kept is not None
        assert (kept.task_id, kept.state) == (task_id, "hoan_thanh")
        row = session.get(t.Task, task_id)
        assert row is not None
        assert row.path == "3.1/1"
    gone = notice(task("9", "Không còn gì giống trước."))
    store.save(reading(version="0.3"), gone, source=None)
    with store.session() as session:
        row = session.get(t.Task, task_id)
        assert row is not None
        assert row.withdrawn
        assert [found.path for found in tasks(session)] == ["9"]
        assert len(tasks(session, TaskFilter(withdrawn=True))) == 2
        assert session.scalar(select(t.Flag.code).where(t.Flag.task_id == task_id)) == (
            "not_read_again"
        )
    assert saved.document_id


def test_a_settled_doubt_stays_settled(store: Store) -> None:
    store.save(reading(), notice(), source=None)

    def settle(session: object) -> None:
        flag = session.scalars(select(t.Flag).where(t.Flag.code == "weekend")).one()  # type: ignore[attr-defined]
        flag.resolved_at, flag.resolved_by = dt.datetime.now(dt.UTC), "lan"

    store.write(settle)
    store.save(reading(version="0.2"), notice(), source=None)
    with store.session() as session:
        flag = session.scalars(select(t.Flag).where(t.Flag.code == "weekend")).one()
        assert flag.resolved_by == "lan"


def test_nothing_is_half_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("db.saving.flag_rows", fail)
    with pytest.raises(RuntimeError):
        store.save(reading(), notice(), source=None)
    assert _rows(store, t.Document) == _rows(store, t.Page) == _rows(store, t.Audit) == 0


@pytest.mark.parametrize(
    ("wanted", "paths"),
    [
        (TaskFilter(), ["2.1/1", "2.1/2", "2.2"]),
        (TaskFilter(assignee="phong noi vu"), ["2.1/1"]),
        (TaskFilter(assignee="Phòng Nội vụ", role=Role.COORDINATE), []),
        (TaskFilter(assignee="phong-noi-vu"), ["2.1/1"]),
        (TaskFilter(assignee="noi"), ["2.1/1"]),
        (TaskFilter(assignee="no"), []),
        (TaskFilter(role=Role.SUPERVISE), ["2.1/1"]),
        (TaskFilter(due_before=dt.date(2024, 10, 31)), ["2.1/1"]),
        (TaskFilter(due_before=dt.date(2024, 10, 30)), []),
        (TaskFilter(due_after=dt.date(2024, 10, 31)), ["2.1/1"]),
        (TaskFilter(no_deadline=True), ["2.2"]),
        (TaskFilter(text="ti le dich vu"), ["2.1/2"]),
        (TaskFilter(text="ky cuong, chan chinh"), ["2.2"]),
        (TaskFilter(text="dich tỷ lệ"), []),
        (TaskFilter(text="100%_"), []),
        (TaskFilter(notice="153"), ["2.1/1", "2.1/2", "2.2"]),
        (TaskFilter(notice="153/TB-VPUB"), ["2.1/1", "2.1/2", "2.2"]),
        (TaskFilter(notice="a.pdf"), ["2.1/1", "2.1/2", "2.2"]),
        (TaskFilter(notice="cải cách"), ["2.1/1", "2.1/2", "2.2"]),
        (TaskFilter(notice="15"), []),
        (TaskFilter(flagged=True), ["2.1/1"]),
        (TaskFilter(limit=2), ["2.1/1", "2.1/2"]),
    ],
)
def test_filters(store: Store, wanted: TaskFilter, paths: list[str]) -> None:
    store.save(reading(), notice(), source=None)
    with store.session() as session:
        assert [row.path for row in tasks(session, wanted)] == paths


def test_a_row_says_what_a_person_asks(store: Store) -> None:
    store.save(reading(), notice(), source=None)
    with store.session() as session:
        row = tasks(session)[0]
    assert row.code == "153/TB-VPUB"
    assert (row.leads, row.coordinators, row.supervisors) == (
        ("Phòng Nội vụ",), ("Phòng Tư pháp",), ("Văn phòng UBND quận",),
    )  # fmt: skip
    assert row.deadline == "trước ngày 31/10/2024"
    assert (row.due, row.last_day) == (dt.date(2024, 10, 31), dt.date(2024, 10, 30))
    assert row.percentages == ("ít nhất 20%",)
    assert row.flags == ("weekend",)
    assert row.page == 1


def test_two_leads_of_one_name_and_many_deadlines(store: Store) -> None:
    twice = task(
        assignees=(assignee(), assignee(role=Role.COORDINATE), assignee()),
        deadlines=(deadline(dt.date(2024, 12, 25)), deadline(dt.date(2024, 9, 2)), deadline(None)),
        flags=(Flag(code="x"), Flag(code="x")),
    )
    store.save(reading(), notice(twice), source=None)
    with store.session() as session:
        (row,) = tasks(session)
    assert row.due == dt.date(2024, 9, 2)
    assert len(row.leads) == 2
