"""A file in, a Reading out."""

from __future__ import annotations

import re
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from models import LineRole, Page, PageKind, Reading, Stamp
from models.errors import (
    EndlessLine,
    LimitExceeded,
    NothingReadable,
    NotVietnamese,
    PagesElsewhere,
    PictureBroken,
)
from models.text import printable
from ocr import inspect, pdf, scan
from ocr.agreement import belongs
from ocr.broken import is_broken, shows_broken
from ocr.mend import Repairer, mend
from ocr.noise import is_wordlike
from ocr.order import arrange
from ocr.plausible import in_sequence
from ocr.raster import image_rasters, page_raster
from ocr.recognise import Tesseract, check_programs
from ocr.repair.legacy import from_tcvn3, from_vni
from ocr.settings import ReadSettings
from ocr.source import MediaType, Source, decode_text, open_source
from ocr.syllables import is_vietnamese
from ocr.textfile import read_text
from ocr.words import ReadLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pypdfium2 as pdfium

    from ocr.consensus import Consensus
    from ocr.raster import Raster
    from ocr.recognise import Recogniser

__all__ = ["ReadSettings", "read"]

_DEFAULT = ReadSettings()
_LEAST_SIDE = 40
"""Pixels of an image that may hold a line; what is smaller is a dot or a rule, and no page."""


_LONGEST_LINE = 50_000
"""Letters; fifteen pages in one paragraph."""
_LETTERS_A_PAGE = 5_000
"""More than any page of type holds: a text without form feeds has pages, too."""
_LINE_END = re.compile(r"[\n\r\v\f]")


_SURE, _FEWEST_SURE = 0.85, 4
"""Words that a recogniser trusts, of which noise has none and the poorest scan has dozens."""


class _Sheet(NamedTuple):
    """A page before repair."""

    page: Page
    lines: tuple[ReadLine, ...]
    stamps: tuple[Stamp, ...] = ()


