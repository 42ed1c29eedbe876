"""Vietnamese text in its canonical forms: NFC, without marks, folded for comparison."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """Unicode composed form.

    >>> nfc("Uỷ") == "Uỷ"
    True
    """
    return unicodedata.normalize("NFC", text)


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
