"""The trích yếu under the type, and where the body begins behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.letters import LOWER, UPPER
from extract.running_case import is_capitals
from extract.segments import Segment, whole
from extract.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.flow import Place
    from models.reading import Line

_LONGEST = 12
_BODY = re.compile(
    r"^(?:(?:(?:vao\s+)?(?:sang|chieu|toi|luc)\s+)?(?:trong\s+|vao\s+)?(?:(?:0?2|hai|cac|0?3|ba)\s+)?ngay\s+\d"
    r"|(?:trong|vao)\s+(?:cac\s+|0?\d\s+|hai\s+)?ngay\b|(?:sang|chieu|toi)\s+(?:nay|hom|\d)|tu\s+ngay\s+\d|luc\s+\d"
    r"|thuc hien\s|can cu\s|thi hanh\s|xet\s|de\s|nham\s|vao\s+luc\s+\d|den\s+(?:ngay|nay|het|thang)\s|tinh\s+den\s|hoi\s+\d|vua qua|trong thoi gian|thoi gian (?:qua|vua)|sau khi\s|tren co so\s|qua\s"
    r"|hien nay|theo\s|thua lenh|tiep theo|kinh gui|tai\s|trong\s(?:khuon kho|nhung|cac|nam|quy|thang|\d)|tinh hinh|nhu\s|dong chi .*chu tri"
    r"|[ivx]+\s?[.\-]\s|\d{1,2}\s?[.)]\s|dieu\s+1\b|phan\s+(?:thu|i)\b|a[.)]\s)"
)
_JOINING = frozenset(
    word
    for full in ("và", "của", "tại", "về", "cho", "với", "các", "những")
    for word in (full, skeleton(full))
)
_SENTENCE_ENDS = re.compile(rf"[{LOWER}\d%]\.(?:\s+[{UPPER}]|\s*$)|;\s*$")
_TELLS = re.compile(r"\b(?:như sau|sau đây)\s*:\s*$")
_PARAGRAPH = 120
"""Characters: a line of so many that ends a sentence is a paragraph, where lines are not broken."""
_FULL = 0.85
"""A line of the body is about as long as the longest."""
WIRED = re.compile(rf"[^{LOWER}]*\b(?:điện|ĐIỆN)\s*:\s*$")
"""Of a công điện, the line above its addressees: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH … điện:"."""
_RULE = re.compile(r"^(?:[\s_\-–—=*~.•o]*|\W*\w{1,2}(?:\W+\w{1,2})?\W*)$")
"""A line drawn under the title, or the two letters that a recogniser made of one or of a stamp."""
_DIRT = " \t_-–—=~|.,:;'\"‘’“”"
"""What a stamp's frame leaves before a line."""
_DECIDES = re.compile(
    r"^\W*(?:(?:pho\s+)?(?:thu tuong|chu tich|bo truong|giam doc|tong giam doc|cuc truong|thong doc|tong thanh tra|chanh an|vien truong|hieu truong|truong ban)\b"
    r"|chinh phu\W*$|uy ban\b|hoi dong nhan dan\b|quoc hoi\b|ban thuong vu\b)"
)
_BODY_LINES, _FULL_WORDS, _ENOUGH = 45, 9, 5
"""Lines behind the title that tell the margins, words of a full one, and how many there must be."""
_INDENT, _FLUSH = 0.04, 0.015
"""Shares of the measure: an indent at least, and how far a full line ends from the margin."""
_CHAIRS = re.compile(
    r"\b(?:chu tri|chu toa)\b|\bco buoi lam viec\b|\bda (?:hop|lam viec|nghe|to chuc)\b"
)


