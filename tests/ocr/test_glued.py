"""Words that run together are parted where the network saw a blank; words and names are not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ocr.glued import parted


def pieces(text: str, *places: int, likely: float = -5.0, elsewhere: float = -14.0) -> list[str]:
    """The pieces where a blank is likely at some places."""
    blanks = [likely if at in places else elsewhere for at in range(1, len(text) + 1)]
    return [text[a:b] for a, b in pairwise([0, *parted(text, blanks), len(text)])]


@pytest.mark.parametrize(
    ("text", "places", "want"),
    [
        ("chếtạo", (3,), "chế tạo"),
        ("Têncơsở", (3, 5), "Tên cơ sở"),
        ("QUÂNLỰC", (4,), "QUÂN LỰC"),
        ("CƠQUANTÀICHÍNH", (2, 6, 9), "CƠ QUAN TÀI CHÍNH"),
        ("../2009/TT-BTCngày", (14,), "../2009/TT-BTC ngày"),
        ("mẫu,tên", (4,), "mẫu,tên"),
    ],
)
def test_words_fall_apart(text: str, places: tuple[int, ...], want: str) -> None:
    assert " ".join(pieces(text, *places)) == want


@pytest.mark.parametrize("text", ["trang", "TTg-NN", "TCVN", "UBTVQH12", "Kcgfx", "12", "", "b/c"])
def test_what_is_one_word_or_falls_into_none_stays(text: str) -> None:
    assert pieces(text, *range(1, len(text))) == [text]


def test_no_blank_no_parting() -> None:
    assert pieces("chếtạo") == ["chếtạo"]
