"""What a recogniser made of stamps, seals, signatures and specks: told from print."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from models import LineRole
from ocr.syllables import is_syllable

if TYPE_CHECKING:
    from ocr.words import ReadLine, ReadWord

_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS_ONLY = re.compile(r"[\W_]+")
_HEAD_MARKS = frozenset("-–—+*•")
_ODD_MARKS = frozenset("|_~'`‘’\"“”„°^«»‡†")
_NEVER_PRINTED = frozenset("‡†§¬¤©®¥£€^")
_SURE = 0.85
_UNSURE = 0.45
_WORDLESS = 0.3
_LONG = 6
"""Words of a line that runs from margin to margin."""
_SHORT = 3
_NUMBER_LABEL = re.compile(r"S[ốôóỏoổ]\s*(?:[:;.,]?$|[:;.,].{4})")
_FULL, _LEADING = 3.0, 2.6
"""Heights of a word: from the end of a full line to the margin, and from line to line."""
_LABEL = 3
"""Letters of the label alone."""
_LOW = 0.3
_FAR = 1.2
_BLANK, _TALLEST = 1.0, 1.6
"""Heights of a letter: the blank between words, and a word with its marks."""
_MOCK_ITEM = re.compile(r"[€©¢](?=[.)]$)")
"""What the letter of item c is misread as."""
_DOUBTED = 0.5
_AROUND = "().,;:%"
_SPECK_BEFORE_WORD = re.compile(r"[_|~`¬‹›°^]+(?=\w)")
_RULE_BEFORE_WORD = re.compile(r"[ÌÍỊ](?=[^\W\d_][^\W\d_])")
"""The rule of a table that a cell's first word touches."""
_SPECK_BEFORE_NUMBER = re.compile(r"[-–—_.'`]+(?=\d{1,2}(?:\.\d{1,2})*[.)]$)")
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐa-z]{0,4}[A-ZĐ][A-ZĐa-z]{0,2}")
"""TTg, TTgCP, BộTC: capitals with few small letters between."""


def judge(lines: list[ReadLine]) -> list[ReadLine]:
    """Lines with noise words left out; lines of noise get the role ``NOISE``."""
    usual = _usual_height(lines)
    block = _block(lines)
    judged: list[ReadLine] = []
    above: ReadLine | None = None
    for line in lines:
        if not line.role.printed:
            judged.append(line)
            continue
        goes_on = _goes_on(line, above, block, usual)
        above = line
        if goes_on and len(line.words) <= _SHORT:
            # The last word of a paragraph, however badly it reads, is print.
            judged.append(line)
            continue
        words = _trimmed(_lettered(line.words), usual)
        if line.role is LineRole.BODY:
            words = tuple(
                word
                for at, word in enumerate(words)
                if not _is_beside(word, block, usual)
                or _is_cell(word, usual)
                or _in_row(words, at, usual)
            )
        if not words:
            judged.append(line._replace(role=LineRole.NOISE))
        elif _is_noise(words) and not _is_number_line(line.role, words):
            # Of a form's line the dots read as anything; the label before them is print.
            label = _label(words)
            judged.append(
                line._replace(words=label)
                if label
                else line._replace(words=words, role=LineRole.NOISE)
            )
        else:
            judged.append(line._replace(words=words))
    return judged


def _usual_height(lines: list[ReadLine]) -> float:
    heights = [w.height for line in lines for w in line.words if w.confidence > _SURE]
    return median(heights) if heights else 0.0


