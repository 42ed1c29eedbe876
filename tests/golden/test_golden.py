"""Notices of many bodies and shapes, each read without a fact lost or invented."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extract import Extractor
from models.shape import to_json
from pipeline.documents import Documents
from pipeline.settings import Settings
from tests.golden.judge import differences
from tests.property.test_extraction import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLD = sorted((Path(__file__).parent / "notices").glob("*.json"))
CHAIN = [path for path in GOLD if path.stem.startswith(("xa-", "vpcp-tb", "tinhuy"))]


def record(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def extractor() -> Extractor:
    return Extractor.load()


@pytest.fixture(scope="module")
def documents() -> Iterator[Documents]:
    with Documents(Settings()) as stages:
        yield stages


def test_there_are_records_of_many_bodies() -> None:
    kinds = {record(path)["notice"]["type"] for path in GOLD}
    assert len(GOLD) >= 30
    assert {"Thông báo", "Công văn", "Chỉ thị", "Kết luận", "Kế hoạch"} <= kinds


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_nothing_is_lost_or_invented(path: Path) -> None:
    gold = record(path)
    source = reading(*gold["pages"])
    shape = to_json(source, extractor().extract(source))
    assert differences(gold, shape) == {}


@pytest.mark.parametrize("path", CHAIN, ids=lambda path: path.stem)
def test_the_whole_chain_leaves_clean_text_as_it_is(
    path: Path, documents: Documents, tmp_path: Path
) -> None:
    gold = record(path)
    file = tmp_path / "notice.txt"
    file.write_text("\f".join(gold["pages"]), encoding="utf-8")
    done = documents.process(file)
    shape = to_json(done.reading, done.notice)
    assert [page.splitlines() for page in gold["pages"]] == [
        [line.text for line in page.lines] for page in done.reading.pages
    ]
    assert differences(gold, shape) == {}
