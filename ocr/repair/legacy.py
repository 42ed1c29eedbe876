"""Texts typed for the fonts of before Unicode (TCVN3, VNI), and UTF-8, read as Latin letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TCVN_READ: Final = (
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§"
)
_TCVN_MEANT: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
_TCVN: Final = str.maketrans(_TCVN_READ, _TCVN_MEANT)
_TONES: Final = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_SHAPES: Final = {
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323", "ê": "\u0306", "è": "\u0306\u0300",
    "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_ALONE: Final = {
    "ö": "ư",
    "ô": "ơ",
    "ñ": "đ",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_VNI_PAIR: Final = re.compile("([aeoôöuy])([øùûõï])|([aeo])([âàáåãä])|(a)([êèéúüë])", re.IGNORECASE)
"""A tone behind any vowel, a circumflex behind a, e and o, a breve behind a."""
_BYTES: Final = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252", "replace"): byte for byte in range(0x80, 0xA0)
}
"""The byte of each character that Latin-1 or Windows-1252 makes of one above 127."""
_BEHIND: Final = "".join(char for char, byte in _BYTES.items() if byte < 0xC0 and char != "\ufffd")
_UTF8: Final = re.compile(f"[\u00c2-\u00c6][{_BEHIND}]|[\u00e1\u00e2][{_BEHIND}]{{2}}")
"""Two and three bytes of the letters and signs that Vietnamese is written with."""
_FEWEST: Final = 3


def from_utf8(text: str) -> str:
    """A text whose UTF-8 was read as Windows-1252, read aright; any other text as it is.

    It has three characters of more than one byte at least, and few that are none of them.

    >>> from_utf8("Cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a Viá»‡t Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    >>> from_utf8("Cộng hòa xã hội"), from_utf8("Céng hßa x· héi chñ nghÜa")
    ('Cộng hòa xã hội', 'Céng hßa x· héi chñ nghÜa')
    """
    count = 0

    def decoded(found: re.Match[str]) -> str:
        nonlocal count
        try:
            char = bytes(_BYTES[char] for char in found[0]).decode()
        except UnicodeDecodeError:
            return found[0]
        count += 1
        return char

    converted = _UTF8.sub(decoded, text)
    others = sum(not char.isascii() for char in converted) - count
    return converted if count >= _FEWEST and others < count else text


def from_tcvn3(text: str) -> str:
    """Unicode of a text in TCVN3 read as Latin-1. Its marked capitals are small letters.

    >>> from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    return unicodedata.normalize("NFC", text.translate(_TCVN))


def from_vni(text: str) -> str:
    """Unicode of a text in VNI read as Latin-1.

    >>> from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñöôøng phoá")
    'Cộng hòa xã hội chủ nghĩa Việt Nam, đường phố'
    """

    def pair(found: re.Match[str]) -> str:
        base, sign = (part for part in found.groups() if part is not None)
        sign = sign.lower()
        marks = _TONES.get(sign) or _SHAPES[sign]
        return _alone(base) + marks

    parts: list[str] = []
    at = 0
    for found in _VNI_PAIR.finditer(text):
        parts.extend((_spell(text[at : found.start()]), pair(found)))
        at = found.end()
    parts.append(_spell(text[at:]))
    return unicodedata.normalize("NFC", "".join(parts))


def _spell(text: str) -> str:
    return "".join(_alone(char) for char in text)


def _alone(char: str) -> str:
    meant = _ALONE.get(char.lower())
    if meant is None:
        return char
    return meant.upper() if char.isupper() else meant
