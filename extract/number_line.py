"""Number and symbol of a document: the line "Số: …", as it is printed and as ink leaves it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from extract.letters import LOWER, UPPER
from extract.skeleton import skeleton
from models.notice import Flag
from models.reading import LineRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.segments import Segment
    from models.reading import Line, Reading

_SYMBOL = r"[a-z][a-z&.]{0,11}\d{0,3}(?:\s?[-/]\s?[a-z&.]{1,14}\d{0,3}(?:,[a-z]{2,6})*){0,4}"
_SO = r"[s5][o06bde](?:\s?/\s?no\.?)?"
"""The word "Số", also as a recogniser misreads it; letterheads in two languages have "Số/No"."""
_INK = r"[^/,]{1,7}?"
"""What is made of a number written by hand: no value, but the line is what it is."""
_TYPES = "TB|CT|KH|CĐ|KL|QĐ|BC|NQ|HD|TTr|CTr|CTPH|GM|BB|PA|ĐA"
_PLAIN_TYPES = skeleton(_TYPES)
_NUMBER = re.compile(
    rf"^{_SO}\s*[:.;]?\s*(?:[-_.'|~]{{1,2}}(?=\d))?(?:(?P<number>\d(?:[\d ]*\d)?)?(?P<letter>[a-z]?)|{_INK})\s*(?P<year>/\s?(?:19|20)\d\d)?"
    rf"\s*[.…_]*\s*[/-]\s*(?P<symbol>{_SYMBOL})"
)
_GLUED = re.compile(
    rf"^{_SO}\s*[:.;]?\s*(?P<number>\d{{1,5}})\s?(?P<letter>)(?P<year>)(?P<symbol>(?:{_PLAIN_TYPES})\s?-\s?[a-z]{{2,14}}(?:\s?-\s?[a-z]{{1,12}})?)\s*$"
)
"""A stroke that recognition lost before the type: "Số: 05CT-UBND"."""
_BARE = re.compile(r"^so\s*[:.]\s*(?P<number>\d(?:[\d ]*\d)?)?\s*[.…]*\s*$")
_LABELLED = re.compile(rf"^{_SO}\s*[:.;]\s*(?:\S+\s*){{1,4}}$")
_CAPITALS = re.compile(rf"[{UPPER}]{{2}}")
_TYPE_BEHIND_INK = re.compile(
    rf"^\D*?(?:(?P<number>\d{{1,5}})/)?[^/]{{0,6}}?(?P<symbol>(?:{_TYPES})\s?[-–]\s?[A-ZĐ&a-z]{{2,14}}(?:\s?[-–]\s?[A-ZĐ&]{{1,12}})?)\s*$"
)
"""Ink between label and type: "Số: 87/7TB-UBND", "Số: 2ZTB-VP"."""
_BODY_BEHIND_INK = re.compile(
    rf"(?P<body>[{UPPER}][{UPPER}{LOWER}&]{{1,11}})(?P<rest>(?:\s?[-–]\s?[A-ZĐ&]{{1,12}}\d?){{1,2}})\s*$"
)
_LONE_SYMBOL = re.compile(
    r"^.{1,12}?\s(?P<symbol>(?:tb|ct|qd|kh|cd|bc|nq|hd|kl|ttr)\s?[-–]\s?[a-z]{2,14}(?:\s?[-–]\s?[a-z]{2,12})?)$"
)
"""A number line of which ink or a stamp left the symbol only: "S A S2 TB-VPCP"."""
_ODD_LETTER = re.compile(rf"(?![A-ZĐƯ])[{UPPER}]")
"""A capital with marks, which no symbol has."""
_SHORTEST: Final = 3
"""Initials of a body in a symbol."""
_UNSURE: Final = 0.8
_BLIND: Final = 0.5
"""Confidence under which digits that stand apart, where a pen writes them, are no value."""
_BROKEN: Final = 0.6
"""The same where blanks break the digits."""
_DIGITS = re.compile(r"\d")


class Registered(NamedTuple):
    """Number and symbol of a document."""

    number: str | None
    symbol: str | None


def is_number_line(text: str) -> bool:
    """Whether a line of the letterhead is that of number and symbol, damaged or not.

    >>> is_number_line("Số: 565 /TB-UBND"), is_number_line("Số: 3(/#ÝPCP-NN"), is_number_line("Sổ tay")
    (True, True, False)
    """
    bones = " ".join(skeleton(text).split())
    if any(rule.match(bones) for rule in (_NUMBER, _GLUED, _BARE)):
        return True
    return _LABELLED.match(bones) is not None and _CAPITALS.search(text[2:]) is not None


def is_lone_symbol(piece: Segment) -> bool:
    """Whether a doubtful line holds a symbol and nothing else that can be read."""
    return piece.confidence < _UNSURE and _LONE_SYMBOL.match(piece.bones) is not None


def read_number_line(text: str, issuer: str = "") -> Registered:
    """Number and symbol of the line "Số: …"; a blank number is None.

    Args:
        text: the line
        issuer: name of the issuing body, whose initials begin the symbol of a letter

    >>> read_number_line("Số: 565 /TB-UBND"), read_number_line("Số:15/TB–UBND")
    (Registered(number='565', symbol='TB-UBND'), Registered(number='15', symbol='TB-UBND'))
    >>> read_number_line("Số:      /CT-UBND"), read_number_line("Số 127-KL/TW")
    (Registered(number=None, symbol='CT-UBND'), Registered(number='127', symbol='KL/TW'))
    >>> read_number_line("Số: 12/SGD&ĐT-VP"), read_number_line("Số: 1 53 / TB - VPCP")
    (Registered(number='12', symbol='SGD&ĐT-VP'), Registered(number='153', symbol='TB-VPCP'))
    >>> read_number_line("5ð: 60/TB-VPUBND"), read_number_line("Số: Z2ð /TB-UBND")
    (Registered(number='60', symbol='TB-VPUBND'), Registered(number=None, symbol='TB-UBND'))
    >>> read_number_line("Số: 05CT-UBND"), read_number_line("S A S2 TB-VPCP")
    (Registered(number='05', symbol='CT-UBND'), Registered(number=None, symbol='TB-VPCP'))
    >>> read_number_line("Số: -1804/SNV-CCVC")
    Registered(number='1804', symbol='SNV-CCVC')
    >>> read_number_line("Số: 87/7TB-UBND"), read_number_line("Số: 2ZTB-VP")
    (Registered(number='87', symbol='TB-UBND'), Registered(number=None, symbol='TB-VP'))
    >>> read_number_line("Số: 3(/#ÝPCP-NN", "Văn phòng Chính phủ")
    Registered(number=None, symbol='VPCP-NN')
    >>> read_number_line("Số: /ÝPCP-NN", "Văn phòng Chính phủ").symbol
    'VPCP-NN'
    >>> read_number_line("Số: ?292@YT-NVY", "Sở Y tế tỉnh Trường Sa")
    Registered(number=None, symbol='SYT-NVY')
    >>> read_number_line("Số: /CTPH-LĐLĐ-SVH,TT,DL")
    Registered(number=None, symbol='CTPH-LĐLĐ-SVH,TT,DL')
    """
    plain = " ".join(text.split())
    bones = skeleton(plain)
    match = _GLUED.match(bones) or _NUMBER.match(bones) or _BARE.match(bones)
    if not match or _is_stroke_of_ink(match):
        return _behind_ink(plain, issuer)
    number = "".join((match["number"] or "").split()) or None
    if "symbol" not in match.re.groupindex:
        return Registered(number, None)
    if number and match["letter"]:
        number += plain[match.start("letter") : match.end("letter")]
    symbol = _joined(plain[match.start("symbol") : match.end("symbol")])
    if _ODD_LETTER.search(symbol) and (mended := _by_initials(symbol, issuer)):
        symbol = mended
    if match["year"]:
        symbol = "".join(match["year"].split()).lstrip("/") + "/" + symbol
    return Registered(number, symbol)


def _is_stroke_of_ink(match: re.Match[str]) -> bool:
    """A hyphen follows the number where the symbol has a stroke ("127-TB/TU"), else it is its own."""
    if "symbol" not in match.re.groupindex or match["number"] or "/" in match["symbol"]:
        return False
    return "/" not in match.string[: match.start("symbol")]


def _behind_ink(plain: str, issuer: str) -> Registered:
    """What can be told of a line whose number or stroke cannot be read."""
    lone = _LONE_SYMBOL.match(skeleton(plain))
    if lone:
        return Registered(None, _joined(plain[lone.start("symbol") :]))
    if not _LABELLED.match(skeleton(plain)):
        return Registered(None, None)
    if typed := _TYPE_BEHIND_INK.match(plain[2:]):
        return Registered(typed["number"], _joined(typed["symbol"]))
    return Registered(None, _by_initials(plain[2:], issuer))


def _by_initials(text: str, issuer: str) -> str | None:
    """A symbol that ends the text, its first part as the initials of the issuing body."""
    body = _BODY_BEHIND_INK.search(text)
    initials = "".join(word[0] for word in issuer.split() if word[0].isalpha()).upper()
    for length in range(len(initials), _SHORTEST - 1, -1) if body else ():
        # The place behind the name of the body has no part in its symbol.
        known = initials[:length]
        if body and Levenshtein.distance(body["body"].upper(), known) <= 1:
            return known + _joined(body["rest"])
    return None


def _joined(symbol: str) -> str:
    """A symbol without blanks, every stroke as the decree prints it."""
    return re.sub(r"\s?([-–—−/])\s?", lambda match: "/" if match[1] == "/" else "-", symbol).rstrip(
        ".-/, "
    )


def read_number(
    reading: Reading, piece: Segment | None, issuer: str
) -> tuple[Registered, list[Flag]]:
    """Number and symbol with what a clerk should look at.

    Digits written by hand and hardly read are no value: the flag tells what they looked like.
    """
    if piece is None:
        return Registered(None, None), []
    found = read_number_line(piece.text, issuer)
    if found.number is None:
        seen = _written(reading, piece)
        flag = (
            Flag(code="number_by_hand", field="number", detail=seen)
            if seen
            else Flag(code="number_missing", field="number")
        )
        return found, [flag]
    sure, apart, pieces = _sureness(piece.line)
    if (apart and sure < _BLIND) or (pieces > 1 and sure < _BROKEN):
        flag = Flag(code="number_by_hand", field="number", detail=found.number)
        return found._replace(number=None), [flag]
    if sure < _UNSURE:
        return found, [Flag(code="read_unsurely", field="number", detail=found.number)]
    return found, []


def _sureness(line: Line) -> tuple[float, bool, int]:
    """Least confidence of the words with digits, whether they stand apart, how many they are."""
    digits = [word for word in line.words if _DIGITS.search(word.text)]
    if not digits:
        return 1.0, False, 0
    apart = not any(re.search(r"[/-]\s*[A-ZĐ]", word.text) for word in digits)
    return min(word.confidence for word in digits), apart, len(digits)


def _written(reading: Reading, piece: Segment) -> str | None:
    """What was made of handwriting on the number's line; None where nothing is written."""
    lines: Sequence[Line] = reading.pages[piece.place.page - 1].lines
    own = piece.line.box
    for line in lines:
        if line.role is LineRole.HANDWRITING and line.column == 0 and line.box and own:
            middle = (line.box.top + line.box.bottom) / 2
            if own.top < middle < own.bottom and any(map(str.isalnum, line.text)):
                return line.text
    return None
