"""Every route, the pages' too, against strangers, lower roles, foreign forms, tampering, scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from db import history, stored_notice
from models import Access, AccountRole
from tests.db.notices import assignee, deadline, notice, reading, task
from tests.web.conftest import PASSWORD, enter
from tests.web.routes import SAFE, Route, routes
from web.security import (
    COOKIE,
    FIELD,
    HEADER,
    form_word,
    inside,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from structlog.testing import LogCapture

    from db import Store
    from tests.web.conftest import Browser

XSS = '<script>alert("x")</script><img src=x onerror=alert(1)>\'"`{{7*7}}'


@pytest.fixture
def document(store: Store) -> int:
    """A notice whose every text is an attack."""
    hostile = task(
        text=f"Rà soát {XSS}",
        path=XSS,
        assignees=(assignee(XSS, agency=XSS),),
        deadlines=(deadline(None, verbatim=XSS),),
        report_to=(XSS,),
    )
    given = notice(hostile, number="153", title=XSS, issuer=XSS, symbol=XSS)
    return store.save(reading(f"{XSS[:40].replace('/', '_')}.pdf"), given, source=XSS).document_id


def written(store: Store) -> list[str]:
    """What the audit says was done, looks and sign-ins aside."""
    with store.session() as session:
        done = [entry.action for entry in history(session, limit=10_000)]
    return [action for action in done if action not in {"seen", "signed_in", "sign_in_failed"}]


def ask(client: Browser, route: Route, **values: str) -> Any:  # noqa: ANN401
    body: dict[str, Any] = {} if route.method in SAFE else {"json": {}}
    return client.request(route.method, route.at(**values), **body)


def test_every_route_says_who_may(app: FastAPI) -> None:
    found = list(routes(app))
    assert len(found) > 25
    open_ones = [route for route in found if not route.public and not route.guarded]
    assert not open_ones, "neither current_user, require_role nor require_scope"
    unchecked = [route for route in found if route.method not in SAFE and not route.checks_form]
    assert not unchecked, "no csrf_checked"
    wide = [route for route in found if route.of_api and route.method not in SAFE]
    assert all(route.needs in {Access.WRITE, Access.ADMIN} for route in wide)
    unnamed = [
        route
        for route in found
        if not route.of_api and not route.public and route.method not in SAFE and not route.needs
    ]
    assert {route.path for route in unnamed} <= {"/logout", "/account/password"}, (
        "whoever changes something has a role"
    )


def test_strangers_see_and_change_nothing(
    app: FastAPI, store: Store, stranger: Browser, document: int
) -> None:
    before = written(store)
    for token in (None, "Bearer ketluan_x", "Bearer x", "Basic YTpi", "Bearer", "ketluan_x"):
        stranger.headers.pop("Authorization", None)
        if token is not None:
            stranger.headers["Authorization"] = token
        for route in routes(app):
            if route.public:
                continue
            answer = ask(stranger, route, other=str(document))
            if route.of_api:
                assert answer.status_code == 401, route
                assert answer.headers["www-authenticate"] == "Bearer"
            elif answer.status_code == 303:
                assert answer.headers["location"].startswith("/login"), route
            else:
                assert answer.status_code in {401, 403}, route
            assert "Rà soát" not in answer.text
    assert written(store) == before


def test_lower_access_and_roles_are_refused(
    app: FastAPI,
    store: Store,
    document: int,
    program: Callable[[Access], Browser],
    browser: Callable[[AccountRole], Browser],
) -> None:
    clients = {access: program(access) for access in Access}
    people = {role: browser(role) for role in AccountRole}
    before, refused = written(store), 0
    for route in routes(app):
        needs = route.needs
        if needs is None:
            continue
        for role, person in people.items():
            enough = needs if isinstance(needs, AccountRole) else None
            may = role.covers(enough) if enough else role.access.covers(Access(needs))
            if not may:
                assert ask(person, route, other=str(document)).status_code == 403, (route, role)
                refused += 1
        if isinstance(needs, Access):
            for access, client in clients.items():
                if not access.covers(needs):
                    answer = ask(client, route, other=str(document))
                    assert answer.status_code == 403, (route, access)
                    refused += 1
    assert refused > 30
    assert written(store) == before


def test_foreign_forms_change_nothing(
    app: FastAPI, store: Store, document: int, browser: Callable[[AccountRole], Browser]
) -> None:
    admin, other = browser(AccountRole.ADMIN), browser(AccountRole.ADMIN)
    before = written(store)
    for word in (None, "", "x", other.headers[HEADER], form_word("")):
        admin.headers.pop(HEADER, None)
        if word is not None:
            admin.headers[HEADER] = word
        for route in routes(app):
            if route.method in SAFE:
                continue
            answer = ask(admin, route, other=str(document))
            assert answer.status_code == 403, (route, word)
            form = admin.request(
                route.method, route.at(other=str(document)), data={FIELD: word or "", "name": "x"}
            )
            assert form.status_code in {403, 422}, (route, word)
    assert written(store) == before


@pytest.mark.parametrize(
    "value",
    [
        "0", "-1", "4242", "1.0", "1e9", "x", "%00", "..", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "1%27",
        "1;--", "%D9%A1", "1%20", str(2**63), str(10**40), "%F0%9F%92%A9", "%FF", "{document_id}",
        "null", "%0d%0aSet-Cookie:a=b", "<script>",
    ],
)  # fmt: skip
def test_tampered_ids_find_nothing(
    app: FastAPI, store: Store, program: Callable[[Access], Browser],
    browser: Callable[[AccountRole], Browser], document: int, log: LogCapture, value: str,
) -> None:  # fmt: skip
    assert document == 1
    as_one = ("1%20", "1.0")  # the number 1, by the rules of numbers in forms
    before = written(store)
    clients = (program(Access.ADMIN), browser(AccountRole.ADMIN))
    for route in routes(app):
        if "{" not in route.path:
            continue
        for client in clients:
            if client is clients[0] and not route.of_api:
                continue
            answer = ask(client, route, other=value, name=value, sha256=value)
            if value in as_one:
                assert answer.status_code < 500
                continue
            if answer.request.url.path == "/":
                continue  # the client itself went up
            assert 400 <= answer.status_code < 500 or answer.status_code == 303, route
            assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"]
            assert "root:" not in answer.text
    assert not [entry for entry in log.entries if entry["event"] == "unexpected"]
    if value not in as_one:
        assert written(store)[: len(before)] == before
        assert set(written(store)[len(before) :]) <= {"token_added"}


def test_scripts_come_back_as_text(
    app: FastAPI, browser: Callable[[AccountRole], Browser], document: int, store: Store
) -> None:
    admin = browser(AccountRole.ADMIN)
    with store.session() as session:
        stored = stored_notice(session, document)
        number = stored.tasks[0].task_id
        sha256 = stored.about.sha256
    seen, escaped = 0, set()
    for route in routes(app):
        if route.method != "GET":
            continue
        for query in ({}, {"words": XSS, "text": XSS, "q": XSS, "search": XSS, "next": XSS}):
            path = route.at(document_id=str(document), task_id=str(number), sha256=sha256)
            answer = admin.get(path, params=query)
            assert answer.headers["x-content-type-options"] == "nosniff"
            kind = answer.headers.get("content-type", "").partition(";")[0]
            if route.of_api:
                assert kind in {"application/json", "application/problem+json", ""}
            elif kind == "text/html":
                assert "<script>alert" not in answer.text, route
                assert "<img src=x" not in answer.text, route
                assert "onerror=alert(1)>'\"" not in answer.text, route
                if "&lt;script&gt;" in answer.text:
                    escaped.add(route.path)
            seen += "Rà soát" in answer.text
    assert seen >= 6
    assert escaped >= {"/", "/notices", "/notices/{document}", "/tasks", "/tasks/{task}"}


def test_every_answer_carries_the_headers(
    app: FastAPI, stranger: Browser, browser: Callable[[AccountRole], Browser]
) -> None:
    @app.get("/fault")
    def fault() -> None:
        raise RuntimeError("Rà soát hồ sơ")

    for client in (stranger, browser(AccountRole.ADMIN)):
        paths = ["/healthz", "/api/v1/tasks", "/api/v1/nothing", "/fault", "/login", "/static/x"]
        for path in [*paths, "/static/robots.txt"]:
            answer = client.get(path)
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["referrer-policy"] == "same-origin"
            assert answer.headers["x-frame-options"] == "DENY"
            assert "server" not in answer.headers
            if not path.startswith("/static"):
                assert answer.headers["cache-control"] == "private, no-cache"
            assert "strict-transport-security" not in answer.headers
    secure = TestClient(app, base_url="https://testserver")
    assert "strict-transport-security" in secure.get("/healthz").headers


def test_logs_hold_no_secret_and_no_text(
    entrance: FastAPI, log: LogCapture, document: int, program: Callable[[Access], Browser],
) -> None:  # fmt: skip
    @entrance.get("/fault")
    def fault(words: str) -> None:
        raise RuntimeError(f"Rà soát {words}")

    client = TestClient(entrance, follow_redirects=False)
    enter(client, password="Mật khẩu gõ sai")  # noqa: S106
    enter(client)
    writer = program(Access.ADMIN)
    writer.get(f"/api/v1/notices/{document}")
    writer.get("/api/v1/tasks", params={"text": "Rà soát"})
    writer.post("/api/v1/users", json={"name": "Hoàng Văn Bí", "password": "mật khẩu mới", "x": 1})
    made = writer.post("/api/v1/tokens", json={"account": "viewer", "name": "Tên mã"}).json()
    assert writer.get("/fault", params={"words": "bí mật"}).status_code == 500
    told = str(log.entries)
    secrets = (
        PASSWORD, "gõ sai", "mật khẩu mới", "Hoàng", made["secret"], "Tên mã", "Rà soát", "bí mật",
        client.cookies[COOKIE], form_word(client.cookies[COOKIE]), "alert",
        writer.headers["Authorization"].removeprefix("Bearer "),
    )  # fmt: skip
    assert not [word for word in secrets if word in told]
    assert {entry["event"] for entry in log.entries} == {"request", "unexpected"}
    (fell,) = [entry for entry in log.entries if entry["event"] == "unexpected"]
    assert fell["fault"].startswith("RuntimeError in ")
    assert "/api/v1/notices/{document_id}" in {entry.get("route") for entry in log.entries}


def test_what_was_sent_is_not_sent_back(program: Callable[[Access], Browser]) -> None:
    answer = program(Access.ADMIN).post(
        "/api/v1/users", json={"name": "x" * 99, "password": "một mật khẩu", "role": "boss"}
    )
    assert answer.status_code == 422
    assert "một mật khẩu" not in answer.text
    assert "boss" not in answer.text


@pytest.mark.parametrize("size", [3 * 1024 * 1024])
def test_large_forms_are_refused(program: Callable[[Access], Browser], size: int) -> None:
    answer = program(Access.WRITE).post("/api/v1/tasks/1/progress", content=b"x" * size)
    assert answer.status_code == 413


def test_people_are_sent_nowhere_else() -> None:
    for target in (
        "https://evil.example",
        "//evil.example",
        "/\\evil",
        "javascript:x",
        "/a\nb",
        "",
    ):
        assert inside(target) == "/"
    assert inside("/tasks?unit=a%20b") == "/tasks?unit=a%20b"
