"""The first notice, damaged by an English model, and its restored text."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from ocr.repair import Repairer, Token
from ocr.repair.syllable import settle_tone


def folded(text: str) -> list[str]:
    return [settle_tone(word.lower()) for word in text.split()]


def test_few_words_stay_wrong(repairer: Repairer, notice: str, truth: str) -> None:
    wrong = Levenshtein.distance(folded(repairer.repair_text(notice)), folded(truth))
    assert wrong / len(folded(truth)) <= 0.06


def test_numbers_keep_their_digits(repairer: Repairer, notice: str, truth: str) -> None:
    repaired = repairer.repair_text(notice)
    numbers = re.compile(r"(?<!\w)\d[\d.,/]*(?!\w)")
    assert [n.strip(".,") for n in numbers.findall(repaired)] == [
        n.strip(".,") for n in numbers.findall(truth)
    ]


def test_blanks_in_numbers_go_and_are_for_review(repairer: Repairer, notice: str) -> None:
    lines = [[Token(word) for word in line.split()] for line in notice.split("\n")]
    joined = [
        word
        for line in repairer.repair(lines).lines
        for word in line
        if word.last - word.first > 1 and word.text[0].isdigit()
    ]
    assert {word.text.rstrip(".,;") for word in joined} == {"31/10/2024", "35,35%", "9,29%"}
    assert all(word.review for word in joined)


def test_abbreviations_are_left_alone(repairer: Repairer, notice: str) -> None:
    repaired = repairer.repair_text(notice)
    for known in ("CCHC", "TTHC", "UBND", "DDCI", "VPUB"):
        assert len(re.findall(rf"\b{known}\b", repaired)) == len(
            re.findall(rf"\b{known}\b", notice)
        )


def test_restored_text_is_not_edited(repairer: Repairer, truth: str) -> None:
    assert repairer.repair_text(truth) == truth


def test_words_damaged_into_numbers_come_back(repairer: Repairer, notice: str) -> None:
    repaired = repairer.repair_text(notice)
    assert "lộ trình" in repaired
    assert "16 trình" not in repaired
