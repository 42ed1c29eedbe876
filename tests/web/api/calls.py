"""Calls of the API whose answer has the status that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.conftest import Browser

API = "/api/v1"


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
