"""Reading order: rows, the two columns of letterhead and closing, roles of lines."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from models import LineRole
from models.text import fold
from ocr.words import ReadLine, ReadWord

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = list[ReadWord]

_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = "doc lap tu do hanh phuc"
_PARTY = "dang cong san viet nam"
_UNION = "doan tncs ho chi minh"
"""Of the Youth Union, in the place of the nation's name."""
_HEADS = (_NATION, _PARTY, _MOTTO, _UNION)
_DATE = re.compile(r"\bngay\b.*\bthang\b|\bthang\b.*\bnam\b")
_SIGNERS = re.compile(
    r"^(tm|kt|tl|tuq|q|t m|k t|t l)\b|^(quyen )?(pho )?(chu tich|chanh van phong|giam doc|bo truong|"
    r"thu truong|cuc truong|vu truong|tong|chu nhiem|truong|thu tuong|bi thu|hieu truong)"
)
_KIND = re.compile(
    r"thong bao|quyet dinh|chi thi|nghi quyet|ke hoach|bao cao|to trinh|cong dien|ket luan|"
    r"chuong trinh|huong dan|quy dinh|quy che|bien ban|giay moi|thong tu|nghi dinh|de an|phuong an"
)
"""Kinds of documents, which stand alone in their line under the letterhead."""
_ADDRESS = re.compile(r"kinh gui")
_PAGE_NUMBER = re.compile(r"[-–—|.]*\s*(?:trang\s*)?(\d{1,3})\s*[-–—|.]*", re.IGNORECASE)
_ALIKE, _SURELY = 75, 88
_TOP, _BOTTOM = 0.14, 0.88
"""Shares of the page's height above and below which its number stands."""
_LOW, _APART, _BELOW = 0.8, 1.5, 4
"""From where a number alone is the page's if it stands apart from the text, in heights of its
digits; rows at the foot, with dust and a portal's mark, among which it may stand."""
_SURE = 0.85
_LONGEST_NUMBER = 3
_SMALL, _ROWS = 0.88, 12
"""Height of a footnote's letters in those of the text, and rows of a page that may have one."""
_NOTE = re.compile(r"[\[(]?\d{1,2}[\])]?(?:$|[A-ZĐÀ-Ỹ])")
_HEAD_REACH = 0.45


def rows_of(words: Sequence[ReadWord]) -> list[Row]:
    """Words on one level, left to right; rows from top to bottom."""
    if not words:
        return []
    usual = median(word.height for word in words) or 1.0
    rows: list[tuple[float, Row]] = []
    for word in sorted(words, key=lambda w: w.middle):
        # A mark of punctuation or a dash is lower than its line: judge by the line's level.
        for at in range(len(rows) - 1, max(len(rows) - 5, -1), -1):
            level, row = rows[at]
            if abs(word.middle - level) < 0.45 * max(usual, min(word.height, 1.5 * usual)):
                row.append(word)
                rows[at] = (_level(row), row)
                break
        else:
            rows.append((word.middle, [word]))
    rows.sort(key=lambda item: item[0])
    return [sorted(row, key=lambda w: w.left) for _, row in rows]


def _level(row: Row) -> float:
    weight = sum(w.right - w.left for w in row) or 1.0
    return sum(w.middle * (w.right - w.left) for w in row) / weight


def arrange(
    words: Sequence[ReadWord], width: float, height: float, *, first: bool
) -> list[ReadLine]:
    """Lines in reading order with their roles.

    Args:
        words: boxes in any unit
        width: of the page, in the same unit
        height: likewise
        first: whether the letterhead is looked for
    """
    rows = rows_of(words)
    lines: list[ReadLine] = []
    at = 0
    while at < len(rows) and _is_page_number(rows[at], width, height):
        lines.append(ReadLine(tuple(rows[at]), LineRole.PAGE_NUMBER))
        at += 1
    if first:
        head_end, split = _letterhead(rows, width, height)
        if head_end > at:
            rows, above = _above_nation(rows, at, head_end, split)
            lines.extend(ReadLine(tuple(row), LineRole.STAMP) for row in above)
            lines.extend(_columns(rows[at:head_end], split, LineRole.LETTERHEAD))
            at = head_end
    end, below = _foot(rows, at, width, height)
    closing = _closing_start(rows[:end], at, width)
    lines.extend(ReadLine(tuple(row), LineRole.BODY) for row in rows[at:closing])
    if closing < end:
        lines.extend(_closing(rows[closing:end], width))
    return lines + below


def _foot(rows: list[Row], start: int, width: float, height: float) -> tuple[int, list[ReadLine]]:
    """Index of the first row below the text, and what stands there: number of the page, notes."""
    end = len(rows)
    below: list[ReadLine] = []
    for at in range(len(rows) - 1, start - 1, -1):
        number = _is_foot_number(rows, at, width, height)
        if not (number or _is_dust(rows[at])) or len(rows) - at > _BELOW:
            break
        below.insert(
            0, ReadLine(tuple(rows[at]), LineRole.PAGE_NUMBER if number else LineRole.BODY)
        )
        end = at if number else end
    below = below[len(below) - (len(rows) - end) :]
    notes = _notes_start(rows[:end], start, height)
    found = [ReadLine(tuple(row), LineRole.FOOTNOTE) for row in rows[notes:end]]
    return notes, found + below


