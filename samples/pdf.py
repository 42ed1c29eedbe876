"""Sheets as a born-digital PDF: embedded Liberation Serif, exact Unicode text, same bytes each time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdfium2
from reportlab import rl_config
from reportlab.lib import utils
from reportlab.pdfgen import canvas as canvases

from samples.faces import Face, registered
from samples.sheet import PAGE_HEIGHT, PAGE_WIDTH, Piece, Rule, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from PIL import Image

    Canvas: TypeAlias = Any

RED = (0.78, 0.05, 0.09)
PICTURE_DPI = 300

_config: Any = rl_config
# Streams stay binary: a quarter smaller than in ASCII.
_config.useA85 = 0

# ReportLab and pypdfium2 carry no types.
_new_canvas: Any = canvases.Canvas
_picture: Any = utils.ImageReader
_open_pdf: Any = pypdfium2.PdfDocument


def new_canvas(buffer: io.BytesIO, *, title: str = "", creator: str = "samples.make") -> Canvas:
    """An A4 canvas that writes neither date nor random identifier."""
    canvas = _new_canvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        lang="vi",
        initialFontName=registered(Face.REGULAR),
    )
    canvas.setTitle(title)
    canvas.setAuthor("ketluan samples")
    canvas.setCreator(creator)
    return canvas


def write_pdf(sheets: Sequence[Sheet], *, title: str = "") -> bytes:
    """A PDF of the sheets: all pieces as text but those that are pictures."""
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, title=title)
    for sheet in sheets:
        picture = [piece for piece in sheet.pieces if piece.picture]
        if picture:
            _draw_picture(canvas, picture)
        for piece in sheet.pieces:
            if not piece.picture:
                draw_piece(canvas, piece)
        for rule in sheet.rules:
            _draw_rule(canvas, rule)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def raster(pdf: bytes, dpi: float) -> list[Image.Image]:
    """The pages as RGB pictures."""
    document = _open_pdf(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def draw_piece(canvas: Canvas, piece: Piece, *, hidden: bool = False) -> None:
    """One line of text; hidden text is there to be searched, not seen."""
    text = canvas.beginText(piece.x, PAGE_HEIGHT - piece.y)
    text.setFont(registered(piece.face), piece.size)
    if hidden:
        text.setTextRenderMode(3)
    blanks = piece.text.count(" ")
    if piece.stretch is not None and blanks:
        text.setWordSpace((piece.stretch - piece.width) / blanks)
    if piece.red:
        text.setFillColorRGB(*RED)
    text.textOut(piece.text)
    if piece.stretch is not None and blanks:
        text.setWordSpace(0)
    if piece.red:
        text.setFillColorRGB(0, 0, 0)
    if hidden:
        text.setTextRenderMode(0)
    canvas.drawText(text)


def _draw_rule(canvas: Canvas, rule: Rule) -> None:
    canvas.saveState()
    canvas.setLineWidth(1.2 if rule.frame else 0.7)
    if rule.red:
        canvas.setStrokeColorRGB(*RED)
    if rule.frame:
        canvas.rect(rule.x0, PAGE_HEIGHT - rule.y1, rule.x1 - rule.x0, rule.y1 - rule.y0, fill=0)
    else:
        canvas.line(rule.x0, PAGE_HEIGHT - rule.y0, rule.x1, PAGE_HEIGHT - rule.y1)
    canvas.restoreState()


def _draw_picture(canvas: Canvas, pieces: Sequence[Piece]) -> None:
    """Preprinted lines as one picture cut from a page that holds nothing else."""
    alone = Sheet(
        number=1,
        pieces=tuple(piece.model_copy(update={"picture": False}) for piece in pieces),
    )
    page = raster(write_pdf([alone]), PICTURE_DPI)[0].convert("L")
    unit = PICTURE_DPI / 72
    left = min(piece.x for piece in pieces) - 2
    right = max(piece.x + piece.width for piece in pieces) + 2
    top = min(piece.y - piece.size for piece in pieces)
    bottom = max(piece.y + piece.size * 0.3 for piece in pieces)
    cut = page.crop(
        (int(left * unit), int(top * unit), int(right * unit) + 1, int(bottom * unit) + 1)
    )
    canvas.drawImage(
        _picture(cut),
        left,
        PAGE_HEIGHT - bottom,
        width=cut.width / unit,
        height=cut.height / unit,
    )
