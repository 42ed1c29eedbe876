"""What every request needs: the settings and the task database, opened when first asked for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

from fastapi import Depends, Request

from pipeline.office import open_store
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from db import Store


class Closes(Protocol):
    """Something that must be closed."""

    def close(self) -> None:
        """Give back what it holds."""
        ...


Kept = TypeVar("Kept", bound=Closes)


class Office:
    """Settings and store of one running server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._store: Store | None = None
        self._kept: dict[object, Closes] = {}
        self._lock = threading.Lock()

    @property
    def store(self) -> Store:
        """The task database.

        Raises:
            DatabaseTrouble: it cannot be opened.
        """
        with self._lock:
            if self._store is None:
                self._store = open_store(self.settings)
            return self._store

    def kept(self, make: Callable[[Settings], Kept]) -> Kept:
        """What ``make`` gives, made when first asked for and closed with the office."""
        with self._lock:
            if make not in self._kept:
                self._kept[make] = make(self.settings)
            found: Kept = self._kept[make]  # type: ignore[assignment]  # ``make`` made it
            return found

    def close(self) -> None:
        """Give all connections back."""
        with self._lock:
            while self._kept:
                self._kept.popitem()[1].close()
            if self._store is not None:
                self._store.close()
                self._store = None


def office_of(request: Request) -> Office:
    """The office the request is made to."""
    office: Office = request.app.state.office
    return office


TheOffice = Annotated[Office, Depends(office_of)]
"""A parameter of a route."""