def _is_dust(row: Row) -> bool:
    """Whether a row has no two sure words: specks, or the mark of a portal."""
    return sum(word.confidence > _SURE and word.text.isalpha() for word in row) < 2


def _is_foot_number(rows: list[Row], at: int, width: float, height: float) -> bool:
    row = rows[at]
    text = " ".join(word.text for word in row)
    middle = (row[0].left + row[-1].right) / 2
    level = row[0].middle / height
    if not _PAGE_NUMBER.fullmatch(text) or not 0.3 * width < middle < 0.98 * width:
        return False
    if level > _BOTTOM:
        return True
    above = max((word.bottom for word in rows[at - 1]), default=0.0) if at else 0.0
    return level > _LOW and row[0].top - above > _APART * row[0].height


def _notes_start(rows: list[Row], start: int, height: float) -> int:
    """First row of the footnotes: small type at the foot that begins with a note's number."""
    heights = [_row_height(row) for row in rows[start:]]
    end = len(rows)
    if len(heights) < _ROWS:
        return end
    usual = median(heights)
    first = end
    for at in range(end - 1, start + len(heights) // 2, -1):
        small = _row_height(rows[at]) < _SMALL * usual
        if not small or rows[at][0].top < height / 2:
            break
        if _NOTE.match(rows[at][0].text) and rows[at][0].left < rows[at - 1][-1].right:
            first = at
    return first


def _row_height(row: Row) -> float:
    return median(word.height for word in row)


def _is_page_number(row: Row, width: float, height: float) -> bool:
    """Whether the row over the text is its page's number, read well or badly."""
    if row[0].middle > _TOP * height:
        return False
    words = [word for word in row if any(c.isalnum() for c in word.text)]
    text = " ".join(word.text for word in words)
    middle = (words[0].left + words[-1].right) / 2 if words else 0.0
    if _PAGE_NUMBER.fullmatch(text):
        return 0.3 * width < middle < 0.98 * width
    return 0 < len(text) < _LONGEST_NUMBER and 0.44 * width < middle < 0.56 * width


def _text(row: Sequence[ReadWord]) -> str:
    return fold(" ".join(word.text for word in row))


def _letterhead(rows: list[Row], width: float, height: float) -> tuple[int, float]:
    """Index of the first row under the letterhead and where its columns part; (0, 0) if none."""
    for index, row in enumerate(rows):
        if row[0].top > _HEAD_REACH * height:
            break
        start = _anchor(row, width)
        if start is None:
            continue
        return _head_end(rows, index, start, width, height), start
    return 0, 0.0


def _above_nation(
    rows: list[Row], start: int, end: int, split: float
) -> tuple[list[Row], list[Row]]:
    """Rows without what stands over the nation's name: banners of signatures, notes by hand."""
    anchor = next((at for at in range(start, end) if _names_nation(rows[at], split)), start)
    above = [[w for w in row if w.left >= split] for row in rows[start:anchor]]
    kept = [[w for w in row if w.left < split] for row in rows[start:anchor]]
    return [*rows[:start], *kept, *rows[anchor:]], [row for row in above if row]


def _names_nation(row: Row, split: float) -> bool:
    right = _text([word for word in row if word.left >= split])
    return max(ratio(right, phrase) for phrase in _HEADS) >= _ALIKE


def _anchor(row: Row, width: float) -> float | None:
    """Left edge of the nation's name (or the Party's, or the motto) in the row."""
    best: tuple[float, float] | None = None
    for at, word in enumerate(row):
        if word.left < 0.25 * width:
            continue
        rest = _text(row[at:])
        alike = max(ratio(rest, phrase) for phrase in _HEADS)
        if alike >= _ALIKE and (best is None or alike > best[0]):
            best = (alike, word.left - 0.4 * word.height)
    return best[1] if best else None


def _head_end(rows: list[Row], anchor: int, split: float, width: float, height: float) -> int:
    """The letterhead runs on until a row crosses the gap or stands alone under the date."""
    dated = False
    end = anchor + 1
    for index in range(anchor, len(rows)):
        row = rows[index]
        left = [w for w in row if (w.left + w.right) / 2 < split]
        right = [w for w in row if (w.left + w.right) / 2 >= split]
        if row[0].top > _HEAD_REACH * height:
            return end
        parted = not left or not right or right[0].left - left[-1].right > 0.6 * row[0].height
        crossing = any(w.left < split - 0.02 * width < split + 0.02 * width < w.right for w in row)
        paired = _names_nation(row, split) or _dateish(right)
        if index > anchor and not paired and (crossing or not parted):
            return end
        if (
            index > anchor
            and right
            and not left
            and (dated or not _dateish(right))
            and (right[0].left > split + 0.02 * width and dated)
        ):
            return end
        if (
            index > anchor
            and left
            and not right
            and dated
            and left[-1].right > split - 0.01 * width
        ):
            return end
        if index > anchor and (_KIND.fullmatch(_text(right)) or _ADDRESS.match(_text(row))):
            return end
        dated = dated or _dateish(right)
        end = index + 1
    return end


def _parting(row: Row, split: float) -> int:
    """Index of the first word of the right column: of the nation's name or motto, or behind x."""
    alike = [
        (max(ratio(_text(row[at:]), phrase) for phrase in _HEADS), at) for at in range(len(row))
    ]
    best, at = max(alike, default=(0.0, 0))
    if best >= _SURELY:
        return at
    return sum((word.left + word.right) / 2 < split for word in row)


def _dateish(row: Sequence[ReadWord]) -> bool:
    return bool(row) and bool(_DATE.search(_text(row)))


def _columns(rows: list[Row], split: float, role: LineRole) -> list[ReadLine]:
    left: list[ReadWord] = []
    right: list[ReadWord] = []
    for row in rows:
        at = _parting(row, split)
        left += row[:at]
        right += row[at:]
    return [
        ReadLine(tuple(row), role, column)
        for column, words in enumerate((left, right))
        for row in rows_of(words)
    ]


def _closing_start(rows: list[Row], start: int, width: float) -> int:
    """First row of recipients and signer; the number of rows where the page has none."""
    anchor = None
    for index in range(start, len(rows)):
        if _names_recipients(rows[index], width):
            anchor = index
    if anchor is None:
        return _signature_start(rows, start, width)
    # The signer's title may stand a little higher than "Nơi nhận".
    while anchor > start and _is_signer_row(rows[anchor - 1], width):
        anchor -= 1
    return anchor


def _names_recipients(row: Row, width: float) -> bool:
    """Whether "Nơi nhận" begins the row, read well or badly.

    It stands alone in its column or has its colon: "án nhân dân" inside a sentence looks alike.
    """
    left = [w for w in row if w.left < 0.42 * width][:2]
    if not left or left[0].left >= 0.35 * width:
        return False
    text = _text(left)
    behind = row[len(left)] if len(row) > len(left) else None
    alone = behind is None or behind.left - left[-1].right > 1.2 * left[-1].height
    marked = len(left) == 2 and left[1].text.endswith((":", ".", ";"))
    if ratio(text, "noi nhan") >= 80:
        return alone or marked
    return marked and alone and text.endswith(" nhan")


def _is_signer_row(row: Row, width: float) -> bool:
    upper = "".join(w.text for w in row)
    return row[0].left > 0.42 * width and upper.isupper() and len(upper) < 45


def _signature_start(rows: list[Row], start: int, width: float) -> int:
    """A signer without recipients on this page (they went over to the next)."""
    for index in range(start, len(rows)):
        row = rows[index]
        upper = "".join(w.text for w in row)
        if row[0].left > 0.42 * width and upper.isupper() and _SIGNERS.match(_text(row)):
            return index
    return len(rows)


def _closing(rows: list[Row], width: float) -> list[ReadLine]:
    split = _closing_split(rows, width)
    if _run_over(rows, split) > len(rows) / 3:
        # Whole sentences cross the gap: what looked like "Nơi nhận" was a word of the body.
        return [ReadLine(tuple(row), LineRole.BODY) for row in rows]
    left: list[ReadWord] = []
    right: list[ReadWord] = []
    for row in rows:
        for word in row:
            (left if (word.left + word.right) / 2 < split else right).append(word)
    lines = [ReadLine(tuple(row), LineRole.CLOSING, 0) for row in rows_of(left)]
    signer = [ReadLine(tuple(row), LineRole.CLOSING, 1) for row in rows_of(right)]
    return lines + signer


def _closing_split(rows: list[Row], width: float) -> float:
    """The x that the fewest words cross, between the recipients and the signer."""
    words = [word for row in rows for word in row]
    limit = min((x for row in rows if (x := _signer_left(row, width)) is not None), default=width)
    candidates = [x for step in range(60) if (x := width * (0.34 + 0.005 * step)) < limit] or [
        limit - 1
    ]

    def cost(x: float) -> tuple[int, float]:
        crossing = sum(w.left < x < w.right for w in words)
        inside = sum(
            a.right < x < b.left and b.left - a.right < 0.9 * max(a.height, b.height)
            for row in rows
            for a, b in pairwise(row)
        )
        near = min((min(abs(w.left - x), abs(w.right - x)) for w in words), default=0.0)
        return crossing + inside, -near

    return min(candidates, key=cost)


def _run_over(rows: list[Row], split: float) -> int:
    """How many rows run over the gap without a break."""
    return sum(
        any(w.left < split < w.right for w in row)
        or any(
            a.right <= split <= b.left and b.left - a.right < 0.9 * max(a.height, b.height)
            for a, b in pairwise(row)
        )
        for row in rows
    )


def _signer_left(row: Row, width: float) -> float | None:
    """Left edge of a signer's title or authority in the row."""
    for at, word in enumerate(row):
        apart = at == 0 or word.left - row[at - 1].right > word.height
        if word.left > 0.4 * width and apart and word.text.isupper():
            rest = row[at:]
            if "".join(w.text for w in rest).isupper() and _SIGNERS.match(_text(rest)):
                return word.left
    return None
