"""Personal names as initials, telephone and identity numbers as dots (Luật 91/2025/QH15)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable

_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|"
    "Đinh|Lâm|Phùng|Mai|Tô|Trương|Hà|Tạ|Cao|Lương|Châu|Thái|Quách|Chu|La|Tăng|Từ|Lưu|Kiều|Nghiêm|"
    "Bạch|Thạch|Sơn|Kim|Tống|Doãn|Khổng|Ông|Âu|Triệu|Vi|Giang|Nông|Hứa|Lò|Quàng|Giàng|Vàng|Sùng|Ma"
)
_SYLLABLE = r"[A-ZÀ-ỸĐ][a-zà-ỹđ']*"
_BLANK = r"[ \u00a0]"
_NAMED = re.compile(
    rf"(?P<told>\b(?:[ôÔ]ng|[bB]à|[đĐ]ồng chí|[đĐ]/c|[aA]nh|[cC]hị|[cC]ô|[cC]hú|[cC]háu|[eE]m){_BLANK})"
    rf"(?P<name>{_SYLLABLE}(?:{_BLANK}{_SYLLABLE}){{1,4}})"
)
_ALONE = re.compile(
    rf"(?P<before>\b\w+\.?{_BLANK})?\b(?P<name>(?:{_FAMILIES})(?:{_BLANK}{_SYLLABLE}){{2,4}})\b"
)
_PLACES = frozenset(
    [
        "phố",
        "tp",
        "tp.",
        "đường",
        "phường",
        "xã",
        "quận",
        "huyện",
        "tỉnh",
        "trấn",
        "trường",
        "viện",
        "cầu",
        "khu",
        "bảo",
        "tàng",
        "lăng",
        "ấp",
        "thôn",
    ]
)
"""Words in front of a name that make it a place's: "thành phố Hồ Chí Minh"."""
_NUMBERS = re.compile(r"\b0\d{2,3}(?:[ .]?\d{3}){2,3}\b")
"""Telephone numbers (0903 123 456) and identity cards of nine or twelve digits."""


def initials(name: str) -> str:
    """A name as its first letters.

    >>> initials("Nguyễn Văn An")
    'N.V.A.'
    """
    return "".join(f"{part[0]}." for part in name.split())


def mask(text: str, people: Iterable[str] = ()) -> str:
    """A text in which no personal name stands: those known and all that look like one.

    A name is what follows "ông", "bà", "đồng chí", or three and more capitalised syllables of
    which the first is a family name and that no word for a place precedes.

    >>> mask("Giao ông Trần Bình, đồng chí Lê Thị Hoa rà soát đường Lê Quang Định")
    'Giao ông T.B., đồng chí L.T.H. rà soát đường Lê Quang Định'
    >>> mask("UBND Thành phố Hồ Chí Minh trả lời Nguyễn Thị Bé Ba, số 0903 123 456")
    'UBND Thành phố Hồ Chí Minh trả lời N.T.B.B., số •••'
    """
    masked = nfc(text)
    for person in people:
        masked = masked.replace(nfc(person), initials(person))
    masked = _NAMED.sub(lambda found: found["told"] + initials(found["name"]), masked)
    masked = _ALONE.sub(_alone, masked)
    return _NUMBERS.sub("•••", masked)


def _alone(found: re.Match[str]) -> str:
    before = found["before"] or ""
    if before.strip().lower() in _PLACES:
        return found[0]
    return before + initials(found["name"])
