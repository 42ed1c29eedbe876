"""Pictures of pages: as they were read, drawn once, and only of the file that was stored."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from models import Page, PageKind
from models.errors import FileMissing, KetluanError
from ocr.clean import _turned
from ocr.picture import Pose, straightened
from pipeline.pictures import WIDTH, Original, Pictures
from pipeline.settings import Settings, Web

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def pictures(tmp_path: Path) -> Iterator[Pictures]:
    made = Pictures(Settings(web=Web(pictures=tmp_path / "pictures")))
    yield made
    made.close()


def _original(path: Path) -> Original:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Original(path.name, digest, str(path))


def _page(number: int = 1, rotation: int = 0) -> Page:
    return Page(
        number=number, kind=PageKind.SCAN, width=2481, height=3509, dpi=300, rotation=rotation
    )


def test_a_page_is_drawn_once_and_sized_for_the_screen(pictures: Pictures) -> None:
    original = _original(SAMPLES / "notice-scan.pdf")
    kept = pictures.picture(original, _page())
    with Image.open(kept) as image:
        assert image.width == WIDTH
        assert image.height == pytest.approx(WIDTH * 3509 / 2481, abs=2)
        assert np.asarray(image.convert("L")).std() > 20, "there is print on it"
    assert kept.stat().st_mode & 0o077 == 0 or kept.parent.stat().st_mode & 0o077 == 0
    moved = original._replace(source="/nowhere.pdf")
    assert pictures.picture(moved, _page()) == kept, "the original is not opened again"


def test_a_page_lies_as_it_was_read(pictures: Pictures) -> None:
    original = _original(SAMPLES / "notice.pdf")
    with Image.open(pictures.picture(original, _page(2, rotation=90))) as image:
        assert image.width > image.height


def test_straightening_turns_as_cleaning_does() -> None:
    page = np.full((300, 200), 255, np.uint8)
    page[100:104, 20:180] = 0
    ours = straightened(page, Pose(1, skew=2.0)).astype(int)
    theirs = _turned(page, 2.0).astype(int)
    assert np.abs(ours - theirs).mean() < 2


@pytest.mark.parametrize("number", [0, 3])
def test_pages_that_are_not_there(pictures: Pictures, number: int) -> None:
    page = _page().model_copy(update={"number": number})
    with pytest.raises(FileMissing):
        pictures.picture(_original(SAMPLES / "notice.pdf"), page)


def test_another_file_in_its_place_is_not_shown(pictures: Pictures, tmp_path: Path) -> None:
    copy = tmp_path / "notice.pdf"
    copy.write_bytes((SAMPLES / "notice.pdf").read_bytes())
    original = _original(copy)
    copy.write_bytes((SAMPLES / "notice-scan.pdf").read_bytes())
    with pytest.raises(FileMissing):
        pictures.picture(original, _page())
    with pytest.raises(FileMissing):
        pictures.picture(original._replace(source=None), _page())
    with pytest.raises(FileMissing):
        pictures.picture(original._replace(source=str(tmp_path)), _page())


def test_a_broken_file_ends_in_words_for_a_clerk(pictures: Pictures, tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\x00garbage" * 50)
    with pytest.raises(KetluanError):
        pictures.picture(_original(broken), _page())
    assert not list((tmp_path / "pictures").rglob("*.webp"))
