"""A document sent over the network: checked as far as can be without opening it, into the inbox."""

from __future__ import annotations

import asyncio
import contextlib
import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from models.base import Record
from models.errors import KetluanError, LimitExceeded, NoPermission
from ocr.source import open_source
from pipeline import names
from pipeline.folders import Folders

if TYPE_CHECKING:
    from starlette.requests import Request

    from pipeline.settings import Settings

_MB = 1024 * 1024


class Arrived(Record):
    """A document that lies in the inbox."""

    name: str
    """As it is called there."""
    sha256: str
    """Of its content: `GET /documents/{sha256}` tells when it was read."""
    bytes: int
    media_type: str


async def arrive(request: Request, settings: Settings, name: str) -> Arrived:
    """Take the body of the request as a file for the inbox.

    It lies there whole or not at all: it is written under a hidden name, which the watcher
    passes over, and renamed. Nothing of it is opened here but its first bytes.

    Raises:
        LimitExceeded: it is larger than ``settings.web.upload_mb``.
        EmptyFile, UnsupportedFile, DamagedFile: it is no whole PDF, image or text.
        NoPermission: the inbox cannot be written.
    """
    shown = names.safe(name)
    if names.ignored(shown):
        shown = f"tep-{shown.lstrip('.~$')}.pdf"
    most = settings.web.upload_mb * _MB
    told = request.headers.get("content-length", "0")
    if told.isascii() and told.isdigit() and int(told[:18]) > most:
        raise LimitExceeded(file=shown, limit=f"{settings.web.upload_mb} MB")
    inbox = Folders(settings).inbox
    half = inbox / f".{uuid.uuid4().hex}.part"
    try:
        await asyncio.to_thread(inbox.mkdir, parents=True, exist_ok=True)
        size = await _write(request, half, shown, most)
        return await asyncio.to_thread(_keep, half, shown, size)
    except OSError as error:
        raise NoPermission(file=shown) from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


async def _write(request: Request, half: Path, shown: str, most: int) -> int:
    size = 0
    with await asyncio.to_thread(half.open, "xb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise LimitExceeded(file=shown, limit=f"{most // _MB} MB")
            await asyncio.to_thread(file.write, chunk)
        await asyncio.to_thread(_settle, file.fileno(), file.flush)
    return size


def _settle(number: int, flush: object) -> None:
    assert callable(flush)  # noqa: S101
    flush()
    os.fsync(number)


def _keep(half: Path, shown: str, size: int) -> Arrived:
    try:
        source = open_source(half, max_bytes=size)
    except KetluanError as error:
        raise type(error)(**{**error.details, "file": shown}) from None
    stem, suffix = Path(shown).stem, Path(shown).suffix
    for attempt in range(100):
        name = shown if not attempt else f"{stem} ({attempt}){suffix}"
        try:
            os.link(half, half.with_name(name))  # refuses to take another file's place
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            name = f"{stem}~{uuid.uuid4().hex[:12]}{suffix}"
            half.rename(half.with_name(name))
        return Arrived(
            name=name, sha256=source.sha256, bytes=size, media_type=source.media_type.value
        )
    raise FileExistsError(shown)
