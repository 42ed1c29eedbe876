"""The letterhead of a scan: incoming stamps and handwriting told from print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import partial_ratio

from models import LineRole
from models.text import fold
from ocr.syllables import is_syllable
from ocr.words import ReadLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.words import ReadWord

_HEAD_LINES = 30
_NUMBER_LABEL = re.compile(r"s[oố0ôóỏõ6]\s*[:.;]", re.IGNORECASE)
_STROKES = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d{1,5}[a-zđ]?", re.IGNORECASE)
_SYMBOL = re.compile(r"[/\-_].*[A-ZĐ]{2}")
_MARKS = "-–—.'`|"
"""What a stamp's frame leaves before a number."""
_DIGIT = re.compile(r"\d")
_BEFORE_STROKE = re.compile(r"\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d|-[A-ZĐ][A-Za-zĐ]{1,5})?")
"""Number and year of a legal act ("30/2025"), number and type of a Party paper ("87-TB")."""
_STROKE = re.compile(r"/(?=[A-ZĐ]{2}[^/]*$)")
"""The stroke before a symbol."""
_DAY = re.compile(r"\d{1,2}")
_HANDWRITTEN = 0.6
"""Confidence under which a number in the place of a handwritten one is not believed."""
_STAMP_ALIKE = 80
_LONG, _WIDE = 8, 0.78
"""Words, and share of the print's width, of a line of running text; titles are set narrower."""
_MONTH = re.compile(r"th[áaâàảã]ng\b", re.IGNORECASE)
_NO_SLASH = re.compile(
    r"(\d{1,5})(?:[^\w/–-]{1,2}(?=[A-ZĐ]{2})|[xlIijtfrvy]?(?=(?:TB|CT|QĐ|KH|CĐ|KL|BC|NQ|HD|TTr)-))([A-ZĐ].+)"
)
"""Number and symbol of a letterhead with something else than the slash between."""
_MARGIN = 0.5
"""Widths of a stamp's labels by which what is written beside them may reach out."""
_DOTS = re.compile(r"[.…]{3}")
_REACH = 3.5
"""Widths of the word ĐẾN to the edges of its stamp."""
_PEN = re.compile(r"\d{2,5}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")
_APART, _BESIDE = 2.0, 0.3
"""What a pen wrote into a stamp beside the title: the blank behind it in heights of a letter, and
the share of the page's width where it ends."""
_MOST_WORDS = 6
_DOUBTED = 0.55


def settle(lines: Sequence[ReadLine], width: float) -> list[ReadLine]:
    """Lines of page 1 with stamps beside the print set apart and doubtful handwriting left out."""
    result: list[ReadLine] = []
    lines = [_unruled(line) for line in lines]
    end = _head_length([_without_pen(line, width) for line in lines])
    for index, line in enumerate(lines):
        if index >= end or line.role not in (LineRole.LETTERHEAD, LineRole.BODY):
            result.append(line)
            continue
        for part in _parts(line, width):
            if _is_incoming_stamp(part, width):
                result.append(part._replace(role=LineRole.STAMP))
            else:
                result.extend(_without_handwriting(part))
    return _stamped(result)


def _unruled(line: ReadLine) -> ReadLine:
    """A number line without what the frame of a stamp is read as before it.

    >>> from ocr.words import ReadWord
    >>> rows = [[ReadWord(t, 0, 0, 90, 9) for t in text.split()] for text in ("—— Số: 7/TB", "—.-_Số; 5/TB", "— Lưu: VT")]
    >>> [_unruled(ReadLine(tuple(row))).text for row in rows]
    ['Số: 7/TB', 'Số; 5/TB', '— Lưu: VT']
    """
    for at, word in enumerate(line.words):
        strokes = _STROKES.match(word.text)
        start = strokes.end() if strokes else 0
        if _NUMBER_LABEL.match(word.text, start):
            words = (_cut(word, start)[1] if start else word, *line.words[at + 1 :])
            return line._replace(words=words)
        if start < len(word.text):
            break
    return line


