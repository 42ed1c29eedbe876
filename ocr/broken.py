"""Whether a picture's data stop or go wrong half-way: the rest of its page would be lost unseen."""

from __future__ import annotations

import os
import re
import tempfile
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
import pypdfium2 as pdfium

from ocr.pdf import images

if TYPE_CHECKING:
    from ocr.raster import Pixels

_UNFILLED: Final = 128
"""The grey that a decoder leaves where no data came."""
_FOOT: Final = 0.02
"""Share of the height, at the foot, that must be unfilled: print never has this grey alone."""
_LEFT_OVER: Final = 0.05
"""Share of the data that has no place in the picture: scanners pad by some bytes."""
_EXTRA = re.compile(rb"(\d+) extraneous bytes")
_SEEN: Final = 0.5
"""Share of its page that a picture covers whose loss is the page's."""


def is_broken(jpeg: bytes) -> bool:
    """Whether a JPEG was cut off or spoilt, by what its decoder says and by what it left empty.

    Decoders of JPEG go on after an error, and only mention it on standard error.
    """
    pixels, said = _decoded(jpeg)
    if pixels is None:
        return False  # whoever reads it will tell
    extra = _EXTRA.search(said)
    if extra is not None and int(extra[1]) > _LEFT_OVER * len(jpeg):
        return True
    foot = pixels[-max(round(_FOOT * len(pixels)), 2) :]
    return b"JPEG data" in said and bool((np.abs(foot.astype(int) - _UNFILLED) <= 1).all())


def shows_broken(page: pdfium.PdfPage) -> bool:
    """Whether a picture that covers most of a page is broken."""
    for shown in images(page):
        if shown.coverage < _SEEN:
            continue
        try:
            if "DCTDecode" not in shown.image.get_filters(skip_simple=True):
                continue
            data = bytes(shown.image.get_data(decode_simple=True))
        except (pdfium.PdfiumError, ValueError):
            continue
        if is_broken(data):
            return True
    return False


def _decoded(jpeg: bytes) -> tuple[Pixels | None, bytes]:
    """An eighth of the picture's size, grey, and what the decoder said."""
    flag = cv2.IMREAD_REDUCED_GRAYSCALE_8 | cv2.IMREAD_IGNORE_ORIENTATION
    with tempfile.TemporaryFile() as file:
        kept = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), flag)
        except cv2.error:
            pixels = None
        finally:
            os.dup2(kept, 2)
            os.close(kept)
        file.seek(0)
        said = file.read(4000)
    return (None if pixels is None else np.asarray(pixels, np.uint8)), said
