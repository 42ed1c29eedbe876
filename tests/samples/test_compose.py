"""Composed notices: whatever the truth says stands in the text."""

import json
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from samples import compose
from samples.compose import Composed
from samples.gold import GoldTask
from samples.items import capital
from samples.phrases import FIELDS
from samples.phrases.bodies import TIERS
from samples.phrases.terms import percentage, term
from tests.samples.test_pdf import page_texts

SEEDS = range(40)


@cache
def notice(seed: int) -> Composed:
    return compose.compose(Random(seed))


def flow(text: str) -> str:
    """Lines joined with a blank; behind a hyphen inside a symbol without one."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\W\d_]-)\n(?=[^\W\d_])", "", text))


def whole(composed: Composed) -> str:
    return flow("\n".join(composed.gold.pages))


@pytest.mark.parametrize("seed", SEEDS)
def test_tasks_stand_in_the_pages_in_their_order(seed: int) -> None:
    composed = notice(seed)
    text, position = whole(composed), 0
    for task in composed.gold.tasks:
        found = text.find(task.text, position)
        assert found >= 0, task.text
        position = found + len(task.text)
    paths = [task.path for task in composed.gold.tasks]
    assert len(paths) == len(set(paths)) >= 3


@pytest.mark.parametrize("seed", SEEDS)
def test_terms_and_figures_are_verbatim(seed: int) -> None:
    composed = notice(seed)
    for task in composed.gold.tasks:
        for deadline in task.deadlines:
            assert deadline.verbatim in task.text
            assert (deadline.kind == "date") == (deadline.date is not None)
            if deadline.date:
                assert deadline.date >= composed.issued
        for asked in task.percentages:
            assert asked.verbatim in task.text
            assert f"{asked.value:g}%".replace(".", ",") in asked.verbatim
        assert task.text.count("%") == len(task.percentages)
    text = whole(composed)
    assert all(finding.verbatim in text for finding in composed.gold.findings)


@pytest.mark.parametrize("seed", SEEDS)
def test_assignees_are_named_in_the_item_or_above_it(seed: int) -> None:
    composed = notice(seed)
    text = whole(composed)
    for task in composed.gold.tasks:
        above = text[: text.index(task.text) + len(task.text)]
        assert task.assignees
        for assignee in task.assignees:
            # The noun of a distributed list is said once, so a name may lack its own.
            last_words = assignee.name.split(" ", 1)[-1].split()[-1]
            assert assignee.name in above or capital(assignee.name) in above or last_words in above
            if assignee.role != "lead":
                assert assignee.name in task.text or last_words in task.text


@pytest.mark.parametrize("seed", SEEDS)
def test_page_is_where_the_task_begins(seed: int) -> None:
    composed = notice(seed)
    pages = [flow(page) for page in composed.gold.pages]
    for task in composed.gold.tasks:
        begin = task.text[:24].rstrip()
        assert begin[:12] in pages[task.page - 1], (task.page, task.text)


@pytest.mark.parametrize("seed", SEEDS)
def test_head_is_printed(seed: int) -> None:
    composed = notice(seed)
    head, first = composed.gold.notice, flow(composed.gold.pages[0])
    assert f"Số: {head.number}/{head.symbol}" in first
    assert f"{head.place}, ngày {composed.issued.day:02d}" in first
    assert head.title in first
    assert head.chair["name"] in first
    assert head.meeting_date <= composed.issued
    last = composed.gold.pages[-1]
    assert head.signer["name"] in last
    assert all(line in last.split("\n") for line in head.signer["title"].split(" / "))
    assert all(line in whole(composed) for line in head.recipients)


def test_no_unit_lives_outside_its_years() -> None:
    for seed in SEEDS:
        composed = notice(seed)
        text = whole(composed)
        if composed.issued.isoformat() >= "2025-07-01":
            assert "các huyện" not in text
            assert "Sở Tài nguyên và Môi trường" not in text
        else:
            assert "Trung tâm Phục vụ hành chính công" not in text


def test_all_shapes_and_kinds_occur() -> None:
    tasks = [task for seed in SEEDS for task in notice(seed).gold.tasks]
    kinds = {deadline.kind for task in tasks for deadline in task.deadlines}
    assert kinds == {"date", "relative", "recurring", "continuous", "event"}
    assert {a.role for task in tasks for a in task.assignees} == {"lead", "coordinate", "supervise"}
    assert {p.comparator for task in tasks for p in task.percentages} >= {"=", ">", ">=", "<", "<="}
    assert {f.kind for s in SEEDS for f in notice(s).gold.findings} == {"percent", "ratio", "rank"}
    assert any(re.fullmatch(r"I+/\d+/\w", task.path) for task in tasks)
    assert any(re.fullmatch(r"2\.\d+/\d+", task.path) for task in tasks)
    assert any(re.fullmatch(r"\d+", task.path) for task in tasks)
    without = sum(not task.deadlines for task in tasks)
    assert without > len(tasks) / 3


def test_every_phrase_of_time_has_its_meaning() -> None:
    random = Random(4)
    for tier in TIERS:
        for _ in range(60):
            found = term(random, tier.first, tier.unit)
            assert found.phrase == found.meaning.verbatim
            assert "{" not in found.phrase


def test_wording_has_its_slots() -> None:
    random = Random(4)
    for field in FIELDS.values():
        assert all(work[0].islower() and not work.endswith(".") for work in field.works)
        assert all("%" not in work for work in field.works)
        for bent, target in field.targets:
            assert target.count("{p}") == 1
            phrase, asked = percentage(random, bent)
            assert asked.verbatim in phrase
        assert all(len(re.findall(r"\{[prk]\}", line)) == 1 for line in field.findings)
        assert len(set(field.works)) == len(field.works)
    assert all(key in FIELDS for tier in TIERS for key in tier.units)


def test_blank_number_and_day_are_null_in_the_gold() -> None:
    composed = compose.compose(Random(3), blank=True)
    assert composed.gold.notice.number is None
    assert composed.gold.notice.issue_date is None
    assert re.search(r"Số: +/TB", composed.gold.pages[0])
    assert [t.text for t in composed.gold.tasks] == [t.text for t in notice(3).gold.tasks]


def test_files_of_a_seed_are_the_same_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        compose.main(["--count", "2", "--seed", "7", "--out", str(tmp_path / name), "--pdf"])
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == ["0001.json", "0001.pdf", "0001.txt", "0002.json", "0002.pdf", "0002.txt"]
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_pdf_text_and_gold_say_the_same(tmp_path: Path) -> None:
    compose.main(["--count", "1", "--seed", "5", "--out", str(tmp_path), "--pdf"])
    gold = json.loads((tmp_path / "0001.json").read_text(encoding="utf-8"))
    assert gold["file"] == "0001.pdf"
    assert (tmp_path / "0001.txt").read_text(encoding="utf-8").rstrip("\n").split("\f") == gold[
        "pages"
    ]
    for text, page in zip(
        page_texts((tmp_path / "0001.pdf").read_bytes()), gold["pages"], strict=True
    ):
        assert sorted(set(page.split("\n")) - set(text.split("\n"))) == []
    assert set(gold) == {"file", "notice", "tasks", "findings", "pages"}
    assert set(gold["tasks"][0]) == set(GoldTask.model_fields)


@pytest.mark.slow
def test_scan_carries_the_handwritten_number_in_its_gold(tmp_path: Path) -> None:
    compose.main(["--count", "6", "--seed", "11", "--out", str(tmp_path), "--scan"])
    blank = 0
    for path in sorted(tmp_path.glob("*-scan.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        assert gold["notice"]["number"]
        assert page_texts(path.with_suffix(".pdf").read_bytes()) == [""] * len(gold["pages"])
        blank += bool(re.search(r"Số: {3,}/", gold["pages"][0]))
    assert blank
