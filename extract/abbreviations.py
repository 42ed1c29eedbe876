"""Short forms that a text defines: "(sau đây gọi tắt là Hội đồng)", "thủ tục hành chính (TTHC)"."""

from __future__ import annotations

import re

_CALLED = re.compile(
    r"\(\s*(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)?\s*(?:là|:)\s*[“\"']?([^()“”\"]{1,60}?)[”\"']?\s*\)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\(\s*([A-ZĐƯÂÔÊĂƠ][A-Za-zĐđƯư&-]{1,12})\s*\)")
_SEGMENT = re.compile(r"[.;:()“”\"]")
_SKIPPED = frozenset(["và", "của", "về", "cho", "trong", "các"])
_WORD = re.compile(r"[^\W_]+")


def find_abbreviations(text: str) -> dict[str, str]:
    """What the text defines, by short form.

    >>> find_abbreviations("họp Ban Chỉ đạo Cải cách hành chính (gọi tắt là CCHC) 6 tháng")
    {'CCHC': 'Cải cách hành chính'}
    >>> find_abbreviations("Chủ tịch Hội đồng Quốc gia Giáo dục (sau đây gọi tắt là Hội đồng) đã chủ trì")
    {'Hội đồng': 'Hội đồng Quốc gia Giáo dục'}
    >>> find_abbreviations("công bố thủ tục hành chính (TTHC); nông thôn mới (NTM)")
    {'TTHC': 'thủ tục hành chính', 'NTM': 'nông thôn mới'}
    >>> find_abbreviations("Báo cáo (lần 2) của UBND (cấp xã)")
    {}
    """
    found: dict[str, str] = {}
    for pattern in (_CALLED, _INITIALS):
        for match in pattern.finditer(text):
            short = " ".join(match[1].split())
            before = _SEGMENT.split(text[max(0, match.start() - 200) : match.start()])[-1].strip()
            long = _spelt(short, before, sure=pattern is _CALLED)
            if long and short not in found and long != short:
                found[short] = long
    return found


def _spelt(short: str, before: str, *, sure: bool) -> str | None:
    """The words before the bracket that the short form stands for."""
    if re.fullmatch(r"[A-ZĐƯÂÔÊĂƠ&-]{2,}\w*", short):
        return _by_initials(short, before)
    if not sure:
        return None
    at = before.lower().rfind(short.lower())
    if at >= 0:
        return before[at:]
    return before.rsplit(",", 1)[-1].strip() or None


def _by_initials(short: str, before: str) -> str | None:
    """Words whose initials are the short form's letters, joining words skipped.

    >>> _by_initials("NN&PTNT", "chỉ đạo Sở Nông nghiệp và Phát triển nông thôn")
    'Nông nghiệp và Phát triển nông thôn'
    """
    letters = [letter for letter in short.upper() if letter.isalpha()]
    words = list(_WORD.finditer(before))
    index = len(words) - 1
    start = None
    for letter in reversed(letters):
        while (
            index >= 0
            and words[index][0].lower() in _SKIPPED
            and words[index][0][0].upper() != letter
        ):
            index -= 1
        if index < 0 or words[index][0][0].upper() != letter:
            return None
        start = words[index].start()
        index -= 1
    return None if start is None else before[start:]
