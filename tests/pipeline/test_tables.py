"""An office's own tables of agencies and days off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.office_tables import DATA
from models.errors import BadSettings, BadTable
from pipeline import Documents
from pipeline.office import check_office
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

NOTICE = """\
ỦY BAN NHÂN DÂN
PHƯỜNG HÒA LÂM
THÔNG BÁO
Kết luận của Chủ tịch UBND phường tại cuộc họp giao ban
Sau khi nghe các đơn vị báo cáo, Chủ tịch UBND phường kết luận như sau:
1. Giao Tổ Thanh niên xung kích Hòa Lâm rà soát các tuyến hẻm, báo cáo trước ngày 15/12/2025.
"""


def _agencies(settings: Settings, folder: Path) -> list[str | None]:
    path = folder / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    with Documents(settings) as documents:
        notice = documents.process(path).notice
    return [assignee.agency for task in notice.tasks for assignee in task.assignees]


def test_an_agency_of_the_office_is_resolved(tmp_path: Path) -> None:
    table = tmp_path / "agencies.tsv"
    own = "to-tnxk\tTổ Thanh niên xung kích Hòa Lâm\t\tcommune\t\t\t\t\n"
    table.write_text((DATA / "agencies.tsv").read_text("utf-8") + own, encoding="utf-8")
    assert _agencies(Settings(agencies=table), tmp_path) == ["to-tnxk"]
    assert _agencies(Settings(), tmp_path) != ["to-tnxk"]


@pytest.mark.parametrize("setting", ["agencies", "holidays"])
@pytest.mark.parametrize("content", [None, "", "tên\tngày\n", "date\tkind\nhôm nay\tholiday\n"])
def test_a_table_that_cannot_be_used_is_named(
    tmp_path: Path, setting: str, content: str | None
) -> None:
    table = tmp_path / "bảng.tsv"
    if content is not None:
        table.write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings, match=r"bảng\.tsv"):
        _agencies(Settings.model_validate({setting: table}), tmp_path)


HEAD = "# note\nkey\tname\tshort\tlevel\tparent\tvalid_from\tvalid_to\taliases\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (HEAD + "a\tSở A\n\tSở B\n", "dòng 4, cột key: còn trống"),
        (HEAD + "a\tSở A\nb\n", "dòng 4, cột name: còn trống"),
        (HEAD + "a\tSở A\t\ttỉnh\n", "dòng 3, cột level: “tỉnh” không thuộc: central"),
        (HEAD + "a\tSở A\t\t\t\t01/07/2025\n", "“01/07/2025” không phải ngày"),
        (HEAD + "a\tSở A\n\na\tSở B\n", "dòng 5, cột key: “a” đã có ở dòng 3"),
        ("key\tname\n", "thiếu cột short, level, parent"),
        (HEAD.encode("utf-16"), "không phải UTF-8"),
    ],
)
def test_where_a_table_is_wrong_is_told(tmp_path: Path, content: str | bytes, told: str) -> None:
    table = tmp_path / "bảng.tsv"
    table.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadTable) as caught:
        check_office(Settings(agencies=table))
    assert told in caught.value.message("vi")
    assert str(table) in caught.value.message("vi")
    assert "dòng" not in caught.value.message("en")


def test_kinds_of_days_off_are_known(tmp_path: Path) -> None:
    table = tmp_path / "ngày.tsv"
    table.write_text("kind\tdate\nTết\t2026-01-01\n", encoding="utf-8")
    with pytest.raises(BadTable, match="holiday, observed, swapped_day_off, working_saturday"):
        check_office(Settings(holidays=table))
    table.write_text("kind\tdate\n# Tết\nholiday\t2026-01-01\n", encoding="utf-8")
    check_office(Settings(holidays=table))
