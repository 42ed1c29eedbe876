"""The typed client: pages, notices with their evidence, counts, review."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from db import (
    BadCursor,
    Cell,
    DueState,
    Grant,
    NoticeRow,
    Report,
    Sort,
    TaskFilter,
    WorkState,
    count_tasks,
    doubts,
    history,
    load_reading,
    notice_page,
    overview,
    stored_notice,
    task_page,
    tasks,
    unit_counts,
)
from db import tables as t
from db.collation import search_key
from models.errors import RecordMissing
from tests.db.notices import assignee, deadline, notice, reading, task

if TYPE_CHECKING:
    from db import Store

DAYS = [dt.date(2024, 8, 20), dt.date(2024, 8, 20), None, dt.date(2023, 1, 5), None]


@pytest.fixture
def filled(store: Store) -> Store:
    """Five notices of three tasks, two of them without a day."""
    for number, day in enumerate(DAYS):
        read = reading(f"{number}.pdf")
        store.save(read, notice(number=str(number), issue_date=day), source=None)
    return store


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("size", [1, 2, 4, 100])
def test_pages_together_are_the_list(filled: Store, sort: Sort, size: int) -> None:
    with filled.session() as session:
        whole = [row.task_id for row in tasks(session, sort=sort)]
        found: list[int] = []
        page = task_page(session, TaskFilter(limit=size), sort=sort)
        found += [row.task_id for row in page.rows]
        while page.after is not None:
            page = task_page(session, TaskFilter(limit=size), sort=sort, after=page.after)
            found += [row.task_id for row in page.rows]
        assert found == whole
        assert len(whole) == 3 * len(DAYS) == count_tasks(session)


def test_orders(filled: Store) -> None:
    with filled.session() as session:
        newest = [row.issue_date for row in tasks(session)]
        assert newest == [DAYS[0]] * 6 + [DAYS[3]] * 3 + [None] * 6
        due = [row.last_day for row in tasks(session, sort=Sort.DUE)]
        assert due == [dt.date(2024, 10, 30)] * 5 + [None] * 10
        stored = [row.task_id for row in tasks(session, sort=Sort.STORED)]
        assert stored == sorted(stored)


@pytest.mark.parametrize(
    "cursor", ["", "x", "!!!!", "W10", "bnVsbA", "WyJkdWUiLG51bGwsMSwwXQ", "é"]
)
def test_a_cursor_of_another_order_is_refused(filled: Store, cursor: str) -> None:
    with filled.session() as session, pytest.raises(BadCursor):
        task_page(session, sort=Sort.NEWEST, after=cursor)


def test_pages_of_notices(filled: Store) -> None:
    with filled.session() as session:
        whole = notice_page(session)
        assert [row.issue_date for row in whole.rows] == [*DAYS[:2], DAYS[3], None, None]
        assert [row.tasks for row in whole.rows] == [3] * 5
        assert all(row.doubts == 4 for row in whole.rows)
        found: list[NoticeRow] = []
        after = None
        while True:
            page = notice_page(session, limit=2, after=after)
            found += page.rows
            if (after := page.after) is None:
                break
        assert tuple(found) == whole.rows
        (one,) = notice_page(session, "4 TB-VPUB").rows
        assert one.file == "4.pdf"


def test_a_stored_notice_holds_all_that_was_read(store: Store) -> None:
    document, _ = store.save(reading(), notice(), source=None)
    with store.session() as session:
        assert load_reading(session, document) == reading()
        one = stored_notice(session, document)
        assert one.notice == notice()
        assert tuple(item.task for item in one.tasks) == notice().tasks
        assert {flag.flag.code for flag in one.flags} == {
            "signer_name_missing", "weekend", "count_differs", "letterhead_missing",
        }  # fmt: skip
        with pytest.raises(RecordMissing):
            stored_notice(session, 99)
        with pytest.raises(RecordMissing):
            load_reading(session, 99)


def test_a_person_confirms_and_settles(store: Store) -> None:
    document, _ = store.save(reading(), notice(), source=None)
    with store.session() as session:
        open_ones = doubts(session)
        (weekend,) = doubts(session, code="weekend")
        first = tasks(session)[0].task_id
    store.confirm(first, by="lan")
    store.settle_flag(open_ones[0].flag_id, by="lan")
    store.settle_flag(open_ones[0].flag_id, by="minh")
    with store.session() as session:
        left = {flag.flag_id for flag in doubts(session)}
        assert left == {f.flag_id for f in open_ones[1:]} - {weekend.flag_id}
        one = stored_notice(session, document)
        assert (one.tasks[0].confirmed_by, one.about.revision) == ("lan", 3)
        assert [entry.action for entry in history(session, document=document)] == [
            "stored", "confirmed", "settled",
        ]  # fmt: skip
        assert [entry.by for entry in history(session, task=first)] == ["lan"]
    with pytest.raises(RecordMissing):
        store.settle_flag(4242, by="lan")
    with pytest.raises(RecordMissing):
        store.confirm(4242, by="lan")


def test_counts_agree_with_the_cells_of_the_rows(store: Store) -> None:
    day = dt.date(2024, 10, 1)
    plan = [
        task(path=str(i), text=f"Việc {i}.", deadlines=(deadline(last),) if last else ())
        for i, last in enumerate(
            [dt.date(2024, 9, 1), dt.date(2024, 10, 2), dt.date(2024, 10, 3), None, day, None]
        )
    ]
    plan.append(task(path="x", text="Hai đơn vị.", assignees=(assignee("A"), assignee("B"))))
    plan.append(task(path="y", text="Không ai.", assignees=()))
    store.save(reading(), notice(*plan), source=None)
    store.save(reading("copy.pdf"), notice(*plan), source=None)
    with store.session() as session:
        ids = {row.path: row.task_id for row in tasks(session)}
    done = Report(state=WorkState.DONE, day=dt.date(2024, 9, 5))
    store.progress(ids["0"], done, by="lan")
    store.progress(ids["5"], done, by="lan")
    store.progress(ids["3"], Report(state=WorkState.PAUSED, day=dt.date(2024, 9, 9)), by="lan")
    for as_of in (None, day, dt.date(2024, 9, 6), dt.date(2024, 9, 3), dt.date(2024, 8, 1)):
        with store.session() as session:
            cells: dict[Cell, int] = {}
            for row in tasks(session, as_of=as_of):
                for work in row.work:
                    if work.assignee_id is not None:
                        cells[work.cell] = cells.get(work.cell, 0) + 1
            seen = overview(session, as_of=as_of)
            by_unit = unit_counts(session, as_of=as_of)
        assert seen.counts.total == sum(cells.values())
        assert seen.counts.open_late == cells.get(Cell.OPEN_LATE, 0)
        assert seen.counts.done_late == cells.get(Cell.DONE_LATE, 0)
        assert seen.counts.done_no_deadline == cells.get(Cell.DONE_NO_DEADLINE, 0)
        assert seen.counts.stopped == cells.get(Cell.STOPPED, 0)
        assert sum(item.counts.total for item in by_unit) == seen.counts.total
        assert seen.documents == (as_of != dt.date(2024, 8, 1))
    with store.session() as session:
        then = overview(session, as_of=day)
        assert (then.counts.done_late, then.counts.done_no_deadline, then.counts.stopped) == (
            1,
            1,
            1,
        )
        assert (then.due[DueState.TODAY], then.due[DueState.SOON], then.due[DueState.LATE]) == (
            1, 1, 1,
        )  # fmt: skip
        assert (then.documents, then.tasks, then.without_lead) == (1, 8, 1)
        assert (then.counts.fallen_due, then.counts.percent) == (2, 50.0)
        assert [item.name for item in unit_counts(session)] == ["A", "B", "Phòng Nội vụ"]


def test_days_are_those_of_the_office(store: Store) -> None:
    """What was stored late in the evening of UTC counts from the next day in Viet Nam."""
    store.save(reading(), notice(issue_date=None), source=None)
    stored = dt.datetime(2024, 8, 20, 18, 0, tzinfo=dt.UTC)
    with store.engine.begin() as connection:
        connection.execute(update(t.Document).values(stored_at=stored))
    with store.session() as session:
        assert not tasks(session, as_of=dt.date(2024, 8, 20))
        assert len(tasks(session, as_of=dt.date(2024, 8, 21))) == 3


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("near", [0, 1, 2, 1_000])
@pytest.mark.parametrize("many", [0, 1_000])
def test_pages_of_a_search_are_what_the_words_say(
    filled: Store, monkeypatch: pytest.MonkeyPatch, sort: Sort, near: int, many: int
) -> None:
    """However much of the order is looked through first, and whichever way the rest is found."""
    monkeypatch.setattr("db.finding.NEAR", {"sqlite": near, "postgresql": near})
    monkeypatch.setattr("db.search.MANY", many)
    with filled.session() as session:
        whole = tasks(session, sort=sort)
        for words in ("so", "noi vu", "phong noi vu", "ho so phong", "khong dau"):
            told = [
                row.task_id
                for row in whole
                if f" {words} " in f" {search_key(row.text)} "
                or any(f" {words} " in f" {search_key(name)} " for name in row.leads)
            ]
            found, after = [], None
            while True:
                wanted = TaskFilter(search=words, limit=2)
                page = task_page(session, wanted, sort=sort, after=after)
                found += [row.task_id for row in page.rows]
                if (after := page.after) is None:
                    break
            assert found == told, words
            assert count_tasks(session, TaskFilter(search=words)) == len(told)


def test_a_phrase_does_not_reach_from_the_text_into_the_names(store: Store) -> None:
    plan = [
        task("1", "Rà soát hồ sơ.", assignees=(assignee("Phòng Nội vụ"), assignee("Sở Y tế"))),
        task("2", "Báo cáo Phòng Nội vụ về hồ sơ.", assignees=(assignee("Sở Y tế"),)),
    ]
    store.save(reading(), notice(*plan), source=None)
    told = {
        "ho so": ["1", "2"], "so phong": [], "ho so phong noi": [], "phong noi vu": ["1", "2"],
        "noi vu ve ho": ["2"], "noi vu ho": [], "so y te": ["1", "2"], "y": ["1", "2"],
    }  # fmt: skip
    with store.session() as session:
        for words, paths in told.items():
            assert [row.path for row in tasks(session, TaskFilter(search=words))] == paths, words
            found = task_page(session, TaskFilter(search=words, limit=9)).rows
            assert [row.path for row in found] == paths, words
        in_text = tasks(session, TaskFilter(text="phong noi vu"))
        assert [row.path for row in in_text] == ["2"]
        assert tasks(session, TaskFilter(text="y")) == []


def test_a_units_open_work_stands_by_its_own_last_day(store: Store) -> None:
    """One that has more time than the others, and one that leads under two names."""
    day = dt.date(2024, 9, 1)
    plan = [
        task("1", "Việc A.", deadlines=(deadline(day, None),), assignees=(assignee("Đội A"), assignee("Đội B"))),
        task("2", "Việc B.", deadlines=(deadline(day + dt.timedelta(days=9), None),), assignees=(assignee("Đội A"), assignee("Đội A"))),
        task("3", "Việc C.", assignees=(assignee("Đội A"), assignee("Đội A"))),
    ]  # fmt: skip
    store.save(reading(), notice(*plan), source=None)
    with store.session() as session:
        ids = {row.path: row.task_id for row in tasks(session)}
    late = Grant(new_day=dt.date(2024, 12, 1), agreed_by="Chủ tịch", agreed_on=day, unit="Đội A")
    store.extend(ids["1"], late, by="lan")
    for size in (1, 2, 9):
        with store.session() as session:
            for unit, told in (("doi a", ["2", "1", "3"]), ("doi b", ["1"])):
                wanted = TaskFilter(unit=unit, due=frozenset(DueState), limit=size)
                found, after = [], None
                while True:
                    page = task_page(session, wanted, sort=Sort.DUE, after=after)
                    found += [row.path for row in page.rows]
                    if (after := page.after) is None:
                        break
                assert found == told
                assert count_tasks(session, wanted) == len(told)
                chosen = TaskFilter(
                    unit=unit, due=frozenset(DueState), chairs=frozenset({"Không ai"}), limit=size
                )
                assert task_page(session, chosen, sort=Sort.DUE).rows == ()


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_of_one_units_open_work(store: Store, size: int) -> None:
    """Few rows are sorted whole: pages together are still the list, without days at the end."""
    days = [dt.date(2024, 9, 1), None, dt.date(2024, 8, 30), None, dt.date(2024, 8, 30)]
    plan = [
        task(str(i), f"Việc {i}.", deadlines=(deadline(day),) if day else ())
        for i, day in enumerate(days)
    ]
    store.save(reading(), notice(*plan), source=None)
    store.save(reading("copy.pdf"), notice(*plan), source=None)
    wanted = TaskFilter(unit="phong noi vu", due=frozenset(DueState), limit=size)
    with store.session() as session:
        page = task_page(session, wanted, sort=Sort.DUE)
        found = [row.path for row in page.rows]
        while page.after is not None:
            page = task_page(session, wanted, sort=Sort.DUE, after=page.after)
            found += [row.path for row in page.rows]
        assert found == ["2", "4", "0", "1", "3"]
        assert count_tasks(session, wanted) == 5
