"""Who else has the same notice open, as their browsers tell every few seconds."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.settings import Settings

LASTS = 25.0
"""Seconds that a sign of life is believed; browsers give one every ten."""


class Presence:
    """Signs of life of one server's readers; nothing hangs on them, so they are kept nowhere."""

    def __init__(
        self, _settings: Settings | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._signs: dict[int, dict[str, float]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Forget everybody."""
        with self._lock:
            self._signs.clear()

    def sign(self, document: int, name: str) -> list[str]:
        """Note that somebody has the notice open; gives the others who have.

        >>> presence = Presence()
        >>> presence.sign(3, "lan"), presence.sign(3, "minh"), presence.sign(4, "minh")
        ([], ['lan'], [])
        """
        now = self._clock()
        with self._lock:
            here = self._signs.setdefault(document, {})
            here[name] = now
            for other, at in list(here.items()):
                if now - at > LASTS:
                    del here[other]
            others = sorted(other for other in here if other != name)
            for quiet in [key for key, found in self._signs.items() if not found]:
                del self._signs[quiet]
        return others
