"""Pictures of the pages for the documentation: ``python -m tools.screenshots [OFFICE]``.

Makes an office from the samples, serves it on a port of this machine and takes what Debian's
Chromium shows, on an office screen and at 360 pixels, into ``docs/images/``.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn
from playwright.sync_api import sync_playwright

from tools.sample_office import PASSWORD, make_office
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page, ViewportSize

ROOT: Final = Path(__file__).parents[1]
IMAGES: Final = ROOT / "docs" / "images"
_WIDE: Final[ViewportSize] = {"width": 1366, "height": 768}
_NARROW: Final[ViewportSize] = {"width": 360, "height": 740}


def _review(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.locator(".page img").first.evaluate("image => image.decode()")
    page.keyboard.press("2")


def _editing(page: Page) -> None:
    _review(page)
    page.keyboard.press("h")
    page.locator("form.edit").wait_for()


def _text(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.keyboard.press("r")
    page.locator(".text-line").first.wait_for()
    if page.locator("#lines ins").count():
        page.locator("#lines ins").first.scroll_into_view_if_needed()


def _update(page: Page) -> None:
    page.get_by_role("link", name="Cập nhật").first.click()
    page.locator(".work").wait_for()


def _nothing(page: Page) -> None:
    page.wait_for_load_state("networkidle")


SHOTS: Final[tuple[tuple[str, str, Callable[[Page], None]], ...]] = (
    ("tong-quan", "/", _nothing),
    ("ra-soat", "/notices/{scan}", _review),
    ("ra-soat-sua", "/notices/{scan}", _editing),
    ("ra-soat-chu", "/notices/{scan}", _text),
    ("theo-doi", "/tasks", _update),
    ("van-ban", "/notices", _nothing),
    ("ban-in", "/notices/{scan}/print", _nothing),
)


def main(arguments: list[str]) -> int:
    """Make the office where there is none, and the pictures."""
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "sample-office"
    settings = make_office(folder, ROOT / "samples" / "notice-scan.pdf")
    program = shutil.which("chromium")
    if program is None:
        sys.stderr.write("Chromium is not installed: sh tools/setup.sh test\n")
        return 1
    app = create_app(settings)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for size, suffix in ((_WIDE, ""), (_NARROW, "-360")):
            _shoot(browser, f"http://127.0.0.1:{port}", size, suffix)
        browser.close()
    server.should_exit = True
    thread.join(timeout=20)
    return 0


def _shoot(browser: Browser, url: str, size: ViewportSize, suffix: str) -> None:
    context = browser.new_context(viewport=size, base_url=url, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.goto("/login")
    page.locator("[name=name]").fill("lan")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    page.goto("/notices?q=notice-scan")
    link = page.locator("tbody a").first.get_attribute("href") or "/notices/1"
    for name, path, before in SHOTS:
        page.goto(path.format(scan=link.rpartition("/")[2]))
        before(page)
        page.wait_for_timeout(400)
        target = IMAGES / f"{name}{suffix}.png"
        page.screenshot(path=target)
        print(target.relative_to(ROOT))
    context.close()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
