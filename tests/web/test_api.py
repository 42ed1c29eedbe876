"""The JSON API: questions, changes, entity tags, problems."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from db.accounts import account_named
from db.tokens import NewToken, add_token
from models import Access, AccountRole
from pipeline.folders import dropped
from pipeline.settings import Web
from tests.db.notices import notice, reading
from tests.web.conftest import BOTH
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db import Store
    from pipeline.settings import Settings
    from tests.web.conftest import Browser

ENGINES = BOTH
API = "/api/v1"


@pytest.fixture
def document(store: Store) -> int:
    """A stored notice of three tasks with a doubt in the first."""
    return store.save(reading(), notice(), source=None).document_id


@pytest.fixture
def reader(program: Callable[[Access], Browser], document: int) -> Browser:
    assert document
    return program(Access.READ)


@pytest.fixture
def writer(program: Callable[[Access], Browser], document: int) -> Browser:
    assert document
    return program(Access.WRITE)


@pytest.fixture
def admin(program: Callable[[Access], Browser]) -> Browser:
    return program(Access.ADMIN)


def got(client: Browser, path: str, status: int = 200, **query: Any) -> Any:  # noqa: ANN401
    answer = client.get(API + path, params=query)
    assert answer.status_code == status, answer.text
    return answer.json()


def sent(client: Browser, path: str, body: object, status: int = 200, **headers: str) -> Any:  # noqa: ANN401
    answer = client.post(
        API + path, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def first_task(client: Browser) -> int:
    found: int = got(client, "/tasks")["rows"][0]["task_id"]
    return found


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


def test_counts_and_search(reader: Browser) -> None:
    seen = got(reader, "/overview", as_of="2024-11-05")
    assert (seen["tasks"], seen["counts"]["open_late"], seen["counts"]["standing"]) == (3, 1, 1)
    units = got(reader, "/units", as_of="2024-11-05")
    assert [row["name"] for row in units["rows"]] == ["Phòng Nội vụ", "Thủ trưởng các cơ quan"]
    found = got(reader, "/search", words="noi vu")
    assert [row["path"] for row in found["tasks"]] == ["2.1/1"]
    found = got(reader, "/search", words="cai cach hanh chinh")
    assert [row["number"] for row in found["notices"]] == ["153"]


def test_who_looked_is_for_administrators(
    reader: Browser, document: int, browser: Callable[..., Browser]
) -> None:

    viewer, chief = browser(AccountRole.VIEWER), browser(AccountRole.ADMIN)
    for _ in range(3):
        got(viewer, f"/notices/{document}")
        got(reader, f"/notices/{document}/reading")
    entries = got(chief, f"/notices/{document}/history")["rows"]
    assert [entry["by"] for entry in entries if entry["action"] == "seen"] == [
        "viewer", "admin/chương trình read",
    ]  # fmt: skip
    entries = got(viewer, f"/notices/{document}/history")["rows"]
    assert [entry["action"] for entry in entries] == ["stored"]
    assert "signed_in" in {entry["action"] for entry in got(chief, "/audit")["rows"]}


def test_accounts_and_tokens(admin: Browser, stranger: Browser) -> None:
    made = sent(admin, "/users", {"name": "Lan", "password": "một mật khẩu", "role": "clerk"}, 201)
    assert (made["name"], made["role"], made["active"]) == ("Lan", "clerk", True)
    sent(admin, "/users", {"name": "lan", "password": "một mật khẩu"}, 409)
    sent(admin, "/users", {"name": "hoa", "password": "ngắn"}, 422)
    names = [row["name"] for row in got(admin, "/users")["rows"]]
    assert names == ["admin", "clerk", "Lan", "viewer"]
    answer = admin.patch(f"{API}/users/LAN", json={"role": "viewer", "password": "mật khẩu khác"})
    assert answer.json()["role"] == "viewer"
    assert admin.patch(f"{API}/users/hoa", json={"active": False}).status_code == 404
    assert admin.patch(f"{API}/users/admin", json={"active": False}).status_code == 409
    sent(admin, "/tokens", {"account": "lan", "name": "x", "access": "write"}, 409)
    sent(admin, "/tokens", {"account": "nobody", "name": "x"}, 404)
    until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).isoformat()
    one = sent(admin, "/tokens", {"account": "lan", "name": "sổ", "expires_at": until}, 201)
    stranger.headers["Authorization"] = f"Bearer {one['secret']}"
    me = got(stranger, "/me")
    assert (me["name"], me["token"], me["access"]) == ("Lan", "sổ", "read")
    assert one["secret"] not in admin.get(f"{API}/tokens").text
    assert got(admin, "/tokens")["rows"][-1]["used_at"] is not None
    key = one["token"]["token_id"]
    assert admin.delete(f"{API}/tokens/{key}").json()["revoked_at"] is not None
    assert admin.delete(f"{API}/tokens/4242").status_code == 404
    got(stranger, "/me", 401)


PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"


def put(client: Browser, name: str, content: bytes, **headers: str) -> Any:  # noqa: ANN401
    return client.post(f"{API}/documents", params={"name": name}, content=content, headers=headers)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("TB 286.pdf", "TB 286.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        ("..\\x.pdf", "_x.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("a.pdf.part", "tep-a.pdf.part.pdf"),
        ("LY-DO.txt", "tep-LY-DO.txt.pdf"),
        ("x\u202efdp.exe", "x_fdp.exe"),
        ("Thông báo.pdf", "Thông báo.pdf"),
    ],
)
def test_sent_files_lie_whole_in_the_inbox(
    writer: Browser, settings: Settings, name: str, kept: str
) -> None:
    answer = put(writer, name, PDF)
    assert answer.status_code == 202, answer.text
    told = answer.json()
    names = [path.name for path in settings.folders.inbox.iterdir()]
    assert names == [told["name"]]
    assert told["name"] == kept
    assert told["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert (settings.folders.inbox / told["name"]).read_bytes() == PDF

    assert len(list(dropped(settings.folders.inbox))) == 1, "the watcher takes it"


def test_no_file_takes_anothers_place(writer: Browser, settings: Settings) -> None:
    names = [put(writer, "a.pdf", PDF + b" " * n).json()["name"] for n in range(3)]
    assert names == ["a.pdf", "a (1).pdf", "a (2).pdf"]
    assert (settings.folders.inbox / "a.pdf").read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"  \n", 422),
        (b"%PDF-1.4 cut off", 422),
        (b"MZ\x90\x00\x03", 415),
        (b"\x7fELF\x02\x01\x00", 415),
        (b"PK\x03\x04\xff\xfe", 415),
        (b"<html>\xff</html>", 415),
    ],
)
def test_other_files_are_refused_and_leave_nothing(
    writer: Browser, settings: Settings, content: bytes, status: int
) -> None:
    answer = put(writer, "a.pdf", content)
    assert answer.status_code == status, answer.text
    assert "a.pdf" in answer.json()["detail"]
    assert list(settings.folders.inbox.iterdir()) == []


@pytest.mark.parametrize("told", [True, False])
def test_large_files_are_refused(settings: Settings, store: Store, told: bool) -> None:  # noqa: FBT001

    small = settings.model_copy(update={"web": Web(upload_mb=1)})
    with store.session() as session:
        owner = account_named(session, "clerk").account_id
    new = NewToken(name="x", access=Access.WRITE)
    _, secret = store.write(partial(add_token, owner=owner, new=new, by="x"))
    client = TestClient(create_app(small), headers={"Authorization": f"Bearer {secret}"})
    body = PDF + b" " * 1024 * 1024

    def pieces() -> Any:  # noqa: ANN401
        yield PDF
        for _ in range(17):
            yield b" " * 65536

    answer = put(client, "a.pdf", body if told else pieces())
    assert answer.status_code == 413
    assert list(settings.folders.inbox.glob("*")) == []
    client.app.state.office.close()  # type: ignore[attr-defined]


def test_an_inbox_that_cannot_be_written_is_told(
    writer: Browser, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "inbox").write_text("no folder")
    answer = put(writer, "a.pdf", PDF)
    assert answer.status_code == 503, settings
    assert str(tmp_path) not in answer.text
