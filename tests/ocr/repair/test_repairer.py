"""What must hold for every text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.text import strip_marks
from ocr.repair import Repairer, Token
from ocr.repair.damage import Damage

CLEAN = (
    "Sau khi nghe Giám đốc Sở Tài chính báo cáo kết quả giải ngân vốn đầu tư công, "
    "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị khẩn trương hoàn thành hồ sơ."
)


@pytest.mark.parametrize("source", ["eng", "stripped"])
@given(
    text=st.text(
        st.sampled_from("aăâđeêioôơuưy tnhcg16é¢€.,;:()/-%0123456789\n\fUBND"), max_size=80
    )
)
@settings(max_examples=60, deadline=None)
def test_tokens_are_covered_once(repairer: Repairer, source: str, text: str) -> None:
    lines = [[Token(word) for word in line.split()] for line in text.split("\n")]
    repaired = repairer.repair(lines, damage=source)
    for line, words in zip(lines, repaired.lines, strict=True):
        assert [at for word in words for at in range(word.first, word.last)] == list(
            range(len(line))
        )
        assert all(0 <= word.probability <= 1.0001 for word in words)


@given(text=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_repaired(repairer: Repairer, text: str) -> None:
    repaired = repairer.repair_text(text)
    assert [c for c in repaired if c in "\n\f"] == [c for c in text if c in "\n\f"]


@given(numbers=st.lists(st.integers(20, 99_999), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_numbers_never_change(repairer: Repairer, numbers: list[int]) -> None:
    text = " chi tiéu va ".join(map(str, numbers))
    line = [Token(word) for word in text.split()]
    words = repairer.repair([line], damage="eng").lines[0]
    found = re.findall(r"\d+", " ".join(word.text for word in words))
    assert found == [str(number) for number in numbers]


@pytest.mark.parametrize("source", [None, *Damage])
@given(
    text=st.lists(
        st.one_of(
            st.from_regex(r"[(]?[0-9]{1,3}([.,/-][0-9]{1,4}){0,2}[%;.)]?", fullmatch=True),
            st.from_regex(r"[a-zđéA-Z]{0,2}[0-9][a-z0-9]{0,3}", fullmatch=True),
            st.sampled_from(
                [
                    "ngày",
                    "thang",
                    "nam2024",
                    "của",
                    "trình",
                    "16",
                    "6n",
                    "cd",
                    "so",
                    "hân",
                    "ủy",
                    "Chi",
                    "h°",
                    "T4",
                    "~",
                    "d)",
                    "(HDND)",
                ]
            ),
            st.text(max_size=4),
        ),
        max_size=14,
    ).map(" ".join)
)
@settings(max_examples=150, deadline=None)
def test_digits_never_change(repairer: Repairer, source: str | None, text: str) -> None:
    """The digits of each word stay, in order; or all of a phantom go, and the word is for review."""
    line = [Token(word) for word in text.split()]
    repaired = repairer.repair([line], damage=source)
    damage = repaired.damage if source is None else source
    # Raised digits are letters in the old fonts: "¹" is "ạ" in TCVN3.
    is_digit = str.isdecimal if damage in {"tcvn3", "vni"} else str.isdigit
    for word in repaired.lines[0]:
        read = "".join(token.text for token in line[word.first : word.last])
        have, left = ([c for c in t if is_digit(c)] for t in (read, word.text))
        if left != have:
            assert damage in {"eng", "stripped"}
            assert not left
            assert any(map(str.isalpha, read)) or word.review
            assert not re.search("[0-9]{3}", read)
            assert set(re.findall("[0-9]{2}", read)) <= {"16", "18"}


def test_clean_text_passes(repairer: Repairer) -> None:
    assert repairer.repair_text(CLEAN) == CLEAN


def test_stripped_text_comes_back(repairer: Repairer) -> None:
    assert repairer.repair_text(strip_marks(CLEAN)) == CLEAN


def test_source_is_reported(repairer: Repairer) -> None:
    line = [Token(word) for word in strip_marks(CLEAN).split()]
    assert repairer.repair([line]).damage == Damage.STRIPPED


def test_legacy_encoding_comes_back(repairer: Repairer) -> None:
    text = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
    assert repairer.repair_text(text) == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
    )


def test_blanks_and_form_feeds_stay(repairer: Repairer) -> None:
    text = "  Uy ban nhan dan quan,\n\n\ftai  cuoc hop ban chi dao cai cach hanh chinh\n"
    repaired = repairer.repair_text(text)
    assert re.sub(r"\S+", "x", repaired) == re.sub(r"\S+", "x", text)


def test_runner_up_and_probability_are_given(repairer: Repairer) -> None:
    line = [Token(word) for word in strip_marks(CLEAN).split()]
    words = repairer.repair([line]).lines[0]
    changed = [word for word, token in zip(words, line, strict=True) if word.text != token.text]
    assert changed
    assert all(0.3 < word.probability <= 1.0001 for word in changed)
    assert any(word.runner_up for word in changed)
