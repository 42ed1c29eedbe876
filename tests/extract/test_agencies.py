"""What the finder reads in phrases of notices, old and new, clean and damaged."""

from __future__ import annotations

import pytest

from extract.agencies import AgencyFinder


@pytest.fixture(scope="module")
def finder() -> AgencyFinder:
    return AgencyFinder.load()


ONE_BY_ONE = [
    ("Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp", ["Phòng Nội vụ", "Phòng Tư pháp"]),
    ("Phòng Tài chính - Kế hoạch cân đối kinh phí", ["Phòng Tài chính - Kế hoạch"]),
    ("Phối hợp Sở Văn hóa, Thể thao và Du lịch tổ chức lễ", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Văn phòng HĐND và UBND huyện theo dõi", ["Văn phòng HĐND và UBND huyện"]),
    ("các Sở: Công Thương, Tài chính", ["Sở Công Thương", "Sở Tài chính"]),
    (
        "Riêng Ủy ban nhân dân Phường 3, Phường 8 khẩn trương",
        ["Ủy ban nhân dân Phường 3", "Ủy ban nhân dân Phường 8"],
    ),
    ("UBND các xã: Tân Sơn, Thượng Lâm cắm mốc", ["UBND xã Tân Sơn", "UBND xã Thượng Lâm"]),
    ("Đề nghị Công an phường, Thuế cơ sở 12 tiếp tục", ["Công an phường", "Thuế cơ sở 12"]),
    ("Thủ trưởng các sở, ban ngành tỉnh", ["Thủ trưởng các sở, ban ngành tỉnh"]),
    ("Giao các Phó Giám đốc Sở theo lĩnh vực", ["các Phó Giám đốc Sở"]),
]


@pytest.mark.parametrize(("text", "names"), ONE_BY_ONE)
def test_names_as_a_clerk_keys_them(finder: AgencyFinder, text: str, names: list[str]) -> None:
    assert [found.value.name for found in finder.find(text)] == names
