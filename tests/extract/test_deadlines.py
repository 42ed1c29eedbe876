"""Terms as notices print them: what counts, when it ends, what only looks like one."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.calendar import Calendar
from extract.dates import DateContext
from extract.deadlines import find_deadlines
from models.notice import Bound, Deadline, Scope

CONTEXT = DateContext(dt.date(2025, 7, 10), calendar=Calendar.load())

DATES = """
báo cáo kết quả trước ngày 15/10/2025 => trước ngày 15/10/2025 | 2025-10-15
báo cáo kết quả trong tháng 8/2025 => trong tháng 8/2025 | 2025-08-31
trình UBND tỉnh trong quý III/2025 => trong quý III/2025 | 2025-09-30
báo cáo Ủy ban nhân dân tỉnh giữa tháng 9/2025 => giữa tháng 9/2025 | 2025-09-15
trước ngày 20 tháng 10 năm 2025 => trước ngày 20 tháng 10 năm 2025 | 2025-10-20
bằng văn bản trước ngày 20.8.2025 => trước ngày 20.8.2025 | 2025-08-20
báo cáo UBND TP trước ngày 10/6 => trước ngày 10/6 | 2026-06-10
tuyển đủ học sinh trước ngày 30/8/2025 => trước ngày 30/8/2025 | 2025-08-30
không chậm quá ngày 20/7/2025 => không chậm quá ngày 20/7/2025 | 2025-07-20
muộn nhất ngày 15/9/2025 => muộn nhất ngày 15/9/2025 | 2025-09-15
đến hết ngày 15/9/2025 => đến hết ngày 15/9/2025 | 2025-09-15
trong năm 2026 => trong năm 2026 | 2026-12-31
trong 6 tháng cuối năm => trong 6 tháng cuối năm | 2025-12-31
cuối năm 2025 => cuối năm 2025 | 2025-12-31
hoàn thành đầu tháng 8/2025 => đầu tháng 8/2025 | 2025-08-01
hoàn thành hỗ trợ trước Ngày Quốc khánh 02/9 => trước Ngày Quốc khánh 02/9 | 2025-09-02
di dời xong trước đêm 28/9 => trước đêm 28/9 | 2025-09-28
xuống địa bàn trong ngày 10/7/2025 => trong ngày 10/7/2025 | 2025-07-10
"""

OTHERS = """
trước ngày 20 hằng tháng => recurring | FREQ=MONTHLY;BYMONTHDAY=20
trước ngày 15/02 hằng năm => recurring | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=15
thứ Sáu hằng tuần => recurring | FREQ=WEEKLY;BYDAY=FR
Định kỳ hằng quý tổng hợp, báo cáo => recurring | FREQ=MONTHLY;INTERVAL=3
02 lần/năm => recurring | FREQ=YEARLY
03 năm/lần => recurring | FREQ=YEARLY;INTERVAL=3
Thường xuyên rà soát => continuous | None
giao Sở Y tế thường xuyên tăng cường kiểm tra => continuous | None
giao Ngân hàng Nhà nước Việt Nam thường xuyên theo dõi => continuous | None
xong sau khi được cấp có thẩm quyền phê duyệt => event | None
trước kỳ họp thường lệ cuối năm 2025 của Hội đồng nhân dân => event | None
trước Tết Nguyên đán Bính Ngọ => event | None
"""

RELATIVE = """
trong vòng 15 ngày kể từ ngày ban hành Thông báo này => 2025-07-25
trong 03 ngày làm việc => 2025-07-15
trong tuần này => 2025-07-11
đầu tuần sau => 2025-07-14
chậm nhất là trong ngày làm việc tiếp theo => 2025-07-11
trong thời hạn 10 (mười) ngày làm việc kể từ ngày nhận được đề nghị => None
"""

NONE = """
giai đoạn 2021-2025
khắc phục nội dung bị điểm trừ năm 2023
theo Luật Bảo vệ môi trường năm 2020
theo Kế hoạch số 215/KH-UBND ngày 06/5/2025 của UBND tỉnh
tính đến ngày 30/8/2025, toàn tỉnh đạt 50%
giấy phép có giá trị đến hết ngày 05 tháng 7 năm 2031
khẩn trương, sớm, kịp thời thực hiện
tiết kiệm 5% chi thường xuyên
"""


def rows(table: str) -> list[list[str]]:
    return [line.split(" => ") for line in table.strip().splitlines()]


def only(text: str) -> Deadline:
    found = find_deadlines(text, CONTEXT)
    assert len(found) == 1
    assert text[found[0].start : found[0].end] == found[0].value.verbatim
    return found[0].value


@pytest.mark.parametrize(("text", "expected"), rows(DATES))
def test_days_and_periods_end_on_their_last_day(text: str, expected: str) -> None:
    deadline = only(text)
    assert f"{deadline.verbatim} | {deadline.date}" == expected


@pytest.mark.parametrize(("text", "expected"), rows(OTHERS))
def test_recurring_continuous_and_event_terms(text: str, expected: str) -> None:
    deadline = only(text)
    assert f"{deadline.kind} | {deadline.rrule}" == expected
    assert deadline.date is None


@pytest.mark.parametrize(("text", "due"), rows(RELATIVE))
def test_relative_terms_count_from_the_day_of_issue(text: str, due: str) -> None:
    deadline = only(text)
    assert (deadline.kind, str(deadline.due), deadline.date) == ("relative", due, None)


@pytest.mark.parametrize("text", NONE.strip().splitlines())
def test_what_only_looks_like_a_term(text: str) -> None:
    assert find_deadlines(text, CONTEXT) == []


def test_without_a_day_of_issue_a_relative_term_stays_open() -> None:
    found = find_deadlines("hoàn thành trong 05 ngày làm việc", DateContext())
    assert [item.value.due for item in found] == [None]


def test_bounds_and_inferred_years() -> None:
    before, latest = only("trước ngày 10/6"), only("chậm nhất ngày 15/9/2025")
    assert (before.bound, before.year_inferred) == (Bound.BEFORE, True)
    assert (latest.bound, latest.year_inferred) == (Bound.ON_OR_BEFORE, False)
    assert [flag.code for flag in before.flags] == ["year_inferred"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Hoàn thành tất cả các nhiệm vụ tại Thông báo này trước ngày 30/11/2025.", Scope.NOTICE),
        ("Hoàn thành tất cả các nhiệm vụ nêu trên trước ngày 30/11/2025.", Scope.SECTION),
        ("Hoàn thành nhiệm vụ được giao trước ngày 30/11/2025.", Scope.ITEM),
    ],
)
def test_a_sentence_on_all_tasks_sets_the_term_of_more_than_its_own(
    text: str, scope: Scope
) -> None:
    (found,) = find_deadlines(text, CONTEXT)
    assert found.value.scope is scope


def test_a_term_without_a_figure_is_looked_for() -> None:
    (found,) = find_deadlines("xong giữa tháng tới", CONTEXT)
    assert found.value.verbatim == "giữa tháng tới"


@pytest.mark.parametrize(
    ("text", "bound", "due"),
    [
        ("báo cáo trước thứ Sáu tuần này", Bound.BEFORE, dt.date(2025, 7, 11)),
        ("báo cáo vào thứ Sáu tuần này", Bound.ON_OR_BEFORE, dt.date(2025, 7, 11)),
        ("báo cáo chậm nhất thứ Hai tuần sau", Bound.ON_OR_BEFORE, dt.date(2025, 7, 14)),
        ("trả lời trong 5 giờ", Bound.ON_OR_BEFORE, dt.date(2025, 7, 11)),
    ],
)
def test_weekdays_and_hours_from_the_day_of_issue(text: str, bound: Bound, due: dt.date) -> None:
    (found,) = find_deadlines(text, CONTEXT)
    assert (found.value.bound, found.value.due) == (bound, due)
