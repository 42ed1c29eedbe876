"""The image of a page: its own scan where that is whole, else rendered once."""

from __future__ import annotations

import math
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPageCountError, PDFSyntaxError
from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import DamagedFile, LimitExceeded, PictureBroken, ProgramMissing
from ocr.pdf import scan_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ocr.pdf import PdfImage
    from ocr.settings import ReadSettings
    from ocr.source import Source

Pixels = NDArray[np.uint8]
"""Grey (h, w) or RGB (h, w, 3)."""

_LEAST_DPI = 100
_INFO_TIMEOUT = 20
"""Seconds; it takes hundredths of one on files that end."""
_ALIKE = 0.9
"""Correlation of the embedded scan with the page as shown; less means it is drawn otherwise."""
_UNEVEN, _MOST_UNEVEN = 0.05, 2.0
"""How far from square a pixel is that is made square; more is an error of the file."""


class Raster(NamedTuple):
    """Pixels of a page and their resolution."""

    pixels: Pixels
    dpi: float


def page_raster(
    page: pdfium.PdfPage, number: int, source: Source, settings: ReadSettings
) -> Raster:
    """The page as an image, at its scan's own resolution or at ``settings.dpi``.

    Raises:
        LimitExceeded: more pixels than allowed even at 100 dpi
    """
    scan = scan_of(page)
    if scan is not None and scan.width * scan.height <= settings.max_pixels:
        taken = _embedded(page, scan)
        if taken is not None:
            return taken
    width, height = page.get_size()
    area = max(width / 72, 1 / 72) * max(height / 72, 1 / 72)
    wanted = settings.dpi if scan is None else min(max(scan.dpi, 200), settings.dpi)
    dpi = min(wanted, math.sqrt(settings.max_pixels / area))
    if dpi < _LEAST_DPI:
        raise LimitExceeded.on_pixels(settings.max_pixels, file=source.name)
    return Raster(_rendered(page, number, source.path, dpi, settings.page_timeout), dpi)


def _embedded(page: pdfium.PdfPage, scan: PdfImage) -> Raster | None:
    """The scan as stored, if it looks like the page does."""
    if not scan.upright or scan.dpi < _LEAST_DPI:
        return None
    try:
        bitmap = scan.image.get_bitmap()
        pixels = _square(_three_or_one(bitmap.to_numpy(), bitmap.mode), scan.tall)
        width, height = page.get_size()
        shown = page.render(
            scale=96 / max(width, height), may_draw_forms=False, draw_annots=False, grayscale=True
        ).to_numpy()
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return None
    turns = page.get_rotation() // 90
    if turns:
        pixels = np.ascontiguousarray(np.rot90(pixels, -turns))
    if _correlation(pixels, np.squeeze(shown)) < _ALIKE:
        return None
    return Raster(pixels, scan.dpi)


def _three_or_one(array: NDArray[Any], mode: str) -> Pixels:
    if mode == "L":
        return np.array(np.squeeze(array), dtype=np.uint8)
    return np.ascontiguousarray(array[:, :, 2::-1], dtype=np.uint8)


def _square(pixels: Pixels, tall: float) -> Pixels:
    """As many pixels an inch downwards as across.

    Args:
        pixels: of an image
        tall: height of a pixel by its width; a fax of standard resolution has 2
    """
    if not _UNEVEN < abs(tall - 1) < _MOST_UNEVEN:
        return pixels
    size = (pixels.shape[1], round(pixels.shape[0] * tall))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC), np.uint8)


def _correlation(pixels: Pixels, shown: Pixels) -> float:
    size = (shown.shape[1], shown.shape[0])
    small = np.asarray(Image.fromarray(pixels).convert("L").resize(size, Image.Resampling.BOX))
    a, b = small.astype(float).ravel(), shown.astype(float).ravel()
    if a.std() < 1 or b.std() < 1:
        return 1.0 if abs(a.mean() - b.mean()) < 8 else 0.0
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.linalg.norm(a)) * float(np.linalg.norm(b))
    return float(np.dot(a, b)) / norm


def _rendered(page: pdfium.PdfPage, number: int, path: Path, dpi: float, timeout: float) -> Pixels:
    """By Poppler; by pdfium where Poppler fails or does not end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # pdf2image asks for this itself, but would wait for ever.
            pdfinfo_from_path(str(path), timeout=_INFO_TIMEOUT)
            sheets = convert_from_path(
                path,
                dpi=round(dpi),
                first_page=number,
                last_page=number,
                timeout=round(timeout),
                hide_annotations=True,
            )
        if sheets:
            return np.asarray(sheets[0].convert("RGB"))
    except PDFInfoNotInstalledError as trouble:
        raise ProgramMissing(program="Poppler (pdftoppm)", package="poppler-utils") from trouble
    except (PDFPageCountError, PDFSyntaxError, OSError, ValueError, Image.DecompressionBombError):
        pass
    except Exception as trouble:  # pdf2image's own errors share no base
        if "timeout" not in type(trouble).__name__.lower():
            raise
    shown = page.render(scale=dpi / 72, may_draw_forms=False, draw_annots=False)
    return np.array(shown.to_pil().convert("RGB"))


def image_rasters(source: Source, settings: ReadSettings) -> Iterator[Raster]:
    """Every frame of an image file, turned as its EXIF data says.

    Raises:
        DamagedFile, LimitExceeded
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(source.data))
        except Image.DecompressionBombError as trouble:
            raise LimitExceeded.on_pixels(settings.max_pixels, file=source.name) from trouble
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as trouble:
            raise DamagedFile(file=source.name) from trouble
        with image:
            frames = getattr(image, "n_frames", 1)
            if frames > settings.max_pages:
                raise LimitExceeded.on_pages(settings.max_pages, file=source.name)
            for frame in range(frames):
                yield _frame(image, frame, source.name, settings)


def _frame(image: Image.Image, frame: int, name: str, settings: ReadSettings) -> Raster:
    try:
        image.seek(frame)
        if image.width * image.height > settings.max_pixels:
            raise LimitExceeded.on_pixels(settings.max_pixels, file=name)
        turned = ImageOps.exif_transpose(image) or image
        across, down = (float(value or 0) for value in turned.info.get("dpi", (0, 0)))
        if turned.mode in ("RGBA", "LA", "PA", "P"):
            clear = turned.convert("RGBA")
            turned = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
        if turned.mode.startswith(("I", "F")):
            turned = _eight_bits(turned)
        pixels = np.array(turned.convert("L" if turned.mode in ("1", "L") else "RGB"))
        if down:
            pixels = _square(pixels, across / down)
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError) as trouble:
        raise PictureBroken(file=name) from trouble
    return Raster(pixels, across if _believable(across, pixels) else _guessed_dpi(pixels))


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image, dtype=float)
    low, high = float(values.min()), float(values.max())
    return Image.fromarray(((values - low) * (255 / max(high - low, 1.0))).astype(np.uint8))


def _believable(dpi: float, pixels: Pixels) -> bool:
    """An A5 to A3 page at this resolution; cameras and screens write 72 or 96."""
    return dpi >= _LEAST_DPI and 5 <= max(pixels.shape[:2]) / dpi <= 18


def _guessed_dpi(pixels: Pixels) -> float:
    """As if the longer side were that of A4."""
    longer: int = max(pixels.shape[:2])
    return max(longer / 11.69, 50.0)
