"""Overview, tracker, notices, accounts in a browser: every flow, small screens, axe."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from db import TaskFilter, tasks, today
from models import AccountRole
from tests.web.conftest import PASSWORD
from tests.web.pages.conftest import NARROW
from tests.web.pages.paper import paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FilePayload, Page

    from db import Store
    from pipeline.settings import Settings

PAGES = ("/", "/notices", "/notices?all=1", "/notices/1", "/notices/1/print", "/tasks", "/tasks/1",
         "/account", "/admin")  # fmt: skip


def test_signing_in_leads_to_the_page_that_was_asked_for(person: Callable[..., Page]) -> None:
    page = person()
    page.context.clear_cookies()
    page.goto("/tasks?q=ho+so")
    expect(page).to_have_url("/login?next=%2Ftasks%3Fq%3Dho%2Bso")
    page.keyboard.type("clerk")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Sai tên hoặc mật khẩu")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/tasks?q=ho+so")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Task tracker")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/tasks")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.usefixtures("notice")
def test_the_tracker_narrows_and_takes_progress_and_extension(
    person: Callable[..., Page], store: Store
) -> None:
    page = person()
    page.goto("/tasks")
    rows = page.locator(".tracker tbody tr:not(.below)")
    expect(rows).to_have_count(10)
    page.locator("[name=q]").fill("tre han")
    page.locator("[name=assignee]").press_sequentially("noi vu")
    expect(page.locator(".options li").first).to_contain_text("Phòng Nội vụ")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lọc").click()
    expect(rows).to_have_count(2)
    page.goto("/tasks?leader=van+an&notice=153")
    expect(rows).to_have_count(10)
    page.goto("/tasks?leader=nobody")
    expect(rows).to_have_count(0)
    page.goto("/tasks?since=04/12/2026&until=0612")
    expect(rows).to_have_count(3)
    rows.first.get_by_role("link", name="Cập nhật").click()
    part = page.locator(".work")
    part.locator("[name=percent]").fill("60")
    part.locator("[name=text]").first.fill("Đã rà soát 3 phường")
    part.get_by_role("button", name="Ghi", exact=True).click()
    expect(part.get_by_role("status")).to_have_text("Đã ghi.")
    expect(part).to_contain_text("đang thực hiện 60%")
    part.locator("summary", has_text="Gia hạn").click()
    part.locator("[name=until]").fill("31/12/2026")
    part.locator("[name=agreed_by]").fill("Chủ tịch")
    part.get_by_role("button", name="Gia hạn").click()
    expect(part).to_contain_text("31/12/2026")
    with store.session() as session:
        row = next(row for row in tasks(session, TaskFilter()) if row.work[0].percent == 60)
    assert row.work[0].note == "Đã rà soát 3 phường"
    assert row.work[0].last_day == dt.date(2026, 12, 31)
    part.locator("[name=percent]").fill("abc")
    part.get_by_role("button", name="Ghi", exact=True).click()
    expect(part.get_by_role("alert")).to_contain_text("không phải số")


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize(
    ("form", "begin"),
    [("xlsx", b"PK"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("ics", b"BEGIN")],
)
def test_what_is_shown_is_taken_away(person: Callable[..., Page], form: str, begin: bytes) -> None:
    page = person(AccountRole.VIEWER)
    page.goto("/tasks?q=tre+han")
    page.locator(".downloads summary").click()
    with page.expect_download() as told:
        page.locator(f"a[href^='/download/{form}']").first.click()
    assert told.value.suggested_filename == f"theo-doi-{today():%Y-%m-%d}.{form}"
    content = told.value.path().read_bytes()
    assert content.startswith(begin)
    if form == "csv":
        assert content.decode().count("rà soát hồ sơ trễ hạn") == 2


@pytest.mark.usefixtures("notice")
def test_the_overview_counts_and_leads_on(person: Callable[..., Page]) -> None:
    page = person()
    page.goto("/")
    expect(page.locator(".cell.share")).to_contain_text("0 trên")
    expect(page.locator("#waiting-h")).to_contain_text("1")
    expect(page.get_by_text("Hôm nay máy đã đọc").locator("..")).to_contain_text("10 nhiệm vụ")
    expect(page.locator(".bars tr")).to_have_count(6)
    page.get_by_role("link", name="Phòng Tư pháp").click()
    expect(page.locator(".tracker tbody tr:not(.below)")).to_have_count(2)


def test_dropped_files_lie_in_the_inbox_and_refused_ones_say_why(
    person: Callable[..., Page], settings: Settings
) -> None:
    case = settings.folders.quarantine / "hong~abc"
    case.mkdir(parents=True)
    (case / "hong.pdf").write_bytes(b"%PDF-1.7 broken")
    reason = "Tệp hong.pdf bị hỏng.\n\nTệp: hong.pdf\nLúc: 01/01/2026 08:00\n\n(File is damaged.)\n"
    (case / "LY-DO.txt").write_text(reason, encoding="utf-8")
    settings.folders.inbox.mkdir(exist_ok=True)
    page = person()
    page.goto("/")
    expect(page.locator(".refused")).to_contain_text("Tệp hong.pdf bị hỏng.")
    page.get_by_role("button", name="Đọc lại").click()
    expect(page.locator(".refused")).to_have_count(0)
    assert (settings.folders.inbox / "hong~abc" / "hong.pdf").exists()
    text = "THÔNG BÁO\nKết luận của Chủ tịch\n1. Giao Phòng Nội vụ rà soát hồ sơ.\n"
    good: FilePayload = {"name": "tb-99.txt", "mimeType": "text/plain", "buffer": text.encode()}
    bad: FilePayload = {
        "name": "a.exe",
        "mimeType": "application/x-dosexec",
        "buffer": b"MZ\x00\x01" * 50,
    }
    page.set_input_files("#files", [good, bad])
    expect(page.locator("#sent li", has_text="tb-99.txt")).to_contain_text("đang chờ máy đọc")
    expect(page.locator("#sent li.wrong")).to_contain_text("không phải PDF")
    assert (settings.folders.inbox / "tb-99.txt").read_text(encoding="utf-8") == text
    assert not list(settings.folders.inbox.glob("*.exe*"))


def test_accounts_and_tokens_are_managed(person: Callable[..., Page]) -> None:
    page = person(AccountRole.ADMIN)
    page.goto("/admin")
    page.get_by_text("Thêm tài khoản", exact=True).click()
    form = page.locator("form[action='/admin/accounts']")
    form.locator("[name=name]").fill("minh")
    form.locator("[name=password]").fill("đủ dài để dùng")
    form.locator("button").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã thêm")
    expect(page.locator("tr", has_text="minh").first).to_contain_text("văn thư")
    page.get_by_text("Tạo mã truy cập", exact=True).click()
    form = page.locator("form[action='/admin/tokens']")
    form.locator("[name=name]").fill("báo cáo tuần")
    form.locator("button").click()
    expect(page.locator(".secret")).to_contain_text("ketluan_")
    page.goto("/admin")
    expect(page.locator(".secret")).to_have_count(0)
    page.get_by_role("button", name="Hủy báo cáo tuần").click()
    expect(page.locator("tr.ended")).to_contain_text("đã hủy")


def test_one_changes_ones_password(person: Callable[..., Page]) -> None:
    page = person()
    page.goto("/account")
    for name, value in (
        ("old", "wrong password"),
        ("new", "mới và đủ dài"),
        ("again", "mới và đủ dài"),
    ):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    for name, value in (("old", PASSWORD), ("new", "mới và đủ dài"), ("again", "mới và đủ dài")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã đổi mật khẩu")


@pytest.mark.usefixtures("notice")
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(person: Callable[..., Page]) -> None:
    axe = Axe()
    for size in (None, NARROW):
        page = person(AccountRole.ADMIN, size) if size else person(AccountRole.ADMIN)
        for path in PAGES:
            page.goto(path)
            if path == "/notices/1":
                page.locator("#task-1 [data-edit]").nth(1).click()
                expect(page.locator("form.edit")).to_be_visible()
            found = axe.run(page).response["violations"]
            serious = [
                (item["id"], item["nodes"][0]["html"])
                for item in found
                if item["impact"] in {"serious", "critical"}
            ]
            assert not serious, path
            width = page.locator("html").evaluate("page => page.scrollWidth - page.clientWidth")
            assert width <= 0, path


EVIL = "<img src=x onerror=document.body.dataset.evil=1><script>document.body.dataset.evil=1</script>\"'`{{7*7}}"


def test_scripts_in_every_text_stay_text(person: Callable[..., Page], store: Store) -> None:
    reading, read = paper()
    line = reading.pages[0].lines[1]
    word = line.words[2].model_copy(update={"raw": EVIL})
    words = (*line.words[:2], word, *line.words[3:])
    lines = (line.model_copy(update={"words": words, "raw": EVIL}), *reading.pages[0].lines[1:])
    pages = (reading.pages[0].model_copy(update={"lines": lines}), *reading.pages[1:])
    task = read.tasks[0]
    evil = task.model_copy(
        update={
            "text": f"Giao {EVIL}", "path": EVIL, "report_to": (EVIL,),
            "assignees": (task.assignees[0].model_copy(update={"name": EVIL}),),
            "deadlines": (task.deadlines[0].model_copy(update={"verbatim": EVIL}),),
            "flags": (read.tasks[2].flags[0].model_copy(update={"detail": EVIL}),),
        }
    )  # fmt: skip
    head = read.head.model_copy(
        update={"title": EVIL, "symbol": EVIL, "issuer": EVIL, "type": EVIL, "number": EVIL}
    )
    store.save(
        reading.model_copy(update={"pages": pages, "file": f"{EVIL}.pdf"}),
        read.model_copy(update={"head": head, "tasks": (evil, *read.tasks[1:])}),
        source=None,
    )
    page = person(AccountRole.ADMIN)
    for path in (
        *PAGES,
        '/tasks?q=<script>alert(1)</script>&assignee="><script>',
        "/notices?q=%22><b>",
    ):
        page.goto(path)
        if path == "/notices/1":
            page.keyboard.press("o")
            expect(page.locator("[data-line='1.0']")).to_be_visible()
            for field in ("text", "assignees", "deadlines", "report_to", "path"):
                place = page.locator(f"#f-1-{field}")
                place.evaluate(
                    "place => { const box = place.closest('details'); if (box) box.open = true }"
                )
                place.locator("[data-edit]").click()
                expect(page.locator("form.edit")).to_be_visible()
                page.keyboard.press("Escape")
                expect(page.locator("form.edit")).to_have_count(0)
        assert page.locator("body").evaluate("body => body.dataset.evil") is None, path
        assert page.locator("main img[src=x]").count() == 0
        assert page.locator("main script").count() == 0
