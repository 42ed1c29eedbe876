"""What people put right stands; the audit knows both sides."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from db import tables as t
from db.corrections import Amendment
from db.loading import load_notice
from db.query import tasks
from models.errors import CannotRecord, RecordMissing
from tests.db.notices import assignee, deadline, notice, reading, task

if TYPE_CHECKING:
    from db.store import Store
    from models import Notice


def _loaded(store: Store, document: int) -> Notice:
    with store.session() as session:
        return load_notice(session, document)


def _task_id(store: Store, path: str = "2.1/1") -> int:
    with store.session() as session:
        return next(row.task_id for row in tasks(session) if row.path == path)


def test_what_was_stored_comes_back_as_it_was(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)
    assert _loaded(store, saved.document_id) == notice()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "154"),
        ("issue_date", "2024-08-21"),
        ("chair", {"name": "Trần Thị Bình", "role": "Phó Chủ tịch"}),
        ("recipients", [{"text": "Như trên"}, {"text": "Lưu: VT"}]),
        ("issuer", None),
        ("signer", None),
    ],
)
def test_a_field_of_the_head_stays_as_a_person_put_it(
    store: Store, field: str, value: object
) -> None:
    saved = store.save(reading(), notice(), source=None)
    store.correct(saved.document_id, Amendment(field=field, value=value), by="lan")
    corrected = getattr(_loaded(store, saved.document_id).head, field)
    store.save(reading(version="0.2"), notice(title="Đọc lại"), source=None)
    again = _loaded(store, saved.document_id).head
    assert getattr(again, field) == corrected
    assert corrected != getattr(notice().head, field)
    assert again.title == "Đọc lại"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "Rà soát toàn bộ hồ sơ quá hạn."),
        ("assignees", [{"name": "Phòng Tư pháp"}, {"name": "Phòng Y tế", "role": "coordinate"}]),
        ("deadlines", [{"verbatim": "trước 15/11", "kind": "date", "date": "2024-11-15"}]),
        ("percentages", [{"verbatim": "ít nhất 25%", "value": 25.0, "comparator": ">="}]),
        ("nature", "recurring"),
        ("report_to", ["Thường trực Quận ủy"]),
    ],
)
def test_a_field_of_a_task_stays_as_a_person_put_it(
    store: Store, field: str, value: object
) -> None:
    saved = store.save(reading(), notice(), source=None)
    number = _task_id(store)
    store.correct(saved.document_id, Amendment(task=number, field=field, value=value), by="lan")
    corrected = getattr(_loaded(store, saved.document_id).tasks[0], field)
    store.save(reading(version="0.2"), notice(), source=None)
    assert getattr(_loaded(store, saved.document_id).tasks[0], field) == corrected
    assert corrected != getattr(notice().tasks[0], field)
    assert _task_id(store) == number


def test_days_follow_a_corrected_deadline(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)
    right = [{"verbatim": "trước 15/11", "kind": "date", "date": "2024-11-15", "bound": "before"}]
    amendment = Amendment(task=_task_id(store), field="deadlines", value=right)
    store.correct(saved.document_id, amendment, by="lan")
    with store.session() as session:
        row = tasks(session)[0]
        assert (row.due, row.last_day) == (dt.date(2024, 11, 15), dt.date(2024, 11, 14))
        assert row.flags == ()  # the doubt about the day is settled by whoever put it right
        days = session.scalars(select(t.TaskAgency.last_day).where(t.TaskAgency.counted)).all()
        assert dt.date(2024, 11, 14) in days


def test_the_audit_keeps_what_the_machine_read_and_what_a_person_put(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)
    store.correct(saved.document_id, Amendment(field="number", value="154"), by="lan")
    store.save(reading(version="0.2"), notice(number="155"), source=None)
    with store.session() as session:
        told = [
            (row.by, row.action, row.before, row.after)
            for row in session.scalars(
                select(t.Audit).where(t.Audit.field == "number").order_by(t.Audit.id)
            )
        ]
        (kept,) = session.scalars(select(t.Correction))
        assert (kept.machine, kept.person) == ("155", "154")
    assert told == [
        ("lan", "corrected", {"machine": "153", "value": "153"}, {"person": "154"}),
        (
            "ketluan",
            "read_again_under_correction",
            {"machine": "153", "person": "154"},
            {"machine": "155", "person": "154"},
        ),
    ]


def test_a_second_correction_takes_the_place_of_the_first(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)
    for number in ("154", "155"):
        store.correct(saved.document_id, Amendment(field="number", value=number), by="lan")
    with store.session() as session:
        (kept,) = session.scalars(select(t.Correction))
        assert (kept.machine, kept.person) == ("153", "155")
        assert session.get_one(t.Document, saved.document_id).revision == 3


def test_a_task_is_found_again_under_the_words_a_person_gave_it(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)
    number = _task_id(store)
    for field, value in (("text", "Hoàn toàn khác."), ("path", "9.9")):
        store.correct(saved.document_id, Amendment(task=number, field=field, value=value), by="lan")
    store.save(reading(version="0.2"), notice(), source=None)
    with store.session() as session:
        assert {row.text for row in tasks(session) if row.task_id == number} == {"Hoàn toàn khác."}
        assert len(tasks(session)) == 3


def test_a_corrected_task_that_is_read_no_more_is_kept_withdrawn(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)
    number = _task_id(store)
    amendment = Amendment(task=number, field="text", value="Rà soát lại.")
    store.correct(saved.document_id, amendment, by="lan")
    other = notice(task("7", "Tổng kết phong trào thi đua.", assignees=()))
    store.save(reading(version="0.2"), other, source=None)
    with store.session() as session:
        assert session.get_one(t.Task, number).withdrawn
        assert [row.path for row in tasks(session)] == ["7"]


def test_an_assignee_a_person_put_there_is_searched_for(store: Store) -> None:
    saved = store.save(reading(), notice(), source=None)
    amendment = Amendment(
        task=_task_id(store, "2.2"), field="assignees", value=[{"name": "Phòng Quản lý đô thị"}]
    )
    store.correct(saved.document_id, amendment, by="lan")
    with store.session() as session:
        tracked = session.execute(text("SELECT lead FROM v_tracker WHERE path = '2.2'")).all()
        assert tracked == [("Phòng Quản lý đô thị",)]
        assert session.execute(text("SELECT 1 FROM v_no_deadline WHERE lead IS NULL")).all() == []


@pytest.mark.parametrize(
    ("amendment", "error"),
    [
        (Amendment(field="sha256", value="0"), CannotRecord),
        (Amendment(field="issue_date", value="hôm qua"), CannotRecord),
        (Amendment(task=1, field="confidence", value=1), CannotRecord),
        (Amendment(task=1, field="page", value=0), CannotRecord),
        (Amendment(task=424242, field="text", value="x"), RecordMissing),
    ],
)
def test_what_cannot_be_corrected(
    store: Store, amendment: Amendment, error: type[Exception]
) -> None:
    saved = store.save(reading(), notice(), source=None)
    with pytest.raises(error):
        store.correct(saved.document_id, amendment, by="lan")
    with store.session() as session:
        assert session.scalars(select(t.Correction)).all() == []
        assert session.get_one(t.Document, saved.document_id).revision == 1


def test_a_document_that_is_not_there(store: Store) -> None:
    with pytest.raises(RecordMissing):
        store.correct(5, Amendment(field="number", value="1"), by="lan")
    with pytest.raises(RecordMissing):
        _loaded(store, 5)


def test_a_correction_does_not_lose_a_report(store: Store) -> None:
    both = task(
        assignees=(assignee(), assignee("Phòng Y tế")), deadlines=(deadline(dt.date(2024, 9, 2)),)
    )
    saved = store.save(reading(), notice(both), source=None)
    number = _task_id(store)

    def done(session: object) -> None:
        found = session.scalars(  # type: ignore[attr-defined]
            select(t.TaskAgency).where(t.TaskAgency.name == "Phòng Y tế")
        ).one()
        session.add(  # type: ignore[attr-defined]
            t.ProgressNote(
                assignee_id=found.id, day=dt.date(2024, 8, 30), percent=40, by="lan",
                at=dt.datetime.now(dt.UTC),
            )
        )  # fmt: skip

    store.write(done)
    amendment = Amendment(task=number, field="assignees", value=[{"name": "Phòng Nội vụ"}])
    store.correct(saved.document_id, amendment, by="lan")
    with store.session() as session:
        assert session.scalar(select(t.ProgressNote.percent)) == 40
