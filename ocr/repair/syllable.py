"""The Vietnamese syllable: onset, rime, tone, and where the tone mark stands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ONSETS = (
    "ngh",
    "ng",
    "nh",
    "n",
    "gh",
    "gi",
    "g",
    "kh",
    "k",
    "ch",
    "c",
    "ph",
    "p",
    "qu",
    "th",
    "tr",
    "t",
    "b",
    "d",
    "đ",
    "h",
    "l",
    "m",
    "r",
    "s",
    "v",
    "x",
)
"""Longest first where one begins another."""

_RIMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êc",
        "êch",
        "êm",
        "ên",
        "êng",
        "ênh",
        "êp",
        "êt",
        "êu",
        "i",
        "ia",
        "ich",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "o",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăt",
        "oc",
        "oe",
        "oen",
        "oeo",
        "oet",
        "oi",
        "om",
        "on",
        "ong",
        "ooc",
        "oong",
        "op",
        "ot",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "ua",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uc",
        "uê",
        "uêch",
        "uên",
        "uênh",
        "ui",
        "um",
        "un",
        "ung",
        "uơ",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "up",
        "ut",
        "uy",
        "uya",
        "uych",
        "uyên",
        "uyêt",
        "uyn",
        "uynh",
        "uyp",
        "uyt",
        "uyu",
        "ư",
        "ưa",
        "ưc",
        "ưi",
        "ưm",
        "ưn",
        "ưng",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
        "ưt",
        "ưu",
        "y",
        "yêm",
        "yên",
        "yêng",
        "yêt",
        "yêu",
    ]
)
_TONES = {"\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5}
_STOPS = ("c", "ch", "p", "t")
_LATE_Y = re.compile(r"(?<!q)u([ỳýỷỹỵ])$")
_LATE_A = re.compile(r"o([àáảãạèéẻẽẹ])$")
_EARLY = str.maketrans("ỳýỷỹỵàáảãạèéẻẽẹ", "ùúủũụòóỏõọòóỏõọ")


def settle_tone(word: str) -> str:
    """The tone mark of a lower-case syllable on the vowel where the decree's samples print it.

    >>> settle_tone("hoà"), settle_tone("uỷ"), settle_tone("quý"), settle_tone("hoàn")
    ('hòa', 'ủy', 'quý', 'hoàn')
    """
    if found := _LATE_Y.search(word):
        return word[: found.start()] + found[1].translate(_EARLY) + "y"
    if found := _LATE_A.search(word):
        last = unicodedata.normalize("NFD", found[1])[0]
        return word[: found.start()] + found[1].translate(_EARLY) + last
    return word


@lru_cache(maxsize=65536)
def divide(word: str) -> tuple[str, str] | None:
    """Onset and marked rime of a lower-case Vietnamese syllable; None for anything else.

    >>> divide("nghiệp"), divide("ủy"), divide("quyết")
    (('ngh', 'iệp'), ('', 'ủy'), ('qu', 'yết'))
    >>> divide("quyét"), divide("hàhc")
    (None, None)
    """
    for onset in (*ONSETS, ""):
        if word.startswith(onset) and _is_rime(word[len(onset) :]):
            return onset, word[len(onset) :]
    return None


def is_syllable(word: str) -> bool:
    """Whether a lower-case word could be a Vietnamese syllable, in either tone placement.

    >>> is_syllable("thẩm"), is_syllable("hoà"), is_syllable("két"), is_syllable("luin")
    (True, True, True, False)
    """
    return divide(settle_tone(word)) is not None


@lru_cache(maxsize=8192)
def _is_rime(rime: str) -> bool:
    letters, tones = [], []
    for char in unicodedata.normalize("NFD", rime):
        if char in _TONES:
            tones.append(_TONES[char])
        else:
            letters.append(char)
    bare = unicodedata.normalize("NFC", "".join(letters))
    if bare not in _RIMES or len(tones) > 1:
        return False
    stopped = bare.endswith(_STOPS)
    return tones in ([2], [5]) if stopped else True
