"""Lines of authority and office over a signer's name, read through seal, ink and lost marks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extract.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS_FOR = ("", "TM. ", "KT. ", "TL. ", "TUQ. ", "Q. ")
_PARTY_SIGN = re.compile(r"\s*(?:T/M|K/T|T/L)(?=\.?\s)")
"""How Party offices print it (Hướng dẫn 05-HD/VPTW)."""
_OFFICES = (
    "CHỦ TỊCH", "ỦY BAN NHÂN DÂN", "CHÁNH VĂN PHÒNG", "GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "BỘ TRƯỞNG",
    "THỨ TRƯỞNG", "BỘ TRƯỞNG, CHỦ NHIỆM", "CHỦ NHIỆM", "THỦ TƯỚNG", "THỦ TƯỚNG CHÍNH PHỦ", "TRƯỞNG PHÒNG",
    "TRƯỞNG BAN", "CỤC TRƯỞNG", "VỤ TRƯỞNG", "CHI CỤC TRƯỞNG", "TỔNG CỤC TRƯỞNG", "CHÁNH THANH TRA",
    "TỔNG THANH TRA", "BÍ THƯ", "BAN THƯỜNG VỤ", "BAN THƯỜNG VỤ TỈNH ỦY", "BAN THƯỜNG VỤ THÀNH ỦY", "BAN CHẤP HÀNH", "VIỆN TRƯỞNG", "HIỆU TRƯỞNG", "CHÁNH ÁN", "THƯỜNG TRỰC",
    "BAN CHỈ ĐẠO", "VỤ TRƯỞNG VỤ TỔNG HỢP", "TRƯỞNG ĐOÀN", "TỔNG KIỂM TOÁN",
)  # fmt: skip
_DEPUTIES = (
    "PHÓ CHỦ TỊCH", "PHÓ CHÁNH VĂN PHÒNG", "PHÓ GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC", "PHÓ CHỦ NHIỆM",
    "PHÓ THỦ TƯỚNG", "PHÓ TRƯỞNG PHÒNG", "PHÓ TRƯỞNG BAN", "PHÓ CỤC TRƯỞNG", "PHÓ VỤ TRƯỞNG",
    "PHÓ CHI CỤC TRƯỞNG", "PHÓ CHÁNH THANH TRA", "PHÓ BÍ THƯ", "PHÓ VIỆN TRƯỞNG", "PHÓ HIỆU TRƯỞNG",
    "PHÓ TỔNG CỤC TRƯỞNG", "PHÓ TỔNG THANH TRA", "PHÓ GIÁM ĐỐC PHỤ TRÁCH", "PHÓ TRƯỞNG PHÒNG PHỤ TRÁCH",
    "PHÓ BÍ THƯ THƯỜNG TRỰC", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC",
)  # fmt: skip
_ABBREVIATIONS = frozenset(
    {"UBND", "HĐND", "MTTQ", "BCĐ", "BCH", "BTV", "TM", "KT", "TL", "TUQ", "Q", "TP"}
)
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?P<coda>ch?|m|ng?|nh|p|t)?"
)
_STOPS = frozenset({"c", "ch", "p", "t"})
_TONED = frozenset("\u0301\u0323")
"""Acute and dot below: a syllable that ends in a stop has one of them."""
_SHORTEST = 6
_WRONG_IN = 6
"""One wrong letter is allowed in so many."""
_DAMAGE = 3
"""Letters that a seal may take from the line below a head's title."""
_OFFICE = "VĂN PHÒNG"
_ORDERED = re.compile(r"T/?L\b|TUQ\b")
_INK_WORDS = 3
"""Words made of a signature or seal that may stand before or behind the title."""


@cache
def _known() -> dict[str, str]:
    """Every line as printed, by its letters."""
    lines = [f"{sign}{office}" for office in _OFFICES for sign in _SIGNS_FOR]
    lines += [f"{sign}{office}" for office in _DEPUTIES for sign in ("", "TUQ. ", "TL. ")]
    return {_letters(line): line for line in lines}


@cache
def _words() -> frozenset[str]:
    return frozenset(re.findall(r"\w+", " ".join(_known().values())))


def mend_title(text: str) -> str | None:
    """The line as the decree prints it, where damage hides one of the known offices.

    A line that is clean, or like no office, comes back as it is; None for ink without words.

    >>> mend_title("GNÁNH VĂN PHÒNG"), mend_title("KƑ.RQ TRƯỞNG, CHỦ NHIỆM")
    ('CHÁNH VĂN PHÒNG', 'KT. BỘ TRƯỞNG, CHỦ NHIỆM')
    >>> mend_title("Z ø hả CH ÁNH VĂN PHÒNG"), mend_title("__——-IM. ỦY BAN NHÂN DÂN")
    ('CHÁNH VĂN PHÒNG', 'TM. ỦY BAN NHÂN DÂN')
    >>> mend_title("PHÓ CHỦ TỊCH"), mend_title("SỞ NÔNG NGHIỆP"), mend_title("¬ M Ầ 1J")
    ('PHÓ CHỦ TỊCH', 'SỞ NÔNG NGHIỆP', None)
    >>> mend_title("PHÓ BÍ THƯ THƯỜNG TRỰC"), mend_title("PHÓ CHỦ TỊCH UBND HUYỆN")
    ('PHÓ BÍ THƯ THƯỜNG TRỰC', 'PHÓ CHỦ TỊCH UBND HUYỆN')
    >>> mend_title("TRƯỞNG, CHỦ NHIỆM")
    'BỘ TRƯỞNG, CHỦ NHIỆM'
    """
    words = re.findall(r"\w+", text)
    if not words:
        return None
    party = _PARTY_SIGN.match(text)
    if party and _words().issuperset(re.findall(r"\w+", text[party.end() :])):
        return text
    same = _known().get(_letters(text))
    if same is not None:
        return text if _words().issuperset(words) else same
    found = _nearest(text)
    if found is not None:
        return found
    return text if _is_print(text) else None


