"""Bad input: one clear message, an exit code of its own, nothing half-written."""

from __future__ import annotations

import io
import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from models.errors import ExitCode, NoPermission
from pipeline import Settings
from pipeline.documents import check
from tests.e2e.conftest import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command


def empty() -> bytes:
    return b""


def blanks() -> bytes:
    return b" \n\n \x0c \n"


def truncated() -> bytes:
    return (SAMPLES / "notice.pdf").read_bytes()[:2000]


def password() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, encrypt=pdfencrypt.StandardEncryption("secret", strength=128))
    canvas.drawString(100, 700, "Kin")
    canvas.save()
    return made.getvalue()


def no_pdf() -> bytes:
    return random.Random(4).randbytes(4096)


def white() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(made, "PNG")
    return made.getvalue()


def gibberish() -> bytes:
    letters = random.Random(7)
    words = ("".join(letters.choices("bcdfghjklmnpqrstvwxz", k=7)) for _ in range(200))
    return " ".join(words).encode()


CASES = [
    (empty, "a.pdf", ExitCode.EMPTY),
    (blanks, "a.txt", ExitCode.EMPTY),
    (truncated, "a.pdf", ExitCode.DAMAGED),
    (password, "a.pdf", ExitCode.PASSWORD),
    (no_pdf, "a.pdf", ExitCode.UNSUPPORTED),
    (white, "a.png", ExitCode.NOTHING_READABLE),
    (gibberish, "a.txt", ExitCode.NOT_VIETNAMESE),
]


@pytest.mark.parametrize(("make", "name", "code"), CASES, ids=[c[0].__name__ for c in CASES])
def test_each_fault_has_its_code_and_one_line(
    ketluan: Command, tmp_path: Path, make: object, name: str, code: ExitCode
) -> None:
    assert callable(make)
    (tmp_path / name).write_bytes(make())
    done = ketluan("ingest", name)
    assert done.returncode == code
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert name in line
    assert ketluan("tasks", "--format", "json").stdout.strip() == "[]"


def test_a_missing_file_is_told_in_either_language(ketluan: Command) -> None:
    assert "Không tìm thấy" in ketluan("read", "gone.pdf").stderr
    done = ketluan("read", "gone.pdf", "--lang", "en")
    assert done.returncode == ExitCode.NOT_FOUND
    assert "was not found" in done.stderr


def test_without_tesseract_the_package_is_named(ketluan: Command, tmp_path: Path) -> None:
    done = ketluan("read", SAMPLES / "notice-scan.pdf", path=str(tmp_path))
    assert done.returncode == ExitCode.MISSING_PROGRAM
    assert "apt-get install" in done.stderr


def test_a_folder_without_permission_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-")
    # Root may read everything, so the refusal is put in the system's mouth.
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(NoPermission) as caught:
        check(path, Settings())
    assert "Không có quyền" in caught.value.message("vi")


def test_of_several_files_the_good_ones_are_kept(ketluan: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"")
    done = ketluan("ingest", "bad.pdf", SAMPLES / "notice.txt")
    assert done.returncode == ExitCode.PARTIAL
    assert "bad.pdf" in done.stderr
    assert "9 nhiệm vụ" in done.stdout


def test_names_that_are_no_utf8_are_read_and_shown_in_one_line(
    ketluan: Command, tmp_path: Path
) -> None:
    good, bad = os.fsdecode(b"tb\xff\nline.txt"), os.fsdecode(b"tb\xff\x1b[31m.pdf")
    shutil.copy(SAMPLES / "notice.txt", tmp_path / good)
    (tmp_path / bad).write_bytes(b"%PDF-1.4")
    done = ketluan("ingest", good, bad)
    assert done.returncode == ExitCode.PARTIAL
    assert done.stdout.startswith("tb\ufffd_line.txt: ")
    (line,) = done.stderr.splitlines()
    assert "tb\ufffd_[31m.pdf" in line
