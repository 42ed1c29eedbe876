"""The registry of agencies over the reforms of 2025, and an office's own tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from extract import Extractor
from extract.calendar import Calendar
from extract.registry import Registry
from tests.extract.test_tasks import read
from tests.property.test_extraction import reading

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = Registry.load()
BEFORE, AFTER = dt.date(2024, 10, 1), dt.date(2025, 8, 1)

NAMES = """
Sở Lao động - Thương binh và Xã hội | 2024-10-01 => province/so-lao-dong-thuong-binh-va-xa-hoi True
Sở Lao động - Thương binh và Xã hội | 2025-08-01 => province/so-lao-dong-thuong-binh-va-xa-hoi False
Sở LĐTBXH | 2024-10-01 => province/so-lao-dong-thuong-binh-va-xa-hoi True
Giám đốc Sở Giáo dục và Đào tạo | 2025-08-01 => province/so-giao-duc-va-dao-tao True
Sở Nông nghiệp và Môi trường | 2025-08-01 => province/so-nong-nghiep-va-moi-truong True
Văn phòng HĐND và UBND phường An Hòa | 2025-08-01 => commune/van-phong-hdnd-va-ubnd True
Phòng VH-XH | 2025-08-01 => commune/phong-van-hoa-xa-hoi True
Phong Kinh té, Ha tang va Dô thi | 2025-08-01 => commune/phong-kinh-te-ha-tang-va-do-thi True
"""


@pytest.mark.parametrize(
    ("name", "expected"), [line.split(" => ") for line in NAMES.strip().splitlines()]
)
def test_names_aliases_heads_and_damage_on_a_day(name: str, expected: str) -> None:
    written, day = name.split(" | ")
    found = REGISTRY.resolve(written, on=dt.date.fromisoformat(day))
    assert found is not None
    assert f"{found.key} {found.valid}" == expected


def test_one_department_has_several_heirs_and_several_have_one() -> None:
    old = "province/so-lao-dong-thuong-binh-va-xa-hoi"
    assert {heir.name for heir in REGISTRY.successors(old, AFTER)} >= {"Sở Nội vụ", "Sở Y tế"}
    assert [heir.key for heir in REGISTRY.successors(old, BEFORE)] == [old]
    heirs = REGISTRY.successors("province/so-giao-thong-van-tai", AFTER)
    assert [heir.name for heir in heirs] == ["Sở Xây dựng"]


def test_a_group_is_no_agency() -> None:
    assert REGISTRY.resolve("các cơ quan, đơn vị liên quan") is None


def test_a_name_of_yesterday_stays_as_written_and_is_flagged() -> None:
    task = read("1. Sở Giao thông vận tải sửa chữa tuyến đường.").tasks[0]
    only = task.assignees[0]
    assert (only.name, only.agency) == ("Sở Giao thông vận tải", "province/so-giao-thong-van-tai")
    assert [flag.code for flag in only.flags] == ["agency_not_valid"]


def test_a_name_that_no_table_has_is_kept_and_flagged() -> None:
    only = read("1. Ban Quản lý Vịnh Bình Lâm thả phao.").tasks[0].assignees[0]
    assert (only.name, only.agency) == ("Ban Quản lý Vịnh Bình Lâm", None)
    assert [flag.code for flag in only.flags] == ["agency_unknown"]


def test_an_office_edits_its_own_tables(tmp_path: Path) -> None:
    agencies, holidays = tmp_path / "agencies.tsv", tmp_path / "holidays.tsv"
    agencies.write_text(
        "key\tname\tshort\tlevel\tparent\tvalid_from\tvalid_to\taliases\n"
        "doi-do-thi\tĐội Trật tự đô thị\t\tcommune\t\t2025-07-01\t\tĐội TTĐT|Tổ trật tự\n",
        encoding="utf-8",
    )
    holidays.write_text(
        "date\tkind\tname\tnote\n2025-09-15\tholiday\tNgày hội của xã\t\n", encoding="utf-8"
    )
    notice = Extractor.load(agencies=agencies, holidays=holidays).extract(
        reading(
            "UBND XÃ TÂN SƠN\nSố: 2/TB-UBND\nTân Sơn, ngày 12 tháng 9 năm 2025\nTHÔNG BÁO\n"
            "Kết luận của Chủ tịch UBND xã\n1. Đội TTĐT giải tỏa vỉa hè trong 01 ngày làm việc.\n"
            "2. Đội Trật tự đô thị báo cáo."
        )
    )
    assert [task.assignees[0].agency for task in notice.tasks] == ["doi-do-thi", "doi-do-thi"]
    assert str(notice.tasks[0].deadlines[0].due) == "2025-09-16"  # thứ Hai 15/9 là ngày nghỉ


TERMS = """
2025-04-25 1 working_day => 2025-04-26
2025-04-29 1 working_day => 2025-05-05
2025-12-31 1 working_day => 2026-01-05
2026-01-09 1 working_day => 2026-01-10
2024-11-28 2 day => 2024-12-02
2024-11-28 3 day => 2024-12-02
2024-01-31 1 month => 2024-02-29
2025-08-31 6 month => 2026-03-02
2024-02-29 1 year => 2025-02-28
2024-12-25 1 week => 2025-01-02
"""


@pytest.mark.parametrize(
    ("term", "last"), [line.split(" => ") for line in TERMS.strip().splitlines()]
)
def test_terms_end_as_the_civil_code_counts_them(term: str, last: str) -> None:
    """The day of the event is not counted; a term that ends on a day off ends on the next."""
    start, count, unit = term.split()
    end = Calendar.load().end_of_term(dt.date.fromisoformat(start), int(count), unit)
    assert str(end) == last
