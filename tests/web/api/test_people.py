"""What the API keeps for administrators: accounts, tokens, who looked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from models import AccountRole
from tests.web.api.calls import API, got, sent
from tests.web.conftest import BOTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Browser

ENGINES = BOTH


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
