"""Files that commands write: whole or not at all."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.errors import NoPermission

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def output_file(path: Path) -> Iterator[BinaryIO]:
    """A file that stands under its name only once it is whole; ``-`` is standard output.

    Raises:
        NoPermission: the folder takes no files, or the file is open elsewhere.
    """
    if str(path) == "-":
        kept = io.BytesIO()
        yield kept
        sys.stdout.buffer.write(kept.getvalue())
        sys.stdout.flush()
        return
    half = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = half.open("wb")
    except OSError:
        raise NoPermission(file=path) from None
    try:
        with file:
            yield file
        try:
            half.replace(path)
        except OSError:  # Excel holds a workbook that is open
            raise NoPermission(file=path) from None
    finally:
        half.unlink(missing_ok=True)
