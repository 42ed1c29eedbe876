"""Lines in which terms are abbreviated, so that the model knows what stands beside UBND."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TERMS = {
    "ủy ban nhân dân": "UBND",
    "hội đồng nhân dân": "HĐND",
    "thủ tục hành chính": "TTHC",
    "cải cách hành chính": "CCHC",
    "ban chỉ đạo": "BCĐ",
    "bảo hiểm xã hội": "BHXH",
    "công nghệ thông tin": "CNTT",
    "giải phóng mặt bằng": "GPMB",
    "kinh tế - xã hội": "KT-XH",
    "ngân sách nhà nước": "NSNN",
    "phòng cháy chữa cháy": "PCCC",
    "nông thôn mới": "NTM",
    "an toàn giao thông": "ATGT",
    "thành phố": "TP",
}
_EVERY = 3
"""One line in so many is given a second time, shortened."""


def shortened(lines: Iterable[str]) -> Iterator[str]:
    """All lines, and a third of those with long terms once more with abbreviations.

    >>> list(shortened(["Uỷ ban nhân dân quận"] * 3))[-1]
    'UBND quận'
    """
    pattern = re.compile("|".join(TERMS), re.IGNORECASE)
    number = 0
    for line in lines:
        yield line
        settled = line.replace("Uỷ", "Ủy").replace("uỷ", "ủy")
        if pattern.search(settled):
            number += 1
            if number % _EVERY == 0:
                yield pattern.sub(lambda found: TERMS[found[0].lower()], settled)


def listed(path: Path) -> list[str]:
    """Abbreviations of a list, one a line."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]