def _stamped(lines: list[ReadLine]) -> list[ReadLine]:
    """Numbers that a pen wrote into a stamp go with it, where its labels tell its place."""
    labels = [line for line in lines if line.role is LineRole.STAMP and line.words]
    if not labels:
        return lines
    left, right = min(line.left for line in labels), max(line.right for line in labels)
    top, bottom = min(line.top for line in labels), max(line.bottom for line in labels)
    lines = [part for line in lines for part in _without_labels(line, top, left, right)]
    return [
        line._replace(role=LineRole.STAMP)
        if line.role is LineRole.BODY
        and line.words
        and not any(is_syllable(word.text) for word in line.words)
        and left - _MARGIN * (right - left) < line.left
        and line.right < right + _MARGIN * (right - left)
        and top < (line.top + line.bottom) / 2 < bottom
        else line
        for line in lines
    ]


def _without_labels(line: ReadLine, top: float, left: float, right: float) -> list[ReadLine]:
    """A line parted from a stamp's label and dots before it: "Số: ...... T Kết luận của".

    Args:
        line: any line
        top: of the stamp's words that are known
        left: of the same
        right: of the same
    """
    reach = _REACH * (right - left)
    if line.role is not LineRole.BODY or not line.words or line.top < top:
        return [line]
    if line.left > right or line.left < left - reach or line.top - top > reach:
        return [line]
    at, dotted = 0, False
    for at, word in enumerate(line.words):
        dots = _DOTS.search(word.text) is not None
        dotted = dotted or dots
        behind = line.words[at + 1].text if at + 1 < len(line.words) else ""
        label = word.text.endswith(":") and _DOTS.search(behind) is not None
        if not (dots or label or len(word.text) == 1 or not any(map(str.isalpha, word.text))):
            break
    if not dotted or not at:
        return [line]
    return [
        line._replace(words=line.words[:at], role=LineRole.STAMP),
        line._replace(words=line.words[at:]),
    ]


def _head_length(lines: Sequence[ReadLine]) -> int:
    """Lines above the running text, in which a paragraph may end on "ngày 13/5, gồm:"."""
    body = [line for line in lines if line.role is LineRole.BODY and len(line.words) >= _LONG]
    if not body:
        return min(len(lines), _HEAD_LINES)
    span = max(line.right for line in body) - min(line.left for line in body)
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line in body and line.right - line.left > _WIDE * span:
            return index
    return min(len(lines), _HEAD_LINES)


def _without_pen(line: ReadLine, width: float) -> ReadLine:
    """The line without a number that stands far before it, as a pen writes it into a stamp."""
    if len(line.words) < 2:
        return line
    pen, next_ = line.words[:2]
    apart = next_.left - pen.right > _APART * next_.height and pen.right < _BESIDE * width
    return line._replace(words=line.words[1:]) if apart and _PEN.fullmatch(pen.text) else line


def _parts(line: ReadLine, width: float) -> list[ReadLine]:
    """A line of the address block parted from a stamp on its left."""
    if line.role is not LineRole.BODY or len(line.words) < 2:
        return [line]
    for at in range(1, len(line.words)):
        before, word = line.words[at - 1], line.words[at]
        if word.left > 0.4 * width and word.left - before.right > 1.2 * word.height:
            left = line._replace(words=line.words[:at])
            if _is_incoming_stamp(left, width):
                return [left, line._replace(words=line.words[at:])]
    if (title := _without_pen(line, width)) is not line:
        return [line._replace(words=line.words[:1], role=LineRole.STAMP), title]
    # A stamp may touch the dash that begins the address.
    for at in range(1, len(line.words)):
        word = line.words[at]
        left = line._replace(words=line.words[:at])
        beside = 0.4 if at > 1 else 0.1
        dash = word.text[:1] in "-–"
        if word.left > beside * width and dash and _is_incoming_stamp(left, width):
            return [left, line._replace(words=line.words[at:])]
    return [line]


