"""The review in a browser: places on the paper, edits, keys alone, two people, undo."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from db import stored_notice
from models import AccountRole, PageKind
from tests.web.pages.conftest import NARROW
from tests.web.pages.paper import paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from db import Store, StoredNotice, StoredTask

Open = "Callable[..., Page]"


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)
        self.count += len(text)


def _stored(store: Store, document: int) -> StoredNotice:
    with store.session() as session:
        return stored_notice(session, document)


def _task(store: Store, document: int, number: int) -> StoredTask:
    return [item for item in _stored(store, document).tasks if not item.withdrawn][number - 1]


def test_ten_tasks_with_two_wrong_fields_take_at_most_25_keys(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    expect(page.locator(".task")).to_have_count(10)
    keys = Keys(page)
    keys.press("n")  # the first doubt: the day of task 3
    keys.press("Enter")
    expect(page.locator("form.edit [name=day]").first).to_be_focused()
    keys.type("1512")
    keys.press("Enter")
    expect(page.locator("#f-head-number")).to_be_visible()
    expect(page.locator("form.edit")).to_have_count(0)
    keys.press("n")  # the second doubt: the unit of task 7
    keys.press("Enter")
    expect(page.locator("form.edit [name=name]").first).to_be_focused()
    keys.type("noi v")
    expect(page.locator(".options li").first).to_contain_text("Phòng Nội vụ")
    keys.press("Enter")
    expect(page.locator("form.edit")).to_have_count(0)
    keys.press("Shift+C")
    expect(page.locator(".side h1")).to_contain_text("đã xác nhận")
    assert keys.count <= 25
    assert keys.count == 16
    found = _stored(store, notice)
    assert all(item.confirmed_by == "clerk" for item in found.tasks)
    assert all(flag.resolved_at for flag in found.flags)
    assert _task(store, notice, 3).task.deadlines[0].date == dt.date(2026, 12, 15)
    assert _task(store, notice, 3).task.deadlines[0].evidence is not None
    assert [item.name for item in _task(store, notice, 7).task.assignees] == ["Phòng Nội vụ"]
    assert {item.field for item in found.corrections} == {"assignees", "deadlines"}


def test_a_field_lights_its_place_and_the_place_its_field(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    image = page.locator(".page[data-page='1'] img")
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") == 1240
    page.keyboard.press("8")
    task = _task(store, notice, 8)
    expect(page.locator(f"#task-{task.task_id}")).to_have_class("task part current")
    lit = page.locator("rect.on")
    expect(lit).to_have_count(1)
    assert lit.evaluate("rect => rect.closest('.page').dataset.page") == "2"
    expect(lit).to_be_in_viewport()
    day = page.locator(f"#f-{_task(store, notice, 2).task_id}-deadlines")
    page.locator(f"rect[data-ref='{day.get_attribute('id')}']").evaluate(
        "rect => rect.dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    expect(day).to_have_class("field deadlines lit")
    expect(day).to_be_in_viewport()


def test_the_text_shows_what_the_machine_saw(person: Callable[..., Page], notice: int) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    page.keyboard.press("o")
    line = page.locator("[data-line='1.1']")
    expect(line).to_contain_text("Giao Phòng Nội vụ", use_inner_text=True)
    expect(line.locator("del")).to_be_hidden()
    page.keyboard.press("r")
    expect(line.locator("del")).to_have_text("Phdng")
    expect(line.locator("ins")).to_have_text("Phòng")
    page.keyboard.press("1")
    expect(line).to_have_class("text-line body on")
    page.locator("[data-line='2.2']").click(position={"x": 30, "y": 8})
    expect(page.locator(".task.current .no")).to_have_text("7")


def test_text_files_have_text_for_paper(person: Callable[..., Page], store: Store) -> None:
    reading, read = paper("a.txt", kind=PageKind.TEXT)
    document = store.save(reading, read, source=None).document_id
    page = person()
    page.goto(f"/notices/{document}")
    expect(page.locator("[data-line='1.1']")).to_be_visible()
    expect(page.locator("#show-image")).to_be_disabled()


def test_an_original_that_is_gone_is_said_so(person: Callable[..., Page], store: Store) -> None:
    reading, read = paper("weg.pdf")
    document = store.save(reading, read, source="/nowhere/weg.pdf").document_id
    page = person()
    page.goto(f"/notices/{document}")
    expect(page.locator(".lost").first).to_be_visible()


def test_split_merge_add_remove_and_undo_by_keys(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    tasks = page.locator(".task")
    page.keyboard.press("4")
    page.keyboard.press("s")
    field = page.locator("form.edit textarea")
    expect(field).to_be_focused()
    at = _task(store, notice, 4).task.text.index("hoàn thành")
    field.evaluate(f"field => field.setSelectionRange({at}, {at})")
    page.keyboard.press("Control+Enter")
    expect(tasks).to_have_count(11)
    assert _task(store, notice, 4).task.text.endswith("giải quyết")
    assert _task(store, notice, 5).task.text.startswith("hoàn thành trước")
    assert _task(store, notice, 4).task.deadlines == ()
    page.keyboard.press("u")
    expect(tasks).to_have_count(10)
    page.keyboard.press("9")
    page.keyboard.press("m")
    expect(tasks).to_have_count(9)
    page.keyboard.press("1")
    page.keyboard.press("Delete")
    expect(tasks).to_have_count(8)
    page.keyboard.press("a")
    expect(page.locator("form[data-new] textarea")).to_be_focused()
    page.keyboard.type("Giao Phong Tu phap nang ty le")
    page.keyboard.press("Tab")
    page.keyboard.type("tu phap")
    expect(page.locator(".options li").first).to_have_text("Phòng Tư pháp trong văn bản")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(tasks).to_have_count(9)
    added = _task(store, notice, 2)
    assert added.task.assignees[0].name == "Phòng Tư pháp"
    assert added.task.evidence.spans[0].line == 2, "found where it stands on the page"
    for _ in range(3):
        count = tasks.count()
        page.keyboard.press("u")
        expect(tasks).not_to_have_count(count)
    expect(tasks).to_have_count(10)
    expect(page.locator("#undo")).to_be_disabled()


def test_words_selected_in_the_text_become_a_task(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    page.keyboard.press("5")
    page.keyboard.press("o")
    line = page.locator("[data-line='2.3']")
    expect(line).to_be_visible()
    line.evaluate("line => getSelection().selectAllChildren(line)")
    page.keyboard.press("a")
    expect(page.locator("form[data-new] textarea")).to_have_value(line.inner_text().strip())
    page.keyboard.press("Enter")
    expect(page.locator(".task")).to_have_count(11)
    span = _task(store, notice, 6).task.evidence.spans[0]
    assert (span.page, span.line) == (2, 3)


def test_two_people_are_told_and_nothing_is_lost(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    mine, theirs = person(), person(AccountRole.ADMIN)
    mine.goto(f"/notices/{notice}")
    theirs.goto(f"/notices/{notice}")
    expect(theirs.locator("#others")).to_contain_text("clerk cũng đang mở")
    mine.keyboard.press("2")
    mine.keyboard.press("h")
    expect(mine.locator("form.edit [name=day]").first).to_be_focused()
    theirs.keyboard.press("2")
    theirs.keyboard.press("h")
    expect(theirs.locator("form.edit [name=day]").first).to_be_focused()
    theirs.keyboard.type("20/12/2026")
    theirs.keyboard.press("Enter")
    expect(theirs.locator("form.edit")).to_have_count(0)
    mine.keyboard.type("25/12/2026")
    mine.keyboard.press("Enter")
    told = mine.locator(".told")
    expect(told).to_contain_text("admin vừa sửa chỗ này")
    expect(told).to_contain_text("25/12/2026")
    assert _task(store, notice, 2).task.deadlines[0].date == dt.date(2026, 12, 20)
    expect(mine.locator(".task").nth(1)).to_contain_text("20/12/2026")


def test_what_cannot_be_recorded_is_said_beside_the_form(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    page.keyboard.press("2")
    page.keyboard.press("h")
    page.keyboard.type("31/02/2026")
    page.keyboard.press("Enter")
    expect(page.locator("#wrong")).to_contain_text("không phải ngày")
    expect(page.locator("form.edit [name=day]").first).to_have_value("31/02/2026")
    page.keyboard.press("Escape")
    expect(page.locator("form.edit")).to_have_count(0)
    assert _task(store, notice, 2).task.deadlines[0].date == dt.date(2026, 12, 2)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("number", "154", "154"), ("issue_date", "19/11/2026", "19/11/2026"),
        ("issuer", "Ủy ban nhân dân quận", "Ủy ban nhân dân quận"),
        ("title", "Kết luận khác", "Kết luận khác"), ("chair", "Lê Thị Hoa", "Lê Thị Hoa – Chủ tịch"),
        ("signer", "Lê Văn Bé", "Lê Văn Bé – CHÁNH VĂN PHÒNG"), ("type", "Kết luận", "Kết luận"),
        ("recipients", "Thường trực Quận ủy", "Thường trực Quận ủy"),
    ],
)  # fmt: skip
def test_every_field_of_the_head(
    person: Callable[..., Page], notice: int, field: str, value: str, shown: str
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    page.locator(".head details.more").evaluate("box => { box.open = true }")
    place = page.locator(f"#f-head-{field}")
    place.locator("[data-edit]").click()
    page.locator("form.edit textarea, form.edit input:not([type=hidden])").first.fill(value)
    page.keyboard.press("Control+Enter" if field == "recipients" else "Enter")
    expect(page.locator("form.edit")).to_have_count(0)
    expect(place.locator(".shown")).to_contain_text(shown)
    expect(place.locator(".by")).to_contain_text("clerk")


def test_every_field_of_a_task(person: Callable[..., Page], store: Store, notice: int) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    page.keyboard.press("2")
    page.keyboard.press("l")
    form = page.locator("form.edit")
    form.locator("[name=verbatim]").first.fill("không quá 12,5%")
    form.locator("[name=value]").first.fill("12,5")
    form.locator("[name=comparator]").first.select_option("")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    figure = _task(store, notice, 2).task.percentages[0]
    assert (figure.value, figure.comparator.value) == (12.5, "<=")
    page.keyboard.press("d")
    form.locator("[name=name]").nth(1).fill("Phòng Y tế")
    form.locator("[name=role]").nth(1).select_option("coordinate")
    form.locator("button.primary").click()
    expect(form).to_have_count(0)
    task = _task(store, notice, 2).task
    assert [(a.name, a.role.value) for a in task.assignees] == [
        ("Phòng Tư pháp", "lead"), ("Phòng Y tế", "coordinate"),
    ]  # fmt: skip
    for field, put, seen in (
        ("report_to", "Chủ tịch UBND quận\nThường trực", "Chủ tịch UBND quận; Thường trực"),
        ("nature", "continuous", "thường xuyên"),
        ("path", "2.2/a", "2.2/a"),
    ):
        place = page.locator(f"#f-{_task(store, notice, 2).task_id}-{field}")
        place.evaluate("place => { place.closest('details').open = true }")
        place.locator("[data-edit]").click()
        control = form.locator("textarea, select, input:not([type=hidden])").first
        if field == "nature":
            control.select_option(put)
        else:
            control.fill(put)
        form.locator("button.primary").click()
        expect(form).to_have_count(0)
        expect(place.locator(".shown")).to_contain_text(seen)


def test_confirming_with_doubts_left_asks_once(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    page.keyboard.press("Shift+C")
    expect(page.locator(".told")).to_contain_text("Còn 2 chỗ nghi vấn")
    assert not any(item.confirmed_at for item in _stored(store, notice).tasks)
    page.keyboard.press("Enter")
    expect(page.locator(".side h1")).to_contain_text("đã xác nhận")
    page.keyboard.press("u")
    expect(page.locator(".side h1")).to_contain_text("2 chỗ cần xem")


def test_help_by_question_mark(person: Callable[..., Page], notice: int) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_a_viewer_looks_and_changes_nothing(person: Callable[..., Page], notice: int) -> None:
    page = person(AccountRole.VIEWER, NARROW)
    page.goto(f"/notices/{notice}")
    expect(page.locator(".task")).to_have_count(10)
    expect(page.locator("[data-edit], [data-right], [data-confirm]")).to_have_count(0)
    for key in ("2", "h", "c", "Delete", "Shift+C", "u"):
        page.keyboard.press(key)
    expect(page.locator("form.edit")).to_have_count(0)


def test_what_is_right_is_said_by_one_key(
    person: Callable[..., Page], store: Store, notice: int
) -> None:
    page = person()
    page.goto(f"/notices/{notice}")
    count = page.locator(".doubts .count")
    before = int(count.inner_text())
    day = _task(store, notice, 3).task.deadlines
    Keys(page).press("n", "y")  # the first doubt: the day of task 3
    expect(count).to_have_text(str(before - 1))
    assert _task(store, notice, 3).task.deadlines == day
    Keys(page).press("3", "c")  # the whole of it
    expect(page.locator(".task").nth(2)).to_contain_text("✓")
    assert [item.confirmed_at is not None for item in _stored(store, notice).tasks][2]
