"""``progress``, ``assign``, ``extend`` and the tracker's columns, run as an office runs them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from db import Store
from models import Role
from models.errors import CannotRecord, RecordMissing
from tests.db.notices import assignee, deadline, notice, reading, task

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer.testing import Result

    Ketluan = Callable[..., Result]


@pytest.fixture
def ketluan(ready: str, monkeypatch: pytest.MonkeyPatch) -> Ketluan:
    """The command on a database with one notice of two tasks."""
    monkeypatch.setenv("KETLUAN_DATABASE_URL", ready)
    plan = [
        task(
            path="1",
            deadlines=(deadline(dt.date(2024, 10, 31)),),
            assignees=(assignee(), assignee("Phòng Tư pháp", Role.COORDINATE)),
        ),
        task(path="2", text="Báo cáo kết quả.", assignees=(assignee("Văn phòng"),)),
    ]
    with Store.open(ready) as store:
        store.save(reading(), notice(*plan), source=None)

    def run(*arguments: object, code: int = 0) -> Result:
        done = CliRunner().invoke(app, [str(word) for word in arguments])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        return done

    return run


def rows(ketluan: Ketluan, *more: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ketluan("tasks", "--format", "json", *more).stdout)
    return found


def test_from_assignment_to_late_completion(ketluan: Ketluan) -> None:
    (one, _) = rows(ketluan)
    key = one["task_id"]
    (start,) = rows(ketluan, "--due", "sap_den_han", "--as-of", "28/10/2024")
    assert start["work"][0]["days_late"] == -2
    ketluan("progress", key, "--percent", 40, "--note", "đang làm", "--on", "1/10/2024")
    extended = ketluan(
        "extend", key, "15/11/2024", "--agreed-by", "Chủ tịch", "--agreed-on", "20/10/2024",
        "--document", "99/UBND",
    )  # fmt: skip
    assert "15/11/2024" in extended.stdout
    assert "Phòng Tư pháp" in ketluan("assign", key, "Phòng Tư pháp", "--on", "21/10/2024").stdout
    ketluan(
        "progress", key, "--unit", "noi vu", "--state", "hoan_thanh", "--on", "20/11/2024",
        "--result", "15/BC-PNV",
    )  # fmt: skip
    (work, other) = rows(ketluan, "--as-of", "30/11/2024")[0]["work"]
    assert (work["cell"], work["days_late"], work["days_late_on_paper"]) == (
        "hoan_thanh_qua_han", 5, 21,
    )  # fmt: skip
    assert (work["percent"], work["note"], work["result_document"]) == (40, "đang làm", "15/BC-PNV")
    assert (other["lead"], other["state"], other["due"]) == ("Phòng Tư pháp", "da_giao", "qua_han")
    # as of a day before the extension the paper's own day counts
    (then,) = rows(ketluan, "--as-of", "5/10/2024", "--text", "rà soát")
    assert then["work"][0]["last_day"] == "2024-10-30"
    assert then["work"][0]["state"] == "dang_thuc_hien"
    assert len(then["work"]) == 1
    assert [row["path"] for row in rows(ketluan, "--state", "da_giao")] == ["1"]


def test_the_table_says_how_work_stands(ketluan: Ketluan) -> None:
    table = " ".join(ketluan("tasks", "--as-of", "04/11/2024").stdout.split())
    assert "quá hạn 5 ngày" in table
    assert "không hạn" in table
    assert "tính đến ngày 04/11/2024" in table


def test_pages_of_the_list(ketluan: Ketluan) -> None:
    first = ketluan("tasks", "--format", "json", "--limit", 1, "--sort", "due")
    assert [row["path"] for row in json.loads(first.stdout)] == ["1"]
    cursor = first.stderr.split()[-1]
    second = ketluan("tasks", "--format", "json", "--sort", "due", "--after", cursor)
    assert [row["path"] for row in json.loads(second.stdout)] == ["2"]
    ketluan("tasks", "--after", "nonsense", code=2)


def test_what_cannot_be_recorded(ketluan: Ketluan) -> None:
    with pytest.raises(RecordMissing):
        ketluan("progress", 4242, "--percent", 1)
    key = rows(ketluan)[0]["task_id"]
    with pytest.raises(CannotRecord, match="nothing to report"):
        ketluan("progress", key)
    with pytest.raises(CannotRecord, match="still to come"):
        ketluan("progress", key, "--percent", 1, "--on", "1/1/2999")
    with pytest.raises(CannotRecord, match="Sở Y tế"):
        ketluan("progress", key, "--unit", "Sở Y tế", "--percent", 1)
    ketluan("progress", key, "--percent", 101, code=2)
    ketluan("extend", key, "31/13/2024", "--agreed-by", "x", code=2)