def _block(lines: list[ReadLine]) -> tuple[float, float]:
    """Left and right edge of what long lines cover; the whole page where there are none."""
    long = [line for line in lines if line.role is LineRole.BODY and len(line.words) >= _LONG]
    if len(long) < _LONG:
        return float("-inf"), float("inf")
    lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
    return lefts[len(long) // 8], rights[-1 - len(long) // 8]


def _goes_on(
    line: ReadLine, above: ReadLine | None, block: tuple[float, float], usual: float
) -> bool:
    """Whether a line stands where the paragraph of the full line above it goes on."""
    if above is None or line.role is not LineRole.BODY or above.role is not LineRole.BODY:
        return False
    full = above.right > block[1] - _FULL * usual
    aligned = abs(line.left - block[0]) < 0.5 * usual
    next_ = 0 < line.top - above.top < _LEADING * usual
    sized = 0.5 * usual < line.bottom - line.top < 2 * usual
    letters = sum(c.isalnum() for word in line.words for c in word.text)
    return full and aligned and next_ and sized and letters > 1


def _is_beside(word: ReadWord, block: tuple[float, float], usual: float) -> bool:
    """A speck or a scrawl in the margin; whole words may stand there."""
    beside = word.right < block[0] - usual or word.left > block[1] + 0.3 * usual
    return beside and len(word.text) <= _SHORT


def _lettered(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """The words of a line with the letter of item c put right."""
    first = words[0]
    text = _MOCK_ITEM.sub("c", first.text)
    if text == first.text or len(words) <= _SHORT:
        return words
    sure = min(first.confidence, _DOUBTED)
    return (first._replace(text=text, confidence=sure, first=first.text), *words[1:])


def _is_cell(word: ReadWord, usual: float) -> bool:
    """A short word or a number of a table's last column, not the stroke of a frame."""
    core = word.text.strip(_AROUND)
    plain = core.isdigit() or (len(core) > 1 and is_wordlike(core))
    sized = 0.6 * usual < word.height < _TALLEST * usual
    return plain and core != "1" and sized and word.confidence > _SURE


def _trimmed(words: tuple[ReadWord, ...], usual: float) -> tuple[ReadWord, ...]:
    """Specks at the ends of a line and oversized scrawl anywhere in it, left out."""
    kept = [
        word
        for at, word in enumerate(words)
        if (at == 0 and word.text in _HEAD_MARKS)
        or _in_row(words, at, usual)
        or not (_is_scrawl(word, usual) or _is_odd_mark(word) or _is_dust(word, usual))
    ]
    while kept and (_is_speck(kept[-1], kept[:-1]) or _is_far(kept, usual)):
        kept.pop()
    while kept and _is_speck(kept[0], kept[1:]) and kept[0].text not in _HEAD_MARKS:
        kept.pop(0)
    while len(kept) > 1 and kept[0].text in _HEAD_MARKS and kept[1].text in _HEAD_MARKS:
        kept.pop(0)
    for at, word in enumerate(kept):
        speck = _SPECK_BEFORE_WORD.match(word.text)
        speck = speck or _rule_before(word.text)
        speck = speck or (_SPECK_BEFORE_NUMBER.match(word.text) if at == 0 else None)
        if speck:
            kept[at] = word._replace(text=word.text[speck.end() :], first=word.text)
    return tuple(kept)


def _rule_before(text: str) -> re.Match[str] | None:
    """The rule of a table before a word that needs no such letter.

    >>> [bool(_rule_before(text)) for text in ("ÌSố", "ÍTỷ", "ÍCH", "Ích")]
    [True, True, False, False]
    """
    found = _RULE_BEFORE_WORD.match(text)
    rest = text[1:].rstrip(".,;:")
    wanted = found and rest[:1].isupper() and is_syllable(rest) and not is_syllable(text)
    return found if wanted else None


def _in_row(words: tuple[ReadWord, ...], at: int, usual: float) -> bool:
    """Whether a word stands among sure ones as print sets it: that is print, however it reads.

    A word ends no such row, unless it closes a bracket: there a signature may begin.
    """
    word, near = words[at], []
    if not any(c.isalnum() for c in word.text):
        return False
    if not 0.5 * usual < word.height < _TALLEST * usual:
        return False
    if at + 1 < len(words):
        near.append((words[at + 1], words[at + 1].left - word.right))
    elif not _closes(words):
        return False
    if at:
        near.append((words[at - 1], word.left - words[at - 1].right))
    elif len(words) <= _SHORT:
        return False
    return all(
        blank < _BLANK * usual and other.confidence > _SURE and is_wordlike(other.text)
        for other, blank in near
    )


def _closes(words: tuple[ReadWord, ...]) -> bool:
    """Whether the last word closes a bracket that one before it opens, as in "(để b/c);"."""
    before = "".join(word.text for word in words[:-1])
    return ")" in words[-1].text and before.count("(") > before.count(")")


def _is_odd_mark(word: ReadWord) -> bool:
    """A mark that stands alone in no print, or beside a sign or two."""
    return set(word.text) <= _ODD_MARKS or (
        len(word.text) <= _SHORT and not _NEVER_PRINTED.isdisjoint(word.text)
    )


def _is_scrawl(word: ReadWord, usual: float) -> bool:
    tall = usual > 0 and word.height > 2.6 * usual
    return (tall and word.confidence < _SURE) or (
        word.confidence < _WORDLESS and not is_wordlike(word.text)
    )


def _is_dust(word: ReadWord, usual: float) -> bool:
    """A letter or digit lower than any letter."""
    return word.height < _LOW * usual and any(c.isalnum() for c in word.text)


def _is_far(words: list[ReadWord], usual: float) -> bool:
    """A mark at the end of a line, further from the last word than print sets it."""
    last = words[-1]
    apart = len(words) > 1 and last.left - words[-2].right > _FAR * usual > 0
    return apart and _MARKS_ONLY.fullmatch(last.text) is not None


def _is_speck(word: ReadWord, rest: list[ReadWord]) -> bool:
    """A mark alone, far from its neighbour or unsure."""
    if not _MARKS_ONLY.fullmatch(word.text):
        return False
    return word.confidence < 0.6 or not rest or _is_odd_mark(word)


def is_wordlike(text: str) -> bool:
    """Whether print may read so: a number, an abbreviation or a Vietnamese syllable.

    >>> is_wordlike("nhận:"), is_wordlike("HĐND"), is_wordlike("15/4"), is_wordlike("‡ỵh")
    (True, True, True, False)
    """
    if any(c.isdigit() for c in text):
        return True
    letters = _LETTERS.findall(text)
    return bool(letters) and all(
        is_syllable(part) or part.isupper() or _ABBREVIATION.fullmatch(part) for part in letters
    )


def _is_number_line(role: LineRole, words: tuple[ReadWord, ...]) -> bool:
    """The line of number and symbol: a stamp over it leaves it doubtful, but no noise."""
    label = _NUMBER_LABEL.match(words[0].text) is not None
    return role is LineRole.LETTERHEAD and label and len("".join(w.text for w in words)) > _LABEL


def _label(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Sure words that begin a line and end on a colon; none where there are less than two."""
    end = next((at for at, word in enumerate(words) if word.text.endswith(":")), -1) + 1
    print_ = all(word.confidence > _UNSURE and is_wordlike(word.text) for word in words[:end])
    sure = sum(word.confidence > _SURE for word in words[:end])
    return words[:end] if print_ and sure > 1 else ()


def _is_noise(words: tuple[ReadWord, ...]) -> bool:
    """A short line that no print gives: unsure, wordless, or of another size."""
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / max(letters, 1)
    wordlike = sum(len(word.text) for word in words if is_wordlike(word.text)) / max(letters, 1)
    if letters <= 2 and not any(c.isalnum() for word in words for c in word.text):
        return True
    if len(words) <= 6 and sure < _UNSURE:
        return True
    return len(words) <= 6 and sure < 0.7 and wordlike < 0.5
