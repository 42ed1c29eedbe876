"""What a percentage measures, in the text's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.percents import Percent

_AFTER_STOP = re.compile(
    r"[.,;:()]|\b(?:so với|trong|được|đạt|và|nhận|tiếp nhận|để|tại|theo|vào|trước|sau|khi|trở lên|nộp|phát sinh"
    r"|có|hoàn thành|phải|đã|chưa|hài lòng|còn|của năm)\b",
    re.IGNORECASE,
)
_NOT_NOUN = re.compile(
    r"\s*(?:$|[.,;:()%]|(?:so voi|tro len|tro xuong|trong|va|de|tai|theo|vao|truoc|khi|cua|cung ky|/)\b)"
)
_RATE = re.compile(r"\b(?:ty le|ti le|muc do|muc|chi so|(?<!ho )(?<!con )so)\s")
_VERB = re.compile(
    r"\s*\b(?:dat|la|chiem|con|duoc|len|xuong|toi|tren|duoi|it nhat|toi thieu|khong|tang|giam|phai|moi|chi|o muc|(?<!dau )tu|duy tri|uoc|khoang|tuong ung|ty le)\b\s*$"
)
_CLAUSE = re.compile(
    r"[.;:]\s|[()]|,\s|\b(?:trong do|den nay|hien nay|hien|cao hon|thap hon|phan dau|bao dam|dam bao|giu|giam|tang(?! truong)|nang|dat muc tieu)\s+"
)
_LIST = re.compile(r"\s*(?:,|\bva\b)\s*")
_PAIR = re.compile(r"\b(?:tuong ung|lan luot)\b")
_REACHED = re.compile(r"\b(?:dat|la|chiem)\b")
_OWNER = re.compile(r"[.;:]|\b(?:cua|tai|o)\s")
_LONGEST = 90


def measure_of(text: str, bones: str, percent: Percent) -> str | None:
    """The words that a percentage measures: behind it, or before it where a rate is named.

    >>> from extract.percents import find_percents
    >>> from extract.skeleton import skeleton
    >>> def show(text):
    ...     bones = skeleton(text)
    ...     return [measure_of(text, bones, p) for p in find_percents(text, bones)]
    >>> show("phấn đấu kéo giảm ít nhất 10% số vụ tai nạn giao thông so với năm 2023")
    ['số vụ tai nạn giao thông']
    >>> show("giữ tỷ lệ trễ hạn dưới 0,5%; bảo đảm tỉ lệ tiêm phòng không thấp hơn 80%.")
    ['tỷ lệ trễ hạn', 'tỉ lệ tiêm phòng']
    >>> show("phấn đấu sản lượng tôm tăng khoảng 6-8%; miễn giảm từ 10 đến 15% giá vé")
    ['sản lượng tôm', 'sản lượng tôm', 'giá vé', 'giá vé']
    """
    if percent.around:
        percent = percent._replace(start=percent.around[0], end=percent.around[1])
    if not _NOT_NOUN.match(bones, percent.end):
        stop = _AFTER_STOP.search(text, percent.end)
        length = min((stop.start() if stop else len(text)) - percent.end, _LONGEST)
        return text[percent.end : percent.end + length].strip() or None
    return _before(text, bones, percent)


def _before(text: str, bones: str, percent: Percent) -> str | None:
    start = max(0, percent.start - _LONGEST)
    window = bones[start : percent.start]
    for begin in reversed([0, *(match.end() for match in _CLAUSE.finditer(window))]):
        stop = len(window)
        while verb := _VERB.search(window, begin, stop):
            stop = verb.start()
        if window[begin:stop].strip(" ,;:-"):  # "sản lượng tăng 6%" is told before its verb
            rates = [match.start() for match in _RATE.finditer(window, begin, stop)]
            first = rates[-1] if rates else begin
            return text[start + first : start + stop].strip(" ,;:-()")
    return None


def paired_measures(text: str, bones: str, percents: Sequence[Percent]) -> dict[int, str]:
    """Pairs such as "quận, phường đạt … tương ứng là 60%, 55%": each value with its own thing.

    >>> from extract.percents import find_percents
    >>> from extract.skeleton import skeleton
    >>> text = "của quận, phường đạt tỷ lệ tối thiểu tương ứng là 60%, 55%"
    >>> paired_measures(text, skeleton(text), find_percents(text, skeleton(text)))
    {50: 'quận', 55: 'phường'}
    """
    pairs: dict[int, str] = {}
    for word in _PAIR.finditer(bones):
        run = _run(bones, percents, word.end())
        if len(run) < 2:
            continue
        begin = max(0, word.start() - _LONGEST)
        verbs = list(_REACHED.finditer(bones, begin, word.start()))
        stop = verbs[-1].start() if verbs else word.start()
        begin = max((m.end() for m in _OWNER.finditer(bones, begin, stop)), default=begin)
        head = bones[begin:stop]
        parts = list(_LIST.finditer(head))
        if len(parts) < len(run) - 1:
            continue
        cuts = parts[-(len(run) - 1) :]
        edges = [0, *(cut.end() for cut in cuts)]
        ends = [*(cut.start() for cut in cuts), len(head)]
        names = [
            text[begin + left : begin + right] for left, right in zip(edges, ends, strict=True)
        ]
        pairs.update({p.number: name.strip() for p, name in zip(run, names, strict=True)})
    return pairs


def _run(bones: str, percents: Sequence[Percent], start: int) -> list[Percent]:
    run: list[Percent] = []
    at = start
    for percent in percents:
        if percent.number < start:
            continue
        between = bones[at : percent.number]
        if re.fullmatch(r"\s*(?:la|:|,|va|bang|;)*\s*", between):
            run.append(percent)
            at = percent.end
        else:
            break
    return run
