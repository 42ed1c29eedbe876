"""The command as its entry point runs it: what is printed, and the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

import cli.main
from cli.main import run
from models.errors import ExitCode
from models.text import strip_marks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTICE = """ỦY BAN NHÂN DÂN QUẬN GÒ VẤP
Số: 7/TB-UBND

THÔNG BÁO
Kết luận của Chủ tịch Ủy ban nhân dân quận tại cuộc họp giao ban

1. Giao Phòng Nội vụ chủ trì rà soát hồ sơ quá hạn, báo cáo trước ngày 31/10/2024.
"""


class Told(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def ketluan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Told]:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["ketluan", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            run()
        said = capsys.readouterr()
        return Told(int(left.value.code or 0), said.out, said.err)

    return call


def test_doctor_finds_what_is_there_and_says_how_to_mend_the_rest(
    ketluan: Callable[..., Told], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    well = ketluan("doctor", "--lang", "en")
    assert well.code == ExitCode.OK
    assert "apt-get" not in well.out
    monkeypatch.setenv("PATH", str(tmp_path))
    ill = ketluan("doctor", "--lang", "en")
    assert ill.code == ExitCode.MISSING_PROGRAM
    for package in ("tesseract-ocr\n", "poppler-utils\n", "tesseract-ocr-vie\n"):
        assert f"apt-get install {package}" in ill.out


def test_tables_are_copied_once_and_never_overwritten(
    ketluan: Callable[..., Told], tmp_path: Path
) -> None:
    assert ketluan("config", "tables", "bang").code == ExitCode.OK
    edited = tmp_path / "bang" / "holidays.tsv"
    edited.write_text("mine", encoding="utf-8")
    again = ketluan("config", "tables", "bang")
    assert again.code == ExitCode.OK
    assert str(edited.relative_to(tmp_path)) in again.out
    assert edited.read_text(encoding="utf-8") == "mine"
    (tmp_path / "file").touch()
    assert ketluan("config", "tables", "file").code == ExitCode.PERMISSION


def test_a_file_is_read_into_a_table_or_text(ketluan: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    table = ketluan("read", "a.txt")
    assert table.code == ExitCode.OK
    assert "7/TB-UBND" in table.out
    assert "Phòng Nội vụ" in table.out
    assert "31/10/2024" in table.out
    text = ketluan("read", "a.txt", "--text")
    assert "1. Giao Phòng Nội vụ chủ trì rà soát" in text.out


def test_of_several_files_the_readable_ones_are_printed(
    ketluan: Callable[..., Told], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    some = ketluan("read", "a.txt", "b.txt", "--json")
    assert some.code == ExitCode.PARTIAL
    assert some.out.count('"shape"') == 1
    assert "b.txt" in some.err
    none = ketluan("read", "b.txt")
    assert none.code not in {ExitCode.OK, ExitCode.PARTIAL}


def test_text_that_is_no_text_is_not_repaired(ketluan: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(strip_marks(NOTICE), encoding="utf-8")
    assert "Phòng Nội vụ chủ trì rà soát hồ sơ quá hạn" in ketluan("repair", "a.txt").out
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\xff")
    assert ketluan("repair", "b.txt").code == ExitCode.UNSUPPORTED


def test_what_cannot_be_understood_is_a_fault_of_usage(ketluan: Callable[..., Told]) -> None:
    told = ketluan("read", "--no-such-option")
    assert told.code == ExitCode.USAGE
    assert "--no-such-option" in told.err


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "ketluan"),
        (BrokenPipeError(), 0, ""),
        (ZeroDivisionError("text of a document"), ExitCode.INTERNAL, "ZeroDivisionError"),
    ],
)
def test_however_it_ends_one_line_and_a_code(
    ketluan: Callable[..., Told],
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    code: int,
    said: str,
) -> None:
    def fail(**_: object) -> None:
        raise raised

    stdout = sys.stdout
    monkeypatch.setattr(cli.main, "app", fail)
    told = ketluan("tasks")
    sys.stdout = stdout  # a broken pipe takes it away
    assert told.code == code
    assert "text of a document" not in told.err
    assert len(told.err.splitlines()) <= 1
    if said != "ketluan":
        assert said in told.err
