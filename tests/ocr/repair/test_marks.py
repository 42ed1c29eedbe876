"""Small faults of the Vietnamese model, mended by context and by its own confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ocr.repair import Token
from ocr.repair.marks import Verdict, _Spot, _verdict
from ocr.repair.token import Kind, Unit

if TYPE_CHECKING:
    from ocr.repair import Repairer


def mended(repairer: Repairer, text: str, doubtful: dict[str, float]) -> str:
    line = [Token(word, doubtful.get(word, 0.96)) for word in text.split()]
    return " ".join(word.text for word in repairer.repair([line], damage="vie").lines[0])


@pytest.mark.parametrize(
    ("read", "doubtful", "printed"),
    [
        ("tập trung triên khai", {"triên": 0.93}, "tập trung triển khai"),
        ("thuộc thâm quyền quản lý", {"thâm": 0.93}, "thuộc thẩm quyền quản lý"),
        ("Bộ Giáo đục và Đào tạo", {"đục": 0.9}, "Bộ Giáo dục và Đào tạo"),
        ("đại điện lãnh đạo Sở Tài chính", {"điện": 0.93}, "đại diện lãnh đạo Sở Tài chính"),
        ("giải quyêt hô sơ", {"quyêt": 0.8, "hô": 0.9}, "giải quyết hồ sơ"),
        ("kê hoạch năm 2024,", {"kê": 0.9}, "kế hoạch năm 2024,"),
    ],
)
def test_a_mark_too_many_or_too_few(
    repairer: Repairer, read: str, doubtful: dict[str, float], printed: str
) -> None:
    assert mended(repairer, read, doubtful) == printed


@pytest.mark.parametrize(
    "text",
    [
        "đồng chí Nguyễn Thị Thanh Thủy, Phó Chủ tịch UBND xã Ia Púch",
        "Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND huyện Đắk Tô",
        "phòng, chống tham nhũng, tiêu cực; đấu tranh với tội phạm",
        "Sở Lao động - Thương binh và Xã hội chủ trì, phối hợp",
    ],
)
def test_what_the_recogniser_is_sure_of_stays(repairer: Repairer, text: str) -> None:
    assert mended(repairer, text, {}) == text


def test_an_edit_names_what_was_read_and_how_likely_it_is(repairer: Repairer) -> None:
    line = [Token("tập", 0.96), Token("trung", 0.96), Token("triên", 0.9), Token("khai", 0.96)]
    word = repairer.repair([line], damage="vie").lines[0][2]
    assert (word.text, word.runner_up, word.review) == ("triển", "triên", False)
    assert 0.9 < word.probability <= 1


@pytest.mark.parametrize(
    ("read", "chance", "verdict"),
    [
        ("tri", 0.61, Verdict("trì", 0.61, "tri", review=False, changes=True)),
        ("tri", 0.55, Verdict("tri", 0.45, "trì", review=True)),
        ("tri", 0.45, Verdict("tri", 0.55, "trì", review=False)),
        ("Tri", 0.79, Verdict("Tri", 0.21, "Trì", review=True)),
        ("Tri", 0.81, Verdict("Trì", 0.81, "Tri", review=False, changes=True)),
        ("TRI", 0.61, Verdict("TRÌ", 0.61, "TRI", review=False, changes=True)),
    ],
)
def test_what_is_likely_enough_changes_and_what_is_doubtful_is_shown(
    read: str, chance: float, verdict: Verdict
) -> None:
    spot = _Spot(0, 0, Unit(read, Kind.WORD), ("tri", "trì"), (1, 2), (0.0, -1.0))
    # The rest of the chances is spread over others.
    chances = np.array([(1 - chance) / 3, chance], np.float32)
    found = _verdict(spot, np.array([0, 1]), chances)
    assert found._replace(probability=round(found.probability, 4)) == verdict


def test_digits_are_never_touched(repairer: Repairer) -> None:
    text = "Công văn số 1743/QĐ-BGTVT ngày 31/12/2024 đạt 35,35% và 18/22"
    low = dict.fromkeys(text.split(), 0.3)
    read = [char for char in text if char.isdigit()]
    assert [char for char in mended(repairer, text, low) if char.isdigit()] == read