def read_title(lines: Sequence[tuple[Place, Line]], start: int) -> tuple[tuple[Segment, ...], int]:
    """The title's lines from ``start`` on and the index of the first line of the body.

    >>> from extract.flow import Place
    >>> from models.reading import Line
    >>> text = ["Kết luận của Phó Chủ tịch UBND tỉnh Võ Phiên", "tại cuộc họp về đầu tư công",
    ...         "Ngày 12/11/2024, tại trụ sở UBND tỉnh, Phó Chủ tịch"]
    >>> lines = [(Place(1, i), Line(raw=t, text=t)) for i, t in enumerate(text)]
    >>> [s.text for s in read_title(lines, 0)[0]], read_title(lines, 0)[1]
    (['Kết luận của Phó Chủ tịch UBND tỉnh Võ Phiên', 'tại cuộc họp về đầu tư công'], 2)
    """
    title: list[Segment] = []
    index = start
    margins = _margins(lines[start:])
    while index < len(lines) and index - start < _LONGEST:
        place, line = lines[index]
        if _RULE.match(line.text):
            index += 1
            if title:
                break
            continue
        if WIRED.match(line.text) or (title and _is_authority(line.text, title[0].text)):
            break
        if title and margins and _is_indented(line, margins):
            break
        if (title and begins_body(line.text, title[-1].text)) or (
            not title and _strong_start(line.text)
        ):
            break
        title.append(whole(place, line))
        index += 1
    kept = _without_body(title)
    return tuple(title[:kept]), index - (len(title) - kept)


def _is_authority(text: str, first: str) -> bool:
    """The office that decides, in capitals between title and body ("CHÍNH PHỦ").

    >>> _is_authority("THỦ TƯỚNG CHÍNH PHỦ", "Về việc ban hành Kế hoạch")
    True
    """
    return is_capitals(text) and not is_capitals(first) and bool(_DECIDES.match(skeleton(text)))


class _Margins(NamedTuple):
    """Left and right edge of the body."""

    left: float
    right: float


def _margins(lines: Sequence[tuple[Place, Line]]) -> _Margins | None:
    """Of the page on which the title stands; None where too few lines or no boxes tell them."""
    boxes = [
        line.box
        for place, line in lines[:_BODY_LINES]
        if line.box and place.page == lines[0][0].page and len(line.text.split()) >= _FULL_WORDS
    ]
    if len(boxes) < _ENOUGH:
        return None
    lefts, rights = sorted(box.left for box in boxes), sorted(box.right for box in boxes)
    return _Margins(lefts[len(lefts) // 8], rights[-1 - len(rights) // 8])


def _is_indented(line: Line, margins: _Margins) -> bool:
    """The first line of a paragraph: set in on the left only, where lines of a title are centred."""
    if line.box is None:
        return False
    measure = margins.right - margins.left
    before, behind = line.box.left - margins.left, margins.right - line.box.right
    return before - behind > _INDENT * measure and abs(behind) < _FLUSH * measure


def _without_body(title: Sequence[Segment]) -> int:
    """How many lines are title where a sentence ends among them: no title holds one.

    The body then began at the first line that opens with a capital and is as wide as any.
    """
    if not any(_SENTENCE_ENDS.search(piece.text) for piece in title):
        return len(title)
    widest = max(len(piece.text) for piece in title)
    for number in range(1, len(title)):
        text, before = title[number].text, title[number - 1].text
        if text[:1].isupper() and not _open(before) and len(text) > _FULL * widest:
            return number
    return len(title)


def begins_body(text: str, before: str) -> bool:
    """Whether a line under a title is the first of the body.

    >>> begins_body("Thực hiện Kế hoạch số 12/KH-UBND", "tại cuộc họp")
    True
    >>> begins_body("tại cuộc họp giao ban tháng 9", "Kết luận của Chủ tịch")
    False
    >>> begins_body("Sở Y tế thông báo tình hình dịch sởi như sau:", "Về tình hình dịch sởi")
    True
    """
    plain = text.strip(_DIRT)
    if not plain[:1].isupper() and not plain[:1].isdigit():
        return False
    if _open(before):
        return False
    whole = text.rstrip()
    if _TELLS.search(whole) or (len(whole) > _PARAGRAPH and whole.endswith(".")):
        return True
    return bool(_BODY.match(skeleton(plain))) or bool(
        _CHAIRS.search(skeleton(plain)) and len(plain) > 55
    )


def _open(before: str) -> bool:
    """A line that cannot end a title: it stops at a joining word or comma."""
    last = before.strip().lower().rpartition(" ")[2]
    return last.endswith(",") or last in _JOINING


def _strong_start(text: str) -> bool:
    return bool(
        re.match(
            r"(?:(?:sang|chieu|toi)\s+)?ngay\s+\d|kinh gui|i\s?[.]\s|1\s?[.]\s",
            skeleton(text.strip()),
        )
    )