def read(
    path: Path,
    *,
    repairer: Repairer | None,
    settings: ReadSettings = _DEFAULT,
    consensus: Consensus | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read any supported file.

    Args:
        path: PDF, PNG, JPEG, TIFF or UTF-8 text
        repairer: restores damaged words; None leaves them as read
        settings: limits and choices
        consensus: two readers in this process; None has the program Tesseract read alone
        progress: told (pages done, pages in all)

    Raises:
        KetluanError: every kind that concerns a file; see ``models.errors``
    """
    source = open_source(path, max_bytes=settings.max_bytes)
    tell = progress or (lambda _done, _total: None)
    readers = scan.Readers(
        _first(settings, consensus),
        Tesseract(settings.languages, psm=6),
        Tesseract(settings.languages, psm=7),
        consensus,
        settings.second_reading,
    )
    if source.media_type is MediaType.TEXT:
        sheets = _text_sheets(source, settings)
        tell(len(sheets), len(sheets))
    elif source.media_type is MediaType.PDF:
        sheets = _pdf_sheets(source, settings, readers, tell)
    else:
        sheets = _image_sheets(source, settings, readers, tell)
    _check(source, sheets)
    return _reading(source, sheets, repairer)


def _first(settings: ReadSettings, consensus: Consensus | None) -> Recogniser:
    own = consensus.first if consensus is not None else None
    if own is not None and own.language == settings.languages:
        return own
    return Tesseract(settings.languages)


def _text_sheets(source: Source, settings: ReadSettings) -> list[_Sheet]:
    text = decode_text(source.name, source.data)
    if max(map(len, _LINE_END.split(text)), default=0) > _LONGEST_LINE:
        raise EndlessLine.on_letters(_LONGEST_LINE, file=source.name)
    pages = read_text(text)
    if max(len(pages), len(text) // _LETTERS_A_PAGE) > settings.max_pages:
        raise LimitExceeded.on_pages(settings.max_pages, file=source.name)
    return [
        _Sheet(
            Page(
                number=page.number,
                kind=PageKind.TEXT if page.lines else PageKind.BLANK,
                width=max((line.right for line in page.lines), default=0),
                height=max((line.bottom for line in page.lines), default=0),
            ),
            page.lines,
        )
        for page in pages
    ]


def _pdf_sheets(
    source: Source,
    settings: ReadSettings,
    readers: scan.Readers,
    tell: Callable[[int, int], None],
) -> list[_Sheet]:
    with pdf.open_pdf(source, max_pages=settings.max_pages) as document:
        total = len(document)
        steps = (_pdf_step(document, index, source, settings, readers) for index in range(total))
        return _side_by_side(steps, total, source, settings, readers, tell)


class _Step(NamedTuple):
    """A page that is done, or an image that waits for a recogniser."""

    done: _Sheet | None = None
    raster: Raster | None = None
    number: int = 1
    inspected: inspect.Inspected | None = None


def _pdf_step(
    document: pdfium.PdfDocument,
    index: int,
    source: Source,
    settings: ReadSettings,
    readers: scan.Readers,
) -> _Step:
    number = index + 1
    facts = inspect.inspect_page(document, index, source)
    page = pdf.load_page(document, index) if facts is not None else None
    if facts is None or page is None:
        blank = Page(number=number, kind=PageKind.BLANK, width=0, height=0)
        return _Step(done=_Sheet(blank, ()))
    width, height = page.get_size()
    try:
        if facts.words and facts.kind is not PageKind.SCAN_WITH_TEXT:
            return _Step(done=_exact_sheet(facts, number, width, height))
        if shows_broken(page):
            raise PictureBroken(file=source.name)
        raster = page_raster(page, number, source, settings)
        if facts.words:
            timeout = settings.page_timeout
            if belongs(raster, facts.words, readers.crops, timeout=timeout):
                return _Step(done=_exact_sheet(facts, number, width, height))
            facts = facts._replace(kind=PageKind.DAMAGED_TEXT, words=())
    finally:
        page.close()
    return _Step(raster=raster, number=number, inspected=facts)


def _exact_sheet(facts: inspect.Inspected, number: int, width: float, height: float) -> _Sheet:
    words = [*facts.words, *facts.overlays]
    lines = arrange(words, width, height, first=number == 1)
    lines += [ReadLine(note, LineRole.STAMP) for note in facts.notes]
    page = Page(number=number, kind=facts.kind, width=width, height=height)
    return _Sheet(page, tuple(lines), facts.stamps)


def _image_sheets(
    source: Source,
    settings: ReadSettings,
    readers: scan.Readers,
    tell: Callable[[int, int], None],
) -> list[_Sheet]:
    if source.media_type is MediaType.JPEG and is_broken(source.data):
        raise PictureBroken(file=source.name)
    rasters = image_rasters(source, settings)
    steps = (_Step(raster=raster, number=at) for at, raster in enumerate(rasters, start=1))
    return _side_by_side(steps, None, source, settings, readers, tell)


def _side_by_side(
    steps: Iterator[_Step],
    total: int | None,
    source: Source,
    settings: ReadSettings,
    readers: scan.Readers,
    tell: Callable[[int, int], None],
) -> list[_Sheet]:
    """Recognise ``settings.jobs`` pages at a time, never holding more images than that plus one."""
    deadline = time.monotonic() + settings.total_timeout
    pages: list[Future[_Sheet]] = []
    open_: set[Future[_Sheet]] = set()

    def until(left: int) -> None:
        """Wait for pages in whatever order they end; a slow one does not hold up the others."""
        nonlocal open_
        while len(open_) > left:
            ended, open_ = wait(open_, return_when=FIRST_COMPLETED)
            for page in ended:
                page.result()
            tell(len(pages) - len(open_), total or len(pages))

    with ThreadPoolExecutor(max_workers=settings.jobs) as pool:
        try:
            for step in steps:
                _check_time(deadline, source, settings)
                pages.append(pool.submit(_sheet, step, source, settings, readers))
                open_.add(pages[-1])
                until(settings.jobs)
            until(0)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [page.result() for page in pages]


def _check_time(deadline: float, source: Source, settings: ReadSettings) -> None:
    if time.monotonic() > deadline:
        raise LimitExceeded(file=source.name, limit=f"{settings.total_timeout:.0f} s")


def _sheet(step: _Step, source: Source, settings: ReadSettings, readers: scan.Readers) -> _Sheet:
    if step.done is not None:
        return step.done
    assert step.raster is not None  # noqa: S101 - a step is done or has an image
    height, width = step.raster.pixels.shape[:2]
    if min(height, width) < _LEAST_SIDE:
        blank = Page(number=step.number, kind=PageKind.BLANK, width=width, height=height)
        return _Sheet(blank, ())
    check_programs(settings.languages)
    try:
        read_page = scan.read_scan(
            step.raster, readers, first=step.number == 1, timeout=settings.page_timeout
        )
    except LimitExceeded as trouble:
        raise LimitExceeded(**{**trouble.details, "file": source.name}) from trouble
    facts = step.inspected
    lines = read_page.lines
    if facts is not None:
        scale = read_page.dpi / 72
        lines = scan.with_overlays(lines, facts.overlays, scale)
        lines += tuple(
            ReadLine(tuple(scan.scaled(word, scale) for word in note), LineRole.STAMP)
            for note in facts.notes
        )
    kind = facts.kind if facts is not None else PageKind.SCAN
    if not any(line.role.printed for line in lines):
        kind = PageKind.BLANK
    page = Page(
        number=step.number,
        kind=kind,
        width=read_page.width,
        height=read_page.height,
        dpi=read_page.dpi,
        rotation=read_page.rotation,
        skew=read_page.skew,
        engine=readers.engine,
    )
    return _Sheet(page, tuple(lines), facts.stamps if facts is not None else ())


def _check(source: Source, sheets: list[_Sheet]) -> None:
    texts = [line.text for sheet in sheets for line in sheet.lines if line.role.printed]
    written = any(c.isalnum() for text in texts for c in text)
    # Texts of the old fonts are converted later, with all other repairs.
    tried = (texts, map(from_tcvn3, texts), map(from_vni, texts))
    written = written and not _is_noise(sheets)
    if written and any(map(is_vietnamese, tried)):
        return
    if source.media_type is MediaType.PDF and pdf.holds_more(source):
        raise PagesElsewhere(file=source.name)
    raise (NotVietnamese if written else NothingReadable)(file=source.name)


def _is_noise(sheets: list[_Sheet]) -> bool:
    """Whether recognisers made words of grain, of a photograph or of scrawl: they trust none."""
    lines = [line for sheet in sheets for line in sheet.lines if line.role.printed]
    if any(sheet.lines and sheet.page.engine is None for sheet in sheets):
        return False
    sure = (
        len(word.text) > 1 and word.confidence > _SURE and is_wordlike(word.text)
        for line in lines
        for word in line.words
    )
    return sum(sure) < _FEWEST_SURE


def _reading(source: Source, sheets: list[_Sheet], repairer: Repairer | None) -> Reading:
    recognised = any(sheet.page.engine is not None for sheet in sheets)
    mended = mend(
        in_sequence([sheet.lines for sheet in sheets]) if recognised else [s.lines for s in sheets],
        repairer,
        damage="vie" if recognised else None,
        boxes=source.media_type is not MediaType.TEXT,
    )
    return Reading(
        file=printable(source.name),
        sha256=source.sha256,
        media_type=source.media_type.value,
        pages=tuple(
            sheet.page.model_copy(update={"lines": lines})
            for sheet, lines in zip(sheets, mended.pages, strict=True)
        ),
        edits=mended.edits,
        stamps=tuple(stamp for sheet in sheets for stamp in sheet.stamps),
        damage=mended.damage,
        version=_version(),
    )


def _version() -> str:
    try:
        return version("ketluan")
    except PackageNotFoundError:
        return "0"
