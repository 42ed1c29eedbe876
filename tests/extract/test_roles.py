"""Who does what in a sentence, and what only stands near a verb of that kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.roles import coordinators, later_leads, reported_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.found import Found
    from extract.parties import Party


def names(found: Iterable[Found[Party]]) -> list[str]:
    return [one.value.name for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("báo cáo các sở, ban, ngành", ["các sở, ban, ngành"]),
        ("báo cáo Ủy ban nhân dân tỉnh", ["Ủy ban nhân dân tỉnh"]),
        ("trình cấp có thẩm quyền xem xét", []),
    ],
)
def test_reports_go_to_parties(text: str, expected: list[str]) -> None:
    assert names(reported_to(text, 0, len(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Y tế cùng với Công an tỉnh rà soát", ["Công an tỉnh"]),
        ("Sở Y tế cùng với Tổ kiểm đếm vận động các hộ", ["Tổ kiểm đếm"]),
        ("Sở Y tế cùng với người có uy tín khảo sát", ["người có uy tín"]),
        ("Sở Y tế làm đầu mối cùng Sở Tài chính rà soát", ["Sở Tài chính"]),
        ("Sở Y tế phối hợp với nhà thầu rà soát", ["nhà thầu"]),
        ("Sở Y tế cùng với người dân rà soát", []),
        ("Sở Y tế cùng nhau rà soát", []),
    ],
)
def test_whoever_works_beside_the_subject_is_a_party(text: str, expected: list[str]) -> None:
    assert names(coordinators(text, len("Sở Y tế"), len(text), behind=len("Sở Y tế"))) == expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("Sở Tài chính bố trí vốn", ["Sở Tài chính"]),
        ("yêu cầu Sở Nội vụ báo cáo", ["Sở Nội vụ"]),
        ("đề nghị Đoàn Thanh niên hỗ trợ", ["Đoàn Thanh niên"]),
        ("đề nghị Công an tỉnh vào cuộc", ["Công an tỉnh"]),
        ("các sở, ngành báo cáo kết quả", ["các sở, ngành"]),
        ("Sở Tài chính đã bố trí vốn", []),
        ("Sở Tài chính và người dân được hưởng lợi", []),
        ("Sở Tài chính phối hợp thực hiện", []),
    ],
)
def test_a_later_clause_leads_where_it_is_ordered_or_works(
    behind: str, expected: list[str]
) -> None:
    text = f"Giao Sở Y tế rà soát hồ sơ; {behind}"
    assert names(later_leads(text, len("Giao Sở Y tế"), len(text))) == expected
