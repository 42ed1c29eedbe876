"""Whether a dropped file has arrived whole, told from its first and last bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_HEAD = 1024
_TAIL = 4096


def complete(path: Path) -> bool:
    """Whether the end that its beginning promises is there.

    A PDF ends with its trailer, a PNG and a JPEG with their end marks, a TIFF's first directory
    lies within the file. Of other files nothing can be told, but that they are not empty.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL).rstrip(b"\x00 \t\r\n\f")
        if b"%PDF-" in head:
            return b"%%EOF" in tail
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return b"IEND" in tail[-12:]
        if head.startswith(b"\xff\xd8\xff"):
            return b"\xff\xd9" in tail
        if head[:4] in {b"II*\x00", b"MM\x00*"}:
            return _tiff_directory(file, head, size)
    return bool(tail)


def _tiff_directory(file: BinaryIO, head: bytes, size: int) -> bool:
    """Writers put the directory before or behind the image: strips must be within the file."""
    order = "<" if head.startswith(b"II") else ">"
    if len(head) < 8:
        return False
    (at,) = struct.unpack_from(f"{order}I", head, 4)
    file.seek(at)
    count = file.read(2)
    if at == 0 or len(count) < 2:
        return False
    (entries,) = struct.unpack(f"{order}H", count)
    last = at + 2 + 12 * entries + 4
    if last > size:
        return False
    found: dict[int, int] = {}
    for _ in range(entries):
        tag, kind, number, value = struct.unpack(f"{order}HHI4s", file.read(12))
        if tag in {273, 279} and number == 1:  # StripOffsets, StripByteCounts of one strip
            shape = "H" if kind == 3 else "I"
            (found[tag],) = struct.unpack_from(f"{order}{shape}", value)
    return found.get(273, 0) + found.get(279, 0) <= size