def _is_incoming_stamp(line: ReadLine, width: float) -> bool:
    """Words of a dấu ĐẾN, or of the portal that received the paper, left of the middle.

    The stamp has the lines "ĐẾN Số:", "Ngày:", "Chuyển:", sometimes "Giờ".
    """
    if line.right > 0.55 * width:
        return False
    if line.role is LineRole.BODY and line.right < _BESIDE * width and _PEN.fullmatch(line.text):
        return True
    text = fold(line.text)
    words = text.split()
    if not words:
        return False
    if partial_ratio(text, "cong thong tin dien tu") >= _STAMP_ALIKE and len(text) > 14:
        return True
    marks = {"den", "gio", "gi", "chuyen"}
    labelled = words[0] in marks or bool({"den", "gio"} & set(words[:3]))
    alone = words[0] == "ngay" and line.role is LineRole.BODY and "thang" not in words
    return len(words) <= 6 and (labelled or (alone and line.right < 0.45 * width))


def _without_handwriting(line: ReadLine) -> list[ReadLine]:
    """The line without what a pen wrote after "Số:" or between "ngày" and "tháng"."""
    if line.role is not LineRole.LETTERHEAD:
        return [line]
    if not line.words:
        return [line]
    kept: list[ReadWord] = []
    taken: list[ReadWord] = _scattered(line.words)
    line = line._replace(words=tuple(word for word in line.words if word not in taken))
    folded = [fold(word.text) for word in line.words]
    for at, word in enumerate(line.words):
        before = folded[at - 1] if at else ""
        after = line.words[at + 1].text if at + 1 < len(folded) else ""
        label = _NUMBER_LABEL.match(line.words[0].text)
        if before == "ngay" and _MONTH.match(after) and not _is_plain(word):
            good = _DAY.fullmatch(word.text) and word.confidence >= _HANDWRITTEN
            (kept if good else taken).append(word)
        elif folded[at].startswith("ngay") and len(word.text) > 4 and _MONTH.match(after):
            printed, written = _cut(word, 4)
            kept.append(printed)
            taken.append(written)
        elif at == 1 and label and not _SYMBOL.search(word.text) and len(line.words) > 2:
            core = word.text.lstrip(_MARKS)
            good = _NUMBER.fullmatch(core) and word.confidence >= _HANDWRITTEN
            (kept if good else taken).append(word._replace(text=core) if good else word)
        elif at < 2 and label and (stroke := _stroke(word.text, label.end() if at == 0 else 0)):
            ink = word
            if at == 0:
                printed, ink = _cut(word, label.end())
                kept.append(printed)
            written, symbol = _cut(ink, stroke)
            kept.append(symbol)
            taken.append(written)
        elif at == 0 and label and len(word.text) > label.end() and len(line.words) > 1:
            rest = word.text[label.end() :]
            good = _NUMBER.match(rest) and word.confidence >= _HANDWRITTEN
            printed, written = _cut(word, label.end())
            kept.append(word if good else printed)
            if not good:
                taken.append(written)
        elif word.text.startswith("_/"):
            kept.append(word._replace(text=word.text[1:]))
        else:
            kept.append(word)
    result = [line._replace(words=tuple(kept))] if kept else []
    if taken:
        result.append(ReadLine(tuple(taken), LineRole.HANDWRITING, line.column))
    return result


def _scattered(words: Sequence[ReadWord]) -> list[ReadWord]:
    """What a pen wrote between "Số:" and the symbol, where it fell into several words.

    >>> from ocr.words import ReadWord
    >>> def scattered(text):
    ...     return [word.text for word in _scattered([ReadWord(t, 0, 0, 9, 9) for t in text.split()])]
    >>> scattered("Số: 59 /0 /TB-UBND"), scattered("Số: 59 /TB-UBND"), scattered("Số: 59 a b"), scattered("")
    (['59', '/0'], [], [], [])
    """
    if not words or not _NUMBER_LABEL.fullmatch(words[0].text):
        return []
    at = next((at for at, word in enumerate(words) if _STROKE.match(word.text)), 0)
    return list(words[1:at]) if at > 2 else []


