"""Recognisers behind one small protocol; Tesseract is the one always present."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytesseract
from PIL import Image

from models.errors import LimitExceeded, ProgramMissing
from ocr.settings import SHEETS
from ocr.words import ReadWord

if TYPE_CHECKING:
    from ocr.raster import Pixels

_COLUMNS = 12
_WORD_LEVEL = "5"
_FOLDER = re.compile(r'^List of available languages in "(.+?)"')


class Recogniser(Protocol):
    """Pixels in, words with boxes and confidences (0 to 1) out."""

    @property
    def engine(self) -> str:
        """Name and version."""
        ...

    @property
    def keeps_columns(self) -> bool:
        """Whether it reads columns side by side one by one, each line in its own."""
        ...

    def words(self, pixels: Pixels, dpi: float, *, timeout: float) -> list[ReadWord]:
        """All words of the image; ``row`` numbers the recogniser's own lines."""
        ...


class Tesseract:
    """Tesseract through pytesseract, one thread a process."""

    keeps_columns = False

    def __init__(self, languages: str = "vie", psm: int = 4, whitelist: str = "") -> None:
        self.languages = languages
        self.config = f"--oem 1 --psm {psm} -c preserve_interword_spaces=0"
        if whitelist:
            self.config += f" -c tessedit_char_whitelist={whitelist}"

    @property
    def engine(self) -> str:
        """For ``Page.engine``."""
        return f"tesseract {tesseract_version()} {self.languages}"

    def words(self, pixels: Pixels, dpi: float, *, timeout: float) -> list[ReadWord]:
        """Words of the image.

        Raises:
            LimitExceeded: Tesseract did not end in time; its process is killed
            ProgramMissing: no Tesseract
        """
        # One thread a process: two pages side by side are far faster than one on two threads.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        with tempfile.TemporaryDirectory(prefix="ketluan-", dir=os.environ.get(SHEETS)) as folder:
            # A plain bitmap in memory: pytesseract would pack an image object to PNG first.
            sheet = Path(folder, "page.pgm")
            Image.fromarray(pixels).convert("L").save(sheet)
            try:
                table = pytesseract.image_to_data(
                    str(sheet),
                    lang=self.languages,
                    config=f"{self.config} --dpi {round(min(max(dpi, 70), 1200))}",
                    timeout=timeout,
                )
            except pytesseract.TesseractNotFoundError as trouble:
                raise ProgramMissing(program="Tesseract", package="tesseract-ocr") from trouble
            except pytesseract.TesseractError:
                return []
            except RuntimeError as trouble:
                raise LimitExceeded(file="?", limit=f"{timeout:.0f} s") from trouble
        return parse_table(table)


def parse_table(table: str) -> list[ReadWord]:
    r"""Words of Tesseract's TSV.

    >>> row = "5\t1\t1\t1\t2\t1\t10\t20\t30\t12\t96.5\tNội"
    >>> word = parse_table("level\t…\n" + row)[0]
    >>> word.text, word.right, word.bottom, word.confidence
    ('Nội', 40.0, 32.0, 0.965)
    """
    words = []
    rows: dict[tuple[str, ...], int] = {}
    for line in table.splitlines()[1:]:
        cells = line.split("\t", _COLUMNS - 1)
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        text = unicodedata.normalize("NFC", cells[11].strip())
        row = rows.setdefault(tuple(cells[1:5]), len(rows))
        confidence = max(float(cells[10]), 0.0) / 100
        words.append(ReadWord(text, left, top, left + width, top + height, confidence, row=row))
    return words


@cache
def tesseract_version() -> str:
    """Version of the program.

    Raises:
        ProgramMissing
    """
    try:
        return str(pytesseract.get_tesseract_version()).split("-")[0]
    except (pytesseract.TesseractNotFoundError, SystemExit) as trouble:
        raise ProgramMissing(program="Tesseract", package="tesseract-ocr") from trouble


def check_programs(languages: str) -> None:
    """Whether Tesseract and its language data are there.

    Raises:
        ProgramMissing
    """
    tesseract_version()
    have = _languages()
    for language in languages.split("+"):
        if language not in have:
            raise ProgramMissing(
                program=f"Tesseract ({language})", package=f"tesseract-ocr-{language}"
            )


@cache
def data_folder() -> Path | None:
    """Where Tesseract's trained data lie, as it says itself; None where it does not say.

    Raises:
        ProgramMissing
    """
    found = _FOLDER.search(_listed())
    return Path(found[1]) if found else None


@cache
def _languages() -> frozenset[str]:
    return frozenset(_listed().split("\n")[1:])


@cache
def _listed() -> str:
    try:
        listed = subprocess.run(
            [pytesseract.pytesseract.tesseract_cmd, "--list-langs"],
            capture_output=True,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise ProgramMissing(program="Tesseract", package="tesseract-ocr") from trouble
    return listed.stdout.decode("utf-8", "replace")
