"""Pieces of deadline language shared by the rules: prepositions, vetoes, words with marks."""

from __future__ import annotations

import re
import unicodedata

from models.notice import Bound

PREPOSITION = (
    r"\b(?:truoc(?:\s+(?:thoi diem|thoi han|moc))?|(?:cham|muon|tre)\s+nhat"
    r"|khong\s+(?:(?:cham|muon|tre)\s+)?(?:qua|muon hon|cham hon|tre hon|de qua)|han\s+(?:cuoi(?:\s+cung)?|chot|nop|bao cao)"
    r"|thoi\s+han(?:\s+(?:hoan thanh|thuc hien|bao cao|gui|trinh|nop))?"
    r"|thoi\s+gian\s+(?:hoan thanh|thuc hien|bao cao|trinh)(?:\s+xong)?|tu\s+nay\s+(?:den|toi)"
    r"|ke\s+tu\s+nay\s+den|cho\s+den|den|toi|vao)\b"
)
"""Words before a day that make it a deadline."""
LINK = (
    r"(?:\s*[:,]?\s*(?:la|vao|trong|den|het|truoc|cham nhat|khong qua|dip|luc|hoi|cua)\b)*\s*:?\s*"
)
WEEKDAY = r"(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])\b|chu\s+nhat\b)"

_ON_OR_BEFORE = re.compile(
    r"\b(?:nhat|khong|han|den|toi|trong|het)\b|\bthoi (?:gian|han)\b", re.ASCII
)
_BEFORE = re.compile(r"\btruoc\b")
_WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tu": "WE", "4": "WE", "nam": "TH", "5": "TH",
    "sau": "FR", "6": "FR", "bay": "SA", "7": "SA", "nhat": "SU",
}  # fmt: skip
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OTHER_WORDS = {
    "toi": {"tôi", "tối", "tồi", "tội", "tỏi"},
    "den": {"đen", "đèn", "đền"},
    "moi": {"mới", "mọi", "mời", "môi", "mối", "mồi"},
    "hang": {"hạng", "hãng", "háng", "hang"},
    "quy": {"quỹ", "quỷ", "quỳ"},
    "dau": {"đâu", "dấu", "dầu", "dâu", "đấu", "đậu", "đau"},
    "sau": {"sâu", "sáu", "sấu"},
    "khi": {"khí", "khỉ"},
    "tinh": {"tỉnh", "tình", "tĩnh", "tinh"},
    "tu": {"tư", "tự", "tu", "tù", "tụ", "tú"},
    "han": {"hàn", "hẳn", "hân", "hận"},
    "qua": {"quà", "quả", "qua", "quạ"},
    "con": {"con", "cơn", "cồn"},
    "gan": {"gắn", "gán", "gan", "gân"},
    "kem": {"kem", "kèm", "kẽm"},
    "hon": {"hôn", "hồn", "hòn"},
    "duoi": {"đuổi", "đuôi"},
}
"""Words that fall together with a word of time or amount once their marks are stripped."""
_WORD = re.compile(r"\w+")
_LETTERS_WITH_MARKS = re.compile(r"[^\x00-\x7f\W]")


def bound_of(bones: str) -> Bound:
    """How the words before a day bound it.

    >>> bound_of("truoc ngay").value, bound_of("cham nhat ngay").value, bound_of("vao ngay").value
    ('before', 'on_or_before', 'on')
    """
    if _BEFORE.search(bones):
        return Bound.BEFORE
    return Bound.ON_OR_BEFORE if _ON_OR_BEFORE.search(bones) else Bound.ON


def weekdays(bones: str) -> list[str]:
    """The weekdays named, as RFC 5545 writes them, a stretch written out.

    >>> weekdays("tu thu hai den thu sau"), weekdays("thu ba va thu nam")
    (['MO', 'TU', 'WE', 'TH', 'FR'], ['TU', 'TH'])
    >>> weekdays("tu thu sau den thu hai")
    ['FR', 'MO']
    """
    found = [
        (match.start(), _WEEKDAYS[match[1] or "nhat"])
        for match in re.finditer(r"\bthu\s+(\w+)|\bchu\s+nhat", bones)
        if (match[1] or "nhat") in _WEEKDAYS
    ]
    names = [name for _, name in found]
    if len(names) == 2 and re.search(r"\bden\b|-", bones[found[0][0] : found[1][0]]):
        first, last = WEEK.index(names[0]), WEEK.index(names[1])
        return list(WEEK[first : last + 1]) if first < last else names
    return names


def is_word(text: str, start: int, plain: str) -> bool:
    """Whether the word at ``start`` may be ``plain`` and not another word of those letters.

    >>> is_word("tới ngày", 0, "toi"), is_word("tối ngày", 0, "toi"), is_word("hạng năm", 0, "hang")
    (True, False, False)
    """
    match = _WORD.match(text, start)
    if not match:
        return False
    word = unicodedata.normalize("NFC", match[0]).lower()
    if word == plain and not _LETTERS_WITH_MARKS.search(text):
        return True
    return word not in _OTHER_WORDS.get(plain, set())


def clause_start(bones: str, at: int) -> int:
    """Where the clause that holds ``at`` begins: behind the last ``;``, ``:`` or sentence end.

    >>> clause_start("lap ke hoach; bao cao", 20)
    13
    """
    start = 0
    for match in _CLAUSE_END.finditer(bones, 0, at):
        start = match.end()
    return start


_CLAUSE_END = re.compile(r"[;:]|(?<=[a-z)])\.(?=\s)|(?<=\d)\.(?=\s+[a-z])")
