"""A worker reads notices for weeks: what it remembers of them has an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract import Extractor, nlp
from extract.registry import Registry
from ocr.reader import read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from models import Notice

_TEXT = """ỦY BAN NHÂN DÂN QUẬN GÒ VẤP
Số: {number}/TB-UBND

THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân quận tại cuộc họp giao ban

1. Giao Ban Quản lý dự án {name} chủ trì rà soát hồ sơ {number}/HS-QL, xong trước 31/10/2024.
"""
_LETTERS = "bcdghklmnpqrstvx"


def _notice(extractor: Extractor, folder: Path, number: int) -> Notice:
    name = "".join(_LETTERS[int(digit, 16)] + "a" for digit in f"{number:04x}")
    path = folder / "notice.txt"
    path.write_text(_TEXT.format(number=number, name=f"Bala{name}"), encoding="utf-8")
    return extractor.extract(read(path, repairer=None))


def test_words_beyond_those_of_daily_use_are_forgotten_with_their_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = nlp.load_nlp()
    extractor = Extractor.load()
    monkeypatch.setattr(extractor, "_nlp", pipeline)
    kept = [_notice(extractor, tmp_path, number) for number in range(8)]
    words = len(list(pipeline.vocab))
    monkeypatch.setattr(nlp, "_WORDS_KEPT", 0)
    for number in range(8, 24):
        _notice(extractor, tmp_path, number)
    assert len(list(pipeline.vocab)) == words
    assert [_notice(extractor, tmp_path, number) for number in range(8)] == kept
    assert kept[3].tasks[0].assignees[0].name.startswith("Ban Quản lý dự án Bala")


def test_names_that_were_asked_for_are_not_kept_for_ever() -> None:
    registry = Registry.load()
    for number in range(5000):
        registry.resolve(f"Phòng Thứ {number}")
        registry.has(f"Phòng Thứ {number}")
    for kept in (registry._resolved, registry._has):
        assert kept.cache_info().currsize < 5000
