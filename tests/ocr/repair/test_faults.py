"""A text without confidences: whether it is faulty is found out, and which letters it confuses."""

from __future__ import annotations

import math

import pytest

from ocr.repair import Repairer, Token
from ocr.repair.damage import Damage
from ocr.repair.faults import Faults, change

CLEAN = """Chủ tịch Ủy ban nhân dân huyện yêu cầu các phòng, ban, đơn vị tập trung thực hiện:
1. Văn phòng tổng hợp kết quả thực hiện, báo cáo Thường trực Huyện ủy trước ngày 31/10/2024.
2. Phòng Tài chính - Kế hoạch thẩm định dự toán, tham mưu bổ sung kinh phí để tổ chức thực hiện.
3. Phòng Nội vụ kiểm tra việc chấp hành kỷ luật, kỷ cương hành chính; đẩy mạnh chuyển đổi số.
"""
FAULTY = CLEAN.translate(str.maketrans("ểổẩ", "ếốấ"))


def test_faults_of_a_poor_scan_are_found_out_and_mended(repairer: Repairer) -> None:
    assert FAULTY != CLEAN
    lines = [[Token(word) for word in line.split()] for line in FAULTY.split("\n")]
    assert repairer.repair(lines).damage == Damage.VIETNAMESE
    assert repairer.repair_text(FAULTY) == CLEAN


def test_a_slip_of_the_author_is_left_alone(repairer: Repairer) -> None:
    text = CLEAN.replace("tổng hợp", "tống hợp")
    lines = [[Token(word) for word in line.split()] for line in text.split("\n")]
    assert repairer.repair(lines).damage is None
    assert repairer.repair_text(text) == text


@pytest.mark.parametrize("times", [1, 5])
def test_clean_text_has_no_faults(repairer: Repairer, times: int) -> None:
    assert repairer.repair_text(CLEAN * times) == CLEAN * times


def test_a_mended_word_keeps_what_was_read_as_its_rival(repairer: Repairer) -> None:
    lines = [[Token(word) for word in line.split()] for line in FAULTY.split("\n")]
    words = [word for line in repairer.repair(lines).lines for word in line]
    changed = [word for word in words if word.text == "tổng"]
    assert [word.runner_up for word in changed] == ["tống"]
    assert all(0.6 <= word.probability <= 1.0001 for word in changed)


def test_one_letter_that_differs() -> None:
    assert change("tổ", "tố") == ("ổ", "ố")
    assert change("chuyển", "chuyên") == ("ể", "ê")
    assert change("tổng", "tông ") is None
    assert change("đổi", "dối") is None
    assert change("ta", "ta") is None


def test_the_price_of_a_change_follows_its_share_of_the_printed_letter() -> None:
    faults = Faults()
    for _ in range(40):
        faults.count("kiếm", [("kiểm", 0.9), ("kiếm", 0.1)])
        faults.count("kiểm", [("kiểm", 1.0)])
    # 36 of 76 printed ể, with 20 letters of the usual price beside them
    expected = math.log((36 + 20 * math.exp(-6)) / (76 + 20))
    assert faults.price("biểu", "biếu", -6.0) == pytest.approx(expected)
    assert faults.price("tổ", "tố", -6.0) == -6.0
    assert faults.price("kiểm", "kiem ", -6.0) == -6.0
    assert faults.price("biểu", "biếu", -0.1) == -0.1


def test_no_change_is_likelier_than_most_of_its_letter() -> None:
    faults = Faults()
    for _ in range(500):
        faults.count("kiếm", [("kiểm", 1.0)])
    assert faults.price("biểu", "biếu", -6.0) == pytest.approx(math.log(0.6))
