"""What the API records: progress, assignments, corrections, confirmations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.api.calls import API, first_task, got, sent
from tests.web.conftest import BOTH

if TYPE_CHECKING:
    from tests.web.conftest import Browser

ENGINES = BOTH


def test_progress_assignment_extension(writer: Browser) -> None:
    task = first_task(writer)
    done = sent(writer, f"/tasks/{task}/progress", {"percent": 40, "day": "2024-10-01"})
    assert done["revision"] == 2
    sent(
        writer,
        f"/tasks/{task}/assignments",
        {"name": "Phòng Y tế", "instead_of": "nội vụ", "day": "2024-11-01"},
    )
    sent(
        writer, f"/tasks/{task}/extensions",
        {"new_day": "2024-12-31", "agreed_by": "Chủ tịch", "agreed_on": "2024-10-01"},
    )  # fmt: skip
    sent(
        writer, f"/tasks/{task}/progress",
        {"unit": "y te", "state": "hoan_thanh", "day": "2024-12-30"},
    )  # fmt: skip
    (mine,) = got(writer, "/tasks", assignee="phong y te")["rows"]
    work = {item["lead"]: item for item in mine["work"]}
    assert work["Phòng Nội vụ"]["state"] == "huy"
    assert work["Phòng Nội vụ"]["percent"] == 40
    assert work["Phòng Y tế"]["cell"] == "hoan_thanh_dung_han"
    assert work["Phòng Y tế"]["last_day"] == "2024-12-31"
    entries = got(writer, f"/tasks/{task}/history")["rows"]
    assert [entry["action"] for entry in entries] == [
        "progress",
        "assigned",
        "extended",
        "progress",
    ]
    assert {entry["by"] for entry in entries} == {"admin/chương trình write"}


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("progress", {}, 409),
        ("progress", {"unit": "không có", "percent": 1}, 409),
        ("progress", {"percent": 101}, 422),
        ("progress", {"percent": "nhiều"}, 422),
        ("progress", {"percent": "40"}, 422),
        ("progress", {"percent": True}, 422),
        ("progress", {"percent": 1, "extra": 1}, 422),
        ("progress", {"percent": 1, "day": "2999-01-01"}, 409),
        ("progress", {"percent": 1, "day": 20241031}, 422),
        ("progress", {"note": "a\x00b"}, 422),
        ("progress", {"state": "xong"}, 422),
        ("progress", [], 422),
        ("assignments", {"name": ""}, 422),
        ("assignments", {"name": "---"}, 409),
        ("extensions", {"new_day": "2024-12-31"}, 422),
        ("extensions", {"new_day": "0001-01-01", "agreed_by": "x"}, 422),
    ],
)
def test_what_cannot_be_recorded(writer: Browser, what: str, body: object, status: int) -> None:
    task = first_task(writer)
    problem = sent(writer, f"/tasks/{task}/{what}", body, status)
    assert problem["message"]["vi"]
    assert got(writer, f"/tasks/{task}/history")["rows"] == []


def test_nothing_is_overwritten_silently(writer: Browser, document: int) -> None:
    path = f"/notices/{document}"
    answer = writer.get(API + path)
    tag, one = answer.headers["etag"], answer.json()
    task, seen = one["seen"][1]["task_id"], one["seen"][1]["seen"]
    body = {"task": task, "field": "text", "value": "Rà soát."}
    problem = sent(writer, f"{path}/corrections", body, 428)
    assert problem["type"] == "urn:ketluan:problem:seen-missing"
    sent(writer, f"{path}/corrections", body | {"seen": "x"}, 409)
    sent(writer, f"{path}/corrections", body, 412, If_Match='"99-x"')
    sent(writer, f"{path}/corrections", body, 412, If_Match=f"W/{tag}")
    changed = sent(writer, f"{path}/corrections", body | {"seen": seen})
    assert changed["ids"] == [task]
    sent(writer, f"{path}/corrections", body | {"seen": seen, "value": "Khác."}, 409)
    sent(writer, f"{path}/corrections", body | {"value": "Khác."}, 412, If_Match=tag)
    sent(writer, f"/tasks/{task}/progress", {"percent": 1}, 412, If_Match=tag)
    other = {"field": "title", "value": "Kết luận khác", "seen": one["seen"][0]["seen"]}
    sent(writer, f"{path}/corrections", other)
    now = got(writer, path)
    assert now["notice"]["tasks"][0]["text"] == "Rà soát."
    assert now["notice"]["head"]["title"] == "Kết luận khác"
    assert {item["field"] for item in now["corrections"]} == {"text", "title"}
    sent(writer, f"{path}/undo", None)
    assert got(writer, path)["notice"]["head"]["title"] == one["notice"]["head"]["title"]


@pytest.mark.parametrize(
    "body",
    [
        {"field": "evidence", "value": {}},
        {"field": "issue_date", "value": "hôm qua"},
        {"field": "number", "value": {"a": 1}},
        {"task": 4242, "field": "text", "value": "x"},
    ],
)
def test_fields_that_take_no_such_value(writer: Browser, document: int, body: Any) -> None:  # noqa: ANN401
    before = got(writer, f"/notices/{document}")
    status = 404 if body.get("task") else 409
    sent(writer, f"/notices/{document}/corrections", body, status, If_Match="*")
    assert got(writer, f"/notices/{document}") == before


def test_confirming_field_task_and_notice(writer: Browser, document: int) -> None:
    path = f"/notices/{document}/confirmations"
    one = got(writer, f"/notices/{document}")
    task, seen = one["seen"][1]["task_id"], one["seen"][1]["seen"]
    sent(writer, path, {"task": task, "field": "deadlines", "seen": seen})
    sent(writer, path, {"task": task, "seen": seen}, 409)
    sent(writer, path, {"task": task}, 428)
    sent(writer, path, {"field": "number"}, If_Match="*")
    sent(writer, path, {"task": task, "seen": got(writer, f"/tasks/{task}")["seen"]})
    assert {row["flag"]["code"] for row in got(writer, "/doubts")["rows"]} == {
        "signer_name_missing", "count_differs", "letterhead_missing",
    }  # fmt: skip
    (doubt,) = got(writer, "/doubts", code="count_differs")["rows"]
    sent(writer, f"/doubts/{doubt['flag_id']}/settlement", None)
    sent(writer, "/doubts/4242/settlement", None, 404)
    sent(writer, path, {"seen": "x"}, 428)
    tag = writer.get(f"{API}/notices/{document}").headers["etag"]
    sent(writer, path, {}, If_Match=tag)
    sent(writer, path, {}, 412, If_Match=tag)
    assert got(writer, "/doubts")["rows"] == []
    now = got(writer, f"/notices/{document}")
    assert all(item["confirmed_by"] for item in now["tasks"])
