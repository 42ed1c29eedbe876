"""Terms without a date: what they count, from when, to when, whether the day itself still counts."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.calendar import Calendar
from extract.dates import DateContext
from extract.relative import find_relative
from extract.skeleton import skeleton

FRIDAY = DateContext(dt.date(2024, 10, 18), calendar=Calendar.load())
UNDATED = DateContext(None, calendar=Calendar.load())

TERMS = """
thông báo cho dân trước 05 ngày => trước 05 ngày | before -5 day none None
niêm yết trước ít nhất 07 ngày làm việc => trước ít nhất 07 ngày làm việc | before -7 working_day none None
mời dự họp trước 01 tuần => trước 01 tuần | before -1 week none None
gửi chậm nhất ngày mai => chậm nhất ngày mai | on_or_before 1 day issue_date 2024-10-19
gửi trước 16 giờ hôm nay => trước 16 giờ hôm nay | before 0 day issue_date 2024-10-18
trình trong cùng ngày => trong cùng ngày | on_or_before 0 day issue_date 2024-10-18
làm xong trong tuần => trong tuần | on_or_before 0 week issue_date 2024-10-18
làm xong ngay trong ngày => ngay trong ngày | on_or_before 0 day issue_date 2024-10-18
trình vào cuối tuần => vào cuối tuần | on_or_before 0 week issue_date 2024-10-18
trình vào giữa tháng => vào giữa tháng | on_or_before 0 month issue_date 2024-10-15
trình vào cuối tháng => vào cuối tháng | on_or_before 0 month issue_date 2024-10-31
xong trong tháng sau => trong tháng sau | on_or_before 1 month issue_date 2024-11-30
xong trong giữa tháng tới => trong giữa tháng tới | on_or_before 1 month issue_date 2024-11-15
xong trong quý này => trong quý này | on_or_before 0 month issue_date 2024-12-31
xong trong quý sau => trong quý sau | on_or_before 1 month issue_date 2025-03-31
trình trước tuần sau => trước tuần sau | before 1 week issue_date 2024-10-25
trình đầu tuần tới => đầu tuần tới | on_or_before 1 week issue_date 2024-10-21
trình giữa tuần tới => giữa tuần tới | on_or_before 1 week issue_date 2024-10-23
gửi trong ngày làm việc tiếp theo => trong ngày làm việc tiếp theo | on_or_before 1 working_day issue_date 2024-10-21
xử lý trong vòng 24 giờ => trong vòng 24 giờ | on_or_before 1 day issue_date 2024-10-21
xử lý trong vòng 30 giờ => trong vòng 30 giờ | on_or_before 2 day issue_date 2024-10-21
trình trong vòng nửa năm => trong vòng nửa năm | on_or_before 6 month issue_date 2025-04-18
trả lời trong 02 quý kể từ ngày ký ban hành => trong 02 quý kể từ ngày ký ban hành | on_or_before 6 month issue_date 2025-04-18
"""

NO_TERMS = """
các ngày trong tuần
Hôm nay, tại trụ sở, Chủ tịch chủ trì cuộc họp
theo kế hoạch tuần sau của Văn phòng
lịch giao ban tuần sau
rút thời gian giải quyết còn 05 ngày
thời gian chờ bình quân 10 phút
tối đa 02 năm công tác
"""


def rows(table: str) -> list[str]:
    return [line for line in table.strip().split("\n") if line]


@pytest.mark.parametrize("row", rows(TERMS))
def test_term(row: str) -> None:
    text, expected = row.split(" => ")
    found = list(find_relative(text, skeleton(text), FRIDAY))
    assert [
        f"{one.value.verbatim} | {one.value.bound} {one.value.offset} {one.value.unit}"
        f" {one.value.anchor or 'none'} {one.value.due}"
        for one in found
    ] == [expected]
    assert text[found[0].start : found[0].end].strip() == found[0].value.verbatim


@pytest.mark.parametrize("text", rows(NO_TERMS))
def test_no_term(text: str) -> None:
    assert [one.value.verbatim for one in find_relative(text, skeleton(text), FRIDAY)] == []


@pytest.mark.parametrize("row", rows(TERMS))
def test_without_an_issue_date_nothing_is_made_up(row: str) -> None:
    text = row.split(" => ", maxsplit=1)[0]
    (found,) = find_relative(text, skeleton(text), UNDATED)
    assert found.value.due is None


def test_the_hour_is_kept() -> None:
    text = "gửi trước 16 giờ 30 hôm nay"
    (found,) = find_relative(text, skeleton(text), FRIDAY)
    assert found.value.time == dt.time(16, 30)


def test_a_term_that_ends_beyond_the_table_of_holidays_says_so() -> None:
    text = "trình trong vòng 20 năm kể từ ngày ban hành Thông báo này"
    (found,) = find_relative(text, skeleton(text), FRIDAY)
    assert [flag.code for flag in found.value.flags] == ["holidays_unknown"]
