"""Pictures of pages for people: drawn once in a child process, kept on disk."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import os
import threading
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, Protocol

from models import errors
from pipeline import names
from pipeline.child import Child
from pipeline.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.settings import Settings

WIDTH = 1400
"""Pixels; sharp on an office screen, and enough to look closely on a telephone."""
_KEPT = 20_000
"""Pictures that are kept, some 3 GB; the oldest tenth goes when there are more."""


class Original(NamedTuple):
    """A stored document's file."""

    name: str
    sha256: str
    source: str | None
    """Where it lay when it was stored."""


class Laid(Protocol):
    """A page, and how it was turned and straightened before it was read."""

    @property
    def number(self) -> int:
        """From 1."""
        ...

    @property
    def rotation(self) -> int:
        """Degrees clockwise."""
        ...

    @property
    def skew(self) -> float:
        """Degrees."""
        ...


class Pictures:
    """The pictures of one office. Safe to share between threads; one page is drawn at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.web.pictures.absolute()
        self._child = Child(settings, module="pipeline.picture_main")
        self._drawing = threading.Lock()
        self._drawn = 0

    def close(self) -> None:
        """End the child process."""
        with self._drawing:
            self._child.close()

    def picture(self, original: Original, page: Laid) -> Path:
        """The picture of a page, drawn if it was not yet.

        Raises:
            FileMissing: the original is not where it lay, or is another one now.
            KetluanError: it cannot be opened, or breaks a limit.
            NoPermission: pictures cannot be kept.
        """
        home = self._folder / original.sha256[:2] / original.sha256
        kept = home / f"{page.number}-{page.rotation}-{page.skew:.2f}.webp"
        if kept.exists():
            return kept
        with self._drawing:
            if not kept.exists():
                self._draw(original, page, kept)
        return kept

    def _draw(self, original: Original, page: Laid, kept: Path) -> None:
        half = kept.with_name(f".{uuid.uuid4().hex}.webp")
        try:
            # Document images are for those who may see them, and for nobody else on the machine.
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            raise errors.NoPermission(file=self._folder) from None
        pose = [page.number, page.rotation, page.skew]
        wish = {"pose": pose, "target": str(half), "width": WIDTH}
        try:
            with opened(self._settings, original) as path:
                self._child.ask(path, wish)
            half.replace(kept)
        finally:
            with contextlib.suppress(OSError):
                half.unlink()
        self._drawn += 1
        if self._drawn % 500 == 1:
            self._sweep()

    def _sweep(self) -> None:
        """Remove the pictures that were drawn longest ago, where there are too many."""
        kept = list(self._folder.glob("??/*/*.webp"))
        if len(kept) <= _KEPT:
            return
        for path in sorted(kept, key=_age)[: len(kept) - _KEPT * 9 // 10]:
            with contextlib.suppress(OSError):
                path.unlink()


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


@contextmanager
def opened(settings: Settings, original: Original) -> Iterator[Path]:
    """The file of a stored document, on this machine.

    Raises:
        FileMissing: it is not where it lay, cannot be reached, or is another one now.
    """
    if not original.source:
        raise errors.FileMissing(file=original.name)
    path = names.meant(original.source)
    if path.is_file() or not settings.folders.store:
        _same(path, original)
        yield path
        return
    with Scratch() as folder:
        copy = folder / f"original{path.suffix}"
        try:
            # Only offices with a store need it; it has no types.
            store = importlib.import_module("fsspec.core")
            fs, _ = store.url_to_fs(settings.folders.store)
            fs.get_file(original.source, str(copy))
        except Exception as error:  # clients of object stores have errors of their own
            raise errors.FileMissing(file=original.name) from error
        _same(copy, original)
        yield copy


def _same(path: Path, original: Original) -> None:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == original.sha256:
                return
    except OSError:
        pass
    raise errors.FileMissing(file=original.name)
