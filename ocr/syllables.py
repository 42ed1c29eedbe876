"""Is it Vietnamese? Judged by the build of its syllables, marked or not."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from models.text import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
_RHYME = (
    "(?:oang|oanh|oach|oeo|oong|uyen|uyet|uynh|uych|uyu|uya|uong|uonc|ieng|iec|ieu|iem|ien|iep|iet|"
    "yeu|yem|yen|yet|yeng|uoc|uoi|uom|uon|uop|uot|uou|oac|oai|oam|oan|oap|oat|oay|oao|oen|oet|oem|"
    "uan|uat|uang|uac|uay|uai|uenh|uech|uen|ueu|anh|ach|ang|enh|ech|eng|inh|ich|ong|ung|"
    "oa|oe|ua|ue|ui|uo|uu|uy|uyt|uyn|uyp|ia|ie|iu|ya|ai|ao|au|ay|eo|eu|oi|"
    "[aeiouy][cmnpt]|[aeiouy])"
)
_SKELETON = re.compile(f"{_ONSET}{_RHYME}")
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHAPES = {"\u0302", "\u0306", "\u031b"}
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_LEAST_SHARE = 0.5
_LEAST_WORDS = 4


def is_syllable(word: str) -> bool:
    """Whether the letters could stand in Vietnamese spelling, marks and all.

    >>> [is_syllable(w) for w in ("nghiêm", "quyết", "đồng", "quyét", "strong", "két", "thực")]
    [True, True, True, True, False, True, True]
    >>> is_syllable("cúộc")
    False
    """
    lower = unicodedata.normalize("NFC", word).lower()
    plain = strip_marks(lower)
    if not _SKELETON.fullmatch(plain):
        return False
    parts = unicodedata.normalize("NFD", lower)
    tones = [c for c in parts if c in _MARKS]
    if len(tones) > 1 or any(
        unicodedata.combining(c) and c not in _MARKS and c not in _SHAPES for c in parts
    ):
        return False
    # A syllable that ends in c, ch, p, t bears the tones sắc or nặng only.
    return not (_STOPPED.search(plain) and tones and tones[0] not in "\u0301\u0323")


def share(texts: Iterable[str]) -> tuple[float, float, int]:
    """Shares of words that are syllables by their skeleton and with their marks, and the count.

    Words of capitals only count neither way: abbreviations are no syllables.
    """
    total = skeletons = exact = 0
    for text in texts:
        for word in _LETTERS.findall(unicodedata.normalize("NFC", text)):
            if len(word) == 1 or (word.isupper() and len(word) <= 6):
                continue
            total += 1
            skeletons += bool(_SKELETON.fullmatch(strip_marks(word).lower()))
            exact += is_syllable(word)
    return (skeletons / total, exact / total, total) if total else (0.0, 0.0, 0)


def is_vietnamese(texts: Iterable[str]) -> bool:
    """Whether a text, damaged or not, can be Vietnamese at all.

    >>> is_vietnamese(["Ghi nhan su nd luc, quyét tim cia cac co quan, don vj trong viéc"])
    True
    >>> is_vietnamese(["Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed eiusmod"])
    False
    """
    skeletons, _, total = share(texts)
    return total >= _LEAST_WORDS and skeletons >= _LEAST_SHARE
