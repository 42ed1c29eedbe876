"""Signature stamps: who signed and when, exact text that is no part of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models import Box, Stamp
from models.text import single_blanks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.words import ReadWord

_BEGIN = re.compile(
    r"(?:Người ký|Ký bởi|Được ký bởi|Ký số bởi|Signed by|Digitally signed by)\s*:", re.IGNORECASE
)
_SIGNER = re.compile(
    r"(?:Người ký|Ký bởi|Được ký bởi|Ký số bởi|Signed by|Digitally signed by)\s*:\s*(.+?)"
    r"(?=\s*(?:Email|E-mail|Cơ quan|Chức vụ|Thời gian|Ngày ký|Date|DN)\b|$)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"Cơ quan\s*:\s*(.+?)(?=\s*(?:Email|Chức vụ|Thời gian|Ngày ký|Người ký)\b|$)", re.IGNORECASE
)
_TIME = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})\s*([+-]\d{2}:?\d{2})?"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def is_stamp(text: str) -> bool:
    """Whether a piece of text is a signature stamp.

    >>> is_stamp("Người ký: CỔNG THÔNG TIN Thời gian ký: 11.04.2024 16:18:30 +07:00")
    True
    >>> is_stamp("565"), is_stamp("hoàn thành trước ngày 30/4/2024")
    (False, False)
    """
    marks = (_BEGIN.search(text), _TIME.search(text), _MAIL.search(text))
    return sum(mark is not None for mark in marks) >= 2 or (
        marks[0] is not None and len(text) < 300
    )


def parse_stamp(text: str, page: int, box: Box | None = None) -> Stamp:
    """Signer, agency and time of a stamp.

    >>> stamp = parse_stamp("Ký bởi: UBND tỉnh A Cơ quan: Tỉnh A Thời gian ký: 15/01/2025 17:10:17", 1)
    >>> stamp.signer, stamp.agency, stamp.signed_at
    ('UBND tỉnh A', 'Tỉnh A', '2025-01-15T17:10:17')
    """
    plain = single_blanks(text)
    signer = _SIGNER.search(plain)
    agency = _AGENCY.search(plain)
    named = signer[1].strip() if signer else None
    if named is None and (mail := _MAIL.search(plain)):
        named = plain[: mail.start()].strip() or None
    return Stamp(
        text=plain,
        page=page,
        box=box,
        signer=named,
        agency=agency[1].strip() if agency else None,
        signed_at=_signed_at(plain),
    )


def _signed_at(text: str) -> str | None:
    found = _TIME.search(text)
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(part) for part in found.groups()[:6])
    if not (1 <= day <= 31 and 1 <= month <= 12 and hour < 24 and minute < 60 and second < 60):
        return None
    zone = found[7] or ""
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"


def box_of(words: Sequence[ReadWord]) -> Box | None:
    """The box around the words."""
    if not words:
        return None
    return Box(
        left=min(w.left for w in words),
        top=min(w.top for w in words),
        right=max(w.right for w in words),
        bottom=max(w.bottom for w in words),
    )
