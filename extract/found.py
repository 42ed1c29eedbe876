"""What a rule finds: a value and where it stands in the text given to the rule."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """``value`` was read from ``text[start:end]``."""

    start: int
    end: int
    value: T

    def moved(self, offset: int) -> Found[T]:
        """The same find, its span counted from ``offset`` further left.

        >>> Found(2, 5, "Sở").moved(10)
        Found(start=12, end=15, value='Sở')
        """
        return Found(self.start + offset, self.end + offset, self.value)
