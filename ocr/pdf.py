"""A PDF opened with pdfium: its pages, their images and annotations; never written to."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from models.errors import DamagedFile, LimitExceeded, PasswordNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocr.source import Source

_FULL_PAGE = 0.85
"""Share of the page an image covers that is the scan of it."""
_LOCKED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
"""A password, or a certificate: either way its owner must unlock it."""
_MAX_ANNOTATIONS = 2000
_MIN_SIDE = 100
"""Pixels; smaller images are logos and seals."""


class PdfImage(NamedTuple):
    """An image that a page shows; bounds in points, origin at the bottom left."""

    image: pdfium.PdfImage
    width: int
    height: int
    coverage: float
    """Share of the page's area."""
    upright: bool
    """Neither turned nor mirrored."""
    dpi: float
    """Pixels an inch from left to right."""
    tall: float
    """Height of a pixel by its width: 2 in a fax of standard resolution."""


@contextlib.contextmanager
def open_pdf(source: Source, *, max_pages: int) -> Iterator[pdfium.PdfDocument]:
    """The document, closed at the end.

    Raises:
        PasswordNeeded, DamagedFile, LimitExceeded
    """
    _forget_last_error()
    try:
        document = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as trouble:
        if trouble.err_code in _LOCKED:
            raise PasswordNeeded(file=source.name) from trouble
        raise DamagedFile(file=source.name) from trouble
    try:
        if len(document) == 0:
            raise DamagedFile(file=source.name)
        if len(document) > max_pages:
            raise LimitExceeded.on_pages(max_pages, file=source.name)
        yield document
    finally:
        document.close()


def holds_more(source: Source) -> bool:
    """Whether the file has attachments (a portfolio) or a form that only its viewer draws."""
    with open_pdf(source, max_pages=sys.maxsize) as document:
        drawn = document.get_formtype() in (
            pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND,
        )  # fmt: skip
        return drawn or pdfium_c.FPDFDoc_GetAttachmentCount(document.raw) > 0


def _forget_last_error() -> None:
    """Some damage sets no error of its own, and the one of an earlier file would be told."""
    pdfium_c.FPDF_LoadMemDocument(b" ", 1, None)


def load_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage | None:
    """One page, or None where it is damaged beyond loading."""
    try:
        page = document[index]
    except (pdfium.PdfiumError, ValueError):
        return None
    if min(page.get_size()) <= 0:
        # A crop box beside the page: viewers show the page, and nothing has a place on none.
        page.set_cropbox(*page.get_mediabox())
    return page


def flattened(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage | None:
    """The page with its annotations made part of it, in memory only.

    Signature stamps, numbers and dates that an office writes on a signed file are the
    appearances of annotations; the text of a page does not hold them before this.
    """
    page = load_page(document, index)
    if page is None:
        return None
    if pdfium_c.FPDFPage_GetAnnotCount(page.raw) <= 0:
        return page
    pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
    page.close()
    return load_page(document, index)


def images(page: pdfium.PdfPage) -> list[PdfImage]:
    """Images of the page, largest first."""
    width, height = page.get_size()
    if page.get_rotation() in (90, 270):
        width, height = height, width
    area = max(width * height, 1.0)
    found = []
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            pixels = item.get_px_size()
            left, bottom, right, top = item.get_bounds()
            matrix = item.get_matrix()
        except pdfium.PdfiumError:
            continue
        if min(pixels) < _MIN_SIDE:
            continue
        seen_w = max(min(right, width) - max(left, 0), 0)
        seen_h = max(min(top, height) - max(bottom, 0), 0)
        wide, high = max(right - left, 1.0) / pixels[0], max(top - bottom, 1.0) / pixels[1]
        found.append(
            PdfImage(
                item,
                pixels[0],
                pixels[1],
                seen_w * seen_h / area,
                matrix.a > 0 and matrix.d > 0 and abs(matrix.b) + abs(matrix.c) < 0.1,
                72 / wide,
                high / wide,
            )
        )
    return sorted(found, key=lambda image: image.coverage, reverse=True)


def scan_of(page: pdfium.PdfPage) -> PdfImage | None:
    """The image that is the scan of the whole page, if there is one."""
    found = images(page)
    return found[0] if found and found[0].coverage >= _FULL_PAGE else None


def annotation_boxes(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each annotation in points from the top left.

    Pages that are shown turned give no boxes: their stamps are told by the text alone.
    """
    count = min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), _MAX_ANNOTATIONS)
    left0, _, _, top0 = page.get_bbox()
    boxes = []
    for index in range(max(count, 0)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        rect = pdfium_c.FS_RECTF()
        if pdfium_c.FPDFAnnot_GetRect(annotation, rect):
            sides = sorted((rect.left, rect.right)), sorted((top0 - rect.top, top0 - rect.bottom))
            boxes.append((sides[0][0] - left0, sides[1][0], sides[0][1] - left0, sides[1][1]))
        pdfium_c.FPDFPage_CloseAnnot(annotation)
    return boxes
