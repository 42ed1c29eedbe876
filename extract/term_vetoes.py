"""Words around a day or period that say that it is no term."""

from __future__ import annotations

import re

from extract.terms import is_word

_NO_TERM = re.compile(
    r"(?:co gia tri|co hieu luc|hieu luc|(?<!dan )(?<!ubnd )(?<!cap )(?<!toan )\btinh|co hieu luc thi hanh|so lieu|thoi diem|luy ke|ke tu"
    r"|ghi nhan|thuc trang|ket qua(?: thuc hien)?|tam nhin|giai doan|thoi ky|\bkhoa|nhiem ky|(?:phat|\bba|ong) sinh)\s*,?\s*$"
)
SET_BY = re.compile(r"\b(?:truoc|nhat|khong|han|thoi gian)\b")
"""Words before a day that leave no doubt that it is a term."""
_DELIVERED = re.compile(
    r"\b(?:bao cao|gui|trinh|cong bo|tong hop|thong bao|cong khai|cap nhat|nop|cung cap|co|hoan thanh|tra)"
    r"\b[^;.:]{0,60}(?:ket qua(?: thuc hien)?|so lieu|thuc trang)\s*,?\s*$"
)


def vetoed(text: str, match: re.Match[str]) -> bool:
    """Whether the words before say that the day is no term: "tính đến", "có giá trị đến"."""
    bones = match.string
    before = bones[max(0, match.start() - 90) : match.start()]
    veto = _NO_TERM.search(before)
    if veto is None or SET_BY.search(match[0]) or _DELIVERED.search(before):
        return False
    at = match.start() - len(before) + veto.start()
    return not veto[0].startswith("tinh") or is_word(text, at, "tinh")


def own_words(text: str, match: re.Match[str]) -> bool:
    """Whether the words of time in a find are those words, not others without marks."""
    return all(
        is_word(text, match.start() + word.start(), word[0])
        for word in re.finditer(r"\b(?:toi|den|han|dau)\b", match[0])
    )
