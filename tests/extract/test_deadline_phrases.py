"""How notices speak of time, phrase by phrase, from clean text and from text without marks."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.calendar import Calendar
from extract.dates import DateContext
from extract.deadlines import find_deadlines
from models.text import strip_marks

CONTEXT = DateContext(dt.date(2024, 10, 18), calendar=Calendar.load())

PHRASES = """
đảm bảo hoàn thành trước 31/10/2024 => date 2024-10-31
trình xem xét trước ngày 20 tháng 11 năm 2024 => date 2024-11-20
hoàn thành trước ngày 30/7/2026 => date 2026-07-30
báo cáo UBND tỉnh trước ngày 10/6 => date 2025-06-10
bằng văn bản trước ngày 20.11.2024 => date 2024-11-20
gửi trước ngày 31-10 => date 2024-10-31
gửi trước 5/11/24 => date 2024-11-05
thời gian thực hiện xong trong tháng 6/2026 => date 2026-06-30
giải quyết ngay trong tháng 12 này => date 2024-12-31
trình duyệt trong quý II/2026 => date 2026-06-30
xong trong quý 1/2025 => date 2025-03-31
xong chậm nhất là quý IV => date 2024-12-31
phê duyệt phương án trong năm 2026 => date 2026-12-31
làm xong từ nay đến tháng 12/2024 => date 2024-12-31
hoàn thành trong quý III và quý IV => date 2024-12-31
hoàn thành đến cuối năm => date 2024-12-31
hoàn thành trước khi kết thúc năm => date 2024-12-31
xong trước khi kết thúc quý I năm 2025 => date 2025-03-31
trình giữa tháng 11/2024 => date 2024-11-15
trình vào đầu năm 2025 => date 2025-01-01
trình vào giữa năm 2025 => date 2025-06-30
xong trong nửa đầu tháng 11 => date 2024-11-15
xong trong tuần 2 tháng 11 => date 2024-11-14
xong trong tuần thứ tư của tháng 11/2024 => date 2024-11-28
xong trong tuần cuối tháng 10 => date 2024-10-31
xong trong thượng tuần tháng 11 => date 2024-11-10
xong trong 9 tháng năm 2025 => date 2025-09-30
xong trong quý IV năm 2025 => date 2025-12-31
thời gian hoàn thành: Quý I/2025 => date 2025-03-31
hoàn thành trước tháng 12/2024 => date 2024-11-30
trình trước ngày thứ Sáu (25/10/2024) => date 2024-10-25
trình trước thứ Ba, ngày 29/10/2024 => date 2024-10-29
trong hai ngày 28 và 29/10/2024 => date 2024-10-29
hạn chót là 15/11/2024 => date 2024-11-15
không muộn hơn ngày 30/11/2024 => date 2024-11-30
gửi trước 17 giờ 00 phút ngày 25 tháng 10 năm 2024 => date 2024-10-25 17:00:00
gửi chậm nhất ngày 15/11/2024 => date 2024-11-15
gửi muộn nhất ngày 15/11/2024 => date 2024-11-15
không quá ngày 15/11/2024 => date 2024-11-15
báo cáo chậm nhất ngày 15/9/2024 => date 2024-09-15
báo cáo trước ngày 05 của tháng sau => date 2024-11-05
báo cáo trước 17h00 ngày 31/10/2024 => date 2024-10-31 17:00:00
gửi trước 23h59 ngày 08/11/2024 => date 2024-11-08 23:59:00
tiêm trong tuần từ 20/10 đến 26/10/2024 => date 2024-10-26
Định kỳ hằng quý tổng hợp => recurring FREQ=MONTHLY;INTERVAL=3
gửi Sở trước ngày 20 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=20
gửi trước ngày 15/02 hằng năm => recurring FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=15
báo cáo định kỳ trước 18/6 và 18/12 => recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=18
chậm nhất vào ngày 25 của tháng cuối kỳ báo cáo => recurring FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25
cập nhật từ ngày 1 đến ngày 5 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=5
rà soát 03 năm/lần => recurring FREQ=YEARLY;INTERVAL=3
kiểm tra 06 giờ một lần => recurring FREQ=HOURLY;INTERVAL=6
họp mỗi học kỳ ít nhất 01 lần => recurring None
nộp chậm nhất vào ngày mùng 5 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=5
tổng hợp định kỳ 6 tháng, hằng năm => recurring FREQ=YEARLY
phát thanh ngày 02 lần => recurring None
báo cáo mỗi quý một lần => recurring FREQ=MONTHLY;INTERVAL=3
báo cáo tại cuộc họp giao ban hằng tuần => recurring FREQ=WEEKLY
báo cáo thứ Sáu hằng tuần => recurring FREQ=WEEKLY;BYDAY=FR
hằng tuần tổng hợp, báo cáo vào thứ Sáu => recurring FREQ=WEEKLY;BYDAY=FR
báo cáo hằng ngày trước 16h00 => recurring FREQ=DAILY
báo cáo trước 16 giờ hằng ngày => recurring FREQ=DAILY
hằng tháng báo cáo trước ngày 05 của tháng sau => recurring FREQ=MONTHLY;BYMONTHDAY=5
định kỳ báo cáo vào ngày 15 và ngày 30 hằng tháng => recurring FREQ=MONTHLY;BYMONTHDAY=15,30
Thường xuyên rà soát => continuous
trả lời trong thời hạn không quá 10 (mười) ngày làm việc kể từ ngày nhận được đề nghị => relative None
trả lời chậm nhất là trong ngày làm việc tiếp theo => relative 2024-10-21
hoàn thành trong vòng 15 ngày (kể từ ngày ban hành Thông báo này) => relative 2024-11-04
hoàn thành trong 03 ngày làm việc => relative 2024-10-23
hoàn thành trong vòng 01 tháng => relative 2024-11-18
có mặt chậm nhất 30 phút kể từ khi có tin báo => relative None
sơ kết sau 03 tháng thực hiện => relative 2025-01-20
thông báo cho người dân trước 05 ngày => relative None
hoàn thành trong tuần này => relative 2024-10-18
báo cáo đầu tuần tới => relative 2024-10-21
báo cáo vào cuối tuần => relative 2024-10-18
báo cáo vào cuối tháng => relative 2024-10-31
trình vào giữa tháng sau => relative 2024-11-15
phải xong trong sáng mai => relative 2024-10-19
họp dân trước thứ Năm tuần này => relative 2024-10-17
nộp bản cam kết trước thứ Ba tuần sau => relative 2024-10-22
xác minh không quá 03 ngày/đơn => relative 2024-10-21
xong trong 10 ngày tới => relative 2024-10-28
trả lời trong 24 giờ => relative 2024-10-21
trả lời trong vòng 07 ngày làm việc, kể từ ngày nhận đủ hồ sơ => relative None
báo cáo ngay sau khi nhận được => event
xong trước Tết Nguyên đán Ất Tỵ => event
trình trước kỳ họp thứ 20 HĐND => event
trình trước kỳ họp cuối năm => event
duy trì chốt trực cho đến khi nước rút => event
trực 100% quân số từ nay đến hết Tết Nguyên đán => event
kiểm tra việc chấp hành ngay sau kỳ nghỉ Tết Nguyên đán => event
tháo dỡ khi có quyết định của Chủ tịch UBND huyện => event
xong trước thềm năm học 2025-2026 => event
báo cáo tại phiên họp Chính phủ thường kỳ tháng 11 năm 2024 => event
cung cấp thông tin trước khi Đoàn thanh tra sang làm việc => event
"""

NO_TERMS = """
khẩn trương, sớm, kịp thời, chủ động, quyết liệt triển khai
triển khai theo đúng tiến độ được phê duyệt
thực hiện giai đoạn 2021-2025
khắc phục nội dung bị điểm trừ năm 2023
theo Luật Bảo vệ môi trường năm 2020
theo Kế hoạch số 215/KH-UBND ngày 06/5/2024
giấy phép có giá trị đến hết ngày 05 tháng 7 năm 2031
rà soát hộ nghèo cuối năm 2024, bảo đảm công khai
bố trí người trực tất cả các ngày trong tuần
không dồn thanh toán vào cuối năm
phối hợp với Trung tâm Giáo dục thường xuyên mở lớp
xác định đây là nhiệm vụ thường xuyên
tỷ lệ đảng viên sinh hoạt thường xuyên đạt 90%
điều chuyển vốn của dự án có tỷ lệ giải ngân thấp đến ngày 20/10/2024
"""


def pairs(table: str) -> list[list[str]]:
    return [line.split(" => ") for line in table.strip().splitlines()]


def told(text: str) -> list[str]:
    found = []
    for start, end, term in find_deadlines(text, CONTEXT):
        assert text[start:end] == term.verbatim
        what: object = ""
        if term.kind == "date":
            what = f"{term.date} {term.time}" if term.time else term.date
        elif term.kind == "recurring":
            what = term.rrule
        elif term.kind == "relative":
            what = term.due
        found.append(f"{term.kind} {what}".strip())
    return found


@pytest.mark.parametrize("damage", [str, strip_marks], ids=["clean", "marks lost"])
@pytest.mark.parametrize(("phrase", "expected"), pairs(PHRASES))
def test_each_way_to_say_by_when(phrase: str, expected: str, damage: type[str]) -> None:
    assert told(damage(f"Rà soát hồ sơ; {phrase}.")) == [expected]


@pytest.mark.parametrize("phrase", NO_TERMS.strip().splitlines())
def test_what_sets_no_term(phrase: str) -> None:
    assert told(f"Rà soát hồ sơ; {phrase}.") == []


def test_a_term_that_has_passed_is_kept_and_flagged() -> None:
    found = find_deadlines("báo cáo chậm nhất ngày 15/9/2024", CONTEXT)
    assert [flag.code for flag in found[0].value.flags] == ["deadline_before_issue"]


def test_recurring_and_final_terms_stand_together() -> None:
    text = "định kỳ hằng tháng báo cáo; hoàn thành trước ngày 31/12/2024"
    assert told(text) == ["recurring FREQ=MONTHLY", "date 2024-12-31"]