def _stroke(text: str, start: int) -> int | None:
    """Where behind ``start`` the symbol begins, what no number is before it; None if there is none.

    >>> _stroke("//#4.2/UBND-", 0), _stroke("Số:#4/UBND-", 3), _stroke("62/CĐ-TTg", 0)
    (6, 2, None)
    >>> _stroke("87-TB/TĐTN-VP", 0), _stroke("30/2025/QĐ-UBND", 0), _stroke("Số:12a/QĐ-UBND", 3)
    (None, None, None)
    """
    symbol = _STROKE.search(text, start)
    if symbol is None or symbol.start() == start:
        return None
    if _BEFORE_STROKE.fullmatch(text[start : symbol.start()].lstrip(_MARKS)):
        return None
    return symbol.start() - start


def _is_plain(word: ReadWord) -> bool:
    """A printed word, as "Chiến" in "ngày Chiến thắng": no pen writes a day with letters."""
    return word.text.isalpha() and is_syllable(word.text) and word.confidence >= _HANDWRITTEN


def numbered(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Lines of number and symbol: the slash that a frame crossed put in, doubt on a pen's digits."""
    return [
        line._replace(words=_doubted(_with_slash(line.words))) if _is_number_line(line) else line
        for line in lines
    ]


def _is_number_line(line: ReadLine) -> bool:
    if line.role is not LineRole.LETTERHEAD or not 2 <= len(line.words) <= _MOST_WORDS:
        return False
    first = line.words[0].text
    return _NUMBER_LABEL.match(first) is not None or fold(first) == "so"


def _doubted(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Digits apart from the symbol were written into the blank before it: none are sure.

    >>> from ocr.words import ReadWord
    >>> row = [ReadWord(t, 0, 0, 9, 9) for t in ("Số:04", "/CT-UBND")]
    >>> [(word.text, word.confidence) for word in _doubted(tuple(row))]
    [('Số:04', 0.55), ('/CT-UBND', 1.0)]
    """
    at = next((at for at, word in enumerate(words) if word.text.startswith("/")), 0)
    return tuple(
        word._replace(
            confidence=min(word.confidence, _DOUBTED),
            rival=word.text if word.rival is None else word.rival,
        )
        if place < at and _DIGIT.search(word.text)
        else word
        for place, word in enumerate(words)
    )


def _with_slash(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """The slash before the symbol put in where a stamp's frame or dust stands in its place.

    >>> from ocr.words import ReadWord
    >>> row = [ReadWord(t, 0, 0, 9, 9) for t in ("Số:", "153„TB-VPCP")]
    >>> [word.text for word in _with_slash(tuple(row))]
    ['Số:', '153/TB-VPCP']
    >>> texts = ("05CT-UBND", "153xTB-VPCP", "205-QĐ/TW")
    >>> [_with_slash((row[0], row[1]._replace(text=text)))[1].text for text in texts]
    ['05/CT-UBND', '153/TB-VPCP', '205-QĐ/TW']
    """
    found = list(words)
    for at, word in enumerate(words[1:], start=1):
        if parts := _NO_SLASH.fullmatch(word.text):
            found[at] = word._replace(
                text=f"{parts[1]}/{parts[2]}",
                confidence=min(word.confidence, _DOUBTED),
                first=word.first or word.text,
                rival=word.text,
            )
    return tuple(found)


def _cut(word: ReadWord, at: int) -> tuple[ReadWord, ReadWord]:
    """A word in two, its box too: what stands in a box is read again later.

    >>> from ocr.words import ReadWord
    >>> [(part.text, part.right) for part in _cut(ReadWord("ngày15", 0, 0, 60, 9), 4)]
    [('ngày', 40.0), ('15', 60)]
    """
    middle = word.left + (word.right - word.left) * at / len(word.text)
    return (
        word._replace(text=word.text[:at], right=middle),
        word._replace(text=word.text[at:], left=middle),
    )
