"""Lines of names for the language model: people of Viet Nam, units of the administration."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FAMILIES = (
    ("Nguyễn", 38), ("Trần", 11), ("Lê", 9), ("Phạm", 7), ("Huỳnh", 4), ("Hoàng", 4), ("Phan", 4),
    ("Vũ", 3), ("Võ", 3), ("Đặng", 2), ("Bùi", 2), ("Đỗ", 2), ("Hồ", 1), ("Ngô", 1), ("Dương", 1),
    ("Lý", 1), ("Đinh", 1), ("Đoàn", 1), ("Trương", 1), ("Mai", 1), ("Tạ", 1), ("Lương", 1),
    ("Trịnh", 1), ("Đào", 1), ("Cao", 1), ("Hà", 1), ("Tô", 1), ("Châu", 1), ("Thái", 1), ("Lâm", 1),
)  # fmt: skip
"""Family names with their share in a hundred people, roughly."""
_MIDDLES = ("", "", "", "Văn", "Văn", "Thị", "Đức", "Minh", "Thanh", "Ngọc", "Quang", "Hữu", "Xuân",
            "Anh", "Quốc", "Đình", "Công", "Trọng", "Tuấn", "Thành", "Hồng", "Kim", "Trí")  # fmt: skip
_BEFORE = ("đồng chí", "ông", "bà", "đồng chí", "")
_BEHIND = ("chủ tịch ủy ban nhân dân", "phó chủ tịch ủy ban nhân dân", "", "giám đốc", "chánh văn phòng",
           "trưởng ban", "trưởng phòng", "bí thư")  # fmt: skip


def people(folder: Path, count: int = 40_000) -> Iterator[str]:
    """Full names, most with a form of address before or an office behind."""
    path = folder / "given_names.txt"
    if not path.exists():
        return
    given = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    dice = random.Random(1)
    families, weights = zip(*_FAMILIES, strict=True)
    for family in dice.choices(families, weights, k=count):
        name = dice.choice(given)
        middle = "" if " " in name else dice.choice(_MIDDLES)
        parts = (dice.choice(_BEFORE), family, middle, name, dice.choice(_BEHIND))
        yield " ".join(part for part in parts if part)


def units(folder: Path) -> Iterator[str]:
    """Administrative units of the old and the new system, from the small to the large."""
    for name, column in (("old_wards.tsv", 3), ("old_districts.tsv", 3), ("new_wards_2025.tsv", 1)):
        path = folder / name
        if not path.exists():
            continue
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if len(cells) > column:
                text = cells[column].replace(",", "")
                yield text
                if name != "old_wards.tsv":
                    yield f"ủy ban nhân dân {text}"
                    yield f"trên địa bàn {text}"


_HEADS = (
    "Chủ tịch UBND", "UBND", "Văn phòng UBND", "Công an", "Văn phòng HĐND và UBND", "Ủy ban nhân dân",
    "Thường trực HĐND", "Đảng ủy", "Ban Chỉ huy quân sự", "Phó Chủ tịch UBND", "Ủy ban MTTQ Việt Nam",
    "Hội đồng nhân dân", "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Tư pháp",
    "Phòng Tài nguyên và Môi trường", "Phòng Quản lý đô thị", "Phòng Kinh tế", "Phòng Văn hóa và Thông tin",
    "Phòng Giáo dục và Đào tạo", "Phòng Y tế", "Phòng Lao động - Thương binh và Xã hội", "Thanh tra",
    "Chi cục Thuế", "Bảo hiểm xã hội", "Kho bạc Nhà nước", "Trung tâm Y tế", "Ban Quản lý dự án",
    "trên địa bàn", "các cơ quan chuyên môn thuộc UBND", "lãnh đạo UBND", "trên toàn",
)  # fmt: skip
_PLACES = (
    "quận", "huyện", "tỉnh", "thành phố", "thị xã", "phường", "xã", "thị trấn", "các phường", "các xã",
    "các quận, huyện", "các xã, thị trấn", "các huyện, thị xã, thành phố", "quận và các phường",
    "huyện và các xã", "các xã, phường", "các phường, xã, đặc khu",
)  # fmt: skip


def offices(folder: Path, times: int = 4) -> Iterator[str]:
    """Offices of every level with the kind of place behind them: what laws seldom name."""
    path = folder / "agencies_curated.tsv"
    agencies = []
    if path.exists():
        rows = path.read_text(encoding="utf-8").split("\n")
        agencies = [row.split("\t")[0] for row in rows if row and not row.startswith("#")]
    for _ in range(times):
        for head in _HEADS:
            for place in _PLACES:
                yield f"{head} {place}"
        for agency in agencies:
            yield agency
            yield f"Giám đốc {agency}"
            yield f"{agency} chủ trì, phối hợp với các cơ quan, đơn vị liên quan"
