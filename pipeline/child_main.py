"""The child process in which documents are opened: its own side."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import Reading, errors
from pipeline import frames
from pipeline.settings import Settings

if TYPE_CHECKING:
    from extract import Extractor
    from ocr.reader import ReadSettings


def main() -> int:
    """Read the documents that the parent names, one reply each, until it closes the pipe."""
    settings = Settings.model_validate_json(sys.argv[1])
    # Replies go out by a descriptor of their own: what a library prints cannot spoil them.
    replies = os.dup(1)
    os.dup2(2, 1)
    confine(settings)
    stages = _Stages(settings, replies)
    while (request := frames.receive(0)) is not None:
        reply: dict[str, Any]
        try:
            reply = stages.answer(request)
        except errors.KetluanError as error:
            reply = {"error": type(error).__name__, "details": plain(error.details)}
        except MemoryError:
            limit = f"{settings.limits.memory_mb} MiB"
            reply = {"error": "LimitExceeded", "details": {"limit": limit}}
        except Exception as error:
            reply = {"error": "ReaderCrashed", "details": {"detail": type(error).__name__}}
            if os.environ.get("KETLUAN_DEBUG"):
                raise
        frames.send(replies, reply)
    return 0


class _Stages:
    """What is done with a document. Libraries are loaded when the limits stand."""

    def __init__(self, settings: Settings, replies: int) -> None:
        from ocr.consensus import Consensus  # noqa: PLC0415
        from ocr.reader import ReadSettings  # noqa: PLC0415
        from ocr.repair import Repairer  # noqa: PLC0415

        self._settings = settings
        self._replies = replies
        self._repairer, self._consensus = Repairer.load(), Consensus.load()
        self._wishes = ReadSettings(
            jobs=settings.jobs,
            max_pages=settings.limits.pages,
            max_pixels=int(settings.limits.megapixels * 1e6),
        )

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to a request.

        Raises:
            KetluanError: what is wrong with the document.
        """
        path = Path(request["path"])
        if "folder" in request:
            from ocr.debug import draw_pages  # noqa: PLC0415  few ask for it

            reading = Reading.model_validate(request["reading"])
            drawn = draw_pages(path, reading, Path(request["folder"]), self._wishes)
            return {"drawn": [str(file) for file in drawn]}
        from ocr.reader import read  # noqa: PLC0415

        reading = read(
            path,
            repairer=self._repairer,
            settings=self._wishes,
            consensus=self._consensus,
            progress=self._progress,
        )
        reply: dict[str, Any] = {"reading": reading.model_dump(mode="json")}
        if self._settings.secrecy == "strict":
            reply["framed"] = _framed(path, self._wishes)
        # By rules over a stranger's text: it must not take longer than reading may either.
        reply["notice"] = self._extractor.extract(reading).model_dump(mode="json")
        return reply

    def _progress(self, done: int, total: int) -> None:
        frames.send(self._replies, {"progress": [done, total]})

    @cached_property
    def _extractor(self) -> Extractor:
        from extract import Extractor  # noqa: PLC0415  spaCy takes a second to load

        return Extractor.load(agencies=self._settings.agencies, holidays=self._settings.holidays)


def _framed(path: Path, wishes: ReadSettings) -> bool:
    """Whether a red frame stands in the head of page 1."""
    from ocr import pdf  # noqa: PLC0415  limits stand before libraries load
    from ocr.raster import image_rasters, page_raster  # noqa: PLC0415
    from ocr.source import MediaType, open_source  # noqa: PLC0415
    from pipeline.red_frame import has_red_frame  # noqa: PLC0415

    source = open_source(path, max_bytes=wishes.max_bytes)
    if source.media_type is MediaType.TEXT:
        return False
    if source.media_type is not MediaType.PDF:
        return has_red_frame(next(image_rasters(source, wishes)).pixels)
    with pdf.open_pdf(source, max_pages=wishes.max_pages) as document:
        page = pdf.load_page(document, 0)
        if page is None:
            return False
        try:
            return has_red_frame(page_raster(page, 1, source, wishes).pixels)
        finally:
            page.close()


def confine(settings: Settings) -> None:
    """Set the kernel's limits on this process, and let it end with its parent."""
    _limit(settings)
    _end_with_parent()


def _end_with_parent() -> None:
    """A parent that was killed cannot end us: we end ourselves and every program below."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def plain(details: dict[str, object]) -> dict[str, str | list[str]]:
    """Details of an error as JSON takes them; words in two languages as a pair."""
    return {
        key: list(value) if isinstance(value, errors.Both) else str(value)
        for key, value in details.items()
        if key != "file"
    }


def _limit(settings: Settings) -> None:
    """Hard limits of the kernel under the parent's watch: address space, file size, no cores."""
    # Libraries map far more than they use; the parent watches what is resident.
    address_space = (settings.limits.memory_mb << 20) + (4 << 30)
    for kind, value in (
        (resource.RLIMIT_AS, address_space),
        (resource.RLIMIT_FSIZE, max(settings.limits.output_mb << 20, 1 << 30)),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    try:
        code = main()
    except BrokenPipeError:  # the parent has gone, and nobody hears us
        code = 1
    raise SystemExit(code)