def whole_titles(lines: Sequence[str]) -> list[str]:
    """Lines of authority and office over a name, each telling what seals hide of its neighbour.

    A deputy signs for a head: below "KT. X" stands "PHÓ X", above "PHÓ X" the same X.

    >>> whole_titles(["KT. THỦ TƯỚNG", "THỦ TƯỚNG"]), whole_titles(["HỦ TỊCH", "PHỔ Ủ T ỊCH"])
    (['KT. THỦ TƯỚNG', 'PHÓ THỦ TƯỚNG'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'])
    >>> whole_titles(["T/L BAN THƯỜNG VỤ", "VĂN PHÒNG"])
    ['T/L BAN THƯỜNG VỤ', 'CHÁNH VĂN PHÒNG']
    >>> whole_titles(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
    ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']
    """
    found: list[str] = []
    for line in lines:
        title = mend_title(line)
        if found and (deputy := _deputy_of(found[-1])):
            head = found[-1].removeprefix("KT. ")
            signs_for = found[-1] != head
            near = Levenshtein.distance(_letters(line), _letters(deputy), score_cutoff=_DAMAGE)
            if title == deputy or near <= _DAMAGE or (signs_for and title and head.endswith(title)):
                found[-1] = f"KT. {head}"
                title = deputy
        if title == _OFFICE and found and _ORDERED.match(found[-1]):
            title = f"CHÁNH {_OFFICE}"
        if title:
            found.append(title)
    return found


def _deputy_of(title: str) -> str | None:
    """Who signs for the head that a line names: "KT. CHỦ TỊCH" or "CHỦ TỊCH"."""
    head = title.removeprefix("KT. ")
    if head == "BỘ TRƯỞNG":
        return "THỨ TRƯỞNG"
    deputy = f"PHÓ {head.rpartition(', ')[2]}"
    return deputy if head in _OFFICES and deputy in _DEPUTIES else None


def is_title(text: str) -> bool:
    """Whether a line holds an office, damaged or not.

    >>> is_title("KƑ. CHỦ TICH"), is_title("Lưu: VT")
    (True, False)
    """
    words = re.findall(r"\w+", text)
    return bool(words) and (_words().issuperset(words) or _nearest(text) is not None)


def _nearest(text: str) -> str | None:
    """The known line that the words, or all but a few at either end, are closest to."""
    words = text.split()
    everything = len(_letters(text))
    whole = all(map(_is_printed, words))
    best: tuple[float, str] | None = None
    for start in range(min(_INK_WORDS + 1, len(words))):
        for end in range(len(words), max(start, len(words) - _INK_WORDS - 1), -1):
            if any(map(_is_printed, (*words[:start], *words[end:]))):
                continue
            letters = _letters(" ".join(words[start:end]))
            if len(letters) < _SHORTEST:
                continue
            for known, line in _known().items():
                if whole and len(line.split()) < len(words):
                    continue  # print says more than the known office: "CHÁNH VĂN PHÒNG BỘ"
                allowed = max(len(known) // _WRONG_IN, 1)
                wrong = Levenshtein.distance(letters, known, score_cutoff=allowed)
                if wrong > allowed:
                    continue
                # Letters left out count as half wrong, so that a longer title goes first.
                cost = wrong + (everything - len(letters)) / 2
                if best is None or cost < best[0]:
                    best = (cost, line)
    return best[1] if best else None


def _is_printed(word: str) -> bool:
    """Whether a word in capitals is a Vietnamese syllable or an abbreviation: no ink gives one.

    >>> [_is_printed(word) for word in ("THƯỜNG", "UBND", "GNÁNH", "TICH", "hả")]
    [True, True, False, False, False]
    """
    core = word.strip(".,;:")
    if core in _ABBREVIATIONS:
        return True
    match = _SYLLABLE.fullmatch(skeleton(core)) if core.isupper() and len(core) > 1 else None
    if match is None:
        return False
    return match["coda"] not in _STOPS or not _TONED.isdisjoint(unicodedata.normalize("NFD", core))


def _letters(text: str) -> str:
    return "".join(char for char in skeleton(text) if char.isalpha())


def _is_print(text: str) -> bool:
    """Words of letters alone; what a pen leaves has signs, digits and single letters."""
    words = re.findall(r"[^\s.,;/()-]+", text)
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return len(letters) >= 2 and len(letters) >= len(words) - 1
