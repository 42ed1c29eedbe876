"""A reviewer's steps: kept as events, taken back on wish, never over somebody else's."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import pytest

from db import (
    Amendment,
    Counts,
    Report,
    TaskFilter,
    history,
    load_notice,
    overview,
    stored_notice,
    tasks,
)
from db.editing import amend, confirm_field, confirm_notice, confirm_task, undo, undoable
from db.reshaping import Cut, add, merge, remove, split
from db.states import state_of, tag_of
from models import Evidence, Span, Task
from models.errors import CannotRecord, ChangedMeanwhile
from tests.db.notices import deadline, notice, reading, task

if TYPE_CHECKING:
    from db import Store


def _stored(store: Store, *given: Task, version: str = "0.1.0") -> int:
    return store.save(reading(version=version), notice(*given), source=None).document_id


def _tags(store: Store, document: int) -> dict[int | None, str]:
    with store.session() as session:
        ids = [
            item.task_id for item in stored_notice(session, document).tasks if not item.withdrawn
        ]
        parts: list[int | None] = [None, *ids]
        return {part: tag_of(state_of(session, document, part)) for part in parts}


def _ids(store: Store, document: int) -> list[int]:
    return [part for part in _tags(store, document) if part is not None]


def _texts(store: Store, document: int) -> list[str]:
    with store.session() as session:
        return [item.text for item in load_notice(session, document).tasks]


def test_a_field_is_put_right_and_taken_back_with_its_doubts(store: Store) -> None:
    document = _stored(store)
    first = _ids(store, document)[0]
    before = _tags(store, document)
    given = Amendment(task=first, field="deadlines", value=[])
    change = store.write(
        partial(amend, document=document, amendment=given, seen=before[first], by="lan")
    )
    assert change.parts == (first,)
    with store.session() as session:
        stored = stored_notice(session, document)
        assert stored.tasks[0].task.deadlines == ()
        assert stored.tasks[0].row.last_day is None
        assert not [f for f in stored.flags if f.task_id == first and f.resolved_at is None]
        assert undoable(session, document, by="lan") == "field"
        assert undoable(session, document, by="minh") is None
    store.write(partial(undo, document=document, by="lan"))
    assert _tags(store, document) == before
    with store.session() as session:
        stored = stored_notice(session, document)
        assert stored.tasks[0].row.last_day == dt.date(2024, 10, 30)
        assert stored.corrections == ()
        assert [f.flag.code for f in stored.flags if f.task_id and not f.resolved_at] == ["weekend"]
        actions = [row.action for row in history(session, document=document)]
    assert actions == ["stored", "corrected", "edited", "undone"]


def test_nothing_is_written_over_what_somebody_else_changed(store: Store) -> None:
    document = _stored(store)
    first, second, _ = _ids(store, document)
    seen = _tags(store, document)

    def put(person: str, target: int, text: str) -> None:
        given = Amendment(task=target, field="text", value=text)
        store.write(
            partial(amend, document=document, amendment=given, seen=seen[target], by=person)
        )

    put("lan", first, "Rà soát hồ sơ.")
    with pytest.raises(ChangedMeanwhile, match="lan"):
        put("minh", first, "Kiểm tra hồ sơ.")
    put("minh", second, "Nâng tỷ lệ.")  # another task of the same notice is no conflict
    assert _texts(store, document)[:2] == ["Rà soát hồ sơ.", "Nâng tỷ lệ."]
    with pytest.raises(ChangedMeanwhile):
        store.write(partial(confirm_notice, document=document, seen=seen, by="minh"))


def test_undo_leaves_what_somebody_changed_after(store: Store) -> None:
    document = _stored(store)
    first = _ids(store, document)[0]
    for person, text in (("lan", "Một."), ("minh", "Hai.")):
        given = Amendment(task=first, field="text", value=text)
        seen = _tags(store, document)[first]
        store.write(partial(amend, document=document, amendment=given, seen=seen, by=person))
    with pytest.raises(ChangedMeanwhile):
        store.write(partial(undo, document=document, by="lan"))
    store.write(partial(undo, document=document, by="minh"))
    store.write(partial(undo, document=document, by="lan"))
    with pytest.raises(CannotRecord):
        store.write(partial(undo, document=document, by="lan"))
    assert _texts(store, document)[0] == "Rà soát hồ sơ quá hạn."


def test_confirming_settles_doubts_and_can_be_taken_back(store: Store) -> None:
    document = _stored(store)
    first = _ids(store, document)[0]
    before = _tags(store, document)
    field = Amendment(task=first, field="deadlines", value=None)
    store.write(
        partial(confirm_field, document=document, amendment=field, seen=before[first], by="lan")
    )
    with store.session() as session:
        stored = stored_notice(session, document)
        assert stored.tasks[0].task.deadlines[0].date == dt.date(2024, 10, 31)
        (kept,) = stored.corrections
        assert kept.machine == kept.person
    tag = _tags(store, document)[first]
    store.write(partial(confirm_task, document=document, task=first, seen=tag, by="lan"))
    seen = _tags(store, document)
    store.write(partial(confirm_notice, document=document, seen=seen, by="lan"))
    with store.session() as session:
        stored = stored_notice(session, document)
        assert all(item.confirmed_by == "lan" for item in stored.tasks)
        assert all(flag.resolved_at for flag in stored.flags)
    for _ in range(3):
        store.write(partial(undo, document=document, by="lan"))
    assert _tags(store, document) == before


def test_a_task_is_split_where_its_deadline_is_printed(store: Store) -> None:
    text = "Rà soát hồ sơ trước ngày 31/10/2024; báo cáo kết quả"
    spans = (Span(page=1, line=0, start=3, end=40), Span(page=1, line=1, start=0, end=15))
    document = _stored(
        store,
        task(
            text=text,
            deadlines=(deadline(dt.date(2024, 10, 31)),),
            evidence=Evidence(spans=spans, confidence=0.9),
        ),
        task("2.2", "Chấn chỉnh kỷ luật."),
    )
    first, last = _ids(store, document)
    before = _tags(store, document)
    lines = {0: "1. Rà soát hồ sơ trước ngày 31/10/2024;", 1: "báo cáo kết quả"}
    cut = Cut(text.index("báo"), lambda span: lines[span.line][span.start : span.end])
    _, second = store.write(
        partial(split, document=document, task=first, cut=cut, seen=before[first], by="lan")
    )
    with store.session() as session:
        one, two, three = stored_notice(session, document).tasks
    assert (one.task_id, two.task_id, three.task_id) == (first, second, last)
    assert one.task.text == "Rà soát hồ sơ trước ngày 31/10/2024"
    assert two.task.text == "báo cáo kết quả"
    assert (one.row.last_day, two.row.last_day) == (dt.date(2024, 10, 30), None)
    assert [a.name for a in two.task.assignees] == [a.name for a in one.task.assignees]
    assert [span.line for span in one.task.evidence.spans] == [0]
    assert [span.line for span in two.task.evidence.spans] == [1]
    store.write(partial(undo, document=document, by="lan"))
    assert _tags(store, document) == before
    assert _ids(store, document) == [first, last]
    empty = Cut(len(text))
    with pytest.raises(CannotRecord):
        store.write(
            partial(split, document=document, task=first, cut=empty, seen=before[first], by="lan")
        )


def test_two_tasks_become_one_and_two_again(store: Store) -> None:
    document = _stored(store)
    first, second, third = _ids(store, document)
    before = _tags(store, document)
    store.write(
        partial(
            merge, document=document, tasks=(first, second),
            seen=(before[first], before[second]), by="lan",
        )
    )  # fmt: skip
    assert _ids(store, document) == [first, third]
    with store.session() as session:
        one = stored_notice(session, document).tasks[0].task
        counts = overview(session).counts
    assert one.text == "Rà soát hồ sơ quá hạn. Nâng tỷ lệ dịch vụ công trực tuyến."
    assert "Thủ trưởng các cơ quan" in [assignee.name for assignee in one.assignees]
    assert len(one.deadlines) == 2
    assert counts == Counts(open_late=2)
    store.write(partial(undo, document=document, by="lan"))
    assert _tags(store, document) == before


def test_what_a_person_took_out_or_added_outlives_a_new_reading(store: Store) -> None:
    document = _stored(store)
    first, second, third = _ids(store, document)
    tag = _tags(store, document)[second]
    store.write(partial(remove, document=document, task=second, seen=tag, by="lan"))
    new = task("2.3", "Báo cáo Chủ tịch kết quả thực hiện.")
    _, added = store.write(partial(add, document=document, task=new, after=first, by="lan"))
    assert _ids(store, document) == [first, added, third]
    _stored(store, version="0.2.0")
    with store.session() as session:
        stored = stored_notice(session, document)
        found = tasks(session, TaskFilter())
    assert [i.task_id for i in stored.tasks if not i.withdrawn] == [first, third, added]
    assert [i.task_id for i in stored.tasks if i.withdrawn] == [second]
    assert {row.task_id for row in found} == {first, third, added}
    assert not [f for f in stored.flags if f.task_id == second and f.resolved_at is None]


def test_taking_back_an_added_task_keeps_reports_about_it(store: Store) -> None:
    document = _stored(store)
    new = task("2.3", "Báo cáo kết quả.")
    _, quiet = store.write(partial(add, document=document, task=new, after=None, by="lan"))
    assert _ids(store, document)[0] == quiet
    store.write(partial(undo, document=document, by="lan"))
    assert quiet not in _ids(store, document)
    _, busy = store.write(partial(add, document=document, task=new, after=None, by="lan"))
    store.progress(busy, Report(percent=10), by="minh")
    store.write(partial(undo, document=document, by="lan"))
    with store.session() as session:
        kept = [i for i in stored_notice(session, document).tasks if i.task_id == busy]
    assert [item.withdrawn for item in kept] == [True]
