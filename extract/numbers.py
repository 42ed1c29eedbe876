"""Numbers as Vietnamese writes them: "." between thousands, "," before decimals, words."""

from __future__ import annotations

import re

_DECIMALS = r"(?:[,.]\d+|\s,\s?\d{1,2}(?!\d))"
NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{3}})+{_DECIMALS}?(?!\d)|\d+{_DECIMALS}?)"
"""A number in running text; a blank beside the decimal comma is a habit of recognition."""
COUNT = (
    r"(?:\d{1,3}|mot|hai|ba|bon|nam(?=\s+ngay)|sau(?=\s+(?:ngay|thang|tuan))|bay|tam|chin"
    r"|muoi\s+lam|hai\s+muoi|ba\s+muoi|muoi)(?:\s*\([^()]{1,20}\))?"
)
"""A small count in a skeleton: "03", "10 (mười)", "một"."""

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi lam": 15, "hai muoi": 20, "ba muoi": 30,
}  # fmt: skip


def read_number(text: str) -> float:
    """The value of a number that ``NUMBER`` matched.

    >>> read_number("1.983"), read_number("35 ,35"), read_number("452"), read_number("4.5")
    (1983.0, 35.35, 452.0, 4.5)
    """
    digits = "".join(text.split())
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    return float(digits.replace(",", "."))


def read_count(text: str) -> int:
    """The value of a count that ``COUNT`` matched.

    >>> read_count("10 (muoi)"), read_count("mot"), read_count("05"), read_count("muoi lam")
    (10, 1, 5, 15)
    """
    plain = " ".join(text.split("(", maxsplit=1)[0].split())
    return int(plain) if plain.isdigit() else _WORDS[plain]
