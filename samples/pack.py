"""Scanned pages as a PDF: pictures alone, or with what others laid over them as text.

A digitally signed copy carries a banner of exact text at its upper right; a copy from an archive
may carry a hidden layer of bad recognition under the picture. Both are traps for a reader.
"""

from __future__ import annotations

import io
from random import Random
from typing import TYPE_CHECKING, Any

from PIL import Image
from reportlab.pdfbase import pdfdoc

from models.reading import LineRole
from models.text import strip_marks
from samples.pdf import draw_piece, new_canvas
from samples.sheet import MM, PAGE_WIDTH, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.pdf import Canvas
    from samples.sheet import Sheet

# ReportLab carries no types.
_stream: Any = pdfdoc.PDFStream
_dictionary: Any = pdfdoc.PDFDictionary
_name: Any = pdfdoc.PDFName

_LOOK_ALIKES = {"ế": "é", "ệ": "é", "ê": "é", "ũ": "ii", "ừ": "ir", "ứ": "ir", "l": "1", "ộ": "d"}


def pack(
    images: Sequence[Image.Image],
    dpi: int,
    *,
    jpeg: int = 75,
    banner: Sequence[str] = (),
    hidden: Sequence[Sheet] = (),
    seed: int = 0,
    title: str = "",
) -> bytes:
    """One PDF page a picture.

    Args:
        images: colour and grey are packed as JPEG (lossless at quality 0), bilevel as CCITT G4.
        dpi: pixels an inch; gives the page its size.
        jpeg: quality.
        banner: lines of a digital signature on page 1, real text over the picture.
        hidden: sheets whose text lies unseen under the pictures, as a bad recogniser read it.
        seed: of the hidden layer's mistakes.
        title: of the document.
    """
    random = Random(seed)
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, title=title, creator="samples.pack")
    for index, image in enumerate(images):
        width, height = image.width / dpi * 72, image.height / dpi * 72
        canvas.setPageSize((width, height))
        if index < len(hidden):
            for piece in hidden[index].pieces:
                draw_piece(
                    canvas,
                    piece.model_copy(update={"text": misread(piece.text, random)}),
                    hidden=True,
                )
        _place(canvas, f"page{index}", image, jpeg, (width, height))
        if index == 0:
            for piece in banner_pieces(banner):
                draw_piece(canvas, piece)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def banner_pieces(lines: Sequence[str]) -> tuple[Piece, ...]:
    """Digital signature of a copy: 10 points, upper right corner (Phụ lục I, ô 14)."""
    return tuple(
        Piece(
            text=text,
            x=PAGE_WIDTH - 72 * MM,
            y=16 + 11.5 * number,
            size=10,
            role=LineRole.STAMP,
            red=True,
        )
        for number, text in enumerate(lines)
    )


def misread(text: str, random: Random) -> str:
    """What an English model might make of it: marks lost, look-alikes, letters split.

    >>> misread("Kế hoạch số 15", Random(3))
    'Ké hoach so 15'
    """
    read = []
    for letter in text:
        if letter in _LOOK_ALIKES and random.random() < 0.6:
            read.append(_LOOK_ALIKES[letter])
        else:
            read.append(strip_marks(letter))
        if letter.isalpha() and random.random() < 0.004:
            read.append(" ")
    return "".join(read)


def _place(
    canvas: Canvas,
    name: str,
    image: Image.Image,
    jpeg: int,
    size: tuple[float, float],
) -> None:
    """The picture over the whole page, its bytes as they were packed."""
    entries = {
        "Type": _name("XObject"),
        "Subtype": _name("Image"),
        "Width": image.width,
        "Height": image.height,
        "BitsPerComponent": 1 if image.mode == "1" else 8,
        "ColorSpace": _name("DeviceRGB" if image.mode == "RGB" else "DeviceGray"),
    }
    if image.mode == "1":
        content = _group4(image)
        entries["Filter"] = _name("CCITTFaxDecode")
        entries["DecodeParms"] = _dictionary(
            {"K": -1, "Columns": image.width, "Rows": image.height, "BlackIs1": "true"}
        )
    elif jpeg:
        encoded = io.BytesIO()
        image.save(encoded, "JPEG", quality=jpeg, dpi=(200, 200))
        content = encoded.getvalue()
        entries["Filter"] = _name("DCTDecode")
    else:
        content = image.tobytes()
    picture = _stream(dictionary=_dictionary(entries), content=content)
    if image.mode != "1" and not jpeg:
        picture.filters = [pdfdoc.PDFZCompress]
    picture.name = name
    document = canvas._doc  # noqa: SLF001  (ReportLab has no public way for packed pictures)
    canvas._currentPageHasImages = 1  # noqa: SLF001
    canvas._setXObjects(picture)  # noqa: SLF001
    document.Reference(picture, document.getXObjectName(name))
    document.addForm(name, picture)
    canvas.saveState()
    canvas.transform(size[0], 0, 0, size[1], 0, 0)
    canvas.doForm(name)
    canvas.restoreState()


def _group4(image: Image.Image) -> bytes:
    """The bare CCITT G4 data of a bilevel picture."""
    buffer = io.BytesIO()
    image.save(buffer, "TIFF", compression="group4", strip_size=image.width * image.height)
    with Image.open(buffer) as packed:
        tags: Any = packed.tag_v2  # type: ignore[attr-defined]
        offsets, lengths = tags[273], tags[279]
    if len(offsets) != 1:
        raise ValueError("expected one strip")
    return buffer.getvalue()[offsets[0] : offsets[0] + lengths[0]]
