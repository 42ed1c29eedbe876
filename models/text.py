"""Vietnamese text in its canonical forms: NFC, without marks, folded for comparison."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HALF = re.compile("[\ud800-\udfff]")
"""What stands for the bytes of a name that is not UTF-8."""
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """Unicode composed form.

    >>> nfc("Uỷ") == "Uỷ"
    True
    """
    return unicodedata.normalize("NFC", text)


def printable(name: str) -> str:
    r"""A name in one line: no controls, no turn of direction, no half characters.

    >>> printable("TB\n286.pdf"), printable("\udcff.pdf"), printable("x\u202efdp.exe")
    ('TB_286.pdf', '�.pdf', 'x_fdp.exe')
    """
    return _UNPRINTABLE.sub("_", _HALF.sub("\ufffd", nfc(name)))


def single_blanks(text: str) -> str:
    r"""Runs of blanks and line ends become one blank, none at the ends.

    >>> single_blanks(" hồ  sơ\n")
    'hồ sơ'
    """
    return _BLANKS.sub(" ", text).strip()


def strip_marks(text: str) -> str:
    """The letters without their marks, case kept; same length for NFC input.

    >>> strip_marks("Đường Ủy ban")
    'Duong Uy ban'
    """
    plain = text.replace("đ", "d").replace("Đ", "D")
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Key for comparison and search: lower case, no marks, letters and digits only.

    >>> fold("Phòng Tài chính - Kế hoạch")
    'phong tai chinh ke hoach'
    """
    return _NOT_ALNUM.sub(" ", strip_marks(nfc(text)).lower()).strip()
