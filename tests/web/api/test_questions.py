"""What the API answers: tasks page by page, filters, problems, entity tags, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.db.notices import notice, reading
from tests.web.api.calls import API, first_task, got, sent
from tests.web.conftest import BOTH

if TYPE_CHECKING:
    from db import Store
    from tests.web.conftest import Browser

ENGINES = BOTH


def test_tasks_page_by_page(reader: Browser, store: Store) -> None:
    for number in range(4):
        store.save(reading(f"{number}.pdf"), notice(number=str(number)), source=None)
    whole = got(reader, "/tasks", limit=100, count=True)
    assert whole["total"] == len(whole["rows"]) == 15
    for sort in ("newest", "due", "stored"):
        found: list[int] = []
        after = None
        while True:
            page = got(reader, "/tasks", limit=4, sort=sort, **({"after": after} if after else {}))
            found += [row["task_id"] for row in page["rows"]]
            if (after := page["after"]) is None:
                break
        assert sorted(found) == sorted(row["task_id"] for row in whole["rows"])
        assert len(set(found)) == 15


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"assignee": "phong noi vu"}, 1),
        ({"assignee": "noi vu", "role": "lead"}, 1),
        ({"role": "supervise"}, 1),
        ({"text": "ho so qua han"}, 1),
        ({"search": "tu phap"}, 1),
        ({"notice": "153/TB-VPUB"}, 3),
        ({"due": ["qua_han", "thuong_xuyen"]}, 2),
        ({"due_before": "2024-10-31"}, 1),
        ({"due_after": "2024-11-01"}, 0),
        ({"no_deadline": True}, 1),
        ({"kind": "continuous"}, 1),
        ({"flagged": True}, 1),
        ({"flagged": False}, 2),
        ({"state": "moi"}, 2),
        ({"unit": "phong-noi-vu"}, 1),
        ({"document_id": 1}, 3),
        ({"as_of": "2024-08-01"}, 0),
    ],
)  # fmt: skip
def test_filters(reader: Browser, query: dict[str, Any], count: int) -> None:
    assert len(got(reader, "/tasks", **query)["rows"]) == count


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/tasks", {"assigne": "x"}, 422),
        ("/tasks", {"limit": 0}, 422),
        ("/tasks", {"limit": 501}, 422),
        ("/tasks", {"after": "!!"}, 422),
        ("/tasks", {"after": "abc"}, 400),
        ("/tasks", {"as_of": "9999-12-31"}, 422),
        ("/tasks", {"as_of": "hôm nay"}, 422),
        ("/tasks", {"as_of": "7.5e-115"}, 422),
        ("/tasks", {"as_of": "20241031"}, 422),
        ("/tasks", {"text": "a\x00b"}, 422),
        ("/tasks", {"document_id": 2**63}, 422),
        ("/tasks/0", {}, 422),
        ("/tasks/4242", {}, 404),
        (f"/tasks/{2**63}", {}, 422),
        ("/tasks/x", {}, 422),
        ("/tasks/4242/history", {}, 404),
        ("/notices/4242", {}, 404),
        ("/notices/4242/reading", {}, 404),
        ("/notices/4242/history", {}, 404),
        ("/notices", {"after": "abc"}, 400),
        ("/search", {"words": ""}, 422),
        ("/search", {}, 422),
        ("/documents/xyz", {}, 422),
        (f"/documents/{'0' * 64}", {}, 404),
        ("/nothing", {}, 404),
    ],
)
def test_problems(reader: Browser, path: str, query: dict[str, Any], status: int) -> None:
    answer = reader.get(API + path, params=query)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"].startswith("urn:ketluan:problem:")
    assert problem["detail"] == problem["message"]["vi"] != problem["message"]["en"]
    english = reader.get(API + path, params=query, headers={"Accept-Language": "en-GB, vi"})
    assert english.json()["detail"] == problem["message"]["en"]


@pytest.mark.parametrize(
    ("query", "vi", "en"),
    [
        ({"limit": 0}, "query.limit: phải từ 1 trở lên", "greater than or equal to 1"),
        ({"due": "x"}, "query.due.0: phải là một trong các giá trị 'khong_han'", "'khong_han'"),
        ({"as_of": "x"}, "query.as_of: phải là ngày", "a day such as"),
        ({"assigne": "x"}, "query.assigne: không có trường", "not permitted"),
        ({"as_of": "1944-01-01"}, "năm từ 1945", "a year from 1945"),
        ({"text": ["a", "b"]}, "query.text: chỉ được nêu một lần", "more than once"),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(
    reader: Browser, query: dict[str, Any], vi: str, en: str
) -> None:
    told = got(reader, "/tasks", 422, **query)
    assert vi in told["message"]["vi"]
    assert en in told["message"]["en"]
    assert told["errors"][0]["problem"] in told["detail"]


def test_one_notice_holds_everything(reader: Browser, document: int) -> None:
    one = got(reader, f"/notices/{document}")
    assert one["about"]["number"] == "153"
    assert one["notice"]["tasks"][0]["evidence"]["spans"][0]["box"]["left"] == 10.0
    assert [item["task"]["path"] for item in one["tasks"]] == ["2.1/1", "2.1/2", "2.2"]
    assert {flag["flag"]["code"] for flag in one["flags"]} == {
        "signer_name_missing", "weekend", "count_differs", "letterhead_missing",
    }  # fmt: skip
    assert [part["task_id"] for part in one["seen"]] == [
        None, *(item["task_id"] for item in one["tasks"])
    ]  # fmt: skip
    lines = got(reader, f"/notices/{document}/reading")["pages"][0]["lines"]
    assert lines[0]["words"][0]["text"] == "Giao"
    task = got(reader, f"/tasks/{one['tasks'][0]['task_id']}")
    assert task["stored"] == one["tasks"][0]
    assert task["seen"] == one["seen"][1]["seen"]
    assert [flag["flag"]["code"] for flag in task["flags"]] == ["weekend"]
    got(reader, f"/tasks/{one['tasks'][0]['task_id']}", 404, as_of="2024-08-01")
    assert len(got(reader, "/notices")["rows"]) == 1
    assert got(reader, "/notices", words="khong co")["rows"] == []
    assert got(reader, f"/documents/{one['about']['sha256']}")["notice"] == one["about"]


def test_tags_save_sending_twice(reader: Browser, writer: Browser, document: int) -> None:
    paths = ["/tasks", "/notices", "/overview", "/units", "/doubts", "/me", "/search?words=noi+vu"]
    got(reader, f"/notices/{document}")
    for path in [*paths, f"/notices/{document}", f"/notices/{document}/reading"]:
        answer = reader.get(API + path)
        tag = answer.headers["etag"]
        for named in (tag, f'"x", W/{tag}', "*"):
            again = reader.get(API + path, headers={"If-None-Match": named})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
        assert reader.get(API + path, headers={"If-None-Match": '"x"'}).content == answer.content
    old = reader.get(f"{API}/notices/{document}").headers["etag"]
    sent(writer, f"/tasks/{first_task(reader)}/progress", {"percent": 10})
    answer = reader.get(f"{API}/notices/{document}", headers={"If-None-Match": old})
    assert answer.status_code == 200
    assert answer.headers["etag"] != old


def test_counts_and_search(reader: Browser) -> None:
    seen = got(reader, "/overview", as_of="2024-11-05")
    assert (seen["tasks"], seen["counts"]["open_late"], seen["counts"]["standing"]) == (3, 1, 1)
    units = got(reader, "/units", as_of="2024-11-05")
    assert [row["name"] for row in units["rows"]] == ["Phòng Nội vụ", "Thủ trưởng các cơ quan"]
    found = got(reader, "/search", words="noi vu")
    assert [row["path"] for row in found["tasks"]] == ["2.1/1"]
    found = got(reader, "/search", words="cai cach hanh chinh")
    assert [row["number"] for row in found["notices"]] == ["153"]
