"""Makes the samples anew: ``python -m samples.make [FOLDER]``.

Without a folder the committed files beside this module are written. The bytes depend on the
installed Liberation Serif and on the pinned ReportLab, pdfium and Pillow, on nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

from samples import seed
from samples.layout import lay_out
from samples.pack import pack
from samples.pdf import write_pdf
from samples.scan import Damage, scan

TITLE = "Thông báo kết luận"
SCAN = Damage(
    seed=13,
    skew=0.7,
    blur=0.55,
    grain=4.0,
    shade=0.12,
    faint=0.15,
    jpeg=60,
    seal=True,
    signature=True,
)


def make(folder: Path) -> dict[str, int]:
    """Write ``notice.pdf`` and ``notice-scan.pdf``; their sizes by name."""
    files = {"notice.pdf": born_digital(), "notice-scan.pdf": scanned()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {name: len(content) for name, content in files.items()}


def born_digital() -> bytes:
    """The notice with an exact text layer; its letterhead is a picture.

    The restored text knows no letterhead, and the text layer holds what it knows.
    """
    return write_pdf(lay_out(seed.draft(preprinted=True), seed.STYLE), title=TITLE)


def scanned() -> bytes:
    """The notice as image alone, 200 dpi, sealed and signed."""
    sheets = lay_out(seed.draft(preprinted=False), seed.STYLE)
    return pack(scan(sheets, SCAN), SCAN.dpi, jpeg=SCAN.jpeg, title=TITLE)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else seed.FOLDER
    for name, size in make(target).items():
        sys.stdout.write(f"{target / name}: {size / 1000:.0f} kB\n")
