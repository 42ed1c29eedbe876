"""An office's own tables of agencies and days off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.registry import DATA
from models.errors import BadSettings
from pipeline import Documents
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
