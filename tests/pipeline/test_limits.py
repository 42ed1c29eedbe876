"""For each limit a file that breaks it, in the real child: it holds, also for programs below."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from models.errors import LimitExceeded
from pipeline import Documents, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(__file__).parents[2] / ".." / "shared" / "hostile" / "pdf"
HOG = (
    "import time\nkept = []\nwhile True:\n    kept.append(bytearray(16 << 20)); time.sleep(0.01)\n"
)
HANG = "import time\ntime.sleep(600)\n"
SPAWN = (
    "import os, subprocess, sys, time\n"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "time.sleep(600)\n"
)


def many_pages(pages: int = 8) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for number in range(pages):
        canvas.drawString(100, 700, f"Trang {number}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def drawing() -> bytes:
    """A page of lines without text: it must be rendered to be read."""
    made = io.BytesIO()
    canvas = Canvas(made)
    for step in range(60):
        canvas.line(50, 100 + 10 * step, 500, 100 + 11 * step)
    canvas.save()
    return made.getvalue()


def picture(side: int = 1200) -> bytes:
    made = io.BytesIO()
    image = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(image)
    for line in range(20, side, 40):
        for word in range(20, side - 80, 100):
            draw.rectangle((word, line, word + 70, line + 16), fill=0)
    image.save(made, "PNG", dpi=(200, 200))
    return made.getvalue()


def bomb() -> bytes:
    """400 million pixels in less than 100 kB."""
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(made, "PNG")
    return made.getvalue()


def long_text() -> bytes:
    return ("Giao Phòng Nội vụ rà soát hồ sơ quá hạn.\n" * 12_000).encode()


def breaks(tmp_path: Path, name: str, content: bytes, **limits: float) -> str:
    """The limit that the message names."""
    path = tmp_path / name
    path.write_bytes(content)
    settings = Settings.model_validate({"limits": limits, "jobs": 1})
    with Documents(settings) as documents, pytest.raises(LimitExceeded) as caught:
        documents.process(path)
    assert name in caught.value.message("vi")
    return str(caught.value.details["limit"])


@pytest.mark.parametrize(
    ("name", "make", "limits", "told"),
    [
        ("pages.pdf", many_pages, {"pages": 5}, "5 trang"),
        ("bomb.png", bomb, {"megapixels": 100}, "pixels"),
        ("output.txt", long_text, {"output_mb": 1}, "1 MiB"),
        ("time.txt", long_text, {"seconds": 0.5}, "0.5 s"),
    ],
)
def test_a_file_that_breaks_it(
    tmp_path: Path, name: str, make: Callable[[], bytes], limits: dict[str, float], told: str
) -> None:
    assert told in breaks(tmp_path, name, make(), **limits)


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.truncate(2 << 20)
    settings = Settings.model_validate({"limits": {"file_mb": 1}})
    with Documents(settings) as documents:
        with pytest.raises(LimitExceeded):
            documents.process(path)
        assert documents._child._process is None


def put_before(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str, code: str) -> None:
    """A program of this name that misbehaves unless it is asked what it is."""
    real = shutil.which(program)
    assert real is not None
    folder.mkdir(exist_ok=True)
    script = folder / program
    script.write_text(
        f'#!/bin/sh\ncase "$*" in *--version*|*--list-langs*|*-v*) exec {real} "$@";; esac\n'
        f"exec -a {folder.name} python3 -c '{code.replace(chr(39), chr(34))}'\n"
    )
    script.write_text(script.read_text().replace("#!/bin/sh", "#!/bin/bash"))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def alive(mark: str) -> bool:
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return any(line.startswith(mark) for line in listed.stdout.splitlines())


PROGRAMS = {
    "tesseract": ("scan.png", picture),
    "pdftoppm": ("drawing.pdf", drawing),
    "pdfinfo": ("drawing.pdf", drawing),
}
MISDEEDS: dict[str, tuple[str, dict[str, float]]] = {
    "memory": (HOG, {"memory_mb": 1200, "stall_seconds": 100}),
    "stall": (HANG, {"stall_seconds": 6}),
    "grandchildren": (SPAWN, {"seconds": 8}),
}
ALWAYS = {("tesseract", "memory"), ("pdftoppm", "stall"), ("pdfinfo", "grandchildren")}


@pytest.mark.parametrize(
    ("program", "misdeed"),
    [
        pytest.param(p, m, marks=() if (p, m) in ALWAYS else (pytest.mark.slow,))
        for p in PROGRAMS
        for m in MISDEEDS
    ],
)
def test_programs_below_the_child_are_held_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, misdeed: str
) -> None:
    (name, make), (code, limits) = PROGRAMS[program], MISDEEDS[misdeed]
    mark = f"rogue-{program}-{os.getpid()}"
    put_before(monkeypatch, tmp_path / mark, program, code)
    began = time.monotonic()
    told = breaks(tmp_path, name, make(), **limits)
    assert told.endswith("MiB" if misdeed == "memory" else " s")
    assert time.monotonic() - began < 150
    time.sleep(0.3)
    assert not alive(mark)


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_a_file_on_which_poppler_never_ends_is_read_without_it(tmp_path: Path) -> None:
    """Qpdf's ``shared-unnamed-field.pdf`` keeps pdfinfo busy for ever."""
    path = SHARED / "361cb5b24126.pdf"
    assert "s" in breaks(tmp_path, "hang.pdf", path.read_bytes(), stall_seconds=5)
