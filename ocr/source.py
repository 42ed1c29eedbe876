"""The file as it was handed in: is it there, may it be read, what is it?"""

from __future__ import annotations

import codecs
import hashlib
import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from models.errors import (
    DamagedFile,
    EmptyFile,
    FileMissing,
    LimitExceeded,
    NoPermission,
    UnsupportedFile,
)

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 1024
_TAIL = 2048
_END_OF_PDF = re.compile(rb"%%EOF")
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html\b|<svg\b|<\?xml\b|\{\\rtf\d|%!ps-adobe)"
    rb"|(?=[\s\S]{0,4000}^mime-version:)(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2}",
    re.IGNORECASE | re.MULTILINE,
)
"""Pages of the net (a log-in or an error in place of the file), RTF, PostScript and mails."""
_TEXT_CONTROLS = frozenset("\t\n\r\f\v")


class MediaType(StrEnum):
    """What ``Reading.media_type`` says."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    TEXT = "text/plain"


_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00", MediaType.TIFF),
    (b"MM\x00+", MediaType.TIFF),
)


class Source(NamedTuple):
    """Bytes of a file with their kind and digest."""

    path: Path
    data: bytes
    media_type: MediaType
    sha256: str

    @property
    def name(self) -> str:
        """Name without the folder."""
        return self.path.name


def open_source(path: Path, *, max_bytes: int) -> Source:
    """Read the bytes and tell their kind by content, never by the file's ending.

    Raises:
        FileMissing, NoPermission, EmptyFile, UnsupportedFile, DamagedFile, LimitExceeded
    """
    name = path.name
    try:
        if path.is_dir():
            raise UnsupportedFile(file=name)
        if path.stat().st_size > max_bytes:
            raise LimitExceeded(file=name, limit=f"{max_bytes // 1_000_000} MB")
        data = path.read_bytes()
    except FileNotFoundError as trouble:
        raise FileMissing(file=name) from trouble
    except PermissionError as trouble:
        raise NoPermission(file=name) from trouble
    except OSError as trouble:
        raise DamagedFile(file=name) from trouble
    if not data.strip(b"\x00 \t\r\n\f"):
        raise EmptyFile(file=name)
    media_type = _media_type(name, data)
    return Source(path, data, media_type, hashlib.sha256(data).hexdigest())


def _media_type(name: str, data: bytes) -> MediaType:
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if b"%PDF-" in data[:_HEAD]:
        _check_end(name, data)
        return MediaType.PDF
    if _MARKUP.match(data):
        raise UnsupportedFile(file=name)
    decode_text(name, data)
    return MediaType.TEXT


def _check_end(name: str, data: bytes) -> None:
    """A PDF whose end has not arrived loses text silently: the rest is no guess of ours.

    The last ``%%EOF`` may be followed by padding, not by objects: those belong to an update
    (a signature, say) that was cut off.
    """
    ends = [match.end() for match in _END_OF_PDF.finditer(data)]
    if not ends:
        raise DamagedFile(file=name)
    rest = data[ends[-1] :].strip(b"\x00 \t\r\n\f")
    if len(rest) > _TAIL and b" obj" in rest:
        raise DamagedFile(file=name)


def decode_text(name: str, data: bytes) -> str:
    r"""UTF-8 (or UTF-16 with its mark) as text, without the mark.

    >>> decode_text("a.txt", "\ufeffKết luận".encode())
    'Kết luận'

    Raises:
        UnsupportedFile: other bytes, or control characters that no text holds
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise UnsupportedFile(file=name) from trouble
    if any(c < " " and c not in _TEXT_CONTROLS for c in text):
        raise UnsupportedFile(file=name)
    if not text.strip():
        raise EmptyFile(file=name)
    return text
