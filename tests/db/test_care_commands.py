"""``ketluan db`` and ``ketluan export`` as an administrator and a clerk run them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from cli.main import app
from db import Store
from db import tables as t
from models.errors import BadBackup, NoPermission, NotReviewed, Unsound
from tests.db.notices import notice, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    Ketluan = Callable[..., str]


@pytest.fixture
def ketluan(ready: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ketluan:
    """The command in a folder of its own, on a database with one archived notice."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KETLUAN_DATABASE_URL", ready)
    original = tmp_path / "archive" / "2024" / "a.pdf"
    original.parent.mkdir(parents=True)
    original.write_bytes(b"a.pdf")  # its hash is the reading's
    with Store.open(ready) as store:
        store.save(reading(), notice(), source=original)

    def run(*arguments: object, code: int = 0, typed: str | None = None) -> str:
        done = CliRunner().invoke(app, [str(word) for word in arguments], input=typed)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        return done.stdout

    return run


def test_check_tells_changed_originals_and_orphans(ketluan: Ketluan) -> None:
    assert "Không thấy lỗi" in ketluan("db", "check")
    Path("archive/2024/a.pdf").write_bytes(b"changed")
    Path("archive/stray.pdf").write_bytes(b"x")
    with pytest.raises(Unsound, match="2 faults"):
        ketluan("db", "check")
    assert "Không thấy lỗi" in ketluan("db", "check", "--no-originals")


def test_backup_delete_restore(ketluan: Ketluan) -> None:
    assert "k.backup" in ketluan("db", "backup", "k.backup")
    ketluan("db", "delete", 1, typed="n\n", code=1)
    assert "a.pdf" in ketluan("db", "delete", 1, typed="y\n")
    assert not Path("archive/2024/a.pdf").exists()
    assert json.loads(ketluan("tasks", "--format", "json")) == []
    said = ketluan("db", "restore", "k.backup", "--yes")
    assert "before-restore" in said
    assert len(json.loads(ketluan("tasks", "--format", "json"))) == 3
    with pytest.raises(BadBackup):
        ketluan("db", "restore", "absent", "--yes")


def test_a_backup_gets_a_name_of_its_own_in_a_folder(ketluan: Ketluan) -> None:
    ketluan("db", "backup", "new/")
    Path("there").mkdir()
    ketluan("db", "backup", "there")
    ketluan("db", "backup")
    for folder in ("new", "there", "."):
        (made,) = Path(folder).glob("ketluan-*-*")
        assert made.stat().st_size


def test_retention_lists_before_it_deletes(ketluan: Ketluan) -> None:
    assert "153/TB-VPUB" in ketluan("db", "retention", "--years", 1, "--also-open")
    assert len(json.loads(ketluan("tasks", "--format", "json"))) == 3
    ketluan("db", "retention", "--years", 1, "--also-open", "--delete", "--yes", "--keep-original")
    assert json.loads(ketluan("tasks", "--format", "json")) == []
    assert Path("archive/2024/a.pdf").exists()


def test_merge_of_a_file_leaves_it_as_it_is(ketluan: Ketluan, sqlite_template: Path) -> None:
    other = Path("other.db")
    other.write_bytes(sqlite_template.read_bytes())
    with Store.open(f"sqlite:///{other}") as store:
        store.save(reading("b.pdf"), notice(number="9"), source=None)
        store.write(lambda session: session.get_one(t.Document, 1).revision)
    before = other.read_bytes()
    assert "Đã thêm 1 văn bản" in ketluan("db", "merge", other)
    assert other.read_bytes() == before
    assert len(json.loads(ketluan("tasks", "--format", "json"))) == 6


def test_the_rule_on_before_moves_every_last_day(ketluan: Ketluan) -> None:
    def days() -> list[str | None]:
        return [row["last_day"] for row in json.loads(ketluan("tasks", "--format", "json"))]

    assert days() == ["2024-10-30", None, None]
    assert "lenient" in ketluan("db", "rules", "--before", "lenient", "--soon", 5)
    assert days() == ["2024-10-31", None, None]
    assert "lenient" in ketluan("db", "rules")
    ketluan("db", "rules", "--before", "maybe", code=2)
    ketluan("db", "rules", "--before", "strict")
    assert days() == ["2024-10-30", None, None]


def test_upgrade_says_where_the_tables_stand(ketluan: Ketluan) -> None:
    assert "0006" in ketluan("db", "upgrade") or "bản" in ketluan("db", "upgrade")


def test_every_export_is_written_whole_under_its_name(ketluan: Ketluan) -> None:
    for form in ("xlsx", "csv", "jsonl", "docx"):
        ketluan("export", "tracker", "--format", form, "--as-of", "04/11/2024", "-o", f"x.{form}")
        assert Path(f"x.{form}").stat().st_size > 100
    ketluan("export", "calendar", "--as-of", "04/11/2024")
    assert b"BEGIN:VALARM" in Path("lich-2024-11-04.ics").read_bytes()
    ketluan("export", "reminders", "--as-of", "04/11/2024", "--answer-by", "10/11/2024")
    ketluan("export", "summary", "--as-of", "04/11/2024", "--compare", "01/10/2024")
    assert {path.name for path in Path().glob("*-2024-11-04.*")} == {
        "lich-2024-11-04.ics", "don-doc-2024-11-04.docx", "tong-hop-2024-11-04.xlsx",
    }  # fmt: skip
    one = ketluan("export", "tracker", "--format", "jsonl", "--unit", "noi vu", "-o", "-")
    assert [json.loads(line)["path"] for line in one.splitlines()] == ["2.1/1"]
    ketluan("export", "tracker", "--unit", "Sở Y tế", code=2)
    Path("taken").write_text("x", encoding="utf-8")
    with pytest.raises(NoPermission):
        ketluan("export", "tracker", "-o", "taken/x.xlsx")
    assert not list(Path().rglob("*.part"))


def test_gold_is_what_people_reviewed(ketluan: Ketluan, ready: str) -> None:
    with pytest.raises(NotReviewed, match="4 doubts are open, 3 tasks"):
        ketluan("export", "gold", 1)
    assert not Path("gold").exists()
    with Store.open(ready) as store:
        for flag in (1, 2, 3, 4):
            store.settle_flag(flag, by="lan")
        for number in (1, 2, 3):
            store.confirm(number, by="lan")
    ketluan("export", "gold", 1)
    shape = json.loads(Path("gold/a.json").read_text(encoding="utf-8"))
    assert set(shape) == {"file", "notice", "tasks", "findings", "pages"}
    assert set(shape["notice"]) == {
        "type", "number", "symbol", "issuer", "place", "issue_date", "title", "chair",
        "meeting_date", "signer", "recipients",
    }  # fmt: skip
    first = shape["tasks"][0]
    assert first["assignees"][1] == {"name": "Phòng Tư pháp", "role": "coordinate"}
    assert first["deadlines"] == [
        {"verbatim": "trước ngày 31/10/2024", "kind": "date", "date": "2024-10-31"}
    ]
    assert first["percentages"] == [{"verbatim": "ít nhất 20%", "value": 20.0, "comparator": ">="}]
    assert shape["findings"] == [
        {"verbatim": "02/10 chỉ tiêu", "kind": "ratio", "value": 2, "of": 10}
    ]
    assert shape["pages"] == ["Giao Phòng", ""]
