"""Pictures of pages, and the PDF they are packed in."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples import make, seed
from samples.layout import lay_out
from samples.pack import pack
from samples.scan import Damage, scan
from samples.seed import FOLDER
from samples.sheet import Sheet
from tests.samples.test_pdf import page_texts


@pytest.fixture(scope="module")
def sheets() -> tuple[Sheet, ...]:
    return lay_out(seed.draft(preprinted=False), seed.STYLE)


def pictures(content: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    found = [page.render(scale=100 / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return found


def red(image: Image.Image) -> int:
    pixels = np.asarray(image.convert("RGB"), dtype=int)
    return int(
        ((pixels[..., 0] - pixels[..., 1] > 60) & (pixels[..., 0] - pixels[..., 2] > 40)).sum()
    )


def blue(image: Image.Image) -> int:
    pixels = np.asarray(image.convert("RGB"), dtype=int)
    return int((pixels[..., 2] - pixels[..., 0] > 50).sum())


def test_committed_scan_is_what_the_program_makes() -> None:
    made, kept = make.scanned(), (FOLDER / "notice-scan.pdf").read_bytes()
    # Arithmetic of other processors may differ in the last bit, so pictures are compared.
    for mine, theirs in zip(pictures(made), pictures(kept), strict=True):
        difference = np.abs(np.asarray(mine, dtype=int) - np.asarray(theirs, dtype=int))
        assert difference.mean() < 1.0


def test_committed_scan_has_no_text_and_two_pictures_of_200_dpi() -> None:
    content = (FOLDER / "notice-scan.pdf").read_bytes()
    assert page_texts(content) == ["", ""]
    assert len(content) < 1_500_000
    document = pypdfium2.PdfDocument(content)
    for page in document:
        images = [o for o in page.get_objects() if o.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        assert len(images) == 1
        width, height = images[0].get_px_size()
        assert round(width / page.get_width() * 72) == round(height / page.get_height() * 72) == 200
        page.close()
    document.close()


def test_committed_scan_is_sealed_in_red_and_signed_in_blue() -> None:
    first, last = pictures((FOLDER / "notice-scan.pdf").read_bytes())
    assert red(first) == blue(first) == 0
    assert red(last) > 1000
    assert blue(last) > 500


@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_resolution(sheets: tuple[Sheet, ...], dpi: int) -> None:
    image = scan(sheets[:1], Damage(dpi=dpi))[0]
    for pixels, inches in zip(image.size, (210 / 25.4, 297 / 25.4), strict=True):
        assert abs(pixels - inches * dpi) <= 1


def test_same_seed_same_picture_other_seed_another(sheets: tuple[Sheet, ...]) -> None:
    damage = Damage(dpi=72, grain=6, shade=0.3, border=True, speckle=0.001, seed=5)
    first, again = (scan(sheets[:1], damage)[0].tobytes() for _ in range(2))
    other = scan(sheets[:1], damage.model_copy(update={"seed": 6}))[0].tobytes()
    assert first == again
    assert first != other


def test_quarter_turn_lays_the_page_on_its_side(sheets: tuple[Sheet, ...]) -> None:
    upright = scan(sheets[:1], Damage(dpi=72))[0]
    turned = scan(sheets[:1], Damage(dpi=72, turn=90))[0]
    assert turned.size == upright.size[::-1]
    assert np.array_equal(np.rot90(np.asarray(upright)), np.asarray(turned))


def test_faint_ink_is_lighter_and_uneven_light_darker(sheets: tuple[Sheet, ...]) -> None:
    def mean(damage: Damage) -> float:
        return float(np.asarray(scan(sheets[:1], damage)[0].convert("L")).mean())

    clean = mean(Damage(dpi=72))
    assert mean(Damage(dpi=72, faint=0.6)) > clean + 1
    assert mean(Damage(dpi=72, shade=0.4)) < clean - 10


def test_marks_of_the_office(sheets: tuple[Sheet, ...]) -> None:
    clean, marked = (
        scan(sheets[:1], Damage(dpi=100, **wish))[0]  # type: ignore[arg-type]
        for wish in ({}, {"arrival_stamp": True, "holes": True, "number": "286", "day": "19"})
    )
    assert red(clean) == blue(clean) == 0
    assert red(marked) > 300
    assert blue(marked) > 50
    hole = np.asarray(marked)[int((841.89 / 2 - 40 * 72 / 25.4) / 72 * 100), int(12 / 25.4 * 100)]
    assert hole.max() < 60


def test_fax_is_black_or_white_and_packed_as_group_4(sheets: tuple[Sheet, ...]) -> None:
    images = scan(sheets, Damage(dpi=200, colour="bilevel", speckle=0.0005))
    content = pack(images, 200)
    assert b"CCITTFaxDecode" in content
    assert images[0].mode == "1"
    shown = pypdfium2.PdfDocument(content)[0].render(scale=200 / 72).to_pil().convert("L")
    expected = images[0].convert("L")
    shown = shown.resize(expected.size, Image.Resampling.NEAREST)
    assert np.abs(np.asarray(shown, dtype=int) - np.asarray(expected, dtype=int)).mean() < 8


def test_lossless_picture_is_shown_as_it_is(sheets: tuple[Sheet, ...]) -> None:
    image = scan(sheets[:1], Damage(dpi=72))[0]
    shown = pypdfium2.PdfDocument(pack([image], 72, jpeg=0))[0].render(scale=1).to_pil()
    assert (
        np.abs(np.asarray(shown.convert("RGB"), dtype=int) - np.asarray(image, dtype=int)).mean()
        < 0.5
    )


def test_signed_copy_carries_only_its_banner_as_text(sheets: tuple[Sheet, ...]) -> None:
    banner = (
        "Người ký: Văn phòng Mẫu",
        "Email: vanphong@mau.vn",
        "Thời gian ký: 23.04.2026 15:54:16 +07:00",
    )
    texts = page_texts(pack(scan(sheets, Damage(dpi=72)), 72, banner=banner))
    assert texts[0].split("\n") == list(banner)
    assert texts[1] == ""


def test_hidden_layer_is_text_that_lies(sheets: tuple[Sheet, ...]) -> None:
    images = scan(sheets, Damage(dpi=72))
    content = pack(images, 72, hidden=sheets, seed=3)
    text = page_texts(content)[0]
    assert "ế" not in text
    assert "Ké" in text
    assert content == pack(images, 72, hidden=sheets, seed=3)
    plain = pack(images, 72)
    for mine, theirs in zip(pictures(content), pictures(plain), strict=True):
        assert np.array_equal(np.asarray(mine), np.asarray(theirs))


def test_picture_survives_as_png(sheets: tuple[Sheet, ...]) -> None:
    buffer = io.BytesIO()
    scan(sheets[:1], Damage(dpi=72, colour="grey"))[0].save(buffer, "PNG")
    assert Image.open(buffer).mode == "L"
