"""A notice as its author writes it, before it is laid out on pages."""

from __future__ import annotations

from models.base import Record


class Letterhead(Record):
    """The two columns at the head of page 1 (Nghị định 30/2020, Phụ lục I, ô 1 to 4)."""

    parent: tuple[str, ...] = ()
    """Lines of the parent body, capitals, not bold."""
    issuer: tuple[str, ...]
    """Lines of the issuing body, bold capitals."""
    number: str | None = None
    """``Số: 15/TB-VP``."""
    place_date: str | None = None
    """``Hà Nội, ngày 05 tháng 8 năm 2024``."""
    subject: tuple[str, ...] = ()
    """Lines of "V/v …" under the number of an official letter."""
    preprinted: bool = False
    """Whether the letterhead is a picture on the paper: it is seen, but is no text."""


class Paragraph(Record):
    """One paragraph of the body, either as running text or line by line as printed."""

    text: str = ""
    lines: tuple[str, ...] = ()
    """Fixed lines; where given, ``text`` is not set."""
    bold: bool = False
    italic: bool = False
    indent: float | None = None
    """First-line indent in points; None is the sheet's."""
    new_page: bool = False
    keep: bool = False
    """Whether the paragraph stays on the page of the next one (headings)."""


class Draft(Record):
    """A whole notice."""

    letterhead: Letterhead | None = None
    urgency: str | None = None
    """``KHẨN``, ``THƯỢNG KHẨN`` or ``HỎA TỐC``, framed in red at the upper left."""
    kind: str | None = "THÔNG BÁO"
    title: tuple[str, ...] = ()
    """Lines of the trích yếu as printed; a single long one is wrapped."""
    addressees: tuple[str, ...] = ()
    """"Kính gửi" of an official letter."""
    body: tuple[Paragraph, ...] = ()
    recipients: tuple[str, ...] = ()
    """Lines of "Nơi nhận" with dash and final mark."""
    authority: tuple[str, ...] = ()
    """``KT. CHÁNH VĂN PHÒNG``, ``PHÓ CHÁNH VĂN PHÒNG``."""
    signer: str | None = None
