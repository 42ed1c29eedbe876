"""Length-prefixed JSON between the parent and the child that opens documents.

JSON, not pickle: what comes from the child is data from a hostile document.
"""

from __future__ import annotations

import json
import os
import select
import struct
from typing import Any

_PREFIX = struct.Struct(">Q")


class Oversized(Exception):
    """A frame longer than its receiver takes."""


def send(fd: int, message: dict[str, Any]) -> None:
    """Write one message; blocks until all of it is written."""
    # Names that are no UTF-8 go as they are; whoever reads JSON takes them.
    body = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    data = memoryview(_PREFIX.pack(len(body)) + body)
    while data:
        data = data[os.write(fd, data) :]


def receive(fd: int) -> dict[str, Any] | None:
    """Read one message; blocks; None at the end of the stream."""
    frames = Frames(fd, limit=1 << 30)
    while True:
        if not frames.fill():
            return None
        message = frames.take()
        if message is not None:
            return message


class Frames:
    """The receiving end of a pipe, read without blocking longer than asked."""

    def __init__(self, fd: int, *, limit: int) -> None:
        self._fd = fd
        self._limit = limit
        self._buffer = bytearray()

    def wait(self, seconds: float) -> bool:
        """Whether something can be read within so many seconds."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        return bool(ready)

    def fill(self) -> bool:
        """Take what has come; False at the end of the stream.

        Never reads past the end of a frame, so that one ``Frames`` may follow another.
        """
        need = _PREFIX.size - len(self._buffer)
        if need <= 0:
            (length,) = _PREFIX.unpack_from(self._buffer)
            need = length - (len(self._buffer) - _PREFIX.size)
        chunk = os.read(self._fd, min(need, 1 << 20))
        self._buffer += chunk
        return bool(chunk)

    def take(self) -> dict[str, Any] | None:
        """One whole message if it has come.

        Raises:
            Oversized: the sender announces more than the limit.
            ValueError: the bytes are no JSON object.
        """
        if len(self._buffer) < _PREFIX.size:
            return None
        (length,) = _PREFIX.unpack_from(self._buffer)
        if length > self._limit:
            raise Oversized
        if len(self._buffer) < _PREFIX.size + length:
            return None
        message = json.loads(self._buffer[_PREFIX.size :])
        self._buffer.clear()
        if not isinstance(message, dict):
            raise TypeError("not an object")
        return message
