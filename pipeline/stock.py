"""Originals that the task database speaks of: opened, counted, removed."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import fsspec

from pipeline import names
from pipeline.folders import Folders, dropped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.settings import Settings


class Stock:
    """Where originals lie, by ``documents.source``: folders of this machine, or a store."""

    def __init__(self, settings: Settings) -> None:
        self._archive = Folders(settings).archive
        self._fs: Any = None
        self._root = ""
        if settings.folders.store:
            self._fs, root = fsspec.core.url_to_fs(settings.folders.store)
            self._root = f"{str(root).rstrip('/')}/"

    @contextmanager
    def open(self, place: str) -> Iterator[BinaryIO]:
        """An original.

        Raises:
            OSError: it is not there, or cannot be reached.
        """
        if self._stored(place):
            with self._fs.open(place, "rb") as remote:
                yield remote
            return
        with names.meant(place).open("rb") as file:
            yield file

    def orphans(self, known: Collection[str]) -> Iterator[str]:
        """Files in the archive that no document of the database names."""
        if self._fs is not None:
            for place in self._fs.find(f"{self._root}archive"):
                if str(place) not in known and not names.ignored(Path(place).name):
                    yield str(place)
            return
        named = {names.meant(place).absolute() for place in known}
        yield from (str(path) for path in dropped(self._archive) if path.absolute() not in named)

    def remove(self, place: str) -> bool:
        """Remove an original that lies in the archive; False: somebody else's to remove.

        Raises:
            OSError: it cannot be removed.
        """
        if self._stored(place):
            self._fs.rm_file(place)
            return True
        path = names.meant(place).absolute()
        if not path.is_relative_to(self._archive):
            return False
        path.unlink(missing_ok=True)
        return True

    def _stored(self, place: str) -> bool:
        return self._fs is not None and place.startswith(self._root)
