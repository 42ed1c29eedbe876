"""From a file to rows that a query answers."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.conftest import SAMPLES
from tests.scorer import score

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

EXACT = {"task": 1.0, "assignee": 1.0, "deadline": 1.0, "percentage": 1.0, "finding": 1.0}


@pytest.mark.parametrize(
    ("name", "least", "most_wer"),
    [
        (
            "notice.txt",
            {"task": 1.0, "assignee": 0.95, "deadline": 1.0, "percentage": 1.0, "finding": 0.85},
            0.06,
        ),
        # The signer stands beside the recipients: which comes first is a matter of taste.
        ("notice.pdf", {**EXACT, "notice": 1.0}, 0.01),
        (
            "notice-scan.pdf",
            {"task": 1.0, "assignee": 0.95, "deadline": 1.0, "percentage": 1.0},
            1.0,
        ),
    ],
)
def test_the_first_notice_in_its_three_forms(
    ketluan: Command, name: str, least: dict[str, float], most_wer: float
) -> None:
    done = ketluan("read", SAMPLES / name, "--json")
    assert done.returncode == 0, done.stderr
    figures = score("seed-notice", json.loads(done.stdout))
    below = {key: figures[key] for key, value in least.items() if figures[key] < value}
    assert not below
    assert figures["wer"] <= most_wer


def rows(database: Path) -> dict[str, int]:
    with sqlite3.connect(database) as connection:
        names = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        return {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in names
        }


def test_the_same_file_twice_changes_nothing(ketluan: Command, tmp_path: Path) -> None:
    assert ketluan("ingest", SAMPLES / "notice.txt").returncode == 0
    first = rows(tmp_path / "ketluan.db")
    again = ketluan("ingest", SAMPLES / "notice.txt")
    assert "không đổi" in again.stdout
    assert rows(tmp_path / "ketluan.db") == first


def test_tasks_are_found_and_printed_in_each_form(ketluan: Command) -> None:
    ketluan("ingest", SAMPLES / "notice.txt")
    tasks: list[dict[str, Any]] = json.loads(
        ketluan("tasks", "--assignee", "phong noi vu", "--format", "json").stdout
    )
    assert [task["path"] for task in tasks] == ["2.2/1", "2.2/2"]
    due = json.loads(ketluan("tasks", "--due-before", "1/11/2024", "--format", "json").stdout)
    assert [(task["path"], task["due"]) for task in due] == [("2.1/1", "2024-10-31")]
    table = ketluan("tasks", "--text", "chỉ số DDCI").stdout
    assert "Phòng Tài chính" in table
    sheet = ketluan("tasks", "--format", "csv").stdout
    assert len(list(csv.reader(io.StringIO(sheet)))) == 10


def test_repair_keeps_the_lines_and_the_digits(ketluan: Command) -> None:
    damaged = (SAMPLES / "notice.txt").read_bytes()
    done = ketluan("repair", stdin=damaged)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(damaged.decode().splitlines())
    assert "cải cách hành chính" in done.stdout


def test_clean_text_passes_repair_unchanged(ketluan: Command) -> None:
    clean = (SAMPLES / "notice-truth.txt").read_bytes()
    assert ketluan("repair", stdin=clean).stdout.encode() == clean
