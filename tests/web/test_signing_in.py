"""Signing in and out: cookies, guessing, proxies, accounts that are closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fastapi.testclient import TestClient

from db import history
from db.accounts import set_active, set_role
from models import AccountRole
from tests.web.conftest import PASSWORD, enter
from web.security import COOKIE, HEADER, form_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from db import Store
    from tests.web.conftest import Browser


def test_signing_in_and_out(entrance: FastAPI) -> None:
    client = TestClient(entrance, follow_redirects=False)
    assert client.post("/enter", data={"name": "clerk", "password": PASSWORD}).status_code == 403
    assert client.get("/api/v1/me").status_code == 401
    assert enter(client, password="sai").status_code == 401  # noqa: S106
    answer = enter(client)
    assert answer.status_code == 200
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith(f"{COOKIE}=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    token = client.cookies[COOKIE]
    assert client.get("/api/v1/me").json()["name"] == "clerk"
    left = client.post("/leave", headers={HEADER: form_word(token)})
    assert left.status_code == 200
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, token)
    assert client.get("/api/v1/me").status_code == 401, "the sign-in ended on the server"
    secure = TestClient(entrance, base_url="https://testserver")
    assert all("Secure" in c for c in enter(secure).headers.get_list("set-cookie"))


def test_a_planted_cookie_is_never_signed_in(entrance: FastAPI) -> None:
    """Session fixation: the id before signing in is not the id afterwards."""
    victim, attacker = (TestClient(entrance, follow_redirects=False) for _ in range(2))
    attacker.cookies.set(COOKIE, "planted")
    victim.cookies.set(COOKIE, "planted")
    assert enter(victim).status_code == 200
    ids = {cookie.value for cookie in victim.cookies.jar if cookie.name == COOKIE}
    assert ids - {"planted"}
    assert attacker.get("/api/v1/me").status_code == 401


def test_signing_in_again_ends_the_sign_in_before(entrance: FastAPI) -> None:
    client = TestClient(entrance, follow_redirects=False)
    enter(client)
    first = client.cookies[COOKIE]
    enter(client, "viewer")
    other = TestClient(entrance, cookies={COOKIE: first})
    assert other.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me").json()["name"] == "viewer"


def test_guessing_is_slowed_down(entrance: FastAPI, store: Store) -> None:
    client = TestClient(entrance, follow_redirects=False)
    for _ in range(5):
        assert enter(client, password="sai").status_code == 401  # noqa: S106
    answer = enter(client)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    with store.session() as session:
        failed = [entry for entry in history(session) if entry.action == "sign_in_failed"]
    assert [(entry.by, entry.after) for entry in failed] == [
        ("clerk", {"address": "testclient"})
    ] * 5  # fmt: skip


def test_a_forwarded_address_counts_only_behind_a_proxy(entrance: FastAPI) -> None:
    client = TestClient(entrance, follow_redirects=False)
    for number in range(6):
        client.headers["X-Forwarded-For"] = f"10.0.0.{number}"
        answer = enter(client, password="sai")  # noqa: S106
    assert answer.status_code == 429


def test_a_closed_account_is_out_at_once(
    store: Store, browser: Callable[[AccountRole], Browser]
) -> None:
    clerk, viewer = browser(AccountRole.CLERK), browser(AccountRole.VIEWER)
    store.write(partial(set_active, name="clerk", active=False, by="x"))
    assert clerk.get("/api/v1/me").status_code == 401
    store.write(partial(set_role, name="viewer", role=AccountRole.ADMIN, by="x"))
    assert viewer.get("/api/v1/users").status_code == 200
