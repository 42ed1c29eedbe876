"""A server in a thread, Debian's Chromium, people who are signed in, a notice with ten tasks."""

from __future__ import annotations

import os
import shutil
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest
import uvicorn
from playwright.sync_api import expect, sync_playwright

from db.sign_ins import sign_in
from models import AccountRole
from tests.web.conftest import PASSWORD
from tests.web.pages.paper import paper, pictured
from web.security import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

    from db import Store

_PATIENCE_MS = 40_000
"""Of a busy machine; nothing waits as long where nothing is wrong."""
expect.set_options(timeout=_PATIENCE_MS)
WIDE: ViewportSize = {"width": 1366, "height": 768}
NARROW: ViewportSize = {"width": 360, "height": 740}


class Place(NamedTuple):
    """Where the server listens."""

    url: str


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; fails in CI where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        reason = "Chromium is not installed: sh tools/setup.sh test"
        if os.environ.get("CI", "").lower() in {"true", "1"}:
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def server(app: FastAPI) -> Iterator[Place]:
    """The application behind a port of this machine."""
    made = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=made.run)
    thread.start()
    while not made.started:
        time.sleep(0.01)
        assert thread.is_alive()
    port = made.servers[0].sockets[0].getsockname()[1]
    yield Place(f"http://127.0.0.1:{port}")
    made.should_exit = True
    thread.join(timeout=20)


@pytest.fixture
def notice(store: Store, tmp_path: Path) -> int:
    """Id of a notice of ten tasks on two pages, whose picture can be drawn."""
    path = tmp_path / "tb-153.tif"
    content = pictured(path)
    reading, read = paper("tb-153.tif", content=content)
    return store.save(reading, read, source=path).document_id


@pytest.fixture
def person(chromium: Browser, server: Place, store: Store) -> Iterator[Callable[..., Page]]:
    """Makes a page in which somebody of the role is signed in; faults of scripts fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def signed_in(role: AccountRole = AccountRole.CLERK, size: ViewportSize | None = None) -> Page:
        context = chromium.new_context(viewport=size or WIDE, base_url=server.url)
        contexts.append(context)
        token = sign_in(store, role.value, PASSWORD, address="test")
        context.add_cookies([{"name": COOKIE, "value": token, "url": server.url}])
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda told: (
                faults.append(told.text)
                if told.type == "error" and "Failed to load resource" not in told.text
                else None
            ),
        )
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert not faults
