"""Decisions and circular letters: grounds, titles of one line, names beside the copy on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.calendar import Calendar
from extract.extractor import Extractor
from tests.property.test_extraction import reading

if TYPE_CHECKING:
    from models.notice import Notice

DECISION = """ỦY BAN NHÂN DÂN TỈNH AN HÒA
Số: 21/QĐ-UBND
An Hòa, ngày 05 tháng 3 năm 2025
QUYẾT ĐỊNH
Về việc trợ giá giống lúa
ỦY BAN NHÂN DÂN TỈNH AN HÒA
Căn cứ Luật Trồng trọt;
Xét đề nghị của Sở Nông nghiệp và Môi trường,
QUYẾT ĐỊNH:
1. Giao Sở Tài chính cấp kinh phí trước ngày 20/3/2025.
2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 1;
- Lưu: VT, KT(05) Trần Minh Khang
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH"""

NOTICE = """SỞ Y TẾ TỈNH AN HÒA
Số: 9/TB-SYT
An Hòa, ngày 05 tháng 3 năm 2025
THÔNG BÁO
Về tình hình bệnh sởi
Sở Y tế tỉnh An Hòa thông báo tình hình bệnh sởi và các việc phải làm như sau:
1. Các trường mầm non báo cáo ca nghi mắc hằng ngày."""


def read(text: str) -> Notice:
    return Extractor(Calendar.load()).extract(reading(text))


def test_the_grounds_of_a_decision_and_its_coming_into_force_are_no_tasks() -> None:
    notice = read(DECISION)
    assert [[one.name for one in task.assignees] for task in notice.tasks] == [["Sở Tài chính"]]


def test_the_name_behind_the_copy_on_file_is_the_signers() -> None:
    signer = read(DECISION).head.signer
    assert signer is not None
    assert signer.name == "Trần Minh Khang"


def test_a_title_ends_before_the_line_that_tells_what_follows() -> None:
    assert read(NOTICE).head.title == "Về tình hình bệnh sởi"
